/**
 * What the service of the Tweede Kamer gives: each entity by the default scope or whole, or what changed of it, or what
 * a preset asks. Personal data that are not kept are gone from it.
 */
import type { HttpClient } from "../http.js";
import { countedIn } from "../odata/answer.js";
import { type Block, entities, type WalkOptions } from "../odata/entities.js";
import { type ChangeBlock, changes, type ChangesEnd } from "../odata/changes.js";
import type { ODataVersion } from "../odata/literal.js";
import type { ODataModel } from "../odata/metadata.js";
import { type EntityQuery, type ODataService, queryUrl } from "../odata/query.js";
import { entitySets } from "../odata/service.js";
import { Typing } from "../odata/typing.js";
import { SourceError } from "../source-error.js";
import { webIri } from "../web-address.js";
import { type AskedSet, askedSets, wantedKinds } from "./asked-sets.js";
import type { Entity, EntityTable } from "./entity-table.js";
import { nameOf, relationsOf, storedRelations, withoutLeftOut } from "./expand.js";
import type { OnNote } from "./note.js";
import type { PersonalData } from "./personal-data.js";
import type { AskedPreset } from "./presets.js";
import { kindsAbove, scopeFilter, type TkScope } from "./scope.js";
import { type Declarations, declarations, entityOf } from "./unknown-entity.js";

/**
 * Minutes before its mark from which a delta asks: a record that the Kamer commits late may carry an earlier moment than
 * one that was seen already. Version 3 writes no zone: if it writes the time of Amsterdam, an hour comes twice in October,
 * and what changes in the second has a moment before the mark (decision 0040). What is held in the same version is
 * passed over.
 */
export const OVERLAP_MINUTES: Readonly<Record<ODataVersion, number>> = { v4: 10, v3: 70 };

/** What a steward's tables say. */
export interface TkTables {
  readonly entities: EntityTable;
  readonly personal: PersonalData;
}

export interface TkQuestion {
  readonly service: ODataService;
  readonly scope: TkScope;
  /** Kinds to take, or the names of their sets; all that are published without it. */
  readonly kinds?: ReadonlySet<string>;
  /** The mark of the last run of a kind with the same scope; undefined: it is taken whole. */
  readonly markOf?: (kind: string) => string | undefined;
  /** Whether a record, by its Id in lower case, is held already in this version; asked of changes alone. */
  readonly had?: (kind: string, id: string, changed: string) => boolean;
  /** Makes numbers of v3 those of the model. */
  readonly model?: ODataModel;
}

/** An entity that is to be loaded; nothing of it is asked before its blocks are. */
export interface TkLoad {
  readonly entity: Entity;
  readonly set: string;
  /** Address of the query, published as provenance. */
  readonly origin: string;
  /** Only what changed since a mark. */
  readonly isDelta: boolean;
  /** What the service declares of columns that the table does not have. */
  readonly declared: Declarations;
  /** Where it is asked for by its year, and can be asked for what changed. */
  readonly scoped?: TkScoped | undefined;
  /** @throws {SourceError} when an answer is not sound; what came before stays good */
  blocks(): AsyncGenerator<ChangeBlock, ChangesEnd>;
}

/** What there is in the scope, whenever it changed. */
export interface TkScoped {
  /** Kinds of what a record takes its year from; none when it has one itself. */
  readonly hangsOn: readonly string[];
  /** How many there are now, taken back ones not among them; undefined when the service does not tell. */
  count(): Promise<number | undefined>;
  /** All of them. */
  whole(): TkLoad;
}

/**
 * The entities to load, in the order of the table; sets that it does not have come last. Asks the service what it offers.
 *
 * @throws {SourceError} when the service cannot be reached, or a kind is not known
 */
export async function tkLoads(
  request: TkQuestion,
  tables: TkTables,
  http: HttpClient,
  onNote: OnNote,
): Promise<TkLoad[]> {
  const { service, kinds, model } = request;
  const table = tables.entities;
  const offered = new Set((await entitySets(service, http)).map((each) => each.name));
  const sets = askedSets(service, offered, table, model);
  const wanted = wantedKinds(kinds, sets, table);
  const loads: TkLoad[] = [];
  for (const { entity, set } of sets) {
    if (wanted !== undefined && !wanted.has(entity.kind)) continue;
    if (table.named(entity.kind) === undefined) {
      const message = `${service.root.href}: ${set} is not in entities.csv; its columns are published under their own names`;
      onNote({ kind: "unknown-set", message });
    }
    if (tables.personal.isLeftOut(entity.kind)) {
      onNote({ kind: "left-out", message: `${set}: left out, for it holds personal data that are not kept` });
    } else if (offered.has(set)) loads.push(loadOf({ entity, set }, request, tables, http, onNote));
    else onNote({ kind: "not-offered", message: `${service.root.href}: has no entity set ${set}` });
  }
  return loads;
}

/** What a preset asks for, as a load of the entity it gives; other entities are expanded in it. */
export function presetLoad(
  { preset, value }: AskedPreset,
  { service, model }: Pick<TkQuestion, "service" | "model">,
  tables: TkTables,
  http: HttpClient,
): TkLoad {
  return queryLoad(preset.query(service.version, value), { service, model }, tables, http);
}

/**
 * What a query of one's own gives, as a load of the entity of its set. In version 4 the relations that are stored with
 * a record are asked for too, so that it is as full as one of a whole load; the queries that the Kamer prints for
 * version 3 stay as they are.
 *
 * @throws {SourceError} when its set is none
 */
export function queryLoad(
  asked: Omit<EntityQuery, "root" | "version">,
  { service, model }: Pick<TkQuestion, "service" | "model">,
  tables: TkTables,
  http: HttpClient,
): TkLoad {
  const { set } = asked;
  const type = model?.sets.get(set);
  const entity = entityOf(tables.entities, set, type);
  if (entity === undefined) throw new SourceError(`${service.root.href}: "${set}" cannot be an entity set`);
  const kept = withoutLeftOut({ ...asked, ...service }, tables.entities, tables.personal);
  const stored = service.version === "v3" ? [] : storedRelations(entity, set, { service, model }, tables.entities);
  const present = new Set(relationsOf(kept.expand).map(nameOf));
  const more = stored.filter(({ name, isOffered }) => isOffered && !present.has(name)).map(({ text }) => text);
  // Of a service that does not say what it has, nothing is asked but what the query says.
  const added = type === undefined ? [] : more;
  const expand = [...(kept.expand === undefined ? [] : [kept.expand]), ...added].join(",");
  const query: EntityQuery = expand === "" ? kept : { ...kept, expand };
  const options = optionsOf({ entity, set }, tables, model);
  return {
    entity,
    set,
    origin: webIri(queryUrl(query)),
    isDelta: false,
    declared: declarations(tables.entities, model, set),
    blocks: () => allOf(query, http, options),
  };
}

function loadOf(
  { entity, set }: AskedSet,
  request: TkQuestion,
  tables: TkTables,
  http: HttpClient,
  onNote: OnNote,
): TkLoad {
  const { service, scope, markOf, had, model } = request;
  const options = optionsOf({ entity, set }, tables, model);
  // Without an Id there is no time of change either (ToegezegdAan).
  const hasChanges = entity.key.length === 1 && hasMoments(model, set);
  const since = hasChanges ? markOf?.(entity.kind) : undefined;
  const { version } = service;
  const filter = scopeFilter(entity, scope, version, tables.entities, since !== undefined);
  const expand = storedRelations(entity, set, { service, model }, tables.entities)
    .filter(({ name, isOffered }) => {
      const message = `${service.root.href}: ${set} has no relation ${name}`;
      if (!isOffered) onNote({ kind: "not-offered", message });
      return isOffered;
    })
    .map(({ text }) => text)
    .join(",");
  const query: EntityQuery = {
    ...service,
    set,
    ...(filter === undefined ? {} : { filter }),
    ...(expand === "" ? {} : { expand }),
  };
  const { kind } = entity;
  const origin = webIri(queryUrl(query));
  async function* blocks(): AsyncGenerator<ChangeBlock, ChangesEnd> {
    if (!hasChanges) return yield* allOf({ ...query, count: true }, http, options);
    // What is taken whole is taken whether it is held or not.
    const held =
      had === undefined || since === undefined
        ? {}
        : { had: (id: string, changed: string) => had(kind, id, changed), overlapMinutes: OVERLAP_MINUTES[version] };
    const end = yield* changes({ ...query, ...(since === undefined ? {} : { since }), ...held }, http, options);
    const message = `${origin}: the service counts ${end.missing} more than it gives; asked for again next time`;
    if (end.missing > 0) onNote({ kind: "incomplete", message });
    return end;
  }
  const declared = declarations(tables.entities, model, set);
  const all = hasChanges ? scopeFilter(entity, scope, version, tables.entities, false) : undefined;
  const { markOf: _, ...anew } = request;
  const scoped: TkScoped | undefined =
    all === undefined
      ? undefined
      : {
          hangsOn: kindsAbove(entity, tables.entities),
          count: () => countedIn({ ...service, set, filter: `(${all}) and Verwijderd eq false` }, http),
          whole: () => loadOf({ entity, set }, anew, tables, http, onNote),
        };
  return { entity, set, origin, isDelta: since !== undefined, declared, scoped, blocks };
}

/** Whether records of a set say when they changed; taken for so where the service does not tell. */
function hasMoments(model: ODataModel | undefined, set: string): boolean {
  const type = model?.sets.get(set);
  return type === undefined || type.properties.some(({ name }) => name === "ApiGewijzigdOp");
}

function optionsOf({ entity, set }: AskedSet, { personal }: TkTables, model: ODataModel | undefined): WalkOptions {
  const typing = model === undefined ? undefined : new Typing(model);
  return {
    key: entity.key,
    shape: (records) => {
      typing?.apply(records, set);
      personal.minimise(records, entity.kind);
    },
  };
}

async function* allOf(query: EntityQuery, http: HttpClient, options: WalkOptions): AsyncGenerator<Block, ChangesEnd> {
  let given = 0;
  for await (const block of entities(query, http, options)) {
    given += block.records.length;
    yield block;
  }
  return { given, had: 0, missing: 0 };
}
