/** What a request or the reading of an answer failed for, told in words a user knows. */

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "no connection (refused)",
  ECONNRESET: "the connection was broken off",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the host name could not be looked up",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stalled",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_SOCKET: "the connection was broken off",
  UND_ERR_REQ_RETRY: "the connection was broken off, and the server could not go on from there",
};

/** The innermost reason of an error, in words. */
export function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("statusCode" in error && typeof error.statusCode === "number" && error.statusCode >= 300) {
    return `the server answered ${error.statusCode}, also after trying again`;
  }
  if (error instanceof AggregateError && error.errors.length > 0) return firstCause(error.errors[0]);
  if (error.cause instanceof Error) return firstCause(error.cause);
  const code = "code" in error ? String(error.code) : "";
  return WORDS[code] ?? error.message;
}
