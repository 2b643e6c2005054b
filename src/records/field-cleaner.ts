/** How the cells of a field are cleaned: by the cleaner that its row of fields.csv names, with its words filled in. */
import { isBlankCell, oneOf } from "./cell.js";
import { cellCleaners, plainly } from "./cell-cleaners.js";
import type { Cleaned } from "./cleaner.js";
import { cleaners } from "./cleaners.js";
import type { Field } from "./fields.js";
import { invalid, type PartCleaners } from "./parts.js";
import type { CleanRecord, Loss } from "./record.js";
import { rowCleaners } from "./row-cleaners.js";
import { type Row, valueOf } from "./row.js";

/** Cleans one cell of a row; parts of it that cannot be used are added to the losses. */
export type CleanCell = (cell: unknown, row: Row, losses: Loss[]) => Cleaned;

/** The words of a cleaner, `$(key)` filled in. */
type Args = (record: CleanRecord) => readonly string[];

/**
 * The cleaner of a field; undefined where its key is composed of others, so that there are no cells to clean.
 *
 * @param parts what cleans objects in its cells
 */
export function fieldCleaner(field: Field, parts: PartCleaners): CleanCell | undefined {
  const args = argsOf(field);
  const { name } = field.clean;
  const losing = (losses: Loss[]) => (given: unknown, reason: string) => {
    if (field.bad !== "ignore") losses.push(invalid(field, given, reason));
  };
  const clean = cleaners[name] ?? rowCleaners[name];
  if (clean !== undefined) {
    const plain: CleanCell = (cell, row, losses) =>
      plainly(clean, typeof cell === "object" ? oneOf(cell, losing(losses)) : cell, args, row);
    return name in cleaners && isPlain(field) ? remembering(plain) : plain;
  }
  const whole = cellCleaners[name];
  if (whole === undefined) return undefined;
  return (cell, row, losses) => {
    if (isBlankCell(cell)) return undefined;
    return whole(cell, args(row.record), {
      record: row.record,
      book: row.book,
      lose: losing(losses),
      part: (family, object) => parts.clean(field, family, object, row.record, losses),
    });
  };
}

/** What comes of a text is the same as of the text before, as it often is: a status, a year, what there is most of. */
function remembering(clean: CleanCell): CleanCell {
  let last: unknown;
  let cleaned: Cleaned;
  return (cell, row, losses) => {
    if (cell === last && typeof cell === "string") return cleaned;
    const found = clean(cell, row, losses);
    last = cell;
    cleaned = found;
    return found;
  };
}

/** Whether the words of a field's cleaner are the same for every row. */
function isPlain({ clean }: Field): boolean {
  return !clean.args.some((arg) => arg.startsWith("$("));
}

/** How the words of a field's cleaner are filled in. */
function argsOf(field: Field): Args {
  const fills = field.clean.args.map((arg) => {
    const name = /^\$\((.+)\)$/.exec(arg)?.[1];
    return name === undefined ? () => arg : (record: CleanRecord) => String(valueOf(record, name) ?? "");
  });
  const { args } = field.clean;
  return isPlain(field) ? () => args : (record) => fills.map((fill) => fill(record));
}
