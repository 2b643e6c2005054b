/** The family that the records of an entity of the Tweede Kamer are: its field table, its mapping, the title of its graph. */
import type { RegisterFamily } from "../../records/families.js";
import { type Entity, type EntityTable, NO_ID } from "../../sources/tweedekamer/entity-table.js";

/** The family of entity sets that the tables do not know; its mapping is told by each record which set it is of. */
export const UNKNOWN = "onbekend";

/** @param entity of the table, or made of what the service declares */
export function familyOf(table: EntityTable, { name, kind, title, isInV4 }: Entity): RegisterFamily {
  const isKnown = table.named(kind) !== undefined;
  const family = isKnown ? kind : UNKNOWN;
  const key = !isKnown ? ["id", "entiteit", "soort_ding"] : name === NO_ID ? ["toezegging", "aan"] : ["id"];
  return {
    kind: "register",
    name: family,
    title: `${title} (Tweede Kamer)`,
    key,
    narrowed: [],
    once: false,
    mappings: [`${family}.yml`],
    unverified: !isKnown || !isInV4,
  };
}
