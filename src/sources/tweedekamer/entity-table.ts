/**
 * What the Tweede Kamer's service is known to hold: `entities.csv` and `columns.csv` of `mappings/tweedekamer`, read and
 * checked. Everything else about the source follows from them: what is asked for, what is minimised, how records hang
 * together, and (by scripts/parlement.js) the vocabulary, the field table and the mappings.
 */
import type { ODataVersion } from "../odata/literal.js";
import { cellError, list, type TableRow, tableRows } from "../../package/steward-table.js";
import { type ScopeStep, scopeOf } from "./scope-steps.js";

/** An entity set, in both versions of the service. */
export interface Entity {
  /** As version 2.0 calls it; a set that only version 1.0 had keeps its name. */
  readonly name: string;
  /** As version 1.0 calls it; absent when only version 2.0 has it. */
  readonly v3?: string;
  /** Whether version 2.0 has it. */
  readonly isInV4: boolean;
  /** Segment of its URIs, and name of its graph: `fractie-zetel-persoon`. */
  readonly kind: string;
  /** Properties that are its key. */
  readonly key: readonly string[];
  /** Steps of each path to the parliamentary year, in names of version 2.0; none: all of it is asked for. */
  readonly scope: readonly (readonly ScopeStep[])[];
  /** Classes of other vocabularies that it is a kind of, as prefixed names. */
  readonly aligned: readonly string[];
  /** What its graph is called, in Dutch. */
  readonly title: string;
  readonly nl: string;
  readonly en: string;
  readonly definitie: string;
  readonly definition: string;
}

const TYPES = ["guid", "string", "int", "bool", "date", "datetime", "decimal", "one", "many", "part"] as const;

/**
 * A column or a navigation property. `one` and `many` lead to records of another entity; `part` holds records that have
 * no id of their own, and belong to the record they are in.
 */
export type ColumnType = (typeof TYPES)[number];

export interface Column {
  /** Name of the entity, or `*` for all. */
  readonly entity: string;
  readonly name: string;
  /** Other names in version 1.0. */
  readonly v3: readonly string[];
  readonly isInV4: boolean;
  readonly type: ColumnType;
  /** Language of its values, where it is part of the name of the column. */
  readonly lang: string;
  /** Prefixed name; empty where nothing is made of it. Of `one`: what the other record refers to is so to this one too. */
  readonly property: string;
  /** Entity that it refers to. */
  readonly target: string;
  /** For what leads elsewhere: the column over there that leads back; for `one`: the column here that holds the id. */
  readonly inverse: string;
  /** What records that hang here are given where they lack it. */
  readonly given?: { readonly column: string; readonly value: string };
  /** Cleaner, where it is not that of the type. */
  readonly clean: string;
  /** Whether its value is published as a concept too. */
  readonly isConcept: boolean;
  /** Properties that say the same, as prefixed names. */
  readonly also: readonly string[];
}

/** What a request for an entity should expand, so that relations without a key column come along. */
export interface Expansion {
  readonly navigation: string;
  /** Names that it may have in version 1.0. */
  readonly v3: readonly string[];
  readonly select: readonly string[];
}

const ENTITY_HEADER = "entity,v3,only,kind,key,scope,aligned,title,nl,en,definitie,definition";
const COLUMN_HEADER = "entity,column,v3,only,type,lang,property,target,inverse,given,clean,concept,also";

export class EntityTable {
  readonly entities: readonly Entity[];
  readonly columns: readonly Column[];
  readonly #byName = new Map<string, Entity>();
  readonly #columns = new Map<string, readonly Column[]>();
  readonly #navigation = new Map<string, ReadonlyMap<string, Column>>();

  private constructor(entities: readonly Entity[], columns: readonly Column[]) {
    this.entities = entities;
    this.columns = columns;
    for (const entity of entities) {
      for (const name of [entity.name, entity.v3 ?? entity.name, entity.kind]) {
        this.#byName.set(name, entity);
        this.#byName.set(name.toLowerCase(), entity);
      }
      const own = columns.filter((c) => c.entity === entity.name || (c.entity === "*" && entity.name !== NO_ID));
      this.#columns.set(entity.name, own);
      const leading = own.filter(leads).flatMap((c) => [c.name, ...c.v3].map((name) => [name, c] as const));
      this.#navigation.set(entity.name, new Map(leading));
    }
  }

  /** @throws {Error} naming file, line and what is wrong */
  static read(entities: string, columns: string): EntityTable {
    const table = new EntityTable(
      tableRows(entities, "entities.csv", ENTITY_HEADER).map(entityOf),
      tableRows(columns, "columns.csv", COLUMN_HEADER).map(columnOf),
    );
    for (const { kind, name } of table.entities) {
      if (table.named(kind)?.name !== name) throw new Error(`entities.csv: ${kind} stands there twice`);
    }
    for (const column of table.columns) table.#check(column);
    return table;
  }

  /** The entity of a name in either version, or of a kind; letter case does not count. */
  named(name: string): Entity | undefined {
    return this.#byName.get(name) ?? this.#byName.get(name.toLowerCase());
  }

  /** Whether a version of the service has an entity set of this very name. */
  isSet(name: string): boolean {
    return this.entities.some((entity) => entity.name === name || entity.v3 === name);
  }

  /** Everything that records of an entity can have, those that all entities share first. */
  columnsOf(entity: string): readonly Column[] {
    return this.#columns.get(entity) ?? [];
  }

  /** What leads to other records, by every name that it has. */
  navigationOf(entity: string): ReadonlyMap<string, Column> {
    return this.#navigation.get(entity) ?? new Map();
  }

  /** What a request for an entity should expand: what refers to others and has no column that says so. */
  expansionsOf(entity: string, version: ODataVersion = "v4"): Expansion[] {
    return this.columnsOf(entity)
      .filter((c) => leads(c) && c.property !== "" && (version === "v3" || c.isInV4))
      .map(({ name, v3, type, target }) => ({
        navigation: name,
        v3: v3.length === 0 ? [name] : v3,
        select: type === "many" ? ["Id"] : this.keysOf(target).map((key) => key.name),
      }));
  }

  /** The name in a version of what version 2.0 calls so: of a relation that is named for its target, else as it is. */
  nameIn(version: ODataVersion, v4: string): string {
    return version === "v4" ? v4 : (this.named(v4)?.v3 ?? v4);
  }

  /** The columns of an entity of version 2.0 that hold ids, its own first. */
  keysOf(entity: string): readonly Column[] {
    return this.columnsOf(entity).filter((c) => c.type === "guid" && c.isInV4);
  }

  #check({ entity, name, target, inverse }: Column): void {
    const where = `columns.csv: ${entity}.${name}`;
    if (entity !== "*" && this.#byName.get(entity)?.name !== entity) {
      throw new Error(`${where}: entities.csv has no ${entity}`);
    }
    if (target !== "" && this.named(target)?.name !== target)
      throw new Error(`${where}: entities.csv has no ${target}`);
    const column = this.navigationOf(entity).get(name);
    if (inverse === "" || column === undefined) return;
    const there = column.type === "one" ? entity : target;
    if (!this.columnsOf(there).some((c) => c.name === inverse)) throw new Error(`${where}: ${there} has no ${inverse}`);
  }
}

/** The one entity whose records have no id: three keys are all there is to it. */
export const NO_ID = "ToegezegdAan";

/** Whether it is a navigation property. */
export function leads({ type }: Column): boolean {
  return type === "one" || type === "many" || type === "part";
}

function entityOf(row: TableRow<typeof ENTITY_HEADER>): Entity {
  const { entity, v3, only, kind, key } = row;
  if (!/^[A-Z][A-Za-z]+$/.test(entity)) throw cellError(row, "entity", `"${entity}" is no name of an entity`);
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(kind)) throw cellError(row, "kind", `"${kind}" is no kind (a-z and -)`);
  for (const each of list(key)) {
    if (!/^[A-Z]\w*$/.test(each)) throw cellError(row, "key", `"${each}" is no property`);
  }
  if (!["", "v3", "v4"].includes(only)) throw cellError(row, "only", "must be v3, v4 or blank");
  return {
    name: entity,
    ...(only === "v4" ? {} : { v3: v3 === "" ? entity : v3 }),
    isInV4: only !== "v3",
    kind,
    key: key === "" ? ["Id"] : list(key),
    scope: scopeOf(row.scope, `${row.where}, column scope`),
    aligned: list(row.aligned),
    title: row.title,
    nl: row.nl,
    en: row.en,
    definitie: row.definitie,
    definition: row.definition,
  };
}

function columnOf(row: TableRow<typeof COLUMN_HEADER>): Column {
  const { entity, column, given } = row;
  const type = TYPES.find((each) => each === row.type);
  if (type === undefined) throw cellError(row, "type", `must be one of ${TYPES.join(", ")}`);
  const [to = "", value = ""] = given.split("=");
  return {
    entity,
    name: column,
    v3: list(row.v3),
    isInV4: row.only !== "v3",
    type,
    lang: row.lang,
    property: row.property,
    target: row.target,
    inverse: row.inverse,
    ...(given === "" ? {} : { given: { column: to, value } }),
    clean: row.clean,
    isConcept: row.concept === "yes",
    also: list(row.also),
  };
}
