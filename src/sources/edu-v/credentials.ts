/**
 * The credentials of a Bron. They come from the environment alone, and are in no message: those name the variable.
 */
import { createPrivateKey, type KeyObject, webcrypto } from "node:crypto";
import { z } from "zod";
import { SourceError } from "../source-error.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A private key and what its JWK says of it. */
export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  readonly kid?: string;
}

/** Curve and hash of each algorithm for elliptic curves (RFC 7518 §3.4), by the name that OpenSSL has for the curve. */
const CURVES: Readonly<Record<string, { alg: string; namedCurve: string }>> = {
  prime256v1: { alg: "ES256", namedCurve: "P-256" },
  secp384r1: { alg: "ES384", namedCurve: "P-384" },
  secp521r1: { alg: "ES512", namedCurve: "P-521" },
};

/** Name of the variable that holds the secret or the key of a Bron: `ONDERWIJSGRAAF_EDU_V_{BRON}_SECRET`. */
export function variableOf(bron: string, what: "SECRET" | "KEY"): string {
  return `ONDERWIJSGRAAF_EDU_V_${bron.replaceAll("-", "_").toUpperCase()}_${what}`;
}

/** The client secret of a Bron. @throws {SourceError} naming the variable that is not set */
export function secretOf(bron: string, env: Environment): string {
  return valueOf(variableOf(bron, "SECRET"), "the client secret", bron, env);
}

/**
 * The private key of a Bron: PEM (PKCS #8; `\n` may stand for the ends of its lines) or JWK.
 *
 * @param alg algorithm of the signatures (RFC 7518 §3.1); without it what the key says, or fits it best
 * @throws {SourceError} naming the variable that is not set, or holds no key that can be used
 */
export async function signingKeyOf(bron: string, alg: string | undefined, env: Environment): Promise<SigningKey> {
  const variable = variableOf(bron, "KEY");
  const value = valueOf(variable, "the private key (PEM or JWK)", bron, env);
  const { key, ...said } = keyIn(value, variable);
  const wanted = alg ?? said.alg ?? (key.asymmetricKeyType === "ec" ? curveOf(key)?.alg : "RS256");
  const parameters = parametersOf(key, wanted);
  if (parameters === undefined) {
    const type = [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve].filter(Boolean).join(" ");
    throw new SourceError(`${variable}: a key of type ${type} cannot sign with ${wanted ?? "an algorithm known here"}`);
  }
  const der = key.export({ type: "pkcs8", format: "der" });
  return {
    key: await webcrypto.subtle.importKey("pkcs8", der, parameters, false, ["sign"]),
    ...(said.kid === undefined ? {} : { kid: said.kid }),
  };
}

function valueOf(variable: string, what: string, bron: string, env: Environment): string {
  const value = env[variable]?.trim() ?? "";
  if (value === "") throw new SourceError(`Bron ${bron}: ${variable} is not set; it must hold ${what}`);
  return value;
}

const jwk = z.looseObject({ kty: z.string(), alg: z.string().optional(), kid: z.string().optional() });

/** What is read may stand in the errors of the readers, so these are not passed on, nor as a cause. */
function keyIn(
  value: string,
  variable: string,
): { key: KeyObject; alg?: string | undefined; kid?: string | undefined } {
  try {
    if (!value.startsWith("{")) return { key: createPrivateKey(value.replaceAll("\\n", "\n")) };
    const { alg, kid, ...fields } = jwk.parse(JSON.parse(value));
    return { key: createPrivateKey({ key: fields, format: "jwk" }), alg, kid };
  } catch {
    throw new SourceError(`${variable}: holds no private key without passphrase, as PEM (PKCS #8) or JWK`);
  }
}

function curveOf(key: KeyObject): { alg: string; namedCurve: string } | undefined {
  return CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""];
}

/** How to sign with the key by an algorithm, or undefined when it cannot. */
function parametersOf(
  key: KeyObject,
  alg: string | undefined,
): webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams | undefined {
  const [, family, bits] = /^(RS|PS|ES)(256|384|512)$/.exec(alg ?? "") ?? [];
  if (family === "ES") {
    const curve = curveOf(key);
    return curve?.alg === alg ? { name: "ECDSA", namedCurve: curve?.namedCurve ?? "" } : undefined;
  }
  if (family === undefined || key.asymmetricKeyType !== "rsa") return undefined;
  return { name: family === "PS" ? "RSA-PSS" : "RSASSA-PKCS1-v1_5", hash: `SHA-${bits}` };
}
