/** A row being cleaned: what cleaners that need more than a value, and composers, work on. */
import type { CleanRecord, CleanValue } from "./record.js";
import type { ReferenceBook } from "./reference-book.js";

export interface Row {
  readonly record: CleanRecord;
  readonly book: ReferenceBook;
  /** Set when the row is not for publication: it is left out, which is no loss. */
  isLeftOut?: boolean;
  /** The value stands in a header: it is a concept that is listed, or none at all. */
  readonly closed?: boolean;
}

/** Reads and sets one key of records; `bezoekadres.postcode` is a key of the object `bezoekadres`, made when it is set. */
export interface Key {
  readonly get: (record: CleanRecord) => CleanValue | undefined;
  readonly set: (record: CleanRecord, value: CleanValue) => void;
}

/** The key of a name in fields.csv: taken apart once, used for every row. */
export function keyNamed(name: string): Key {
  const dot = name.indexOf(".");
  if (dot === -1) {
    return {
      get: (record) => record[name],
      set: (record, value) => {
        record[name] = value;
      },
    };
  }
  const owner = name.slice(0, dot);
  const own = name.slice(dot + 1);
  return {
    get: (record) => {
      const object = record[owner];
      return isObject(object) ? object[own] : undefined;
    },
    set: (record, value) => {
      const object = record[owner];
      if (isObject(object)) object[own] = value;
      else record[owner] = { [own]: value };
    },
  };
}

/** Value of the key of this name. */
export function valueOf(record: CleanRecord, name: string): CleanValue | undefined {
  const dot = name.indexOf(".");
  if (dot === -1) return record[name];
  const object = record[name.slice(0, dot)];
  return isObject(object) ? object[name.slice(dot + 1)] : undefined;
}

export function isObject(value: CleanValue | undefined): value is CleanRecord {
  return typeof value === "object" && !Array.isArray(value);
}
