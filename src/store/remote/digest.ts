/** The answer to a Digest challenge (RFC 7616): what Virtuoso asks for before it takes a change. */
import { createHash, randomBytes } from "node:crypto";

export interface DigestRequest {
  readonly method: string;
  /** Path and query of the request. */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

const HASHES: Readonly<Record<string, string>> = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" };

/**
 * The value of `Authorization` for a challenge; undefined when it asks for an algorithm or a protection other than
 * `auth` that is not done here.
 */
export function digestAnswer(challenge: string, request: DigestRequest, cnonce = newNonce()): string | undefined {
  const asked = parametersOf(challenge);
  const algorithm = asked.get("algorithm") ?? "MD5";
  const session = algorithm.toUpperCase().endsWith("-SESS");
  const hash = HASHES[algorithm.toUpperCase().replace(/-SESS$/, "")];
  const [realm, nonce] = [asked.get("realm"), asked.get("nonce")];
  const qops = asked.get("qop")?.split(/\s*,\s*/);
  if (hash === undefined || realm === undefined || nonce === undefined || qops?.includes("auth") === false) {
    return undefined;
  }
  const digest = (text: string): string => createHash(hash).update(text).digest("hex");
  const who = digest(`${request.user}:${realm}:${request.password}`);
  const secret = session ? digest(`${who}:${nonce}:${cnonce}`) : who;
  const what = digest(`${request.method}:${request.uri}`);
  const count = "00000001";
  // Without qop the challenge is of RFC 2069, which knows no cnonce.
  const response =
    qops === undefined
      ? digest(`${secret}:${nonce}:${what}`)
      : digest(`${secret}:${nonce}:${count}:${cnonce}:auth:${what}`);
  const opaque = asked.get("opaque");
  return [
    `Digest username=${quoted(request.user)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(request.uri)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(qops === undefined ? [] : ["qop=auth", `nc=${count}`, `cnonce="${cnonce}"`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ].join(", ");
}

function newNonce(): string {
  return randomBytes(16).toString("hex");
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function parametersOf(challenge: string): Map<string, string> {
  const found = challenge.matchAll(/([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g);
  return new Map([...found].map(([, name = "", text, token = ""]) => [name.toLowerCase(), unquoted(text) ?? token]));
}

function unquoted(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\(.)/g, "$1");
}
