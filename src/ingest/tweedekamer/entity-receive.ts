/** Receiving the records of one entity of the Tweede Kamer: cleaned and mapped as they come, and kept in `raw/`. */
import type { DatasetEntry } from "../../archive/manifest.js";
import { guidLiteral } from "../../sources/odata/literal.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import { SourceError } from "../../sources/source-error.js";
import type { TkTables } from "../../sources/tweedekamer/client.js";
import { recordsIn } from "../../sources/tweedekamer/expanded.js";
import { tkService } from "../../sources/tweedekamer/service.js";
import { type Coming, questionOf, serviceOf } from "./comings.js";
import { familyOf } from "./entity-family.js";
import { type EntityJob, EntityLoader } from "./entity-load.js";
import { EntityRaw, SOURCE } from "./entity-raw.js";
import type { ExpandedRecords } from "./expanded-records.js";
import { additions, gained } from "./held-records.js";
import { prefetched } from "./prefetched.js";
import type { Run } from "../run.js";
import type { TkRequest } from "../source-requests.js";
import type { SourceTables } from "../source-tables.js";

/** What loads of one request share. */
export interface About {
  readonly request: TkRequest;
  readonly tables: SourceTables;
  readonly kamer: TkTables;
  /** What came inside other records so far. */
  readonly inside: ExpandedRecords;
  /** Kinds of which records left the scope without a change that a delta tells. */
  readonly left: Set<string>;
  readonly run: Run;
}

/** What came of an entity. */
export interface Received {
  readonly coming: Coming;
  /** How it is said in the manifest; its mark is from where a later run can go on. */
  readonly entry: DatasetEntry;
  readonly job: EntityJob;
  readonly rows: number;
  /** How many more the graph holds by a delta of a scope. */
  readonly gained: number;
  /** How many there are in the scope now, where the service tells. */
  readonly counted?: number;
  /** Why it is not all. */
  readonly failure?: SourceError;
  /** Its records so far; begun when there was none yet. */
  loader(): Promise<EntityLoader>;
  /** What is kept of it; undefined when it was kept already. */
  readonly raw: EntityRaw | undefined;
}

/** Receives and maps the records of one entity. @throws {Error} that is no fault of the source */
export async function receive(coming: Coming, about: About): Promise<Received> {
  const { request, kamer, inside, run } = about;
  const { entity, origin, isWhole, way, keptAs } = coming;
  const before = run.publication.datasets(SOURCE)[entity.kind];
  // Saved answers declare nothing: there a column stays what the service said of it.
  const columns = coming.declared ?? new Map(Object.entries(before?.columns ?? {}));
  const job = jobOf(coming, before, columns, about);
  // Its mapping is compiled for the first record: mostly nothing of an entity has changed.
  let begun: Promise<EntityLoader> | undefined;
  const loader = (): Promise<EntityLoader> => (begun ??= EntityLoader.begin(job, isWhole));
  const raw = keptAs === undefined ? undefined : new EntityRaw(run, entity, origin, keptAs);
  // Records from elsewhere, such as a preset, leave the mark as it is.
  let mark = isWhole && keptAs !== undefined ? undefined : before?.mark;
  const reached = (at: string | undefined): void => {
    if (at !== undefined) mark = { at, question: questionOf(request, kamer) };
  };
  let failure: SourceError | undefined;
  let rows = 0;
  let growth = 0;
  const blocks = prefetched(coming.blocks());
  try {
    let step = await blocks.next();
    for (; step.done !== true; step = await blocks.next()) {
      run.signal?.throwIfAborted();
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
      if (coming.scope !== undefined && !isWhole) growth += gained(run, entity, taken);
      if (taken.length > 0) await (await loader()).take(taken);
      await raw?.add(taken);
      reached(block.mark);
      run.progress.rows(rows);
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
  const isKnown = kamer.entities.named(entity.kind) !== undefined;
  const treatment = kamer.personal.treatmentOf(entity.kind);
  const entry: DatasetEntry = {
    name: isKnown ? entity.kind : entity.name,
    title: job.family.title,
    family: job.family.name,
    ...(mark === undefined ? {} : { mark }),
    // Nothing that is held is treated less than this: what was, is treated before anything is received.
    ...(Object.keys(treatment).length === 0 ? {} : { treatment }),
    ...(columns.size === 0 ? {} : { columns: Object.fromEntries(columns) }),
  };
  // At once: what is added meanwhile would be a difference too.
  const counted = failure === undefined ? await coming.scope?.count() : undefined;
  return {
    coming,
    entry,
    job,
    rows,
    gained: growth,
    loader,
    raw,
    ...(counted === undefined ? {} : { counted }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function jobOf(
  { entity, keptAs }: Coming,
  before: DatasetEntry | undefined,
  columns: NonNullable<Coming["declared"]>,
  { request, tables, kamer, run }: About,
): EntityJob {
  const { kind } = entity;
  const held = before?.mark;
  const asked =
    keptAs === undefined && held !== undefined ? tkService(new URL(held.question)) : serviceOf(request, kamer);
  // A saved answer does not say which service gave it; what version 4 never had is of the one before.
  const { root, version } = entity.isInV4 || asked.version === "v3" ? asked : tkService(undefined, "v3");
  const set = (version === "v3" ? entity.v3 : undefined) ?? entity.name;
  const isKnown = kamer.entities.named(kind) !== undefined;
  return {
    run,
    tables,
    entity,
    family: familyOf(kamer.entities, entity),
    declared: (column) => columns.get(column),
    graph: `/graph/tweedekamer/${kind}`,
    dataset: `tweedekamer-${kind}`,
    described: `/id/dataset/tweedekamer/${kind}`,
    context: {
      // Files of records have an address of their own in version 4 alone.
      ...(version === "v4" ? { "_request.ROOT": root.href } : {}),
      ...(isKnown ? {} : { "_request.ENTITEIT": entity.name, "_request.SOORT": kind }),
      ...(kamer.personal.keeps("persoon", "Geboortedatum") ? { "_request.PERSOONSGEGEVENS": "volledig" } : {}),
    },
    addressOf: (id) => `${root.href}${set}(${guidLiteral(id, version)})`,
  };
}
