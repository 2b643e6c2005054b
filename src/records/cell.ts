/** The cells of a row as text. */

/** A cell as text; an object or list is no value of a table, and shown as JSON in its finding. */
export function cellText(cell: unknown): string | undefined {
  if (typeof cell === "string") return cell;
  if (cell === null || cell === undefined) return undefined;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
