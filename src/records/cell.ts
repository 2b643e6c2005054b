/** A cell as its source gave it: text in a table, any value in JSON. */
import { isBlank, trimmed } from "./cleaners.js";

/** A cell as text; an object or list as JSON, as a finding shows it. */
export function cellText(cell: unknown): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === "string") return cell;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** Whether a cell says that there is no value: blank text, null, a list or object without members. */
export function isBlankCell(cell: unknown): boolean {
  if (typeof cell === "string") return isBlank(trimmed(cell));
  if (cell === null || cell === undefined) return true;
  if (typeof cell !== "object") return false;
  return Array.isArray(cell) ? cell.length === 0 : Object.keys(cell).length === 0;
}
