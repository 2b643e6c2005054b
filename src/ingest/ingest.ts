/**
 * An ingest: from source to a new version of the archive, published in one step or not at all (DESIGN §1). Everything
 * that follows from the data (labels, tombstones, descriptions of graphs) is made in the same step.
 */
import { appendFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Archive, openArchive } from "../archive/archive.js";
import type { Publication } from "../archive/publication.js";
import { momentOf } from "../archive/stamp.js";
import { writeSlugs } from "../records/reference-book.js";
import { HttpClient, type HttpOptions } from "../sources/http.js";
import { type DuoOrigin, openDuo } from "../sources/duo/open.js";
import { publishDuoDatasets } from "./datasets.js";
import { DuoIngest } from "./duo.js";
import { type DuoTables, MINTED_SLUGS, readDuoTables } from "./duo-tables.js";
import { isAbout, QUALITY_GRAPH } from "./findings.js";
import { isDataGraph, publishLabels } from "./labels.js";
import { publishMeta } from "./meta.js";
import { RANKS } from "./ranks.js";
import { keptFiles } from "./raw-deliveries.js";
import { publishReference } from "./reference.js";
import type { FileReport, IngestReport, Progress } from "./report.js";
import { Tombstones } from "./tombstones.js";
import { readVocabulary, type Vocabulary } from "./vocabulary.js";

export interface IngestOptions {
  /** Absolute IRI without trailing slash. */
  readonly base: string;
  readonly dataDir: string;
  /** A file, a folder or a URL; the source's own address without it. */
  readonly from?: string;
  /** Name of the dataset that a file is, or the one of a listing to take. */
  readonly dataset?: string;
  /** Of a listing, take statistics too, and not the registers alone. */
  readonly all?: boolean;
  /** Map what `raw/` holds again, without fetching. */
  readonly again?: boolean;
  /** Folder for clean records. */
  readonly recordsDir?: string;
  readonly now: Date;
  readonly progress: Progress;
  readonly http?: HttpOptions;
  /** IRI of the licence of the source's data, published with each graph. */
  readonly licence?: string;
  /** Aborted when the user gives up: the archive stays as it was. */
  readonly signal?: AbortSignal;
}

/**
 * Ingests DUO.
 *
 * @throws {SourceError} when the source cannot be reached at all
 * @throws {Error} when the archive has another base IRI, is damaged, or is being written by another process
 */
export async function ingestDuo(options: IngestOptions): Promise<IngestReport> {
  const started = performance.now();
  const archive = await openArchive(options.dataDir, { base: options.base });
  const http = new HttpClient({ ...options.http, signal: options.signal });
  const publication = await archive.begin(options.now);
  try {
    const vocabulary = await readVocabulary(options.base);
    const tables = await readDuoTables(options.base, options.dataDir, vocabulary);
    const origin = await originOf(options, archive, http);
    const run = `/id/lading/duo/${publication.stamp}`;
    const duo = new DuoIngest({ ...options, publication, tables, http, origin, run: options.base + run });
    const { findings } = await duo.run();
    options.signal?.throwIfAborted();
    if (duo.reports.every((file) => file.outcome === "refused" || file.outcome === "left-out")) {
      await findings.close();
      await publication.abort();
      return await logged(archive, options, {
        files: duo.reports,
        published: false,
        version: publication.before.version,
        counts: new Map(),
        findings: 0,
        tombstones: 0,
        took: performance.now() - started,
      });
    }
    await publication.copyGraph(QUALITY_GRAPH, findings, (subject) => !isAbout(options.base, subject, duo.read));
    const tombstones = await publishDerived({
      publication,
      tables,
      vocabulary,
      findings,
      run,
      archive,
      progress: options.progress,
    });
    options.signal?.throwIfAborted();
    const published = publication.changed;
    const manifest = await publication.commit();
    await rememberSlugs(options.dataDir, tables);
    return await logged(archive, options, {
      files: duo.reports,
      published,
      version: manifest.version,
      counts: tables.book.counts,
      findings: total(duo.reports),
      tombstones,
      took: performance.now() - started,
    });
  } catch (error) {
    await publication.abort();
    throw error;
  } finally {
    await http.close();
  }
}

async function originOf(options: IngestOptions, archive: Archive, http: HttpClient): Promise<DuoOrigin> {
  if (options.again === true) return { kind: "files", deliveries: await keptFiles(archive, "duo") };
  return openDuo(options.from, http);
}

interface Derived {
  readonly publication: Publication;
  readonly tables: DuoTables;
  readonly vocabulary: Vocabulary;
  readonly findings: Awaited<ReturnType<DuoIngest["run"]>>["findings"];
  /** Path of the IRI of the load run. */
  readonly run: string;
  readonly archive: Archive;
  readonly progress: Progress;
}

/** The graphs that follow from the data; gives the number of new tombstones. */
async function publishDerived(derived: Derived): Promise<number> {
  const { publication, tables, vocabulary, findings, run, archive, progress } = derived;
  const { base } = publication.before;
  const runIri = base + run;
  const quality = {
    title: "Kwaliteit: bevindingen bij het laden",
    rank: RANKS.service,
    provenance: { source: "lds", run: runIri },
  };
  const findingsFile = await findings.close();
  if (findingsFile.quads > 0 || publication.graphs.has(QUALITY_GRAPH)) {
    publication.setGraph(QUALITY_GRAPH, quality, findingsFile, { asCurrent: true });
  }
  await publishReference(publication, vocabulary, runIri);
  await publishDuoDatasets(publication, tables, runIri);
  if (!dataChanged(publication)) return 0;
  const tombstones = new Tombstones(publication);
  await tombstones.collect((path) => {
    const file = publication.before.graphs[path]?.current?.file;
    return file === undefined ? undefined : join(archive.dir, file);
  });
  await publishLabels({
    publication,
    classLabels: vocabulary.classLabels,
    run: runIri,
    onSubject: (subject) => tombstones.seen(subject),
  });
  for (const path of tombstones.halved) {
    progress.note(`${path}: less than half of the rows it had; what it lacks is not called gone`);
  }
  const buried = await tombstones.publish(runIri, momentOf(publication.stamp).toISOString());
  await publishMeta(publication, runIri);
  return buried;
}

/** Whether any data graph has another version, or editions, than before. */
function dataChanged(publication: Publication): boolean {
  return [...publication.graphs].some(
    ([path, entry]) => (isDataGraph(path) || path === "/graph/ontologie") && entry !== publication.before.graphs[path],
  );
}

/** Slugs minted in this run are added to the data folder's table, never to the package's. */
async function rememberSlugs(dataDir: string, tables: DuoTables): Promise<void> {
  const minted = tables.book.newSlugs();
  if (minted.length === 0) return;
  const path = join(dataDir, MINTED_SLUGS);
  const text = writeSlugs(minted);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) await appendFile(path, text.slice(text.indexOf("\n") + 1));
  else await writeFile(path, text);
}

async function logged(archive: Archive, { now }: IngestOptions, report: IngestReport): Promise<IngestReport> {
  await archive.appendRun({ at: now.toISOString(), source: "duo", ...forLog(report) });
  return report;
}

function total(files: readonly FileReport[]): number {
  let n = 0;
  for (const file of files) for (const count of file.findings?.values() ?? []) n += count;
  return n;
}

function forLog(report: IngestReport): Record<string, unknown> {
  return {
    published: report.published,
    version: report.version,
    findings: report.findings,
    tombstones: report.tombstones,
    took_ms: Math.round(report.took),
    counts: Object.fromEntries(report.counts),
    files: report.files.map((file) => ({
      ...file,
      ...(file.findings === undefined ? {} : { findings: Object.fromEntries(file.findings) }),
    })),
  };
}
