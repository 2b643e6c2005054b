/**
 * Numbers as the model has them. JSON does not say what it writes: v3 writes Int64 and Decimal as text, v4 as numbers.
 * With the model of the service at hand an Int64 is a number and a Decimal a text in every form.
 */
import { isSafeWhole } from "./exact-json.js";
import { isObject } from "../json-object.js";
import type { EntityType, ODataModel } from "./metadata.js";
import type { ODataRecord } from "./record.js";

interface Fixes {
  readonly whole: readonly string[];
  readonly decimal: readonly string[];
  /** Relation → type that it leads to. */
  readonly inner: readonly (readonly [string, string])[];
}

export class Typing {
  readonly #model: ODataModel;
  readonly #fixes = new Map<EntityType, Fixes>();

  constructor(model: ODataModel) {
    this.#model = model;
  }

  /** Changes records of a set, and what is expanded in them, in place. Of a set that is not in the model nothing. */
  apply(records: readonly ODataRecord[], set: string): void {
    const type = this.#model.sets.get(set);
    if (type !== undefined) this.#apply(records, type);
  }

  #apply(records: readonly ODataRecord[], type: EntityType): void {
    const { whole, decimal, inner } = this.#fixesOf(type);
    for (const record of records) {
      for (const name of whole) {
        const value = record[name];
        if (typeof value === "string" && isSafeWhole(value)) record[name] = Number(value);
      }
      for (const name of decimal) {
        const value = record[name];
        if (typeof value === "number") record[name] = String(value);
      }
      for (const [name, target] of inner) {
        const value = record[name];
        const other = value === undefined || value === null ? undefined : this.#model.types.get(target);
        if (other !== undefined) this.#apply(Array.isArray(value) ? value : isObject(value) ? [value] : [], other);
      }
    }
  }

  #fixesOf(type: EntityType): Fixes {
    const known = this.#fixes.get(type);
    if (known !== undefined) return known;
    const named = (edm: string): string[] =>
      type.properties.filter((each) => each.type === edm && !each.isCollection).map((each) => each.name);
    const fixes = {
      whole: named("Edm.Int64"),
      decimal: named("Edm.Decimal"),
      inner: type.navigation.map(({ name, target }) => [name, target] as const),
    };
    this.#fixes.set(type, fixes);
    return fixes;
  }
}
