/** Which entity sets of a service are asked for: those of the table, and those that only the service knows of. */
import { nearest } from "../nearest.js";
import type { ODataModel } from "../odata/metadata.js";
import type { ODataService } from "../odata/query.js";
import { WrongRequest } from "../source-error.js";
import type { Entity, EntityTable } from "./entity-table.js";
import { entityOf } from "./unknown-entity.js";

/** A set, as the service that is asked has it. */
export interface AskedSet {
  readonly entity: Entity;
  readonly set: string;
}

/**
 * The sets in the order of the table, whether they are offered or not; offered ones that it does not have come last.
 *
 * @param offered names of sets
 */
export function askedSets(
  service: Pick<ODataService, "version">,
  offered: ReadonlySet<string>,
  table: EntityTable,
  model: ODataModel | undefined,
): AskedSet[] {
  const sets = new Map<string, AskedSet>();
  for (const entity of table.entities) {
    const named = service.version === "v4" ? (entity.isInV4 ? entity.name : undefined) : entity.v3;
    // One of the other version may be there all the same.
    const set = named ?? entity.name;
    if (named !== undefined || offered.has(set)) sets.set(set, { entity, set });
  }
  const kinds = new Set([...sets.values()].map(({ entity }) => entity.kind));
  for (const set of offered) {
    const entity = sets.has(set) ? undefined : entityOf(table, set, model?.sets.get(set));
    if (entity === undefined || kinds.has(entity.kind)) continue;
    kinds.add(entity.kind);
    sets.set(set, { entity, set });
  }
  return [...sets.values()];
}

/**
 * The kinds that somebody named, by kind or by the name of a set; undefined when nobody did.
 *
 * @throws {WrongRequest} when one is not known, with the nearest
 */
export function wantedKinds(
  named: ReadonlySet<string> | undefined,
  sets: readonly AskedSet[],
  table: EntityTable,
): Set<string> | undefined {
  if (named === undefined) return undefined;
  const known = new Set(sets.map(({ entity }) => entity.kind));
  const wanted = new Set<string>();
  for (const asked of named) {
    const kind = entityOf(table, asked)?.kind ?? asked;
    if (!known.has(kind) && table.named(kind) === undefined) {
      const near = nearest(
        asked,
        sets.map(({ set }) => set),
      ).join(", ");
      throw new WrongRequest(`"${asked}" is no entity of the Tweede Kamer; the nearest are ${near}`);
    }
    wanted.add(kind);
  }
  return wanted;
}
