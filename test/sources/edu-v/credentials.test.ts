import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { secretOf, signingKeyOf, variableOf } from "#src/sources/edu-v/credentials.js";

const VARIABLE = "ONDERWIJSGRAAF_EDU_V_MIJN_BRON_KEY";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });

test("a Bron has variables of its own", () => {
  expect(variableOf("mijn-bron", "SECRET")).toBe("ONDERWIJSGRAAF_EDU_V_MIJN_BRON_SECRET");
  expect(secretOf("mijn-bron", { ONDERWIJSGRAAF_EDU_V_MIJN_BRON_SECRET: "abc\n" })).toBe("abc");
});

test.each([{}, { ONDERWIJSGRAAF_EDU_V_MIJN_BRON_SECRET: " " }])("a secret that is not set is named: %j", (env) => {
  expect(() => secretOf("mijn-bron", env)).toThrow(
    "Bron mijn-bron: ONDERWIJSGRAAF_EDU_V_MIJN_BRON_SECRET is not set; it must hold the client secret",
  );
});

test("a key that is not set is named", async () => {
  await expect(signingKeyOf("mijn-bron", undefined, {})).rejects.toThrow(`${VARIABLE} is not set`);
});

describe("a key that cannot be used is refused, and not shown", () => {
  test.each([
    ["a word", "geheim-woord"],
    ["broken JSON", '{"kty":"RSA","d":"geheim-woord'],
    ["JSON that is no key", '{"kty":"RSA","d":"geheim-woord"}'],
    ["a public key", String(rsa.publicKey.export({ type: "spki", format: "pem" }))],
    [
      "a key with a passphrase",
      String(rsa.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })),
    ],
  ])("%s", async (_what, value) => {
    const error: unknown = await signingKeyOf("mijn-bron", undefined, { [VARIABLE]: value }).catch((e: unknown) => e);
    expect(String(error)).toBe(
      `SourceError: ${VARIABLE}: holds no private key without passphrase, as PEM (PKCS #8) or JWK`,
    );
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("geheim-woord");
  });

  test.each([
    ["ES256", rsa.privateKey, "a key of type rsa cannot sign with ES256"],
    ["RS256", p256.privateKey, "a key of type ec prime256v1 cannot sign with RS256"],
    ["ES384", p256.privateKey, "a key of type ec prime256v1 cannot sign with ES384"],
    [undefined, generateKeyPairSync("ed25519").privateKey, "a key of type ed25519 cannot sign with RS256"],
  ])("for %s", async (alg, key, why) => {
    const pem = String(key.export({ type: "pkcs8", format: "pem" }));
    await expect(signingKeyOf("mijn-bron", alg, { [VARIABLE]: pem })).rejects.toThrow(`${VARIABLE}: ${why}`);
  });
});
