/**
 * From raw row to clean record, by the field table: one plan per shape of row, made once, then followed for every row.
 */
import type { RawRecord } from "../sources/raw-record.js";
import { cellText, isBlankCell } from "./cell.js";
import { cellCleaners } from "./cell-cleaners.js";
import { cleaners, trimmed } from "./cleaners.js";
import type { RegisterFamily } from "./families.js";
import { type CleanCell, fieldCleaner } from "./field-cleaner.js";
import type { Field, FieldTable } from "./fields.js";
import { invalid, PartCleaners } from "./parts.js";
import type { CleanRecord, Finding, Loss } from "./record.js";
import type { ReferenceBook } from "./reference-book.js";
import { distributionComposers } from "./distribution-composers.js";
import { fallbackComposers } from "./fallback-composers.js";
import { identityComposers } from "./identity-composers.js";
import { placeComposers } from "./places.js";
import { type Composer, composers as rowComposers, rowCleaners, type Told } from "./row-cleaners.js";
import { fileComposers } from "./file-composer.js";
import { OTHER_KEY } from "./generic-columns.js";
import { KeySet } from "./key-set.js";
import { presenceComposers } from "./presence-composers.js";
import { registerRules, type RowRules } from "./row-rules.js";
import { sayable } from "./unsayable.js";
import { UnknownHeaders } from "./unknown-headers.js";
import { type Key, keyNamed, type Row } from "./row.js";

const composers: Readonly<Record<string, Composer>> = {
  ...rowComposers,
  ...identityComposers,
  ...fallbackComposers,
  ...distributionComposers,
  ...placeComposers,
  ...presenceComposers,
  ...fileComposers,
};

/** Names that `clean` in a field table may use. */
export const CLEANER_NAMES: ReadonlySet<string> = new Set(
  [cleaners, rowCleaners, cellCleaners, composers].flatMap(Object.keys),
);

/** A value or header of the source is quoted in a finding up to this length. */
const QUOTED = 200;

const NONE: ReadonlySet<string> = new Set();

interface Step {
  /** Place of the cell in the row. */
  readonly cell: number;
  readonly field: Field;
  readonly key: Key;
  readonly clean: CleanCell;
}

/** A key made of others, once the cells have been read. */
interface Composition {
  readonly field: Field;
  readonly key: Key;
  readonly compose: Composer;
}

/** How rows of one shape are read: the cells that have a meaning, and those that have none. */
interface Plan {
  readonly steps: readonly Step[];
  readonly unknown: readonly UnknownCell[];
}

/** A cell whose header no field has, and what becomes of it all the same. */
interface UnknownCell {
  readonly cell: number;
  readonly header: string;
  readonly other?: ReturnType<NonNullable<RowRules["other"]>>;
}

export interface CleanerOptions {
  readonly table: FieldTable;
  readonly family: Pick<RegisterFamily, "name" | "key"> & Partial<Pick<RegisterFamily, "narrowed" | "once">>;
  /** What the family asks; by default what a register does. */
  readonly rules?: RowRules;
  /** Slug of the dataset, for findings. */
  readonly dataset: string;
  readonly book: ReferenceBook;
  readonly onFinding: (finding: Finding) => void;
  /** How deep inside cells the rows are; a file's own: 0. */
  readonly depth?: number;
}

/** Cleans the rows of one dataset. */
export class RecordCleaner {
  readonly #options: CleanerOptions;
  readonly #plans = new WeakMap<readonly string[], Plan>();
  readonly #composed: readonly Composition[];
  readonly #rules: RowRules;
  readonly #unknown: UnknownHeaders;
  readonly #parts: PartCleaners;
  /** What has been said, where one row says all of a thing. */
  readonly #said: KeySet | undefined;

  constructor(options: CleanerOptions) {
    const { table, family, rules = registerRules(table, family) } = options;
    this.#options = options;
    this.#said = family.once === true ? new KeySet() : undefined;
    this.#rules = rules;
    this.#unknown = new UnknownHeaders(rules);
    this.#composed = table.composed(rules.family).flatMap((field) => {
      const compose = composers[field.clean.name];
      return compose === undefined || !rules.wants(field.key) ? [] : [{ field, key: keyNamed(field.key), compose }];
    });
    const { rules: _, ...own } = options;
    this.#parts = new PartCleaners(options.depth ?? 0, (name, depth, onFinding) => {
      return new RecordCleaner({ ...own, family: { name, key: [] }, depth, onFinding });
    });
  }

  /** The clean record, or undefined when the row cannot be told from others and is lost, with findings that say why. */
  clean(raw: RawRecord): CleanRecord | undefined {
    const record: CleanRecord = {};
    const row: Row = { record, book: this.#options.book };
    const losses: Loss[] = [];
    const plan = this.#plan(raw);
    for (const step of plan.steps) this.#step(step, raw.cells[step.cell], row, losses);
    for (const each of plan.unknown) this.#pass(each, raw.cells[each.cell], record, losses);
    if (row.isLeftOut === true) return undefined;
    for (const { field, key, compose } of this.#composed) {
      const value = compose(key.get(record), field.clean.args, row, (told) => losses.push(lossOf(field, told)));
      if (value !== undefined) key.set(record, value);
    }
    const missing = this.#rules.lost(record, losses.length === 0 ? NONE : new Set(losses.map((loss) => loss.field)));
    if (missing.length === 0) {
      if (this.#isSaidOtherwise(record, raw.line)) return undefined;
      for (const loss of losses) this.#report(raw.line, loss);
      return record;
    }
    this.#lostRow(raw, missing, losses);
    return undefined;
  }

  /** What no field has a name for is counted, and kept under a key of its own where the rules say so. */
  #pass({ header, other }: UnknownCell, given: unknown, record: CleanRecord, losses: Loss[]): void {
    const cell = other === undefined ? given : sayable(given);
    if (cell !== given) losses.push(unsayable(header, cell));
    const cleaned = other?.(cell);
    const isKept = cleaned !== undefined && "value" in cleaned;
    this.#unknown.met(header, isBlankCell(cell) ? undefined : isKept);
    if (cleaned === undefined) return;
    if ("bad" in cleaned) {
      const value = cellText(cell) ?? "";
      losses.push({ field: header, kind: "ongeldig", value, reason: cleaned.bad, severity: "Warning" });
      return;
    }
    const known = record[OTHER_KEY];
    record[OTHER_KEY] = [known ?? [], cleaned.value].flat();
  }

  #step(step: Step, given: unknown, row: Row, losses: Loss[]): void {
    const { field } = step;
    // Objects are cleaned field by field, where it can be told which one it was.
    const cell = field.clean.name === "each" ? given : sayable(given);
    if (cell !== given && isTold(field)) losses.push(unsayable(field.key, cell));
    const cleaned = step.clean(cell, row, losses);
    if (cleaned === undefined) return;
    if ("bad" in cleaned) {
      if (field.bad !== "ignore") losses.push(invalid(field, cell, cleaned.bad));
      return;
    }
    const present = step.key.get(row.record);
    if (present === undefined) {
      step.key.set(row.record, cleaned.value);
    } else if (JSON.stringify(present) !== JSON.stringify(cleaned.value)) {
      const reason = `de rij geeft voor ${field.key} al een andere waarde`;
      losses.push({ ...invalid(field, cell, reason), kind: "tegenstrijdig" });
    }
  }

  /** Whether an earlier row says other things of what a row is about: that one stays, and a finding says so of this one. */
  #isSaidOtherwise(record: CleanRecord, line: number): boolean {
    if (this.#said === undefined) return false;
    const { key: names } = this.#options.family;
    const key = names.map((name) => String(keyNamed(name).get(record))).join(" ");
    // Only the first row that has a new concept may describe it.
    const content = JSON.stringify({ ...record, nieuwe_begrippen: undefined });
    if (this.#said.add(key, content) !== "other") return false;
    const reason = "een eerdere rij zegt van hetzelfde iets anders; die blijft staan en deze vervalt";
    this.#report(line, { field: "rij", kind: "dubbele-sleutel", value: key, reason, severity: "Violation" });
    return true;
  }

  /** A row without its key is lost whole: one finding, of the key, says so. */
  #lostRow(raw: RawRecord, missing: readonly string[], losses: readonly Loss[]): void {
    const culprits = losses.filter((loss) => missing.includes(loss.field));
    for (const loss of culprits) {
      this.#report(raw.line, { ...loss, reason: `${loss.reason}; de hele rij vervalt`, severity: "Violation" });
    }
    if (culprits.length > 0) return;
    this.#report(raw.line, {
      field: missing[0] ?? "",
      kind: "sleutel-ontbreekt",
      value: raw.cells.map((cell) => trimmed(cellText(cell) ?? "")).join(";"),
      reason: `zonder ${missing.join(" en ")} is niet te zeggen waar de rij over gaat; de hele rij vervalt`,
      severity: "Violation",
    });
  }

  #report(line: number, loss: Loss): void {
    const [field, value] = [loss.field.slice(0, QUOTED), loss.value.slice(0, QUOTED)];
    this.#options.onFinding({ dataset: this.#options.dataset, line, ...loss, field, value });
  }

  #plan({ headers, requested = 0 }: RawRecord): Plan {
    const known = this.#plans.get(headers);
    if (known !== undefined) return known;
    const { table } = this.#options;
    const rules = this.#rules;
    const steps: Step[] = [];
    const unknown: UnknownCell[] = [];
    headers.forEach((header, cell) => {
      const ofRequest = cell >= headers.length - requested;
      if (!ofRequest && rules.isUnknown(header)) unknown.push({ cell, header, other: rules.other?.(header) });
      for (const field of table.of(header, rules.family, ofRequest)) {
        if (!rules.wants(field.key)) continue;
        const clean = fieldCleaner(field, this.#parts);
        if (clean !== undefined) steps.push({ cell, field, clean, key: keyNamed(field.key) });
      }
    });
    steps.sort((a, b) => table.order(a.field) - table.order(b.field) || a.cell - b.cell);
    const plan = { steps, unknown };
    this.#plans.set(headers, plan);
    return plan;
  }

  /** The unknown headers in words, for a message; empty when there are none. */
  unknownHeaders(): string {
    return this.#unknown.inWords();
  }

  /** To be called after the last row: reports each header nobody knows, once, with the number of its values. */
  finish(): void {
    for (const loss of this.#unknown.losses()) this.#report(0, loss);
    this.#parts.finish((loss) => this.#report(0, loss));
  }
}

/** Whether it is told what is lost of a field: another may tell it of the same cell. */
function isTold({ bad, clean }: Field): boolean {
  return bad !== "ignore" && clean.name !== "unused";
}

/** What cannot stand in an answer was left out of a value. */
function unsayable(field: string, cell: unknown): Loss {
  const reason = "tekens die nergens in kunnen staan (besturingstekens, halve tekens) zijn weggelaten";
  return { field, kind: "tekens", value: cellText(cell) ?? "", reason, severity: "Warning" };
}

function lossOf({ key }: Field, { kind = "aangevuld", key: below, value = "", reason }: Told): Loss {
  return { field: below === undefined ? key : `${key}.${below}`, kind, value, reason, severity: "Warning" };
}
