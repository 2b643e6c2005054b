/**
 * Entity sets that the table does not have: they are taken too, by what the service itself declares, so that what is new
 * is published before anyone has described it (MODEL §2.6, generic column rule).
 */
import type { EntityType, ODataModel } from "../odata/metadata.js";
import type { Entity, EntityTable } from "./entity-table.js";

/** A column as the service declares it. */
export interface Declaration {
  /** Type of OData: `Edm.String`, `Edm.DateTimeOffset`. */
  readonly type: string;
  /** Kind of the thing whose id it holds: `fractie-zetel`. */
  readonly target?: string;
}

const YEAR = "Vergaderjaar";

/**
 * The entity that a set is: the one of the table, else one made of its name.
 *
 * @param type what the service declares of it, where that is known
 * @returns undefined when its name cannot be that of a kind of thing
 */
export function entityOf(table: EntityTable, set: string, type?: EntityType): Entity | undefined {
  const known = table.named(set);
  if (known !== undefined) return known;
  if (!/^[A-Z][A-Za-z0-9]{0,99}$/.test(set)) return undefined;
  const hasYear = type?.properties.some(({ name }) => name === YEAR) === true;
  return {
    name: set,
    v3: set,
    isInV4: true,
    kind: kindOf(set),
    key: type === undefined || type.keys.length === 0 ? ["Id"] : type.keys,
    scope: hasYear ? [[{ name: YEAR, isMany: false }]] : [],
    aligned: [],
    title: set,
    nl: set,
    en: set,
    definitie: "",
    definition: "",
  };
}

/** Name of a column → what the service declares of it, of those columns of a set that the table does not have. */
export type Declarations = ReadonlyMap<string, Declaration>;

/** What the service declares of the columns of a set that the table does not have. */
export function declarations(table: EntityTable, model: ODataModel | undefined, set: string): Declarations {
  const type = model?.sets.get(set);
  const declared = new Map<string, Declaration>();
  for (const { name, type: of } of type?.properties ?? []) declared.set(name, { type: of });
  for (const { name, target, foreignKey = `${name}_Id` } of type?.navigation ?? []) {
    const key = declared.get(foreignKey);
    // The type has the name of the set, or of a set that the table knows by it.
    const to = target.slice(target.lastIndexOf(".") + 1);
    if (key !== undefined) declared.set(foreignKey, { ...key, target: table.named(to)?.kind ?? kindOf(to) });
  }
  for (const { name, v3 } of table.columnsOf(table.named(set)?.name ?? "")) {
    for (const each of [name, ...v3]) declared.delete(each);
  }
  return declared;
}

/** `NieuweSet` → `nieuwe-set`. */
function kindOf(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
