/**
 * What of personal data is kept (MODEL R9), from `mappings/tweedekamer/persoonsgegevens.csv` and the user's own choice.
 * It is applied before anything is delivered, so that `raw/` never holds what is left out (DESIGN §8.12).
 *
 * - a row with a field treats that property, a row without one the whole entity;
 * - `keep`, `year` (of a day the year alone), `drop`, or `never`: dropped, whatever is chosen.
 */
import { z } from "zod";
import { isObject } from "../json-object.js";
import type { ODataRecord } from "../odata/record.js";
import { cellError, tableRows } from "../../package/steward-table.js";
import type { EntityTable } from "./entity-table.js";

/**
 * `sources.tweedekamer.persoonsgegevens`: `Persoon.Geboortedatum: keep`, `PersoonContactinformatie: keep`. What is
 * `never` kept cannot be chosen.
 */
export const persoonsgegevens = z.record(z.string(), z.enum(["keep", "year", "drop"])).default({});

export type Persoonsgegevens = z.infer<typeof persoonsgegevens>;

/** Property → how it is reduced. */
export type Treatment = Readonly<Record<string, FieldRule["treatment"]>>;

interface FieldRule {
  readonly field: string;
  readonly treatment: "year" | "drop";
}

export class PersonalData {
  readonly #entities: EntityTable;
  /** Kinds that are left out as a whole. */
  readonly #dropped: ReadonlySet<string>;
  /** Kind → what is done to its fields. */
  readonly #fields: ReadonlyMap<string, readonly FieldRule[]>;
  readonly #anyFields: readonly FieldRule[];
  /** Name of a relation → whether what it expands is left out. */
  readonly #isRelationOut = new Map<string, boolean>();

  private constructor(
    entities: EntityTable,
    dropped: ReadonlySet<string>,
    fields: ReadonlyMap<string, readonly FieldRule[]>,
  ) {
    this.#entities = entities;
    this.#dropped = dropped;
    this.#fields = fields;
    this.#anyFields = [...fields.values()].flat();
  }

  /**
   * @param chosen by the user, over the table
   * @throws {Error} naming file, line and what is wrong, or the choice that the table does not offer
   */
  static read(text: string, path: string, entities: EntityTable, chosen: Persoonsgegevens = {}): PersonalData {
    const open = new Map(Object.entries(chosen));
    const known: string[] = [];
    const dropped = new Set<string>();
    const fields = new Map<string, FieldRule[]>();
    for (const row of tableRows(text, path, "entity,field,treatment,note")) {
      const { entity, field, treatment: given } = row;
      const kind = entities.named(entity)?.kind;
      if (kind === undefined) throw cellError(row, "entity", `"${entity}" is no entity of entities.csv`);
      const name = field === "" ? entity : `${entity}.${field}`;
      if (field === "" && given === "never") {
        dropped.add(kind);
        continue;
      }
      const treatment = open.get(name) ?? given;
      known.push(name);
      open.delete(name);
      if (treatment === "keep") continue;
      if (field === "" && treatment === "drop") dropped.add(kind);
      else if (field !== "" && (treatment === "drop" || (treatment === "year" && isDay(entities, entity, field)))) {
        fields.set(kind, [...(fields.get(kind) ?? []), { field, treatment }]);
      } else
        throw cellError(
          row,
          "treatment",
          `${name}: "${treatment}" is no treatment; there are keep, drop, of days year, and of entities never`,
        );
    }
    for (const [name] of open)
      throw new Error(`persoonsgegevens: "${name}" cannot be chosen; there are ${known.join(", ")}`);
    return new PersonalData(entities, dropped, fields);
  }

  /** Whether nothing of an entity is to be asked for or kept. */
  isLeftOut(kind: string): boolean {
    return this.#dropped.has(kind);
  }

  /** Property → what is done to it in records of a kind that is not left out; those that are kept are not among them. */
  treatmentOf(kind: string): Treatment {
    return Object.fromEntries(this.#rulesOf(kind).map(({ field, treatment }) => [field, treatment]));
  }

  #rulesOf(kind: string): readonly FieldRule[] {
    return this.#entities.named(kind) === undefined ? this.#anyFields : (this.#fields.get(kind) ?? []);
  }

  /** Whether a property is kept as it is. */
  keeps(kind: string, field: string): boolean {
    return !this.isLeftOut(kind) && this.#fields.get(kind)?.some((rule) => rule.field === field) !== true;
  }

  /**
   * Takes off records, in place, what is not kept of them and of what is expanded in them. Of kinds that the table does
   * not know nothing is sure, so there the rules of all fields hold.
   */
  minimise(records: readonly ODataRecord[], kind: string): void {
    const rules = this.#rulesOf(kind);
    for (const record of records) this.#minimise(record, rules);
  }

  #minimise(record: ODataRecord, rules: readonly FieldRule[]): void {
    for (const { field, treatment } of rules) {
      if (!(field in record)) continue;
      if (treatment === "drop") delete record[field];
      else record[field] = yearOf(record[field]);
    }
    for (const name in record) {
      const value = record[name];
      if (typeof value !== "object" || value === null) continue;
      if (this.#isOut(name)) delete record[name];
      else this.#minimiseExpanded(value, name);
    }
  }

  #minimiseExpanded(value: object, relation: string): void {
    const kind = this.#entities.named(relation)?.kind;
    // Of a relation with a name of its own it is not known where it leads.
    const rules = kind === undefined ? this.#anyFields : (this.#fields.get(kind) ?? []);
    for (const each of Array.isArray(value) ? value : [value]) if (isObject(each)) this.#minimise(each, rules);
  }

  /** In v3 a person's relations are also named without the word: `Contactinformatie`. */
  #isOut(relation: string): boolean {
    const known = this.#isRelationOut.get(relation);
    if (known !== undefined) return known;
    const rows = [this.#entities.named(relation), this.#entities.named(`Persoon${relation}`)];
    const isOut = rows.some((row) => row !== undefined && this.#dropped.has(row.kind));
    this.#isRelationOut.set(relation, isOut);
    return isOut;
  }
}

/** Whether a property is a day, of which a year can be kept. */
function isDay(entities: EntityTable, entity: string, field: string): boolean {
  return entities.columnsOf(entity).some(({ name, type }) => name === field && type === "date");
}

/** Whether a treatment keeps less of some property than another does. */
export function isStricter(now: Treatment, before: Treatment): boolean {
  return Object.entries(now).some(([field, how]) => {
    const was = before[field];
    return was === undefined || (how === "drop" && was === "year");
  });
}

/** `1976` of `1976-09-16T00:00:00+02:00`; nothing of what is no date. */
function yearOf(value: unknown): string | null {
  return typeof value === "string" ? (/^(\d{4})(?:-|$)/.exec(value)?.[1] ?? null) : null;
}
