/**
 * An ingest: from sources to a new version of the archive, published in one step or not at all (DESIGN §1). Everything
 * that follows from the data (identity, labels, tombstones, descriptions of graphs) is made in the same step.
 */
import { openArchive } from "../archive/archive.js";
import type { IdentityIndex } from "../records/identity.js";
import { HttpClient, type HttpOptions } from "../sources/http.js";
import { loadCollections } from "./collections/collections.js";
import type { Operator } from "./derived/catalogue.js";
import { publishDerived } from "./derived/derived.js";
import { ingestDuo } from "./duo/duo.js";
import { namingPredicates } from "./derived/labels.js";
import { rememberSlugs } from "./minted-slugs.js";
import { Quality } from "./quality.js";
import { reportRefused } from "./refused.js";
import type { IngestReport, Progress } from "./report.js";
import type { Run } from "./run.js";
import { loadRdfGraph, RDF_SOURCE, type RdfRequest } from "./rdf-graph.js";
import { readBook } from "./source-tables.js";
import { type SourceRequest, SOURCES } from "./source-requests.js";
import { ingestTweedekamer } from "./tweedekamer/tweedekamer.js";
import { readVocabulary } from "./vocabulary.js";

export interface IngestOptions {
  /** Absolute IRI without trailing slash. */
  readonly base: string;
  readonly dataDir: string;
  /** What is taken in, each source once. They are taken in the order of {@link SOURCES}, whatever order they have here. */
  readonly sources: readonly SourceRequest[];
  /** RDF files that become graphs of their own. */
  readonly graphs?: readonly RdfRequest[];
  /** Map what `raw/` holds again, without fetching. */
  readonly again?: boolean;
  /** Who the catalogue says publishes it; the service itself without it. */
  readonly operator?: Operator;
  /** Folder for clean records. */
  readonly recordsDir?: string;
  readonly now: Date;
  readonly progress: Progress;
  readonly http?: HttpOptions;
  /** Aborted when the user gives up: the archive stays as it was. */
  readonly signal?: AbortSignal;
}

/**
 * Ingests one source or several.
 *
 * @throws {SourceError} when the only source that is asked cannot be reached at all; one of several is reported
 * @throws {Error} when the archive has another base IRI, is damaged, or is being written by another process
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const started = performance.now();
  const { base, dataDir, now, progress, signal, recordsDir } = options;
  const archive = await openArchive(dataDir, { base });
  const http = new HttpClient({ ...options.http, signal });
  const requests = options.sources.toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
  const names = [...requests.map((request) => request.source), ...(options.graphs ?? []).map(() => RDF_SOURCE)];
  const named = { at: now.toISOString(), source: names.join(" ") };
  const publication = await archive.begin(now, { excerpt: namingPredicates });
  try {
    const vocabulary = await readVocabulary(base, publication);
    let identity: IdentityIndex | undefined;
    const aliases = (path: string): string => identity?.canonical(path) ?? path;
    const book = await readBook({ base, dataDir, vocabulary, now, aliases });
    const run: Run = {
      base,
      archive,
      publication,
      book,
      quality: new Quality(publication),
      http,
      now,
      progress,
      reports: [],
      withdrawn: new Map(),
      partial: new Set(),
      again: options.again === true,
      operator: options.operator ?? { name: "Onderwijsgraaf" },
      ...(recordsDir === undefined ? {} : { recordsDir }),
      ...(signal === undefined ? {} : { signal }),
    };
    // One source of several that cannot be reached does not keep the others waiting for its operator.
    const reached = async (source: string, taken: Promise<void>): Promise<void> => {
      await taken.catch((error: unknown) => {
        if (requests.length === 1) throw error;
        reportRefused(error, source, run);
      });
    };
    for (const each of requests) if (each.source === "duo") await reached("duo", ingestDuo(each, run));
    for (const each of requests)
      if (each.source === "tweedekamer") await reached("tweedekamer", ingestTweedekamer(each, run));
    await loadCollections(requests, run, (index) => {
      identity = index;
    });
    for (const request of options.graphs ?? []) await loadRdfGraph(request, run);
    signal?.throwIfAborted();
    const report = (rest: Pick<IngestReport, "published" | "version" | "tombstones">): IngestReport => ({
      files: run.reports,
      counts: book.counts,
      findings: total(run),
      took: performance.now() - started,
      ...rest,
    });
    const logged = async (result: IngestReport): Promise<IngestReport> => {
      await archive.appendRun({ ...named, ...forLog(result) });
      return result;
    };
    if (run.reports.every((file) => file.outcome === "refused" || file.outcome === "left-out")) {
      await run.quality.discard();
      await publication.abort();
      return await logged(report({ published: false, version: publication.before.version, tombstones: 0 }));
    }
    const tombstones = await publishDerived(run, vocabulary);
    signal?.throwIfAborted();
    const published = publication.changed;
    // Before they are published: one too many does no harm, and one that is forgotten gives a thing another URI.
    await rememberSlugs(dataDir, book);
    const manifest = await publication.commit();
    return await logged(report({ published, version: manifest.version, tombstones }));
  } catch (error) {
    await publication.abort();
    const failed = error instanceof Error ? error.message : String(error);
    // Where even this cannot be written, whoever started the run is still told.
    await archive
      .appendRun({ ...named, failed, took_ms: Math.round(performance.now() - started) })
      .catch(() => undefined);
    throw error;
  } finally {
    await http.close();
  }
}

function total({ reports }: Run): number {
  let n = 0;
  for (const file of reports) for (const count of file.findings?.values() ?? []) n += count;
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
