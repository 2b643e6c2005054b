/** Errors as answers: one class, thrown anywhere, turned into a response in one place (RFC 9457). */

export interface ProblemOptions {
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Who may still read the body of an error is told in Dutch on the page; this is what the page says. */
  readonly forPeople?: string;
  readonly cause?: unknown;
}

/** An answer that is not what was asked for, and why. `detail` says what, where, and what to do. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.options = options;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  410: "Gone",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
};

/** What the status of a problem is called. */
export function titleOf({ status }: Problem): string {
  return TITLES[status] ?? "Error";
}

/**
 * The problem document of RFC 9457 §3.1; `about:blank` types mean that the title is that of the status.
 *
 * @param instance path that was asked for; absent when the request could not be read, and of the whole service
 */
export function problemDocument(problem: Problem, instance?: string): string {
  const document = {
    type: "about:blank",
    title: titleOf(problem),
    status: problem.status,
    detail: problem.message,
    instance,
    ...problem.options.extra,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
