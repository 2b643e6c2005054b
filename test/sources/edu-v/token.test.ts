import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ApiBron, apiBron } from "#src/sources/edu-v/bron.js";
import { AccessToken, TokenError } from "#src/sources/edu-v/token.js";
import { HttpClient } from "#src/sources/http.js";
import { webServer } from "../web-server.js";
import { type Bron, type BronOptions, bronServer, CLIENT, json, SECRET } from "./server.js";

const SECRET_ENV = { ONDERWIJSGRAAF_EDU_V_X_SECRET: SECRET };

function config(tokenUrl: string, auth: unknown): ApiBron {
  return apiBron.parse({ bron: "x", consent: true, url: "https://bron.example/v1", tokenUrl, clientId: CLIENT, auth });
}

async function tokensOf(
  tokenUrl: string,
  auth: unknown = "secret",
  env: Record<string, string> = SECRET_ENV,
  now?: () => number,
): Promise<AccessToken> {
  const http = new HttpClient({ retryAfterMs: 5, retries: 2, idleMs: 2_000 });
  onTestFinished(() => http.close());
  return AccessToken.of(config(tokenUrl, auth), env, http, now);
}

function pem(key: KeyObject): string {
  return String(key.export({ type: "pkcs8", format: "pem" }));
}

function jwk(key: KeyObject, more: object = {}): string {
  return JSON.stringify({ ...key.export({ format: "jwk" }), ...more });
}

describe("a client logs in", () => {
  test.each<[string, BronOptions["login"], unknown]>([
    ["with its secret in the header", "basic", "secret"],
    ["with its secret in the form", "post", { method: "secret", send: "post" }],
  ])("%s", async (_how, login, auth) => {
    const bron = await bronServer({ login });
    expect(await (await tokensOf(bron.tokenUrl, auth)).get()).toBe(bron.tokens[0]);
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });

  test.each<[string, { publicKey: KeyObject; alg: string; kid?: string }, string, object]>([
    ["RSA", { publicKey: rsa.publicKey, alg: "RS256" }, pem(rsa.privateKey), {}],
    ["RSA-PSS", { publicKey: rsa.publicKey, alg: "PS256" }, pem(rsa.privateKey), { alg: "PS256" }],
    ["RSA with SHA-512", { publicKey: rsa.publicKey, alg: "RS512" }, pem(rsa.privateKey), { alg: "RS512" }],
    ["P-256", { publicKey: p256.publicKey, alg: "ES256" }, pem(p256.privateKey), {}],
    ["P-384", { publicKey: p384.publicKey, alg: "ES384" }, pem(p384.privateKey), { alg: "ES384" }],
    ["PEM on one line", { publicKey: p256.publicKey, alg: "ES256" }, pem(p256.privateKey).replaceAll("\n", "\\n"), {}],
    ["a kid", { publicKey: p256.publicKey, alg: "ES256", kid: "k1" }, pem(p256.privateKey), { kid: "k1" }],
    ["JWK", { publicKey: p256.publicKey, alg: "ES256" }, jwk(p256.privateKey), {}],
    [
      "JWK with alg and kid",
      { publicKey: rsa.publicKey, alg: "PS384", kid: "k2" },
      jwk(rsa.privateKey, { alg: "PS384", kid: "k2" }),
      {},
    ],
    [
      "JWK whose kid is overruled",
      { publicKey: rsa.publicKey, alg: "RS256", kid: "k3" },
      jwk(rsa.privateKey, { kid: "k2" }),
      { kid: "k3" },
    ],
  ])("by an assertion that it signed: %s", async (_what, login, key, settings) => {
    const bron = await bronServer({ login });
    const tokens = await tokensOf(
      bron.tokenUrl,
      { method: "private_key_jwt", ...settings },
      { ONDERWIJSGRAAF_EDU_V_X_KEY: key },
    );
    const first = await tokens.get();
    expect(first).toBe(bron.tokens[0]);
    // A second assertion is another one: the server takes none twice.
    expect(await tokens.get(first)).toBe(bron.tokens[1]);
  });

  test("by an assertion for the audience that the server wants", async () => {
    const login = { publicKey: p256.publicKey, alg: "ES256" };
    const bron = await bronServer({ login, audience: "https://login.example" });
    const env = { ONDERWIJSGRAAF_EDU_V_X_KEY: pem(p256.privateKey) };
    const auth = { method: "private_key_jwt", audience: "https://login.example" };
    expect(await (await tokensOf(bron.tokenUrl, auth, env)).get()).toBe(bron.tokens[0]);
    const refused = (await tokensOf(bron.tokenUrl, "private_key_jwt", env)).get();
    await expect(refused).rejects.toThrow(`${bron.tokenUrl}: no token (401 invalid_client: not this client: [secret])`);
  });

  test("with another key in vain", async () => {
    const bron = await bronServer({ login: { publicKey: p256.publicKey, alg: "ES256" } });
    const other = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
    const tokens = await tokensOf(bron.tokenUrl, "private_key_jwt", { ONDERWIJSGRAAF_EDU_V_X_KEY: other });
    await expect(tokens.get()).rejects.toThrow(TokenError);
  });

  test("with the scope that the configuration names", async () => {
    const bron = await bronServer();
    await (await tokensOf(bron.tokenUrl)).get();
    expect(bron.forms[0]?.get("scope")).toBe("eduv.education");
  });
});

async function withClock(bron: Bron): Promise<{ tokens: AccessToken; pass: (seconds: number) => void }> {
  let now = 5_000;
  const tokens = await tokensOf(bron.tokenUrl, "secret", SECRET_ENV, () => now);
  return { tokens, pass: (seconds) => void (now += seconds * 1_000) };
}

describe("a token is kept", () => {
  test("until half a minute before it expires", async () => {
    const bron = await bronServer({ expiresIn: 3_600 });
    const { tokens, pass } = await withClock(bron);
    const first = await tokens.get();
    pass(3_569);
    expect(await tokens.get()).toBe(first);
    pass(1);
    expect(await tokens.get()).not.toBe(first);
    expect(bron.tokens).toHaveLength(2);
  });

  test("for nine tenths of its life, when that is short", async () => {
    const bron = await bronServer({ expiresIn: 10 });
    const { tokens, pass } = await withClock(bron);
    const first = await tokens.get();
    pass(8.9);
    expect(await tokens.get()).toBe(first);
    pass(0.1);
    expect(await tokens.get()).not.toBe(first);
  });

  test("when nothing is said of its life, until it is refused", async () => {
    const bron = await bronServer();
    const { tokens, pass } = await withClock(bron);
    const first = await tokens.get();
    pass(1e9);
    expect(await tokens.get()).toBe(first);
    expect(await tokens.get(first)).toBe(bron.tokens[1]);
    expect(await tokens.get(first)).toBe(bron.tokens[1]);
  });
});

describe("a token endpoint that gives none", () => {
  type Answer = Parameters<typeof json>[0];
  test.each<[string, (response: Answer) => unknown, string]>([
    ["an OAuth error", (r) => json(r, 400, { error: "invalid_scope" }), "no token (400 invalid_scope)"],
    [
      "a page",
      (r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "the answer holds no token that can be used",
    ],
    ["no token", (r) => json(r, 200, { token_type: "Bearer" }), "the answer holds no token that can be used"],
    [
      "another type of token",
      (r) => json(r, 200, { access_token: "t", token_type: "DPoP" }),
      "the answer holds no token that can be used: a token of type dpop, not bearer",
    ],
    [
      "a refusal of another kind",
      (r) => r.writeHead(403).end("nee"),
      "no token (the server answered 403 without an OAuth error)",
    ],
    ["a redirect", (r) => r.writeHead(307, { location: "/elders" }).end(), "redirects, which is not followed"],
    ["an error, each time", (r) => r.writeHead(500).end(), "the server answered 500, also after trying again"],
    [
      "half an answer",
      (r) => r.writeHead(200, { "content-length": 90 }).write("{", () => r.destroy()),
      "reading broke off: ",
    ],
    ["more than a token is", (r) => r.writeHead(200).end(" ".repeat(1_100_000)), "reading broke off: larger than 1 MB"],
  ])("%s", async (_what, answer, why) => {
    const root = await webServer((_request, response) => void answer(response));
    const failed = await (await tokensOf(root)).get().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TokenError);
    expect((failed as Error).message).toContain(`${root}`);
    expect((failed as Error).message).toContain(why);
  });

  test("at first, for it is busy, is asked again", async () => {
    let asked = 0;
    const root = await webServer((_request, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503).end();
      else json(response, 200, { access_token: "t", token_type: "bearer" });
    });
    expect(await (await tokensOf(root)).get()).toBe("t");
  });

  test("and with an assertion of its own each time, for one is for one use (RFC 7523 §3)", async () => {
    const ids: unknown[] = [];
    const answered = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const form = new URLSearchParams(await text(request));
      const [, claims = ""] = (form.get("client_assertion") ?? "").split(".");
      ids.push((JSON.parse(Buffer.from(claims, "base64url").toString()) as { jti?: unknown }).jti);
      if (ids.length < 3) response.writeHead(503).end();
      else json(response, 200, { access_token: "t", token_type: "bearer" });
    };
    const root = await webServer((request, response) => void answered(request, response));
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const tokens = await tokensOf(root, "private_key_jwt", { ONDERWIJSGRAAF_EDU_V_X_KEY: pem(privateKey) });
    expect(await tokens.get()).toBe("t");
    expect(ids.every((id) => typeof id === "string")).toBe(true);
    expect(new Set(ids).size).toBe(3);
  });

  test("when it says so, as a second at the least that it asked for", async () => {
    let asked = 0;
    const root = await webServer((_request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else json(response, 200, { access_token: "t", token_type: "bearer" });
    });
    const started = performance.now();
    expect(await (await tokensOf(root)).get()).toBe("t");
    expect(performance.now() - started).toBeGreaterThan(900);
  });
});
