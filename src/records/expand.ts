/**
 * From clean row to observations (MODEL §2.3): one for each combination of dimensions that the row has a number of. A blank
 * cell gives nothing; a number that is masked is named, not given; nothing is computed.
 */
import type { RawRecord } from "../sources/raw-record.js";
import { type ExpandPlan, type Group, planFor } from "./expand-plan.js";
import type { StatisticsFamily } from "./family-table.js";
import { KeySet } from "./key-set.js";
import { type BadNumber, contentOf, type Numbers, readNumbers } from "./numbers.js";
import { notationOf, observationKey } from "./observation-key.js";
import type { CleanRecord, CleanValue, Finding } from "./record.js";
import type { ReferenceBook } from "./reference-book.js";
import { schoolYear } from "./school-year.js";
import { type StatisticsHeaders, YEAR } from "./statistics-headers.js";

/** Names of keys that a row's first observation takes along, for the mapping to describe what they name. */
const TAKEN_ALONG = ["nieuwe_begrippen", "nieuwe_gemeente"];

export interface ExpanderOptions {
  readonly family: StatisticsFamily;
  readonly headers: StatisticsHeaders;
  /** Slug of the dataset. */
  readonly dataset: string;
  /** Year or years in the dataset's name. */
  readonly years?: string;
  readonly book: ReferenceBook;
  readonly onFinding: (finding: Finding) => void;
}

/** What a row says of all its observations. */
interface RowPart {
  readonly unit: CleanRecord;
  readonly code: string;
  readonly year: string | undefined;
  readonly values: readonly (CleanValue | undefined)[];
  readonly parts: readonly (string | undefined)[];
}

/** Expands the rows of one file. */
export class Expander {
  readonly #options: ExpanderOptions;
  readonly #plans = new WeakMap<readonly string[], ExpandPlan>();
  readonly #keys = new KeySet();
  readonly #namedYear: string | undefined;
  /** What rows lacked → how many rows. */
  readonly #lacking = new Map<string, number>();
  #described = false;

  constructor(options: ExpanderOptions) {
    this.#options = options;
    this.#namedYear = options.years === undefined ? undefined : schoolYear(options.years);
  }

  /** What the file lacks that an observation needs; known once a row was read. */
  get lacking(): readonly string[] {
    return [...this.#lacking.keys()];
  }

  /** The observations of a row, of which `record` holds what its fields say. */
  expand(record: CleanRecord, raw: RawRecord): CleanRecord[] {
    const plan = this.#plan(raw.headers);
    if (plan.lacking.length > 0) {
      for (const what of plan.lacking) this.#lacking.set(what, (this.#lacking.get(what) ?? 0) + 1);
      return [];
    }
    const row = this.#row(record);
    if (row === undefined) return [];
    const { family } = this.#options;
    const onBad: BadNumber = ({ key }, kind, value, reason) =>
      this.#find(raw.line, key, kind, value, reason, "Warning");
    const made: CleanRecord[] = [];
    const doubles: string[] = [];
    let withoutYear = false;
    for (const group of plan.groups) {
      const numbers = readNumbers(group.columns, raw, family.masked, onBad);
      if (numbers === undefined || this.#isNothing(group, row, numbers)) continue;
      const year = group.year ?? row.year;
      if (year === undefined) {
        withoutYear = true;
        continue;
      }
      const key = observationKey(year, row.code, partsOf(group, row));
      const seen = this.#keys.add(key, contentOf(numbers));
      if (seen === "other") doubles.push(key);
      if (seen === "new") made.push(this.#observation({ key, year, group, row, numbers, plan, record }));
    }
    const [first] = made;
    if (first !== undefined) this.#takeAlong(first, record, plan);
    if (withoutYear)
      this.#find(
        raw.line,
        YEAR,
        "sleutel-ontbreekt",
        "",
        "zonder schooljaar is niet te zeggen wanneer de aantallen golden",
      );
    if (doubles.length > 0) this.#doubles(raw.line, doubles);
    return made;
  }

  /** To be called after the last row: reports what the file lacks. */
  finish(): void {
    for (const [what, rows] of this.#lacking) {
      const reason = `het bestand heeft geen kolom voor ${what}; ${rows} ${rows === 1 ? "rij geeft" : "rijen geven"} geen waarnemingen`;
      this.#find(0, what, "dimensie-ontbreekt", what, reason);
    }
    for (let n = 0; n < this.#keys.unseen; n += 1)
      this.#options.book.count("waarneming niet op dubbele sleutel nagegaan");
  }

  #plan(headers: readonly string[]): ExpandPlan {
    const known = this.#plans.get(headers);
    if (known !== undefined) return known;
    const { family, headers: read, book } = this.#options;
    const plan = planFor({ headers, family, read, book, namedYear: this.#namedYear });
    this.#plans.set(headers, plan);
    return plan;
  }

  #row(record: CleanRecord): RowPart | undefined {
    const { family } = this.#options;
    const unit = family.unit.find(({ key }) => record[key] !== undefined);
    if (unit === undefined) return undefined;
    const code = String(record[unit.key]);
    const inRow = family.year.includes("rows") ? record[YEAR] : undefined;
    const year = inRow ?? (family.year.includes("name") ? this.#namedYear : undefined);
    const values = family.dimensions.map(({ key }) => record[key]);
    return {
      unit: { [unit.kind.replaceAll("-", "_")]: code },
      code,
      year: year === undefined ? undefined : String(year),
      values,
      parts: values.map((value) => (value === undefined ? undefined : notationOf(String(value)))),
    };
  }

  /** Whether nothing is left, or only zeros where most are (sparse). */
  #isNothing(group: Group, row: RowPart, { given, masked }: Numbers): boolean {
    if (masked.length > 0) return false;
    if (given.size === 0) return true;
    const { dimensions, sparse } = this.#options.family;
    if (sparse.length === 0) return false;
    const isSparse = dimensions.some(
      ({ key }, i) => sparse.includes(key) && (group.parts[i] ?? row.parts[i]) !== undefined,
    );
    return isSparse && [...given.values()].every((value) => value === 0);
  }

  #observation({ key, year, group, row, numbers, plan, record }: Made): CleanRecord {
    const { family, dataset } = this.#options;
    const observation: CleanRecord = {
      statistiek: family.name,
      titel: family.title,
      dataset,
      sleutel: key,
      schooljaar: year,
      eenheid: row.unit,
    };
    for (let i = 0; i < family.dimensions.length; i += 1) {
      const value = group.values[i] ?? row.values[i] ?? plan.totals[i];
      const dimension = family.dimensions[i];
      if (value !== undefined && dimension !== undefined) observation[dimension.key] = value;
    }
    for (const [measure, value] of numbers.given) observation[measure.key] = value;
    for (const { key: attribute } of family.attributes) {
      const value = record[attribute];
      if (value !== undefined) observation[attribute] = value;
    }
    if (numbers.masked.length > 0) {
      observation["gemaskeerd"] = numbers.masked.map(({ property }) => property);
      if (numbers.upTo > 0) observation["bovengrens"] = numbers.upTo;
      observation["status"] = "M";
    }
    return observation;
  }

  #takeAlong(first: CleanRecord, record: CleanRecord, plan: ExpandPlan): void {
    for (const name of TAKEN_ALONG) {
      const value = record[name];
      if (value !== undefined) first[name] = value;
    }
    if (this.#described || plan.described.length === 0) return;
    this.#described = true;
    const others = first["nieuwe_begrippen"];
    first["nieuwe_begrippen"] = [...(Array.isArray(others) ? (others as CleanValue[]) : []), ...plan.described];
  }

  #doubles(line: number, keys: readonly string[]): void {
    const many = keys.length === 1 ? "een waarneming" : `${keys.length} waarnemingen`;
    const reason = `een eerdere rij geeft ${many} van deze rij andere aantallen; de eerste blijven staan`;
    this.#find(line, "rij", "dubbele-sleutel", keys[0] ?? "", reason);
  }

  #find(
    line: number,
    field: string,
    kind: string,
    value: string,
    reason: string,
    severity: Finding["severity"] = "Violation",
  ): void {
    const { dataset, onFinding } = this.#options;
    onFinding({ dataset, line, field, kind, value: value.slice(0, 200), reason, severity });
  }
}

interface Made {
  readonly key: string;
  readonly year: string;
  readonly group: Group;
  readonly row: RowPart;
  readonly numbers: Numbers;
  readonly plan: ExpandPlan;
  readonly record: CleanRecord;
}

function partsOf(group: Group, row: RowPart): (string | undefined)[] {
  return group.parts.map((part, i) => part ?? row.parts[i]);
}
