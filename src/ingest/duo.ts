/** Ingesting DUO: every delivery is received, told apart, loaded into its graph, and kept as it came. */
import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { byteLines } from "../archive/byte-lines.js";
import type { GraphWriter } from "../archive/graph-writer.js";
import type { DatasetEntry, GraphVersion } from "../archive/manifest.js";
import type { Publication } from "../archive/publication.js";
import type { RawFile } from "../archive/raw.js";
import type { Family, NamedDataset } from "../records/families.js";
import type { Delivery } from "../sources/delivery.js";
import type { ListingEntry } from "../sources/duo/listing.js";
import { datasetDelivery, type DuoOrigin } from "../sources/duo/open.js";
import { type DuoTable, duoTable, listingOf } from "../sources/duo/table.js";
import { receive, type Received } from "../sources/files/receive.js";
import type { HttpClient } from "../sources/http.js";
import { SourceError } from "../sources/source-error.js";
import { type DatasetJob, type DatasetLoad, loadDataset } from "./dataset-load.js";
import { datasetsOf, filesNamed, wantedOf } from "./duo-listing.js";
import type { DuoTables } from "./duo-tables.js";
import { QUALITY_GRAPH } from "./findings.js";
import { RANKS } from "./ranks.js";
import { LISTING } from "./raw-deliveries.js";
import { RecordsFile } from "./records-file.js";
import type { FileReport, Progress } from "./report.js";

export interface DuoJob {
  readonly publication: Publication;
  readonly tables: DuoTables;
  readonly http: HttpClient;
  readonly origin: DuoOrigin;
  /** Name of the dataset, where the user gave it (`--dataset`). */
  readonly dataset?: string;
  /** Of a listing, take statistics too (`--all`). */
  readonly all?: boolean;
  /** Folder for clean records, where the user asked for them (`--records`). */
  readonly recordsDir?: string;
  /** IRI of the load run. */
  readonly run: string;
  readonly now: Date;
  readonly progress: Progress;
  readonly licence?: string;
  readonly signal?: AbortSignal;
}

/** A delivery that was received and told apart. */
interface Known {
  readonly delivery: Delivery;
  readonly received: Received;
  readonly contentType?: string;
  readonly lastModified?: Date;
}

/** A file known to be of a family. */
interface Told {
  readonly table: DuoTable;
  readonly name: string;
  readonly named: NamedDataset;
  readonly family: Family;
}

export class DuoIngest {
  readonly #job: DuoJob;
  readonly #datasets: Record<string, DatasetEntry>;
  readonly #findings: GraphWriter;
  /** Slugs of the datasets that were read: their findings are replaced. */
  readonly read = new Set<string>();
  readonly reports: FileReport[] = [];

  constructor(job: DuoJob) {
    this.#job = job;
    this.#datasets = { ...job.publication.before.datasets["duo"] };
    this.#findings = job.publication.graphWriter(QUALITY_GRAPH);
  }

  /** Takes all deliveries. A file that cannot be used is reported and leaves nothing; the others go on. */
  async run(): Promise<{ findings: GraphWriter }> {
    const { origin } = this.#job;
    if (origin.kind === "api") {
      const listing = await this.#attempt(origin.listing);
      const entries = listing?.listing ?? [];
      if (listing !== undefined && entries.length === 0)
        this.#fail(origin.listing, "no listing of datasets (results with a dataset_name)");
      const { dataset, all = false, progress, tables } = this.#job;
      const wanted = wantedOf(entries, tables.families, dataset, all);
      const left = entries.length - wanted.length;
      if (dataset === undefined && left > 0) {
        progress.note(`${left} datasets of the listing are ${all ? "" : "statistics or "}unknown, and left out`);
      }
      progress.start(wanted.length);
      for (const entry of wanted) await this.#attempt(datasetDelivery(origin.root, entry, this.#job.http));
    } else {
      const { dataset, progress, tables } = this.#job;
      const files = dataset === undefined ? origin.deliveries : filesNamed(origin.deliveries, tables.families, dataset);
      progress.start(files.length);
      for (const delivery of files) await this.#attempt(delivery);
    }
    this.#job.publication.setDatasets("duo", this.#datasets);
    return { findings: this.#findings };
  }

  async #attempt(delivery: Delivery): Promise<{ listing?: ListingEntry[] } | undefined> {
    this.#job.signal?.throwIfAborted();
    this.#job.progress.begin(delivery.fileName);
    const { book } = this.#job.tables;
    const before = book.mark();
    try {
      const opened = await delivery.open();
      const path = this.#job.publication.stagingPath(`received${extname(delivery.fileName)}`);
      const received = await receive(opened.body, path, delivery.origin, { signal: this.#job.signal });
      return await this.#take({ delivery, received, ...opened });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      book.backTo(before);
      this.#fail(delivery, error.message);
      return undefined;
    } finally {
      this.#job.progress.end();
    }
  }

  #fail(delivery: Delivery, message: string): void {
    const text = message.startsWith(delivery.origin) ? message : `${delivery.origin}: ${message}`;
    this.reports.push({ file: delivery.fileName, outcome: "refused", message: text });
  }

  async #take(known: Known): Promise<{ listing?: ListingEntry[] }> {
    const { delivery, received } = known;
    const listing = delivery.dataset === undefined ? await listingOf(received, delivery.origin) : undefined;
    if (listing !== undefined) {
      for (const [slug, entry] of datasetsOf(listing, this.#job.tables.families)) this.#datasets[slug] = entry;
      await this.#keep(known, LISTING);
      this.reports.push({ file: delivery.fileName, outcome: "listing", rows: listing.length });
      return { listing };
    }
    await this.#load(known, this.#tell(known));
    return {};
  }

  /** Which dataset a file is: what the user or the listing says, else what it says itself, else its name. */
  #tell({ delivery, received }: Known): Told {
    const { families, fields } = this.#job.tables;
    const table = duoTable(received, delivery.origin, (header) => fields.knows(header));
    const own = delivery.fileName.replace(/\.(?:csv|json|jsonld|txt)$/i, "");
    let name = delivery.dataset ?? table.dataset ?? own;
    let named = families.named(name);
    // The name of a family of statistics does not say which of its files this is; its own name may.
    if (named.family?.kind === "statistics" && named.slug === named.family.name) {
      const byOwn = families.named(own);
      if (byOwn.family === named.family) [name, named] = [own, byOwn];
    }
    if (named.family === undefined) {
      throw new SourceError(
        `${delivery.origin}: "${name}" is no dataset of DUO that is known here (${families.nearest(name).join(", ")}, …); say which it is with --dataset NAME`,
      );
    }
    return { table, name, named, family: named.family };
  }

  async #load(known: Known, { table, name, named, family }: Told): Promise<void> {
    const { publication, tables, recordsDir, run, progress, licence, signal } = this.#job;
    const { delivery, received } = known;
    // A register is one graph with its newest edition; a file of statistics is a graph of its own.
    const isRegister = family.kind === "register";
    const graph = `/graph/duo/${isRegister ? family.name : named.slug}`;
    const years = this.#years(known, named);
    const records = recordsDir === undefined ? undefined : await RecordsFile.create(recordsDir, named.slug);
    const job: DatasetJob = {
      publication,
      tables,
      family,
      dataset: named.slug,
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
    if (!isRegister && load.records === 0 && current !== undefined) {
      throw new SourceError(`${delivery.origin}: has no observations, and would empty ${graph}; see its headers`);
    }
    const same = current?.sha256 === load.file.sha256 ? current : undefined;
    const edition = isRegister ? this.#edition(known, years, load, same) : undefined;
    const asCurrent = edition === undefined || current === undefined || edition >= (current.provenance.edition ?? "");
    const outcome = publication.setGraph(
      graph,
      {
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
      },
      load.file,
      { asCurrent },
    );
    await this.#findings.addSorted(byteLines(createReadStream(publication.pathOf(load.findings))));
    this.read.add(named.slug);
    this.#datasets[named.slug] ??= { name, family: family.name };
    await this.#keep(known, named.slug, edition);
    this.reports.push({
      file: delivery.fileName,
      outcome,
      graph,
      ...(edition === undefined ? {} : { edition }),
      rows: load.rows,
      records: load.records,
      quads: load.file.quads,
      findings: load.counts,
      ...(asCurrent ? {} : { currentEdition: current?.provenance.edition ?? "" }),
    });
  }

  /** The years in the dataset's name, else in the file's own. */
  #years({ delivery }: Known, named: NamedDataset): string | undefined {
    const inFileName = this.#job.tables.families.named(delivery.fileName);
    return named.years ?? (inFileName.family === named.family ? inFileName.years : undefined);
  }

  /**
   * What orders the editions of a register: the peildatum of its rows, else the year in its name, else the day it was
   * last changed. The same statements keep the edition they have, and so does a file that is read again.
   */
  #edition(
    { delivery, lastModified }: Known,
    years: string | undefined,
    load: DatasetLoad,
    same: GraphVersion | undefined,
  ): string {
    const stated = load.peildatum ?? years?.slice(0, 4);
    return (
      stated ??
      delivery.edition ??
      same?.provenance.edition ??
      (lastModified ?? this.#job.now).toISOString().slice(0, 10)
    );
  }

  #keep({ delivery, received, contentType, lastModified }: Known, dataset: string, edition?: string): Promise<RawFile> {
    return this.#job.publication.keepRaw(received.path, "duo", {
      dataset,
      name: delivery.fileName,
      origin: delivery.origin,
      fetchedAt: this.#job.now.toISOString(),
      ...(contentType === undefined ? {} : { contentType }),
      ...(lastModified === undefined ? {} : { lastModified: lastModified.toUTCString() }),
      ...(edition === undefined ? {} : { edition }),
    });
  }
}
