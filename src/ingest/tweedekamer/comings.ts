/** Where records of the Tweede Kamer come from: its service, saved answers, or what is kept of earlier loads. */
import { slug } from "../../records/slug.js";
import { asUrl } from "../../sources/from.js";
import type { ODataService } from "../../sources/odata/query.js";
import { FreshRecords } from "../../sources/odata/entities.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import { jsonElements } from "../../sources/files/json-elements.js";
import { serviceModel } from "../../sources/odata/service.js";
import { SourceError, WrongRequest } from "../../sources/source-error.js";
import {
  presetLoad,
  queryLoad,
  type TkLoad,
  tkLoads,
  type TkScoped,
  type TkTables,
} from "../../sources/tweedekamer/client.js";
import type { Entity } from "../../sources/tweedekamer/entity-table.js";
import { RECORDS_KEY, tkFiles } from "../../sources/tweedekamer/files.js";
import { readPreset } from "../../sources/tweedekamer/presets.js";
import { checkedVergaderjaar } from "../../sources/tweedekamer/scope.js";
import { type TkAddress, tkAddress, tkService, TK_ROOTS } from "../../sources/tweedekamer/service.js";
import { type Declarations, entityOf } from "../../sources/tweedekamer/unknown-entity.js";
import { keptParts, minimiseParts, recordsOf, SOURCE } from "./entity-raw.js";
import { reportNothingKept } from "../raw-deliveries.js";
import type { Run } from "../run.js";
import type { TkRequest } from "../source-requests.js";
import { HeldVersions, listedKinds } from "./held-records.js";

/** Records of one entity, wherever they come from. */
export interface Coming {
  readonly entity: Entity;
  readonly origin: string;
  /** Whether they are all of it, so that what does not come is gone. */
  readonly isWhole: boolean;
  /**
   * - `list`: the service's own list of the entity, or what is kept of it
   * - `answer`: an answer to another question, or a file: what it expands is published too
   * - `inside`: inside the records of an answer
   */
  readonly way: "list" | "answer" | "inside";
  /** What names of their parts in `raw/` begin with, in the order of time; undefined: they are kept already. */
  readonly keptAs: string | undefined;
  /** What the service declares of columns that the table does not have, where it was asked. */
  readonly declared?: Declarations;
  /** Of what is asked for by its year. */
  readonly scope?: ComingScope | undefined;
  /** Blocks of records; the mark is from where a later run can go on once a block is kept. */
  blocks(): AsyncGenerator<ComingBlock, { readonly mark?: string } | void>;
}

/** What there is in the years that are asked for, whenever it changed. */
export interface ComingScope extends Pick<TkScoped, "count" | "hangsOn"> {
  whole(): Coming;
}

export interface ComingBlock {
  readonly records: ODataRecord[];
  readonly mark?: string;
}

/** What a request asks, entity by entity. @throws {SourceError} when nothing of it can be reached */
export async function* comings(request: TkRequest, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const from = request.from ?? TK_ROOTS.v4;
  if (run.again) yield* fromRaw(tables, run);
  else if (asUrl(from) === undefined) yield* fromFiles(from, tables, run);
  else yield* fromApi(request, tables, run);
}

async function* fromApi(request: TkRequest, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const { all, full, query, vergaderjaren = [], dataset } = request;
  const { http, progress, publication } = run;
  const { service, set, filter } = addressOf(request, tables);
  const onNote = ({ message }: { readonly message: string }): void => progress.note(message);
  const preset = query === undefined ? undefined : readPreset(query);
  if (preset === undefined && filter === undefined && all !== true && vergaderjaren.length === 0) {
    throw new WrongRequest(
      "say which parliamentary years of the Tweede Kamer are meant, with vergaderjaren: [2025-2026] under sources: tweedekamer: in the " +
        "configuration; everything, with --all, is some millions of records, more than the embedded store can serve",
    );
  }
  // Before anything is asked.
  if (all !== true) for (const year of vergaderjaren) checkedVergaderjaar(year);
  const model = await serviceModel(service, http);
  if (preset !== undefined) {
    yield comingOf(presetLoad(preset, { service, model }, tables, http), "vraag", publication.stamp);
    return;
  }
  if (set !== undefined && filter !== undefined) {
    const load = queryLoad({ set, filter, count: true }, { service, model }, tables, http);
    if (tables.personal.isLeftOut(load.entity.kind)) {
      throw new SourceError(`${set}: left out, for it holds personal data that are not kept`);
    }
    yield comingOf(load, "vraag", publication.stamp);
    return;
  }
  const held = publication.datasets(SOURCE);
  const listed = await listedKinds(run);
  const asked = set ?? dataset;
  const versions = new HeldVersions(run);
  const loads = await tkLoads(
    {
      service,
      model,
      scope: all === true ? "all" : vergaderjaren,
      ...(asked === undefined ? {} : { kinds: new Set([asked]) }),
      markOf: (kind) => {
        const mark = held[kind]?.mark;
        return full === true || mark?.question !== questionOf(request, tables) ? undefined : mark.at;
      },
      had: (kind, id, changed) => listed.has(kind) && versions.has(kind, id, changed),
    },
    tables,
    http,
    onNote,
  );
  progress.start(loads.length);
  try {
    for (const each of loads) {
      const coming = comingOf(each, each.isDelta ? "delta" : "alles", publication.stamp);
      // Of what came by other ways too it is not known how many of the scope are held.
      yield each.isDelta && !listed.has(each.entity.kind) ? { ...coming, scope: undefined } : coming;
    }
  } finally {
    versions.close();
  }
}

/** What the service and the scope are: a mark of other years, or of another service, says nothing of these. */
export function questionOf(request: TkRequest, tables: TkTables): string {
  const years = request.all === true ? "all" : [...(request.vergaderjaren ?? [])].sort().join(",");
  return `${serviceOf(request, tables).root.href}?vergaderjaren=${years}`;
}

/** The service, for addresses of files and records; that of the Kamer for records in files. */
export function serviceOf(request: TkRequest, tables: TkTables): ODataService {
  return addressOf(request, tables).service;
}

function addressOf({ from }: TkRequest, { entities }: TkTables): TkAddress {
  const url = asUrl(from ?? TK_ROOTS.v4);
  return url === undefined ? { service: tkService(undefined) } : tkAddress(url, (name) => entities.isSet(name));
}

function comingOf(
  { entity, origin, declared, scoped, blocks }: TkLoad,
  how: "alles" | "delta" | "vraag",
  stamp: string,
): Coming {
  const way = how === "vraag" ? "answer" : "list";
  const scope = scoped && { ...scoped, whole: () => comingOf(scoped.whole(), "alles", stamp) };
  return { entity, origin, isWhole: how === "alles", way, keptAs: `${stamp}-${how}`, declared, scope, blocks };
}

async function* fromFiles(from: string, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const { progress, publication } = run;
  for await (const delivery of tkFiles(from, tables, ({ message }) => progress.note(message))) {
    try {
      const { body } = await delivery.open();
      const { entity, origin } = delivery;
      if (entity === undefined) continue;
      const keptAs = `${publication.stamp}-bestand-${slug(delivery.part ?? "")}`;
      yield { entity, origin, isWhole: false, way: "answer", keptAs, blocks: () => blocksOf(body) };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      run.reports.push({ file: delivery.fileName, outcome: "refused", message: error.message });
    }
  }
}

async function* blocksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<ComingBlock, void> {
  for await (const block of jsonElements(body, RECORDS_KEY)) yield { records: block as ODataRecord[] };
}

/** What is kept, mapped again: the newest version of each record. */
async function* fromRaw(tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const kinds = new Map(Object.entries(run.publication.datasets(SOURCE)).map(([kind, { name }]) => [kind, name]));
  for (const [kind, name] of await unlisted(tables, run)) kinds.set(kind, name);
  if (kinds.size === 0) reportNothingKept(SOURCE, run);
  for (const [kind, name] of kinds) {
    const entity = heldEntity(kind, name, tables);
    if (entity === undefined) continue;
    yield keptComing(entity, name, (await keptParts(run, kind)).reverse(), run);
  }
}

/**
 * Kinds that `raw/` has and a lost manifest, or one of another base, does not tell of: kind → name of the set. How their
 * personal data were treated is not told either, so they are treated now.
 */
async function unlisted({ personal }: TkTables, run: Run): Promise<ReadonlyMap<string, string>> {
  const { archive, publication } = run;
  const listed = publication.before.datasets[SOURCE] ?? {};
  const kinds = new Map<string, string>();
  for (const { dataset, datasetName } of await archive.rawFiles(SOURCE))
    if (!Object.hasOwn(listed, dataset)) kinds.set(dataset, datasetName ?? dataset);
  for (const kind of kinds.keys()) {
    if (personal.isLeftOut(kind)) {
      kinds.delete(kind);
      for (const raw of await publication.rawFiles(SOURCE, kind)) publication.removeRaw(raw);
    } else await minimiseParts(run, kind, personal);
  }
  return kinds;
}

/** What is kept of an entity, as a load. @param parts newest first */
export function keptComing(
  entity: Entity,
  name: string,
  parts: Awaited<ReturnType<typeof keptParts>>,
  run: Run,
): Coming {
  const blocks = (): ReturnType<Coming["blocks"]> => newest(run, entity, parts);
  return { entity, origin: parts[0]?.origin ?? name, isWhole: true, way: "list", keptAs: undefined, blocks };
}

/** The entity that a dataset of the manifest is. */
export function heldEntity(kind: string, name: string, { entities }: TkTables): Entity | undefined {
  return entities.named(kind) ?? entityOf(entities, name);
}

async function* newest(
  run: Run,
  { key }: Entity,
  parts: Awaited<ReturnType<typeof keptParts>>,
): AsyncGenerator<ComingBlock, void> {
  // An older version of a record may be far behind the newest.
  const fresh = new FreshRecords({ key }, Number.POSITIVE_INFINITY);
  for (const part of parts) {
    for await (const block of recordsOf(run, part)) {
      const records = block.filter((record) => fresh.meet(record) === "new");
      if (records.length > 0) yield { records };
    }
  }
}
