/** Loading a file of DUO that is known: a register is one graph with editions, a file of statistics a graph of its own. */
import type { GraphVersion } from "../../archive/manifest.js";
import type { GraphDescription } from "../../archive/manifest-draft.js";
import type { NamedDataset } from "../../records/families.js";
import { SourceError } from "../../sources/source-error.js";
import { type DatasetJob, type DatasetLoad, loadDataset } from "../dataset-load.js";
import { type DuoGathered, type DuoJob, keepKnown, type Known } from "./job.js";
import type { Told } from "./told.js";
import { RANKS } from "../ranks.js";
import { RecordsFile } from "../records-file.js";

/** What paths of graphs of DUO begin with. */
export const GRAPHS = "/graph/duo/";

/**
 * Cleans and maps a file, and keeps it; a register is published too.
 *
 * @param gathered gets the dataset, where it is new, and the file of a statistic
 * @throws {SourceError} when the file is broken, or holds no observations
 */
export async function loadTold(
  known: Known,
  { table, name, named, family, licence: listed }: Told,
  duo: DuoJob,
  { datasets, statistics }: DuoGathered,
): Promise<void> {
  const { publication, tables, recordsDir, run, progress, licence = listed, signal, now } = duo;
  const { delivery, received } = known;
  const isRegister = family.kind === "register";
  const graph = GRAPHS + (isRegister ? family.name : named.slug);
  const years = yearsOf(known, named, duo);
  const records = recordsDir === undefined ? undefined : await RecordsFile.create(recordsDir, named.slug);
  const job: DatasetJob = {
    publication,
    tables,
    family,
    dataset: named.slug,
    described: `/id/dataset/duo/${named.slug}`,
    bare: named.bare,
    ...(years === undefined ? {} : { years }),
    name: delivery.origin,
    table,
    graph,
    ...(records === undefined ? {} : { records }),
    onRows: (rows) => {
      signal?.throwIfAborted();
      progress.rows(rows);
    },
  };
  const load = await loadDataset(job).finally(() => records?.discard());
  const current = publication.graphs.get(graph)?.current;
  if (!isRegister && load.records === 0 && (current !== undefined || statistics.has(graph))) {
    throw new SourceError(`${delivery.origin}: has no observations, and would empty ${graph}; see its headers`);
  }
  const same = current?.sha256 === load.file.sha256 ? current : undefined;
  const edition = isRegister ? editionOf(known, years, load, same, now) : undefined;
  const asCurrent = edition === undefined || current === undefined || edition >= (current.provenance.edition ?? "");
  const about: GraphDescription = {
    title: isRegister || name === family.name ? family.title : `${family.title} (${name})`,
    rank: RANKS.duo,
    ...(licence === undefined ? {} : { licence }),
    provenance: {
      source: "duo",
      dataset: name,
      ...(edition === undefined ? {} : { edition }),
      origin: delivery.origin,
      rawSha256: received.sha256,
      rows: load.rows,
      run,
    },
  };
  const { file, rows, records: taken, counts: findings } = load;
  const report = { file: delivery.fileName, rows, records: taken, findings };
  await duo.quality.replace(job, load.findings);
  datasets[named.slug] ??= { name, family: family.name };
  await keepKnown(duo, known, named.slug, edition);
  if (family.kind === "statistics") return statistics.take({ family, path: graph, about, file, report });
  const outcome = publication.setGraph(graph, about, file, { asCurrent });
  duo.reports.push({
    ...report,
    outcome,
    graph,
    ...(edition === undefined ? {} : { edition }),
    quads: file.quads,
    ...(asCurrent ? {} : { currentEdition: current?.provenance.edition ?? "" }),
  });
}

/** The years in the dataset's name, else in the file's own. */
function yearsOf({ delivery }: Known, named: NamedDataset, { tables }: DuoJob): string | undefined {
  const inFileName = tables.families.named(delivery.fileName);
  return named.years ?? (inFileName.family === named.family ? inFileName.years : undefined);
}

/**
 * What orders the editions of a register: the peildatum of its rows, else the year in its name, else the day it was
 * last changed, as far as that day has come. The same statements keep the edition they have, and so does a file that is read again.
 */
function editionOf(
  { delivery, lastModified }: Known,
  years: string | undefined,
  load: DatasetLoad,
  same: GraphVersion | undefined,
  now: Date,
): string {
  const stated = load.peildatum ?? years?.slice(0, 4);
  const changed = lastModified !== undefined && lastModified < now ? lastModified : now;
  return stated ?? delivery.edition ?? same?.provenance.edition ?? changed.toISOString().slice(0, 10);
}
