/**
 * Cleaners of whole cells: sources that speak JSON give objects and lists where a table gives text. Those named in
 * `fields.csv` with a cleaner inside, such as `list(text)`, hand each value to the cleaner of that name.
 */
import { asGiven, cellText, isBlankCell, oneOf } from "./cell.js";
import type { Cleaned } from "./cleaner.js";
import { cleaners, isBlank, trimmed } from "./cleaners.js";
import { pointOf, polygonOf } from "./geojson.js";
import { placeCleaners } from "./places.js";
import type { CleanRecord, CleanValue } from "./record.js";
import { relation } from "./relations.js";
import { composers, rowCleaners } from "./row-cleaners.js";
import type { Row } from "./row.js";
import { termCellCleaners } from "./term-cleaners.js";
import { textCellCleaners } from "./text-cells.js";

const NOT_PLAIN = { bad: "een object waar één waarde hoort" } as const;

/** What a cleaner of a whole cell works with. */
export interface CellContext extends Row {
  /** Tells that a part of the cell cannot be used, and why (Dutch); the rest is kept. */
  readonly lose: (given: unknown, reason: string) => void;
  /** An object in the cell as a clean record, by the fields of a sub-family; undefined when it is left out. */
  readonly part: (family: string, object: object) => CleanRecord | undefined;
}

/** `cell` is as the source gave it, and not blank; `args` are the words between brackets in fields.csv. */
export type CellCleaner = (cell: unknown, args: readonly string[], context: CellContext) => Cleaned;

/** The elements of a list; what is no list is one element. */
function elementsOf(cell: unknown): readonly unknown[] {
  return Array.isArray(cell) ? (cell as unknown[]) : [cell];
}

/** `each(family)`: objects, or one, as clean records by the fields of the sub-family. */
const each: CellCleaner = (cell, [family = ""], { lose, part }) => {
  const records: CleanRecord[] = [];
  for (const element of elementsOf(cell)) {
    if (isBlankCell(element)) continue;
    if (typeof element !== "object" || element === null || Array.isArray(element)) {
      lose(element, "geen object met velden");
      continue;
    }
    const record = part(family, element);
    if (record !== undefined && Object.keys(record).length > 0) records.push(record);
  }
  return records.length === 0 ? undefined : { value: records };
};

/** `list(cleaner words…)`: values, or one, each by the cleaner named; a value that comes twice is kept once. */
const list: CellCleaner = (cell, [name = "", ...args], context) => {
  const values = new Map<string, CleanValue>();
  for (const element of elementsOf(cell)) {
    const cleaned = cleanWith(name, args, element, context);
    if (cleaned === undefined) continue;
    if ("bad" in cleaned) context.lose(element, cleaned.bad);
    else for (const value of elementsOf(cleaned.value) as CleanValue[]) values.set(JSON.stringify(value), value);
  }
  return values.size === 0 ? undefined : { value: [...values.values()] };
};

/** `values(key cleaner words…)`: values, or one, each by the cleaner named, as records with that one key. */
const values: CellCleaner = (cell, [key = "", ...inner], context) => {
  const cleaned = list(cell, inner, context);
  if (cleaned === undefined || "bad" in cleaned) return cleaned;
  return { value: (elementsOf(cleaned.value) as CleanValue[]).map((value) => ({ [key]: value })) };
};

/** `only($(key) wanted cleaner words…)`: by the cleaner named where the key has the value wanted; else nothing. */
const only: CellCleaner = (cell, [given, wanted, name = "", ...args], context) =>
  given === wanted ? cleanWith(name, args, cell, context) : undefined;

/**
 * `refs(kind)`, `refs(kind key)`: a relation of Directus as URIs, `/id/{kind}/{uuid}`, aliases resolved. An element is
 * an id, an object with an `id`, or a row of a junction table that holds either under `key`.
 */
const refs: CellCleaner = (cell, [kind = "", key], { lose, book }) => {
  const uris = new Set<string>();
  for (const element of elementsOf(cell)) {
    const found = relation(element, key);
    if (found === undefined) continue;
    if ("bad" in found) lose(element, found.bad);
    else uris.add(book.canonical(`/id/${kind}/${found.id}`));
  }
  return uris.size === 0 ? undefined : { value: [...uris] };
};

/** Where Onderwijsloket's files are (its documentation, page Cloudinary). */
const ASSETS = "https://res.cloudinary.com/onderwijsin";

/** `asset(image)`, `asset(video)` (sound too), `asset(raw)`: a file of Onderwijsloket, by its id, as the address of it. */
const asset: CellCleaner = (cell, [kind = "raw"]) => {
  const found = relation(cell, undefined);
  if (found === undefined || "bad" in found) return found;
  return { value: `${ASSETS}/${kind}/upload/onderwijsloket-directus/production/${found.id}` };
};

/** `unused`: a field that is known, and that nothing is made of. */
const unused: CellCleaner = () => undefined;

export const cellCleaners: Readonly<Record<string, CellCleaner>> = {
  each,
  list,
  values,
  only,
  refs,
  asset,
  point: pointOf,
  polygon: polygonOf,
  unused,
  ...placeCleaners,
  ...termCellCleaners,
  ...textCellCleaners,
};

/** @throws {Error} when the name is that of a composer, or of nothing: a slip in fields.csv */
function cleanWith(name: string, args: readonly string[], cell: unknown, context: CellContext): Cleaned {
  if (isBlankCell(cell)) return undefined;
  const whole = cellCleaners[name];
  if (whole !== undefined) return whole(cell, args, context);
  const clean = cleaners[name] ?? rowCleaners[name];
  if (clean === undefined) {
    const what = composers[name] === undefined ? "no cleaner" : "a composer, which cleans no values";
    throw new Error(`fields.csv hands values to "${name}", which is ${what}`);
  }
  return plainly(clean, oneOf(cell, context.lose), () => args, context);
}

/** By a cleaner of plain values; a blank cell is nothing. */
export function plainly(
  clean: (value: string, args: readonly string[], row: Row) => Cleaned,
  cell: unknown,
  args: (record: CleanRecord) => readonly string[],
  row: Row,
): Cleaned {
  if (typeof cell === "object") return isBlankCell(cell) ? undefined : NOT_PLAIN;
  const value = trimmed(cellText(cell) ?? "");
  return isBlank(value) ? undefined : asGiven(cell, clean(value, args(row.record), row));
}
