/**
 * Ingesting the Tweede Kamer (MODEL §2.6): each entity whole the first time, afterwards what changed since. From files
 * and presets records are added to what is there.
 */
import type { DatasetEntry } from "../archive/manifest.js";
import type { ODataRecord } from "../sources/odata/record.js";
import { guidLiteral } from "../sources/odata/literal.js";
import { SourceError } from "../sources/source-error.js";
import type { TkTables } from "../sources/tweedekamer/client.js";
import { EntityTable } from "../sources/tweedekamer/entity-table.js";
import { recordsIn } from "../sources/tweedekamer/expanded.js";
import { PersonalData } from "../sources/tweedekamer/personal-data.js";
import { tkService } from "../sources/tweedekamer/service.js";
import { familyOf } from "./entity-family.js";
import { type EntityJob, EntityLoader } from "./entity-load.js";
import { EntityRaw, type keptParts, removeRecords, SOURCE } from "./entity-raw.js";
import { CC0 } from "./licences.js";
import { packageText } from "./package-files.js";
import { prefetched } from "./prefetched.js";
import { RANKS } from "./ranks.js";
import { type Run, runIri } from "./run.js";
import type { TkRequest } from "./source-requests.js";
import { readSourceTables, type SourceTables } from "./source-tables.js";
import { type Coming, comings, questionOf, serviceOf } from "./entity-comings.js";
import { ExpandedRecords } from "./expanded-records.js";
import { additions } from "./held-records.js";

const FOLDER = "mappings/tweedekamer";

/** Loads what a request asks. @throws {SourceError} when nothing of it can be reached */
export async function ingestTweedekamer(request: TkRequest, run: Run): Promise<void> {
  const tables = await readSourceTables(SOURCE, run.base, run.book);
  const kamer = await readTables(request, run);
  const inside = new ExpandedRecords(kamer, run);
  const about: About = { request, tables, kamer, inside, run };
  try {
    await loadAll(comings(request, kamer, run), about);
    for await (const coming of inside.comings()) await (await tried(coming, about))();
  } finally {
    await inside.close();
  }
}

/** Loads one entity after another; the file of one is written while the next is fetched and mapped. */
async function loadAll(all: AsyncGenerator<Coming>, about: About): Promise<void> {
  let last: Publish = nothing;
  const after = async (next: Publish): Promise<void> => {
    const publish = last;
    last = next;
    await publish();
  };
  try {
    for await (const coming of all) {
      // What is added to a graph looks at what it holds by then.
      if (coming.way !== "list") await after(nothing);
      await after(await tried(coming, about));
    }
  } finally {
    // Also when the next cannot be reached.
    await after(nothing);
  }
}

/** Waits until the files of an entity are written, and takes them into the publication. */
type Publish = () => Promise<void>;

const nothing: Publish = () => Promise.resolve();

/** What loads of one request share. */
interface About {
  readonly request: TkRequest;
  readonly tables: SourceTables;
  readonly kamer: TkTables;
  /** What came inside other records so far. */
  readonly inside: ExpandedRecords;
  readonly run: Run;
}

/** Loads one entity; a source that fails costs no other its load. */
async function tried(coming: Coming, about: About): Promise<Publish> {
  const { run } = about;
  const refused = (error: unknown): void => {
    if (!(error instanceof SourceError)) throw error;
    run.reports.push({ file: coming.entity.kind, outcome: "refused", message: error.message });
  };
  run.signal?.throwIfAborted();
  run.progress.begin(coming.entity.kind);
  try {
    const publish = await load(coming, about);
    return () => publish().catch(refused);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return async () => refused(error);
  } finally {
    run.progress.end();
  }
}

async function readTables({ persoonsgegevens }: TkRequest, { base }: Run): Promise<TkTables> {
  const text = (file: string): Promise<string> => packageText(base, ...FOLDER.split("/"), file);
  const entities = EntityTable.read(await text("entities.csv"), await text("columns.csv"));
  const personal = `${FOLDER}/persoonsgegevens.csv`;
  return {
    entities,
    personal: PersonalData.read(await text("persoonsgegevens.csv"), personal, entities, persoonsgegevens),
  };
}

/** Receives and maps the records of one entity. */
async function load(coming: Coming, { request, tables, kamer, inside, run }: About): Promise<Publish> {
  const { entity, origin, isWhole, way, keptAs } = coming;
  const { publication, progress, signal } = run;
  const { kind } = entity;
  const isKnown = kamer.entities.named(kind) !== undefined;
  const family = familyOf(kamer.entities, entity);
  const { title } = family;
  const graph = `/graph/tweedekamer/${kind}`;
  const dataset = `tweedekamer-${kind}`;
  const before = publication.datasets(SOURCE)[kind];
  const held = before?.mark;
  // Saved answers declare nothing: there a column stays what the service said of it.
  const columns = coming.declared ?? new Map(Object.entries(before?.columns ?? {}));
  const { root, version } =
    keptAs === undefined && held !== undefined ? tkService(new URL(held.question)) : serviceOf(request, kamer);
  const set = (version === "v3" ? entity.v3 : undefined) ?? entity.name;
  const job: EntityJob = {
    run,
    tables,
    entity,
    family,
    declared: (column) => columns.get(column),
    graph,
    dataset,
    context: {
      // Files of records have an address of their own in version 4 alone.
      ...(version === "v4" ? { _root: root.href } : {}),
      ...(isKnown ? {} : { _entiteit: entity.name, _soort: kind }),
      ...(kamer.personal.keeps("persoon", "Geboortedatum") ? { _persoonsgegevens: "volledig" } : {}),
    },
    addressOf: (id) => `${root.href}${set}(${guidLiteral(id, version)})`,
  };
  // Its mapping is compiled for the first record: mostly nothing of an entity has changed.
  let begun: Promise<EntityLoader> | undefined;
  const loader = (): Promise<EntityLoader> => (begun ??= EntityLoader.begin(job, isWhole));
  const raw = keptAs === undefined ? undefined : new EntityRaw(run, kind, origin, keptAs);
  // Records from elsewhere, such as a preset, leave the mark as it is.
  let mark = isWhole && keptAs !== undefined ? undefined : held;
  const reached = (at: string | undefined): void => {
    if (at !== undefined) mark = { at, question: questionOf(request, kamer) };
  };
  let failure: SourceError | undefined;
  let rows = 0;
  const blocks = prefetched(coming.blocks());
  try {
    let step = await blocks.next();
    for (; step.done !== true; step = await blocks.next()) {
      signal?.throwIfAborted();
      const block = step.value;
      const own: ODataRecord[] = [];
      for (const record of block.records) {
        const [itself, ...expanded] = recordsIn(kamer.entities, entity, record);
        own.push((itself?.record ?? record) as ODataRecord);
        // What the service's own lists expand comes with its own list.
        if (way === "answer") await inside.add(expanded, origin);
      }
      const taken = way === "list" ? own : additions(run, kamer.entities, entity, own, way === "inside");
      rows += taken.length;
      if (taken.length > 0) await (await loader()).take(taken);
      await raw?.add(taken);
      reached(block.mark);
      progress.rows(rows);
    }
    reached(step.value?.mark);
  } catch (error) {
    if (!(error instanceof SourceError)) {
      await raw?.close();
      throw error;
    }
    failure = error;
  } finally {
    await blocks.return();
  }
  const current = publication.graphs.get(graph)?.current;
  const isSameQuestion = held?.question === questionOf(request, kamer);
  if (
    failure === undefined &&
    rows === 0 &&
    isWhole &&
    keptAs !== undefined &&
    isSameQuestion &&
    (current?.quads ?? 0) > 0
  ) {
    failure = new SourceError(
      `${origin}: gives no records, which would empty ${graph}; what is published stays. Look whether the service is well`,
    );
  }
  if (failure === undefined && rows === 0 && !isWhole && current !== undefined) {
    await raw?.end();
    const { quads } = current;
    return async () => void run.reports.push({ file: kind, outcome: "unchanged", graph, rows, records: 0, quads });
  }
  const ending = Promise.all([loader().then((each) => each.end()), raw?.end()]);
  // What fails is told when it is published.
  ending.catch(() => undefined);
  return async () => {
    const [loaded] = await ending;
    // A load that broke off is worth what came of it only where its mark says from where to go on, and nothing is lost by it.
    if (failure !== undefined && (mark === undefined || rows === 0 || (isWhole && current !== undefined))) {
      await raw?.discard();
      throw failure;
    }
    const earlier = await replacedParts(coming, run);
    const outcome = publication.setGraph(
      graph,
      {
        title,
        rank: RANKS.tweedekamer,
        licence: request.licence ?? CC0,
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
    await run.quality.replace(dataset, loaded.findings);
    const entry: DatasetEntry = {
      name: isKnown ? kind : entity.name,
      title,
      family: family.name,
      ...(mark === undefined ? {} : { mark }),
      ...(columns.size === 0 ? {} : { columns: Object.fromEntries(columns) }),
    };
    publication.setDatasets(SOURCE, { ...publication.datasets(SOURCE), [kind]: entry });
    if (failure !== undefined) run.reports.push({ file: kind, outcome: "refused", message: failure.message });
    run.reports.push({
      file: kind,
      outcome,
      graph,
      rows: loaded.rows,
      records: loaded.records,
      quads: loaded.file.quads,
      findings: loaded.counts,
    });
  };
}

/** Parts of `raw/` that a whole load takes the place of. */
async function replacedParts(
  { entity, isWhole, keptAs }: Coming,
  run: Run,
): Promise<Awaited<ReturnType<typeof keptParts>>> {
  if (!isWhole || keptAs === undefined) return [];
  return run.archive.allRawFiles(SOURCE, entity.kind);
}
