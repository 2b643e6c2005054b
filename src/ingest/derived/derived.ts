/** The graphs that follow from data: reference lists, catalogues, labels, tombstones, descriptions of graphs. */
import { join } from "node:path";
import type { Publication } from "../../archive/publication.js";
import { momentOf } from "../../archive/stamp.js";
import { publishDatasets } from "./datasets.js";
import { DONL } from "../collections/donl.js";
import { DUMMIES } from "./dummies.js";
import { publishedAliases } from "../collections/identity.js";
import { isDataGraph, publishLabels } from "./labels.js";
import { publishMeta } from "./meta.js";
import { publishReference } from "./reference.js";
import { type Run, runIri } from "../run.js";
import { SAME_DATASETS } from "./same-datasets.js";
import { readSourceTables } from "../source-tables.js";
import { type Halved, halvedGraphs, Tombstones } from "./tombstones.js";
import type { Vocabulary } from "../vocabulary.js";

/** Publishes them; gives the number of new tombstones. */
export async function publishDerived(run: Run, vocabulary: Vocabulary): Promise<number> {
  const { base, archive, publication, book } = run;
  const ofService = runIri(run, "lds");
  for (const halved of halvedGraphs(publication)) await tellHalved(halved, run);
  for (const path of run.partial) await tellPartial(path, run);
  await run.quality.publish(ofService);
  await publishReference(publication, vocabulary, ofService);
  for (const source of publication.datasetSources()) {
    // Its datasets are what its records describe; they have their catalogue with them.
    if (source === DONL.source) continue;
    const tables = await readSourceTables(source, base, book);
    await publishDatasets(publication, source, tables, runIri(run, source));
  }
  const lost = [...publication.graphs.keys()].some((path) => !isDataGraph(path) && publication.isLost(path));
  if (!isOther(publication, matters) && !lost) return 0;
  for (const { path, follows, publish } of [DUMMIES, SAME_DATASETS]) {
    // Mapped again, it may follow in another way.
    const isDue = run.again || publication.isLost(path) || isOther(publication, follows);
    if (isDue) await publish(publication, ofService);
  }
  const tombstones = new Tombstones(publication, await publishedAliases(publication), run.partial);
  await tombstones.collect((path) => {
    const file = publication.before.graphs[path]?.current?.file;
    return file === undefined ? undefined : join(archive.dir, file);
  });
  for (const [subject, said] of run.withdrawn) tombstones.withdrawn(subject, said);
  await publishLabels({
    publication,
    classLabels: vocabulary.classLabels,
    run: ofService,
    onSubject: (subject) => tombstones.seen(subject),
  });
  const buried = await tombstones.publish(ofService, momentOf(publication.stamp).toISOString());
  await publishMeta(publication, ofService, run.operator);
  return buried;
}

/** A file that is probably cut off. */
async function tellHalved({ path, rows, rowsBefore }: Halved, run: Run): Promise<void> {
  run.progress.note(`${path}: less than half of the rows it had; what it lacks is not called gone`);
  const reason = `er zijn ${rows} rijen, en er waren er ${rowsBefore}; wat ontbreekt krijgt geen grafsteen`;
  await tellLacking(path, "gehalveerd", rows, reason, run);
}

/** A list that went on changing while it was read, which a note has told. */
async function tellPartial(path: string, run: Run): Promise<void> {
  const rows = run.publication.graphs.get(path)?.current?.provenance.rows ?? 0;
  const reason = "de lijst veranderde telkens terwijl zij werd gelezen; wat ontbreekt krijgt geen grafsteen";
  await tellLacking(path, "onvolledig", rows, reason, run);
}

/** A finding of a dataset as a whole, so that the run does not end as if all were well. */
async function tellLacking(path: string, kind: string, rows: number, reason: string, run: Run): Promise<void> {
  const { quality, reports } = run;
  const field = "bestand";
  await quality.add(path, { kind, field, value: String(rows), reason, severity: "Warning" });
  const at = reports.findIndex(
    ({ graph, outcome }) => graph === path && (outcome === "current" || outcome === "unchanged"),
  );
  const report = reports[at];
  if (report === undefined) return;
  reports[at] = { ...report, findings: new Map([...(report.findings ?? []), [`${kind}: ${field}`, 1]]) };
}

/** Whether any graph of those paths has another version, or editions, than before, or is gone. */
function isOther({ graphs, before }: Publication, isWanted: (path: string) => boolean): boolean {
  return (
    [...graphs].some(([path, entry]) => isWanted(path) && entry !== before.graphs[path]) ||
    Object.keys(before.graphs).some((path) => isWanted(path) && !graphs.has(path))
  );
}

/** Whether a graph is one that others follow from. */
function matters(path: string): boolean {
  return isDataGraph(path) || path === "/graph/ontologie" || path === "/graph/identiteit";
}
