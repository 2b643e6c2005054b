/** What the four forms of an answer have in common: entities as plain objects, and where the rest of them is. */

/**
 * An entity under the names of its service, in whichever form it came:
 *
 * - whole numbers that a double holds are numbers, other numbers (decimals too) are text as written;
 * - dates, times, guids and binary values are text as written (seven decimals of a second stay seven);
 * - what was expanded is an array, an object or null; what was not is absent;
 * - {@link MEDIA} is the address of the file that the entity describes, where the answer links it.
 */
export type ODataRecord = Record<string, unknown>;

/** Key of the media link; no OData name has an `@` in it (CSDL 4.01 §15.2), so none of a service is taken for it. */
export const MEDIA = "@media";

/** An expanded collection that goes on elsewhere. */
export interface Rest {
  /** The array in the record, to which the rest belongs. */
  readonly into: ODataRecord[];
  /** Where to ask for it: absolute, where it can be resolved. */
  readonly link: string;
}

/** One answer. */
export interface Page {
  /** Entity set, or type, that the answer says it is of. */
  readonly set?: string;
  readonly records: ODataRecord[];
  /** Where the next page is: absolute, where it can be resolved. */
  readonly next?: string;
  /** Entities that the service counted for the whole query, where it was asked to. */
  readonly count?: number;
  readonly rest: readonly Rest[];
  /** Whether the parser lost a number, which no double holds as written; the text must then be read more exactly. */
  readonly isInexact: boolean;
}

/** The number of a count, which some forms write as text. */
export function countOf(value: unknown): number | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
