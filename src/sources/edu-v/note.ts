/** What a user is told of a Bron that is no failure. */

export interface Note {
  /**
   * - `empty`: a school or board of which the Bron has nothing (404)
   * - `no-consent`: left out, for the schools or one school did not agree; nothing of it is kept
   * - `no-identifier`: an organisation whose offerings cannot be asked for
   * - `repeated`: organisations that an earlier answer of the run gave already
   * - `version`: what the API says of its version, or does not say
   * - `passed-over`: a file or a setting that means nothing here
   */
  readonly kind: "empty" | "no-consent" | "no-identifier" | "repeated" | "version" | "passed-over";
  /** A sentence that names the Bron, the address or the file. */
  readonly message: string;
}

export type OnNote = (note: Note) => void;
