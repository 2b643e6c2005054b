/** What is expanded in a query (`$expand`): relations that no column tells, and nothing that may not be kept. */
import type { ODataModel } from "../odata/metadata.js";
import type { EntityQuery, ODataService } from "../odata/query.js";
import type { Entity, EntityTable } from "./entity-table.js";
import type { PersonalData } from "./personal-data.js";

/** A relation that is stored with the records of an entity. */
export interface StoredRelation {
  /** As the service calls it. */
  readonly name: string;
  /** As `$expand` asks for it. */
  readonly text: string;
  /** Whether the model has it; taken for so where the model is not known. */
  readonly isOffered: boolean;
}

/**
 * Relations that are stored with a record, as `$expand` asks for them: in v4 with nothing but the keys of what they lead
 * to, for the rest comes with its own entity. One that the model does not have would make the service refuse the query.
 */
export function storedRelations(
  { name: entity }: Entity,
  set: string,
  { service: { version }, model }: { readonly service: ODataService; readonly model?: ODataModel | undefined },
  table: EntityTable,
): StoredRelation[] {
  const type = model?.sets.get(set);
  const has = (name: string): boolean => type === undefined || type.navigation.some((each) => each.name === name);
  return table.expansionsOf(entity, version).map(({ navigation, v3, select }) => {
    const names = version === "v4" ? [navigation] : v3;
    const name = names.find(has) ?? names[0] ?? navigation;
    return { name, text: version === "v3" ? name : `${name}($select=${select.join(",")})`, isOffered: has(name) };
  });
}

/** The relations of the first level of an `$expand`, each with what stands between its parentheses. */
export function relationsOf(expand = ""): string[] {
  const relations: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= expand.length; at += 1) {
    const sign = expand[at];
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (at < expand.length && (sign !== "," || depth > 0)) continue;
    const relation = expand.slice(from, at).trim();
    if (relation !== "") relations.push(relation);
    from = at + 1;
  }
  return relations;
}

/**
 * Without the relations of the first level that would be taken out of the answer anyway; the queries that the Kamer
 * prints for v3 stay as they are.
 */
export function withoutLeftOut(query: EntityQuery, table: EntityTable, personal: PersonalData): EntityQuery {
  if (query.version === "v3" || query.expand === undefined) return query;
  const { expand, ...rest } = query;
  const isOut = (relation: string): boolean => personal.isLeftOut(table.named(nameOf(relation))?.kind ?? "");
  const kept = relationsOf(expand).filter((relation) => !isOut(relation));
  return kept.length === 0 ? rest : { ...rest, expand: kept.join(",") };
}

/** The name of a relation in an `$expand`: `Zaak` of `Zaak($select=Id)`. */
export function nameOf(relation: string): string {
  return /^\w*/.exec(relation)?.[0] ?? "";
}
