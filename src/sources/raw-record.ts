/** A row as its source gave it, its cells beside the headers in the spelling of the source. */
export interface RawRecord {
  /** Line in the file, the header being 1 (CSV); place in the list of results, the first being 1 (JSON). */
  readonly line: number;
  /** The same array for rows of the same shape, so that a plan for it can be made once. */
  readonly headers: readonly string[];
  readonly cells: readonly unknown[];
  /** How many of them, the last, are what the request says and not the row itself; none without it. */
  readonly requested?: number;
}
