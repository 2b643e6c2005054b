/** What a source could not be read for: one sentence for a person, naming the file or URL and the first cause. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

/** What cannot be asked of a source at all: the fault is in the words, not in the source. */
export class WrongRequest extends SourceError {}

/** A server that answered, but not with what was asked for. */
export class StatusError extends SourceError {
  /**
   * @param status HTTP status
   * @param text the start of its answer, as it came
   * @param retryAfter its header Retry-After
   */
  constructor(
    message: string,
    readonly status: number,
    readonly text: string,
    readonly retryAfter?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The same, told in the words of who knows the form of the answer. */
  saying(where: string, words: string): StatusError {
    const message = `${where}: the server answered ${this.status}: ${words}`;
    return new StatusError(message, this.status, this.text, this.retryAfter, { cause: this });
  }
}
