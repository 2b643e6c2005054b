/** What a user is told of the Tweede Kamer that is no failure. */

export interface Note {
  /**
   * - `not-offered`: an entity set that the service does not have
   * - `unknown-set`: an entity set of the service that the table of entities does not name, published by the generic rule
   * - `left-out`: personal data that are not kept
   * - `incomplete`: records that the service counts and does not give, or a file that is not all of its answer
   * - `passed-over`: a file that holds no entities
   */
  readonly kind: "not-offered" | "unknown-set" | "left-out" | "incomplete" | "passed-over";
  /** A sentence that names the service, the set or the file. */
  readonly message: string;
}

export type OnNote = (note: Note) => void;
