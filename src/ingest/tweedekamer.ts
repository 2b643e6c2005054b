/**
 * Ingesting the Tweede Kamer (MODEL §2.6): each entity whole the first time, afterwards what changed since. From files
 * and presets records are added to what is there.
 */
import type { DatasetEntry } from "../archive/manifest.js";
import { linesAbout } from "../archive/lines-about.js";
import { slug } from "../records/slug.js";
import { asUrl } from "../sources/from.js";
import type { ODataRecord } from "../sources/odata/record.js";
import { guidLiteral } from "../sources/odata/literal.js";
import type { ODataService } from "../sources/odata/query.js";
import { serviceModel } from "../sources/odata/service.js";
import { SourceError } from "../sources/source-error.js";
import { presetLoad, type TkLoad, tkLoads, type TkTables } from "../sources/tweedekamer/client.js";
import { RequestTable, type RequestRow } from "../sources/tweedekamer/request-table.js";
import { RECORDS_KEY, tkFiles } from "../sources/tweedekamer/files.js";
import { PersonalData } from "../sources/tweedekamer/personal-data.js";
import { readPreset } from "../sources/tweedekamer/presets.js";
import { tkService, TK_ROOTS } from "../sources/tweedekamer/service.js";
import { type EntityJob, EntityLoader } from "./entity-load.js";
import { EntityRaw, keptParts, recordsOf, removeRecords, SOURCE } from "./entity-raw.js";
import { packageText } from "./package-files.js";
import { prefetched } from "./prefetched.js";
import { RANKS } from "./ranks.js";
import { type Run, runIri } from "./run.js";
import type { TkRequest } from "./source-requests.js";
import { readSourceTables, type SourceTables } from "./source-tables.js";

const FOLDER = "mappings/tweedekamer";

/** Records of one entity, wherever they come from. */
interface Coming {
  readonly row: RequestRow;
  readonly origin: string;
  /** Whether they are all of it, so that what does not come is gone. */
  readonly isWhole: boolean;
  /** What names of their parts in `raw/` begin with, in the order of time; undefined: they are kept already. */
  readonly keptAs: string | undefined;
  /** Blocks of records; the mark is from where a later run can go on once a block is kept. */
  blocks(): AsyncGenerator<ComingBlock, { readonly mark?: string } | void>;
}

interface ComingBlock {
  readonly records: ODataRecord[];
  readonly mark?: string;
}

/** Loads what a request asks. @throws {SourceError} when nothing of it can be reached */
export async function ingestTweedekamer(request: TkRequest, run: Run): Promise<void> {
  const tables = await readSourceTables(SOURCE, run.base, run.book);
  const kamer = await readTables(request, run);
  for await (const coming of comings(request, kamer, run)) {
    run.signal?.throwIfAborted();
    run.progress.begin(coming.row.kind);
    try {
      await load(coming, tables, request, run);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      run.reports.push({ file: coming.row.kind, outcome: "refused", message: error.message });
    } finally {
      run.progress.end();
    }
  }
}

async function readTables({ persoonsgegevens }: TkRequest, { base }: Run): Promise<TkTables> {
  const text = (file: string): Promise<string> => packageText(base, ...FOLDER.split("/"), file);
  const entities = RequestTable.read(await text("requests.csv"), `${FOLDER}/requests.csv`);
  const personal = `${FOLDER}/persoonsgegevens.csv`;
  return {
    entities,
    personal: PersonalData.read(await text("persoonsgegevens.csv"), personal, entities, persoonsgegevens),
  };
}

async function* comings(request: TkRequest, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const url = asUrl(request.from ?? TK_ROOTS.v4);
  if (run.again) yield* fromRaw(tables, run);
  else if (url === undefined) yield* fromFiles(request.from ?? "", tables, run);
  else yield* fromApi(url, request, tables, run);
}

async function* fromApi(url: URL, request: TkRequest, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const { all, full, query, vergaderjaren = [], dataset } = request;
  const { http, progress, publication } = run;
  const service = tkService(url);
  const onNote = ({ message }: { readonly message: string }): void => progress.note(message);
  const preset = query === undefined ? undefined : readPreset(query);
  if (preset === undefined && all !== true && vergaderjaren.length === 0) {
    throw new SourceError(
      "say which parliamentary years of the Tweede Kamer are meant, with vergaderjaren: [2025-2026] under sources: tweedekamer: in the " +
        "configuration; everything, with --all, is some millions of records, more than the embedded store can serve",
    );
  }
  const model = await serviceModel(service, http);
  if (preset !== undefined) {
    yield comingOf(presetLoad(preset, { service, model }, tables, http), "vraag", publication.stamp);
    return;
  }
  const held = publication.datasets(SOURCE);
  const loads = await tkLoads(
    {
      service,
      model,
      scope: all === true ? "all" : vergaderjaren,
      ...(dataset === undefined ? {} : { kinds: new Set([tables.entities.named(dataset)?.kind ?? dataset]) }),
      markOf: (kind) => {
        const mark = held[kind]?.mark;
        return full === true || mark?.question !== questionOf(request) ? undefined : mark.at;
      },
      had: heldVersions(run),
    },
    tables,
    http,
    onNote,
  );
  progress.start(loads.length);
  for (const each of loads) yield comingOf(each, each.isDelta ? "delta" : "alles", publication.stamp);
}

/** What the service and the scope are: a mark of other years, or of another service, says nothing of these. */
function questionOf(request: TkRequest): string {
  const years = request.all === true ? "all" : [...(request.vergaderjaren ?? [])].sort().join(",");
  return `${serviceOf(request).root.href}?vergaderjaren=${years}`;
}

/** Whether a graph has a record in this very version: a delta begins at the moment at which the last one ended. */
function heldVersions({ publication, base }: Run): (kind: string, id: string, changed: string) => boolean {
  return (kind, id, changed) => {
    const file = publication.currentFile(`/graph/tweedekamer/${kind}`);
    if (file === undefined) return false;
    const subject = `${base}/id/tk/${kind}/${id.toLowerCase()}`;
    const lines = linesAbout([file], [subject]).get(subject) ?? "";
    return lines.includes(`<${base}/def/dienst#apiGewijzigdOp> "${canonicalMoment(changed)}"`);
  };
}

/** The fraction without the zeros at its end, as literals are written. */
function canonicalMoment(moment: string): string {
  return moment.replace(/(\.\d*?)0+Z$/, "$1Z").replace(".Z", "Z");
}

function comingOf({ row, origin, blocks }: TkLoad, how: "alles" | "delta" | "vraag", stamp: string): Coming {
  return { row, origin, isWhole: how === "alles", keptAs: `${stamp}-${how}`, blocks };
}

async function* fromFiles(from: string, tables: TkTables, run: Run): AsyncGenerator<Coming> {
  const { progress, publication } = run;
  for await (const delivery of tkFiles(from, tables, ({ message }) => progress.note(message))) {
    try {
      const { body } = await delivery.open();
      const row = tables.entities.named(delivery.dataset ?? "");
      if (row === undefined) continue;
      const { records } = await documentOf(body);
      const keptAs = `${publication.stamp}-bestand-${slug(delivery.part ?? "")}`;
      yield { row, origin: delivery.origin, isWhole: false, keptAs, blocks: () => once(records) };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      run.reports.push({ file: delivery.fileName, outcome: "refused", message: error.message });
    }
  }
}

async function documentOf(body: AsyncIterable<unknown>): Promise<{ records: ODataRecord[] }> {
  let text = "";
  for await (const piece of body) text += String(piece);
  return { records: (JSON.parse(text) as Record<string, ODataRecord[]>)[RECORDS_KEY] ?? [] };
}

async function* once(records: ODataRecord[]): AsyncGenerator<ComingBlock, void> {
  yield { records };
}

/** What is kept, mapped again: the newest version of each record. */
async function* fromRaw(tables: TkTables, run: Run): AsyncGenerator<Coming> {
  for (const [kind, entry] of Object.entries(run.publication.datasets(SOURCE))) {
    const row = tables.entities.named(kind);
    if (row === undefined) continue;
    const parts = (await keptParts(run, kind)).reverse();
    yield { row, origin: entry.name, isWhole: true, keptAs: undefined, blocks: () => newest(run, parts) };
  }
}

async function* newest(run: Run, parts: Awaited<ReturnType<typeof keptParts>>): AsyncGenerator<ComingBlock, void> {
  const seen = new Set<string>();
  for (const part of parts) {
    for await (const block of recordsOf(run, part)) {
      const records = block.filter((record) => {
        const id = String(record["Id"]);
        const isNew = !seen.has(id);
        seen.add(id);
        return isNew;
      });
      if (records.length > 0) yield { records };
    }
  }
}

async function load(coming: Coming, tables: SourceTables, request: TkRequest, run: Run): Promise<void> {
  const { row, origin, isWhole, keptAs } = coming;
  const { publication, quality, progress, signal } = run;
  const { kind } = row;
  const named = tables.families.named(kind);
  if (named.family?.kind !== "register") throw new SourceError(`${kind}: families.yaml has no such entity`);
  const { family } = named;
  const graph = `/graph/tweedekamer/${kind}`;
  const dataset = `tweedekamer-${kind}`;
  const held = publication.datasets(SOURCE)[kind]?.mark;
  const { root, version } =
    keptAs === undefined && held !== undefined ? tkService(new URL(held.question)) : serviceOf(request);
  const set = row[version] ?? kind;
  const job: EntityJob = {
    run,
    tables,
    row,
    family,
    graph,
    dataset,
    context: {
      // Files of records have an address of their own in version 4 alone.
      ...(version === "v4" ? { _root: root.href } : {}),
      ...(request.persoonsgegevens?.["Persoon.Geboortedatum"] === "keep" ? { _persoonsgegevens: "volledig" } : {}),
    },
    addressOf: (id) => `${root.href}${set}(${guidLiteral(id, version)})`,
  };
  const loader = await EntityLoader.begin(job, isWhole);
  const raw = keptAs === undefined ? undefined : new EntityRaw(run, kind, origin, keptAs);
  // Records from elsewhere, such as a preset, leave the mark as it is.
  let mark = isWhole && keptAs !== undefined ? undefined : held;
  const reached = (at: string | undefined): void => {
    if (at !== undefined) mark = { at, question: questionOf(request) };
  };
  let failure: SourceError | undefined;
  let rows = 0;
  try {
    const blocks = prefetched(coming.blocks());
    let step = await blocks.next();
    for (; step.done !== true; step = await blocks.next()) {
      signal?.throwIfAborted();
      const block = step.value;
      rows += block.records.length;
      await loader.take(block.records);
      await raw?.add(block.records);
      reached(block.mark);
      progress.rows(rows);
    }
    reached(step.value?.mark);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    failure = error;
  }
  const loaded = await loader.end();
  await raw?.end();
  const current = publication.graphs.get(graph)?.current;
  // A load that broke off is worth what came of it only where its mark says from where to go on, and nothing is lost by it.
  if (failure !== undefined && (mark === undefined || rows === 0 || (isWhole && current !== undefined))) {
    await raw?.discard();
    throw failure;
  }
  if (rows === 0 && !isWhole && current !== undefined) {
    run.reports.push({ file: kind, outcome: "unchanged", graph, rows, records: 0, quads: current.quads });
    return;
  }
  const earlier = await replacedParts(coming, run);
  const outcome = publication.setGraph(
    graph,
    {
      title: family.title,
      rank: RANKS.tweedekamer,
      ...(request.licence === undefined ? {} : { licence: request.licence }),
      keepsHistory: !loaded.isPatch,
      provenance: { source: SOURCE, dataset: kind, origin, rows: loaded.rows, run: runIri(run, SOURCE) },
    },
    loaded.file,
    { asCurrent: true },
  );
  for (const part of earlier) publication.removeRaw(part);
  for (const [subject, each] of loaded.withdrawn) run.withdrawn.set(subject, each);
  const ids = [...loaded.withdrawn.keys()].map((subject) => subject.slice(subject.lastIndexOf("/") + 1));
  await removeRecords(run, kind, new Set(ids));
  await quality.replace(dataset, loaded.findings);
  const entry: DatasetEntry = {
    name: kind,
    title: family.title,
    family: family.name,
    ...(mark === undefined ? {} : { mark }),
  };
  publication.setDatasets(SOURCE, { ...publication.datasets(SOURCE), [kind]: entry });
  if (failure !== undefined) run.reports.push({ file: kind, outcome: "refused", message: failure.message });
  const { quads } = loaded.file;
  run.reports.push({
    file: kind,
    outcome,
    graph,
    rows: loaded.rows,
    records: loaded.records,
    quads,
    findings: loaded.counts,
  });
}

/** Parts of `raw/` that a whole load takes the place of. */
async function replacedParts(
  { row, isWhole, keptAs }: Coming,
  run: Run,
): Promise<Awaited<ReturnType<typeof keptParts>>> {
  if (!isWhole || keptAs === undefined) return [];
  return run.archive.allRawFiles(SOURCE, row.kind);
}

/** The service, for addresses of files and records; that of the Kamer for records in files. */
function serviceOf({ from }: TkRequest): ODataService {
  return tkService(asUrl(from ?? TK_ROOTS.v4));
}
