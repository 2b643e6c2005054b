/** The graphs that follow from data: reference lists, catalogues, labels, tombstones, descriptions of graphs. */
import { join } from "node:path";
import type { Publication } from "../archive/publication.js";
import { momentOf } from "../archive/stamp.js";
import { publishDatasets } from "./datasets.js";
import { DONL } from "./donl.js";
import { publishDummies } from "./dummies.js";
import { publishedAliases } from "./identity.js";
import { isDataGraph, publishLabels } from "./labels.js";
import { publishMeta } from "./meta.js";
import { publishReference } from "./reference.js";
import { type Run, runIri } from "./run.js";
import { publishSameDatasets } from "./same-datasets.js";
import { readSourceTables } from "./source-tables.js";
import { type Halved, halvedGraphs, Tombstones } from "./tombstones.js";
import type { Vocabulary } from "./vocabulary.js";

/** Publishes them; gives the number of new tombstones. */
export async function publishDerived(run: Run, vocabulary: Vocabulary): Promise<number> {
  const { base, archive, publication, book } = run;
  const ofService = runIri(run, "lds");
  for (const halved of halvedGraphs(publication)) await tellHalved(halved, run);
  await run.quality.publish(ofService);
  await publishReference(publication, vocabulary, ofService);
  for (const source of publication.datasetSources()) {
    // Its datasets are what its records describe; they have their catalogue with them.
    if (source === DONL.source) continue;
    const tables = await readSourceTables(source, base, book);
    await publishDatasets(publication, source, tables, runIri(run, source));
  }
  const lost = [...publication.graphs.keys()].some((path) => !isDataGraph(path) && publication.isLost(path));
  if (!dataChanged(publication) && !lost) return 0;
  await publishDummies(publication, ofService);
  await publishSameDatasets(publication, ofService);
  const tombstones = new Tombstones(publication, await publishedAliases(publication));
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

/** A file that is probably cut off: a finding of its dataset, so that the run does not end as if all were well. */
async function tellHalved({ path, rows, rowsBefore }: Halved, { quality, reports, progress }: Run): Promise<void> {
  progress.note(`${path}: less than half of the rows it had; what it lacks is not called gone`);
  const [kind, field] = ["gehalveerd", "bestand"];
  await quality.add(path, {
    kind,
    field,
    value: String(rows),
    reason: `er zijn ${rows} rijen, en er waren er ${rowsBefore}; wat ontbreekt krijgt geen grafsteen`,
    severity: "Warning",
  });
  const at = reports.findIndex((report) => report.graph === path && report.outcome === "current");
  const report = reports[at];
  if (report === undefined) return;
  reports[at] = { ...report, findings: new Map([...(report.findings ?? []), [`${kind}: ${field}`, 1]]) };
}

/** Whether any data graph has another version, or editions, than before, or is gone. */
function dataChanged(publication: Publication): boolean {
  const { graphs, before } = publication;
  return (
    [...graphs].some(([path, entry]) => matters(path) && entry !== before.graphs[path]) ||
    Object.keys(before.graphs).some((path) => matters(path) && !graphs.has(path))
  );
}

/** Whether a graph is one that others follow from. */
function matters(path: string): boolean {
  return isDataGraph(path) || path === "/graph/ontologie" || path === "/graph/identiteit";
}
