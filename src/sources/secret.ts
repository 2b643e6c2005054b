/** Keeps credentials out of messages: a server may repeat what it was sent, in an error or in a redirect. */

/** The text with each of the secrets, plain or percent-encoded, replaced by `[secret]`. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret === "") continue;
    for (const form of new Set([secret, encodeURIComponent(secret)])) shown = shown.replaceAll(form, "[secret]");
  }
  return shown;
}

/** What of the headers of a request is secret: the credentials of `authorization`, after the name of their scheme. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  const authorization = headers["authorization"];
  if (authorization === undefined) return [];
  return [authorization.replace(/^\S+\s+/, "")];
}
