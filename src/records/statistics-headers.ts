/**
 * What the headers of a statistics file mean: numbers, with what the header itself says of them; fields that the family
 * needs of each row; what is said of a school besides, which is known and passed over; or nothing that is known.
 */
import type { Cleaner } from "./cleaner.js";
import { cleaners, isBlank } from "./cleaners.js";
import type { Measure, StatisticsFamily } from "./family-table.js";
import type { Field, FieldTable } from "./fields.js";
import { normalHeader } from "./fields.js";
import type { CleanRecord, CleanValue } from "./record.js";
import type { ReferenceBook } from "./reference-book.js";
import { type RowCleaner, rowCleaners } from "./row-cleaners.js";
import type { UnpivotTable } from "./unpivot-table.js";

/** Key of the school year in fields.csv and in observations. */
export const YEAR = "schooljaar";

/** A column of numbers. */
export interface NumberColumn {
  readonly measure: Measure;
  /** The field that says how its numbers are cleaned. */
  readonly field: Field;
  /** School year in the header. */
  readonly year?: string;
  /** Key of a dimension → value in the header. */
  readonly values: ReadonlyMap<string, CleanValue>;
  /** Concepts in the header that no list has. */
  readonly described: readonly CleanValue[];
}

export interface HeaderTables {
  readonly table: FieldTable;
  readonly unpivot: UnpivotTable;
  readonly family: StatisticsFamily;
  /** Slug of the dataset without its years, which `unpivot.csv` may name. */
  readonly bare: string;
  readonly book: ReferenceBook;
}

export class StatisticsHeaders {
  readonly #tables: HeaderTables;
  /** The family as fields.csv names it. */
  readonly #path: string;
  readonly #read = new Map<string, NumberColumn | undefined>();
  /** Keys of fields.csv that are read of each row. */
  readonly keys: ReadonlySet<string>;

  constructor(tables: HeaderTables) {
    const { table, family } = tables;
    this.#tables = tables;
    this.#path = `statistics/${family.name}`;
    this.keys = table.withNeeded([
      ...(family.year.includes("rows") ? [YEAR] : []),
      ...family.unit.flatMap((unit) => [unit.key, ...unit.with]),
      ...family.dimensions.map((dimension) => dimension.key),
      ...family.attributes.map((attribute) => attribute.key),
    ]);
  }

  /** The column of numbers that a header heads; undefined when it heads something else. */
  number(header: string): NumberColumn | undefined {
    if (!this.#read.has(header)) this.#read.set(header, this.#number(header));
    return this.#read.get(header);
  }

  /** The keys that a header feeds, of those that are read of each row. */
  fed(header: string): string[] {
    return this.#fields(header)
      .map((field) => field.key)
      .filter((key) => this.keys.has(key));
  }

  /**
   * Whether nobody knows what stands under a header, or numbers here are not broken down by it. What registers say of a
   * school is known.
   */
  isUnknown(header: string): boolean {
    if (normalHeader(header) === "" || this.number(header) !== undefined || this.fed(header).length > 0) return false;
    const { table, family } = this.#tables;
    const fields = this.#fields(header);
    if (fields.length === 0) return !table.isOfRegisters(header);
    return fields.every((field) => family.strange.has(field.key) && field.ofStatistics);
  }

  /** What to do about an unknown header, in Dutch. */
  hint(header: string): string {
    const { table, unpivot, family, bare } = this.#tables;
    if (this.#fields(header).length > 0) return `${family.name} kent dit veld niet; voeg het toe aan families.yaml`;
    const like = table.suggestion(header, this.#path) ?? unpivot.suggestion(header, [family.name, bare]);
    return like === undefined ? "voeg het toe aan fields.csv of unpivot.csv" : `bedoeld is misschien ${like}`;
  }

  #fields(header: string): Field[] {
    return this.#tables.table.of(header, this.#path);
  }

  #number(header: string): NumberColumn | undefined {
    const { unpivot, family, bare } = this.#tables;
    for (const { measure, values } of unpivot.of(header, [family.name, bare])) {
      const known = family.measures.find(({ key }) => key === measure);
      const read = known === undefined ? undefined : this.#values(values);
      if (known !== undefined && read !== undefined) return { measure: known, field: this.#field(measure), ...read };
    }
    for (const field of this.#fields(header)) {
      const measure = family.measures.find(({ key }) => key === field.key);
      if (measure !== undefined) return { measure, field, values: new Map(), described: [] };
    }
    return undefined;
  }

  /** The values in a header, each cleaned as its dimension is in a row; undefined when one of them is none. */
  #values(
    given: ReadonlyMap<string, string>,
  ): { year?: string; values: Map<string, CleanValue>; described: readonly CleanValue[] } | undefined {
    const { family, book } = this.#tables;
    const record: CleanRecord = {};
    const values = new Map<string, CleanValue>();
    let year: string | undefined;
    for (const [key, value] of given) {
      const isYear = key === YEAR;
      if (isYear ? !family.year.includes("columns") : !family.dimensions.some((d) => d.key === key)) return undefined;
      if (isBlank(value)) return undefined;
      const { clean, args } = cleanerOf(this.#field(key));
      const cleaned = clean(value, args, { record, book, closed: true });
      if (cleaned === undefined || "bad" in cleaned) return undefined;
      if (isYear) year = String(cleaned.value);
      else values.set(key, cleaned.value);
    }
    const described = record["nieuwe_begrippen"];
    return { ...(year === undefined ? {} : { year }), values, described: Array.isArray(described) ? described : [] };
  }

  #field(key: string): Field {
    const field = this.#tables.table.named(key, this.#path);
    if (field === undefined) throw new Error(`fields.csv has no row for "${key}" of ${this.#path}; add one`);
    return field;
  }
}

/** The cleaner of a field whose words need no other key. */
function cleanerOf({ clean }: Field): { clean: Cleaner | RowCleaner; args: readonly string[] } {
  const found = cleaners[clean.name] ?? rowCleaners[clean.name];
  if (found === undefined) throw new Error(`"${clean.name}" composes a key, and cannot read a header`);
  return { clean: found, args: clean.args };
}
