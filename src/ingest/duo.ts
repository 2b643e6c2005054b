/** Ingesting DUO: every delivery is received, told apart, loaded into its graph, and kept as it came. */
import { extname } from "node:path";
import type { DatasetEntry, GraphVersion } from "../archive/manifest.js";
import type { Publication } from "../archive/publication.js";
import type { RawFile } from "../archive/raw.js";
import type { Family, NamedDataset } from "../records/families.js";
import { siteOfAddress } from "../sources/ckan/root.js";
import { helpOf, isCkanFile, savedPackages } from "../sources/ckan/saved-answer.js";
import type { Delivery } from "../sources/delivery.js";
import type { ListingEntry } from "../sources/duo/listing.js";
import { datasetDelivery, type DuoOrigin, openDuo } from "../sources/duo/open.js";
import { portalDelivery, portalListing } from "../sources/duo/portal.js";
import { type DuoTable, duoTable, listingOf } from "../sources/duo/table.js";
import { receive, type Received } from "../sources/files/receive.js";
import type { HttpClient } from "../sources/http.js";
import { SourceError } from "../sources/source-error.js";
import { type DatasetJob, type DatasetLoad, loadDataset } from "./dataset-load.js";
import { datasetsOf, filesNamed, wantedOf } from "./duo-listing.js";
import { PortalListing } from "./duo-portal.js";
import type { Quality } from "./quality.js";
import { RANKS } from "./ranks.js";
import { keptFiles, LISTING } from "./raw-deliveries.js";
import { RecordsFile } from "./records-file.js";
import type { FileReport, Progress } from "./report.js";
import { type Run, runIri } from "./run.js";
import type { DuoRequest } from "./source-requests.js";
import { readSourceTables, type SourceTables } from "./source-tables.js";

/** Loads what a request asks of DUO. @throws {SourceError} when nothing of it can be reached */
export async function ingestDuo({ from, dataset, all, licence }: DuoRequest, run: Run): Promise<void> {
  const tables = await readSourceTables("duo", run.base, run.book);
  const origin: DuoOrigin = run.again
    ? { kind: "files", deliveries: await keptFiles(run.archive, "duo") }
    : await openDuo(from, run.http);
  const job: DuoJob = {
    ...run,
    tables,
    origin,
    run: runIri(run, "duo"),
    ...(dataset === undefined ? {} : { dataset }),
    ...(all === undefined ? {} : { all }),
    ...(licence === undefined ? {} : { licence }),
  };
  await new DuoIngest(job).run();
}

interface DuoJob {
  readonly publication: Publication;
  readonly quality: Quality;
  readonly reports: FileReport[];
  readonly tables: SourceTables;
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

class DuoIngest {
  readonly #job: DuoJob;
  readonly #datasets: Record<string, DatasetEntry>;
  readonly #portal: PortalListing;

  constructor(job: DuoJob) {
    this.#job = job;
    this.#datasets = { ...job.publication.before.datasets["duo"] };
    this.#portal = new PortalListing(job.tables.families);
  }

  /** Takes all deliveries. A file that cannot be used is reported and leaves nothing; the others go on. */
  async run(): Promise<void> {
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
    } else if (origin.kind === "portal") {
      await this.#takePortal(origin.root);
    } else {
      const { dataset, progress, tables } = this.#job;
      const files = dataset === undefined ? origin.deliveries : filesNamed(origin.deliveries, tables.families, dataset);
      progress.start(files.length);
      for (const delivery of files) await this.#attempt(delivery);
    }
    for (const [slug, entry] of this.#portal.entries) this.#datasets[slug] = { ...this.#datasets[slug], ...entry };
    this.#job.publication.setDatasets("duo", this.#datasets);
  }

  /** The portal: its listing whole, then the files that are taken. */
  async #takePortal(root: URL): Promise<void> {
    const { http, progress, dataset, all = false } = this.#job;
    let pages: readonly Delivery[] = [];
    try {
      pages = await portalListing(root, http);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#job.reports.push({ file: root.host, outcome: "refused", message: error.message });
      return;
    }
    for (const page of pages) await this.#attempt(page);
    const wanted = this.#portal.wanted(root, { asked: dataset, all });
    if (dataset === undefined) for (const note of this.#portal.notes(root, all)) progress.note(note);
    progress.start(wanted.length);
    for (const { url, file, name } of wanted) await this.#attempt(portalDelivery(url, file, name, http));
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
    this.#job.reports.push({ file: delivery.fileName, outcome: "refused", message: text });
  }

  async #take(known: Known): Promise<{ listing?: ListingEntry[] }> {
    const { delivery, received } = known;
    if (delivery.dataset === undefined && isCkanFile(received)) {
      await this.#takePackages(known);
      return {};
    }
    const listing = delivery.dataset === undefined ? await listingOf(received, delivery.origin) : undefined;
    if (listing !== undefined) {
      for (const [slug, entry] of datasetsOf(listing, this.#job.tables.families)) this.#datasets[slug] = entry;
      await this.#keep(known, LISTING);
      this.#job.reports.push({ file: delivery.fileName, outcome: "listing", rows: listing.length });
      return { listing };
    }
    await this.#load(known, this.#tell(known));
    return {};
  }

  /** A page of the portal's listing, or a saved one. */
  async #takePackages(known: Known): Promise<void> {
    const { delivery, received } = known;
    const site = siteOfAddress(delivery.origin) ?? siteOfAddress(helpOf(received) ?? "");
    let files = 0;
    for await (const block of savedPackages(received, delivery.origin)) files += this.#portal.add(block, site);
    await this.#keep(known, LISTING, undefined, delivery.part ?? delivery.fileName);
    this.#job.reports.push({ file: delivery.fileName, outcome: "listing", rows: files });
  }

  /** Which dataset a file is: what the user or the listing says, else what it says itself, else its name. */
  #tell({ delivery, received }: Known): Told {
    const { families, fields } = this.#job.tables;
    const table = duoTable(received, delivery.origin, (header) => fields.knows(header));
    const own = delivery.fileName.replace(/\.(?:csv|json|jsonld|txt)$/i, "");
    let name = delivery.dataset ?? table.dataset ?? own;
    let named = this.#named(name);
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

  /** A name taken apart; what the portal's listing says of it goes before what the name itself says. */
  #named(name: string): NamedDataset {
    const { families } = this.#job.tables;
    const named = this.#portal.named(name) ?? families.named(name);
    const held = families.named(this.#datasets[named.slug]?.family ?? "").family;
    const family = named.family ?? held;
    return family === undefined ? named : { ...named, family };
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
    await this.#job.quality.replace(named.slug, load.findings);
    this.#datasets[named.slug] ??= { name, family: family.name };
    await this.#keep(known, named.slug, edition);
    this.#job.reports.push({
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

  #keep(
    { delivery, received, contentType, lastModified }: Known,
    dataset: string,
    edition?: string,
    part?: string,
  ): Promise<RawFile> {
    return this.#job.publication.keepRaw(received.path, "duo", {
      dataset,
      name: delivery.fileName,
      origin: delivery.origin,
      fetchedAt: this.#job.now.toISOString(),
      ...(contentType === undefined ? {} : { contentType }),
      ...(lastModified === undefined ? {} : { lastModified: lastModified.toUTCString() }),
      ...(edition === undefined ? {} : { edition }),
      ...(part === undefined ? {} : { part }),
    });
  }
}
