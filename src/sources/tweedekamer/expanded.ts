/**
 * Records that came inside others (`$expand`): each is a record of its own entity, and what it hangs on is what one of the
 * two refers to. The keys that say so are filled in where the answer left them out.
 */
import type { Column, Entity, EntityTable } from "./entity-table.js";

type Values = Readonly<Record<string, unknown>>;

export interface EntityRecord {
  readonly entity: Entity;
  readonly record: Values;
  /** Whether it came inside another, and so may lack relations that only its own expansions show. */
  readonly isExpanded: boolean;
}

/** Expansions in expansions are followed as deep as this. */
const DEEPEST = 8;

/**
 * A record of an entity as the records that are in it: itself first, then those that were expanded. Relations that are
 * stored with it stay, as `[{ Id }]`; parts stay as they are; columns of an expanded seat come along as
 * `FractieZetel/Fractie_Id`.
 */
export function recordsIn(table: EntityTable, entity: Entity, record: Values): EntityRecord[] {
  const found: EntityRecord[] = [];
  add(table, entity, record, found, 0);
  return found;
}

function add(table: EntityTable, entity: Entity, given: Values, found: EntityRecord[], depth: number): void {
  const at = found.length;
  found.push({ entity, record: given, isExpanded: depth > 0 });
  const navigation = table.navigationOf(entity.name);
  let own: Record<string, unknown> | undefined;
  for (const key in given) {
    const value = given[key];
    if (typeof value !== "object" || value === null) continue;
    const column = navigation.get(key);
    if (column === undefined || column.type === "part") continue;
    const inner = (Array.isArray(value) ? value : [value]).filter(isRecord);
    own ??= { ...given };
    if (column.type === "many" && column.property !== "") own[key] = inner.map(({ Id }) => ({ Id }));
    else delete own[key];
    if (column.type === "one") lift(own, column, inner[0], table.navigationOf(column.target));
    const target = table.named(column.target);
    if (target === undefined || depth >= DEEPEST) continue;
    for (const each of inner) {
      if (isMore(each)) add(table, target, linked(column, given, each), found, depth + 1);
    }
  }
  if (own !== undefined) found[at] = { entity, record: own, isExpanded: depth > 0 };
}

/** The id of the one record that hangs here, and its own keys of others under a path, expanded or not. */
function lift(
  own: Record<string, unknown>,
  { name, inverse }: Column,
  inner: Values | undefined,
  beyond: ReadonlyMap<string, Column>,
): void {
  if (inner === undefined) return;
  own[inverse] ??= inner["Id"];
  for (const [key, value] of Object.entries(inner)) {
    const next = beyond.get(key);
    if (key.endsWith("_Id") && typeof value === "string") own[`${name}/${key}`] = value;
    else if (next?.type === "one" && isRecord(value)) own[`${name}/${next.inverse}`] ??= value["Id"];
  }
}

/** A record that hangs on another, with what leads back to it and what its place says of it. */
function linked({ type, property, inverse, given }: Column, owner: Values, record: Values): Values {
  if (type === "one" || (inverse === "" && given === undefined)) return record;
  const extra: Record<string, unknown> = {};
  if (inverse !== "" && property === "" && (record[inverse] ?? undefined) === undefined) {
    extra[inverse] = inverse.endsWith("Id") ? owner["Id"] : [{ Id: owner["Id"] }];
  }
  if (given !== undefined && (record[given.column] ?? undefined) === undefined) extra[given.column] = given.value;
  return { ...record, ...extra };
}

function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an expanded record holds more than keys: a mere reference is no record. */
function isMore(record: Values): boolean {
  return typeof record["Id"] === "string" && Object.keys(record).some((key) => !key.endsWith("Id"));
}
