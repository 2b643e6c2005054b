/** Personal data, minimised before anything is kept (MODEL §5 R9, DESIGN §8.12). */
import type { Column, Entity, EntityTable } from "./entity-table.js";

type Values = Readonly<Record<string, unknown>>;

/** Key under which a record says that its personal data are in full; the field table asks for it. */
export const IN_FULL = { _persoonsgegevens: "volledig" } as const;

/**
 * A record without what is not to be kept: entities that are personal are left out, also where they were expanded, and
 * columns are reduced or dropped as `columns.csv` says. A record that has nothing of the kind is given back as it is.
 */
export function minimised(table: EntityTable, entity: Entity, record: Values): Values | undefined {
  if (entity.publish === "personal") return undefined;
  let own: Record<string, unknown> | undefined;
  for (const column of personalOf(table, entity)) {
    for (const name of [column.name, ...column.v3]) {
      if (record[name] === undefined || record[name] === null) continue;
      own ??= { ...record };
      if (column.personal === "year") own[name] = /^\d{4}/.exec(String(record[name]))?.[0] ?? null;
      else own[name] = null;
    }
  }
  const navigation = table.navigationOf(entity.name);
  for (const key in record) {
    const value = record[key];
    if (typeof value !== "object" || value === null) continue;
    const target = table.named(navigation.get(key)?.target ?? "");
    if (target === undefined) continue;
    const kept = within(table, target, value);
    if (kept === value) continue;
    own ??= { ...record };
    own[key] = kept;
  }
  return own ?? record;
}

/** What an expansion holds, minimised; the same object when nothing changed. */
function within(table: EntityTable, target: Entity, value: object): object | null {
  if (!Array.isArray(value)) return minimised(table, target, value as Values) ?? null;
  const all = value as unknown[];
  const kept = all.flatMap((each) => {
    if (typeof each !== "object" || each === null) return [each];
    return minimised(table, target, each as Values) ?? [];
  });
  return kept.length === all.length && kept.every((each, i) => each === all[i]) ? value : kept;
}

const personal = new WeakMap<EntityTable, ReadonlyMap<string, readonly Column[]>>();

function personalOf(table: EntityTable, { name }: Entity): readonly Column[] {
  let known = personal.get(table);
  if (known === undefined) {
    known = new Map(
      table.entities.map((each) => [each.name, table.columnsOf(each.name).filter((c) => c.personal !== undefined)]),
    );
    personal.set(table, known);
  }
  return known.get(name) ?? [];
}
