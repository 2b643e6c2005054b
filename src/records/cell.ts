/** A cell as its source gave it: text in a table, any value in JSON. */
import type { Cleaned } from "./cleaner.js";
import { isBlank, trimmed } from "./cleaners.js";
import { decimalText } from "./decimal-text.js";

/** A cell as text; an object or list as JSON, as a finding shows it. */
export function cellText(cell: unknown): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" && Number.isFinite(cell) && !Number.isSafeInteger(cell)) return decimalText(cell);
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** What comes of a cell: the point of a number in JSON is not that between thousands, which a text alone has. */
export function asGiven(cell: unknown, cleaned: Cleaned): Cleaned {
  if (typeof cell !== "number" || Number.isInteger(cell) || cleaned === undefined || "bad" in cleaned) return cleaned;
  return cleaned.value === Number(cellText(cell)?.replace(".", "")) ? { bad: "geen geheel getal" } : cleaned;
}

/** Whether a cell says that there is no value: blank text, null, a list or object without members. */
export function isBlankCell(cell: unknown): boolean {
  if (typeof cell === "string") return isBlank(trimmed(cell));
  if (cell === null || cell === undefined) return true;
  if (typeof cell !== "object") return false;
  return Array.isArray(cell) ? cell.length === 0 : Object.keys(cell).length === 0;
}

/** A list where one value is wanted: the value in it; of several the first, and that is told. What is no list stays. */
export function oneOf(cell: unknown, lose: (given: unknown, reason: string) => void): unknown {
  let one = cell;
  while (Array.isArray(one)) {
    const filled = (one as unknown[]).filter((each) => !isBlankCell(each));
    if (filled.length > 1) lose(one, `een lijst van ${filled.length} waar één waarde hoort; de eerste is genomen`);
    one = filled[0];
  }
  return one;
}
