/** Relations as Directus gives them: the id of another record, that record, or a row of a junction table. */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Relation = { readonly id: string } | { readonly bad: string } | undefined;

const NO_ID = { bad: "geen verwijzing met een uuid" } as const;

/** A uuid in lower case, without the slash that some sources put behind it. */
export function uuidOf(value: string): string | undefined {
  if (UUID.test(value)) return value;
  const id = value.trim().replace(/\/$/, "").toLowerCase();
  return UUID.test(id) ? id : undefined;
}

/**
 * The uuid that an element of a relation points at; undefined when it points at nothing (null).
 *
 * @param junction key of the target in a row of the junction table, `faqs_id`; without it, the only key that ends in
 *   `_id` and holds a uuid or a record is taken for it
 */
export function relation(element: unknown, junction: string | undefined): Relation {
  if (element === null || element === undefined || element === "") return undefined;
  if (typeof element === "string") {
    const id = uuidOf(element);
    return id === undefined ? NO_ID : { id };
  }
  if (typeof element !== "object" || Array.isArray(element)) return NO_ID;
  const row = new Map(Object.entries(element));
  const key = junction ?? junctionKey(row);
  if (key !== undefined && row.has(key)) return idOf(row.get(key));
  return idOf(element);
}

/** The key of a junction table's row that names its target, when there is but one such key. */
function junctionKey(row: ReadonlyMap<string, unknown>): string | undefined {
  const keys = [...row].filter(([key, value]) => key.endsWith("_id") && isTarget(value)).map(([key]) => key);
  return keys.length === 1 ? keys[0] : undefined;
}

function isTarget(value: unknown): boolean {
  return typeof value === "string" ? uuidOf(value) !== undefined : typeof value === "object" && value !== null;
}

/** The uuid of an id, or of a record with an `id`. */
function idOf(target: unknown): Relation {
  if (target === null || target === undefined) return undefined;
  const id: unknown = typeof target === "object" && "id" in target ? target.id : target;
  const uuid = typeof id === "string" ? uuidOf(id) : undefined;
  return uuid === undefined ? NO_ID : { id: uuid };
}
