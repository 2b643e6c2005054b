/** Where a redirect may lead: to another address of the host that was asked, and nowhere else. */
import { withoutSecrets } from "./secret.js";
import { SourceError } from "./source-error.js";

const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);

export function isRedirect(status: number): boolean {
  return REDIRECT_STATUS.has(status);
}

/**
 * The address to go on with.
 *
 * @param status of the answer, for messages
 * @param location the header as it came
 * @param secrets what was sent along, and belongs in no message
 * @throws {SourceError} when there is none, or it is on another host or less safe
 */
export function redirectTarget(
  from: URL,
  status: number,
  location: string | string[] | undefined,
  secrets: readonly string[],
): URL {
  const refused = (why: string): SourceError =>
    new SourceError(withoutSecrets(`${from.href}: the server answered ${status}: ${why}`, secrets));
  if (typeof location !== "string") throw refused("a redirect without Location");
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    throw refused(`a redirect to "${location}", which is no URL`);
  }
  const isSafe = to.protocol === "https:" || to.protocol === from.protocol;
  if (to.host !== from.host || !isSafe || to.username !== "" || to.password !== "") {
    to.username = "";
    to.password = "";
    throw refused(`it redirects to another host (${to.href}); give that address if you trust it`);
  }
  return to;
}
