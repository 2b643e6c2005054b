/** The key of an observation: the last step of its URI (MODEL §1.2). */
import { createHash } from "node:crypto";

const LONGEST = 160;

/**
 * School year, code of the unit and notations of the dimensions, `_` between; a longer one than 160 characters is the first
 * 24 hex digits of its SHA-256. What is not broken down by the last dimensions ends before them.
 *
 * @param parts undefined: not broken down by this dimension
 */
export function observationKey(year: string, unit: string, parts: readonly (string | undefined)[]): string {
  let key = `${year}_${unit}`;
  let open = "";
  for (const part of parts) {
    if (part === undefined) {
      open += "_totaal";
    } else {
      key += `${open}_${part}`;
      open = "";
    }
  }
  return key.length <= LONGEST ? key : createHash("sha256").update(key).digest("hex").slice(0, 24);
}

/** Notation of a value of a dimension: the last step of a concept's URI, or the code itself. */
export function notationOf(value: string): string {
  return value.slice(value.lastIndexOf("/") + 1);
}
