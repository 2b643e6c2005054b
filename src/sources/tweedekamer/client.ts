/**
 * What the service of the Tweede Kamer gives: each entity by the default scope or whole, or what changed of it, or what
 * a preset asks. Personal data that are not kept are gone from it.
 */
import type { HttpClient } from "../http.js";
import { type Block, entities, type WalkOptions } from "../odata/entities.js";
import { type ChangeBlock, changes, type ChangesEnd } from "../odata/changes.js";
import type { ODataModel } from "../odata/metadata.js";
import { type EntityQuery, type ODataService, queryUrl } from "../odata/query.js";
import { entitySets } from "../odata/service.js";
import { Typing } from "../odata/typing.js";
import { SourceError } from "../source-error.js";
import { webIri } from "../web-address.js";
import type { RequestRow, RequestTable } from "./request-table.js";
import type { OnNote } from "./note.js";
import type { PersonalData } from "./personal-data.js";
import type { AskedPreset } from "./presets.js";
import { scopeFilter, type TkScope } from "./scope.js";

/** What a steward's tables say. */
export interface TkTables {
  readonly entities: RequestTable;
  readonly personal: PersonalData;
}

export interface TkRequest {
  readonly service: ODataService;
  readonly scope: TkScope;
  /** Kinds to take; all that are published without it. */
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
  readonly row: RequestRow;
  readonly set: string;
  /** Address of the query, published as provenance. */
  readonly origin: string;
  /** Only what changed since a mark. */
  readonly isDelta: boolean;
  /** @throws {SourceError} when an answer is not sound; what came before stays good */
  blocks(): AsyncGenerator<ChangeBlock, ChangesEnd>;
}

/**
 * The entities to load, in the order of the table. Asks the service what it offers.
 *
 * @throws {SourceError} when the service cannot be reached, or a kind is not known
 */
export async function tkLoads(
  request: TkRequest,
  tables: TkTables,
  http: HttpClient,
  onNote: OnNote,
): Promise<TkLoad[]> {
  const { service, kinds } = request;
  for (const kind of kinds ?? []) {
    if (tables.entities.named(kind) === undefined) throw new SourceError(`"${kind}" is no entity of the Tweede Kamer`);
  }
  const offered = new Set((await entitySets(service, http)).map((each) => each.name));
  const loads: TkLoad[] = [];
  for (const row of tables.entities.rows) {
    const set = row[service.version];
    if (set === undefined || (kinds !== undefined && !kinds.has(row.kind))) continue;
    if (tables.personal.isLeftOut(row.kind)) {
      onNote({ kind: "left-out", message: `${set}: left out, for it holds personal data that are not kept` });
    } else if (offered.has(set)) loads.push(loadOf(row, set, request, tables, http, onNote));
    else onNote({ kind: "not-offered", message: `${service.root.href}: has no entity set ${set}` });
  }
  for (const set of offered) {
    if (tables.entities.named(set)?.[service.version] === set) continue;
    onNote({ kind: "unknown-set", message: `${service.root.href}: ${set} is not in requests.csv, so it is not read` });
  }
  return loads;
}

/** What a preset asks for, as a load of the entity it gives; other entities are expanded in it. */
export function presetLoad(
  { preset, value }: AskedPreset,
  { service, model }: Pick<TkRequest, "service" | "model">,
  tables: TkTables,
  http: HttpClient,
): TkLoad {
  const asked = preset.query(service.version, value);
  const row = tables.entities.named(asked.set);
  if (row === undefined)
    throw new SourceError(`requests.csv does not name ${asked.set}, which ${preset.name} asks for`);
  const query: EntityQuery = withoutLeftOut({ ...asked, ...service }, tables);
  const options = optionsOf(row, asked.set, tables, model);
  return {
    row,
    set: asked.set,
    origin: webIri(queryUrl(query)),
    isDelta: false,
    blocks: () => allOf(query, http, options),
  };
}

function loadOf(
  row: RequestRow,
  set: string,
  { service, scope, markOf, had, model }: TkRequest,
  tables: TkTables,
  http: HttpClient,
  onNote: OnNote,
): TkLoad {
  const options = optionsOf(row, set, tables, model);
  // Without an Id there is no time of change either (ToegezegdAan).
  const hasChanges = row.key.length === 1;
  const since = hasChanges ? markOf?.(row.kind) : undefined;
  const { version } = service;
  const filter = scopeFilter(row, scope, version, tables.entities, since !== undefined);
  const expand = expandOf(row, set, { service, model }, tables, onNote);
  const query: EntityQuery = {
    ...service,
    set,
    ...(filter === undefined ? {} : { filter }),
    ...(expand === "" ? {} : { expand }),
  };
  const { kind } = row;
  const origin = webIri(queryUrl(query));
  async function* blocks(): AsyncGenerator<ChangeBlock, ChangesEnd> {
    if (!hasChanges) return yield* allOf({ ...query, count: true }, http, options);
    // What is taken whole is taken whether it is held or not.
    const held =
      had === undefined || since === undefined ? {} : { had: (id: string, changed: string) => had(kind, id, changed) };
    const end = yield* changes({ ...query, ...(since === undefined ? {} : { since }), ...held }, http, options);
    const message = `${origin}: the service counts ${end.missing} more than it gives; asked for again next time`;
    if (end.missing > 0) onNote({ kind: "incomplete", message });
    return end;
  }
  return { row, set, origin, isDelta: since !== undefined, blocks };
}

function optionsOf(row: RequestRow, set: string, { personal }: TkTables, model: ODataModel | undefined): WalkOptions {
  const typing = model === undefined ? undefined : new Typing(model);
  return {
    key: row.key,
    shape: (records) => {
      typing?.apply(records, set);
      personal.minimise(records, row.kind);
    },
  };
}

/**
 * Relations to expand: in v4 with nothing but the Id of what they lead to, for the rest comes with its own entity. One
 * that the model does not have would make the service refuse the whole query.
 */
function expandOf(
  { expand }: RequestRow,
  set: string,
  { service, model }: Pick<TkRequest, "service" | "model">,
  { entities: table }: TkTables,
  onNote: OnNote,
): string {
  const type = model?.sets.get(set);
  const relations: string[] = [];
  for (const { name: v4, isWhole } of expand) {
    const name = table.nameIn(service.version, v4);
    if (type === undefined || type.navigation.some((each) => each.name === name)) {
      relations.push(service.version === "v3" || isWhole ? name : `${name}($select=Id)`);
    } else {
      onNote({ kind: "not-offered", message: `${service.root.href}: ${set} has no relation ${name}` });
    }
  }
  return relations.join(",");
}

/**
 * Without the relations of the first level that would be taken out of the answer anyway; the queries that the Kamer
 * prints for v3 stay as they are.
 */
function withoutLeftOut(query: EntityQuery, { personal, entities: table }: TkTables): EntityQuery {
  if (query.version === "v3" || query.expand === undefined || query.expand.includes("(")) return query;
  const { expand, ...rest } = query;
  const kept = expand.split(",").filter((name) => !personal.isLeftOut(table.named(name)?.kind ?? ""));
  return kept.length === 0 ? rest : { ...rest, expand: kept.join(",") };
}

async function* allOf(query: EntityQuery, http: HttpClient, options: WalkOptions): AsyncGenerator<Block, ChangesEnd> {
  let given = 0;
  for await (const block of entities(query, http, options)) {
    given += block.records.length;
    yield block;
  }
  return { given, had: 0, missing: 0 };
}
