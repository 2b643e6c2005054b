/** Taking what came of an entity of the Tweede Kamer into the publication. */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { RawFile } from "../../archive/raw.js";
import { SourceError } from "../../sources/source-error.js";
import { questionOf } from "./comings.js";
import type { EntityLoad } from "./entity-load.js";
import { rewriteParts, SOURCE } from "./entity-raw.js";
import type { About, Received } from "./entity-receive.js";
import { CC0 } from "../licences.js";
import { RANKS } from "../ranks.js";
import { runIri } from "../run.js";

/** Waits until the files of an entity are written, and takes them into the publication. */
export type Publish = () => Promise<void>;

/** Begins to write the files of an entity. What it gives publishes them, and throws where the load came to nothing. */
export async function publishing(received: Received, about: About): Promise<Publish> {
  const { coming, job, rows, loader, raw } = received;
  const { reports, publication } = about.run;
  const failure = received.failure ?? emptied(received, about);
  const current = publication.graphs.get(job.graph)?.current;
  if (failure === undefined && rows === 0 && !coming.isWhole && current !== undefined) {
    await raw?.end();
    const { quads } = current;
    const told = { file: coming.entity.kind, outcome: "unchanged", graph: job.graph, rows, records: 0, quads } as const;
    return async () => void reports.push(told);
  }
  const ending = Promise.all([loader().then((each) => each.end()), raw?.end()]);
  // What fails is told when it is published.
  ending.catch(() => undefined);
  return async () => {
    const [loaded] = await ending;
    // A load that broke off is worth what came of it only where its mark says from where to go on, and nothing is lost by it.
    const { mark } = received.entry;
    if (failure !== undefined && (mark === undefined || rows === 0 || (coming.isWhole && current !== undefined))) {
      await raw?.discard();
      throw failure;
    }
    if (failure !== undefined) {
      reports.push({ file: coming.entity.kind, outcome: "refused", message: failure.message });
    }
    await publish(received, loaded, about);
  };
}

/** Why a whole load without records is none: what it would empty is asked for in the same words as before. */
function emptied({ coming, job, rows }: Received, { request, kamer, run }: About): SourceError | undefined {
  const { isWhole, keptAs, origin, entity } = coming;
  if (rows > 0 || !isWhole || keptAs === undefined) return undefined;
  const held = run.publication.datasets(SOURCE)[entity.kind]?.mark;
  const quads = run.publication.graphs.get(job.graph)?.current?.quads ?? 0;
  if (held?.question !== questionOf(request, kamer) || quads === 0) return undefined;
  return new SourceError(
    `${origin}: gives no records, which would empty ${job.graph}; what is published stays. Look whether the service is well`,
  );
}

async function publish(received: Received, loaded: EntityLoad, about: About): Promise<void> {
  const { coming, entry, job } = received;
  const { request, run } = about;
  const { publication } = run;
  const { kind } = coming.entity;
  const earlier = await earlierParts(received, about);
  const outcome = publication.setGraph(
    job.graph,
    {
      title: job.family.title,
      rank: RANKS.tweedekamer,
      licence: request.licence ?? CC0,
      keepsHistory: !loaded.isPatch,
      provenance: {
        source: SOURCE,
        dataset: kind,
        origin: coming.origin,
        rows: loaded.rows,
        run: runIri(run, SOURCE),
      },
    },
    loaded.file,
    { asCurrent: true },
  );
  for (const [subject, each] of loaded.withdrawn) run.withdrawn.set(subject, each);
  if (coming.isWhole && coming.keptAs !== undefined) for (const part of earlier) publication.removeRaw(part);
  else if (loaded.withdrawn.size > 0) {
    const ids = new Set([...loaded.withdrawn.keys()].map((subject) => subject.slice(subject.lastIndexOf("/") + 1)));
    await rewriteParts(run, earlier, (record) => (ids.has(String(record["Id"]).toLowerCase()) ? undefined : record));
  }
  await run.quality.replace(job, loaded.findings);
  const datasets = publication.datasets(SOURCE);
  const inScope = inScopeOf(received, datasets[kind], loaded.records);
  publication.setDatasets(SOURCE, {
    ...datasets,
    [kind]: { ...entry, ...(inScope === undefined ? {} : { inScope }) },
  });
  run.reports.push({
    file: kind,
    outcome,
    graph: job.graph,
    rows: loaded.rows,
    records: loaded.records,
    quads: loaded.file.quads,
    findings: loaded.counts,
  });
}

/** What is remembered of the number of records, once these are taken. @param records of a whole load */
function inScopeOf(
  { coming, gained, counted, failure }: Received,
  before: DatasetEntry | undefined,
  records: number,
): DatasetEntry["inScope"] {
  // What is mapped once more is the same.
  if (coming.keptAs === undefined) return before?.inScope;
  if (coming.scope === undefined) return undefined;
  if (!coming.isWhole) return before?.inScope && { ...before.inScope, records: before.inScope.records + gained };
  return { records, off: counted === undefined || failure !== undefined ? 0 : counted - records };
}

/** What was kept of the kind before this load. */
async function earlierParts({ coming }: Received, { run }: About): Promise<RawFile[]> {
  const parts = await run.publication.rawFiles(SOURCE, coming.entity.kind);
  const { keptAs } = coming;
  return keptAs === undefined ? parts : parts.filter(({ part = "" }) => !part.startsWith(`${keptAs}-`));
}
