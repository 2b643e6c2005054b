/** Ingesting DUO: every delivery is received, told apart, loaded into its graph, and kept as it came. */
import { extname } from "node:path";
import { siteOfAddress } from "../../sources/ckan/root.js";
import { helpOf, isCkanFile, savedPackages } from "../../sources/ckan/saved-answer.js";
import { BrokenAnswer } from "../../sources/broken-answer.js";
import type { Delivery } from "../../sources/delivery.js";
import type { ListingEntry } from "../../sources/duo/listing.js";
import { datasetDelivery, type DuoOrigin, openDuo } from "../../sources/duo/open.js";
import { portalDelivery, portalListing } from "../../sources/duo/portal.js";
import { listingOf } from "../../sources/duo/table.js";
import { receive } from "../../sources/files/receive.js";
import { SourceError } from "../../sources/source-error.js";
import { type DuoDatasets, type DuoGathered, type DuoJob, keepKnown, type Known } from "./job.js";
import { datasetsOf, filesNamed, wantedOf } from "./listing.js";
import { GRAPHS, loadTold } from "./load.js";
import { PortalListing } from "./portal.js";
import { toldOf } from "./told.js";
import { keptFiles, LISTING } from "../raw-deliveries.js";
import { type Run, runIri } from "../run.js";
import type { DuoRequest } from "../source-requests.js";
import { readSourceTables } from "../source-tables.js";
import { StatisticFiles } from "./statistic-files.js";

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

class DuoIngest {
  readonly #job: DuoJob;
  readonly #gathered: DuoGathered;
  readonly #portal: PortalListing;

  constructor(job: DuoJob) {
    this.#job = job;
    const { publication, reports, again } = job;
    const datasets: DuoDatasets = { ...publication.before.datasets["duo"] };
    const familyOf = (path: string): string | undefined => datasets[path.slice(GRAPHS.length)]?.family;
    this.#gathered = { datasets, statistics: new StatisticFiles({ publication, reports, again, familyOf }) };
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
    const { datasets, statistics } = this.#gathered;
    await statistics.publish();
    for (const [slug, entry] of this.#portal.entries) datasets[slug] = { ...datasets[slug], ...entry };
    this.#job.publication.setDatasets("duo", datasets);
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
      return await this.#take(await this.#received(delivery));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      book.backTo(before);
      this.#fail(delivery, error.message);
      return undefined;
    } finally {
      this.#job.progress.end();
    }
  }

  /** Receives it; what is fetched and breaks off is asked for anew, as often as the client tries. */
  async #received(delivery: Delivery): Promise<Known> {
    const { http, publication, signal } = this.#job;
    for (let tried = 0; ; tried += 1) {
      try {
        const opened = await delivery.open();
        const path = publication.stagingPath(`received${extname(delivery.fileName)}`);
        const received = await receive(opened.body, path, delivery.origin, { signal });
        return { delivery, received, ...opened };
      } catch (error) {
        if (!(error instanceof BrokenAnswer) || delivery.isFetched !== true || tried >= http.retries) throw error;
        await http.pause(tried);
      }
    }
  }

  #fail(delivery: Delivery, message: string): void {
    this.#job.reports.push({ file: delivery.fileName, outcome: "refused", message });
  }

  async #take(known: Known): Promise<{ listing?: ListingEntry[] }> {
    const { delivery, received } = known;
    if (delivery.dataset === undefined && isCkanFile(received)) {
      await this.#takePackages(known);
      return {};
    }
    const listing = delivery.dataset === undefined ? await listingOf(received, delivery.origin) : undefined;
    if (listing !== undefined) {
      for (const [slug, entry] of datasetsOf(listing, this.#job.tables.families)) this.#gathered.datasets[slug] = entry;
      await keepKnown(this.#job, known, LISTING);
      this.#job.reports.push({ file: delivery.fileName, outcome: "listing", rows: listing.length });
      return { listing };
    }
    const names = { tables: this.#job.tables, portal: this.#portal, datasets: this.#gathered.datasets };
    await loadTold(known, toldOf(known, names), this.#job, this.#gathered);
    return {};
  }

  /** A page of the portal's listing, or a saved one. */
  async #takePackages(known: Known): Promise<void> {
    const { delivery, received } = known;
    const site = siteOfAddress(delivery.origin) ?? siteOfAddress(helpOf(received) ?? "");
    let files = 0;
    for await (const block of savedPackages(received, delivery.origin)) files += this.#portal.add(block, site);
    await keepKnown(this.#job, known, LISTING, undefined, delivery.part ?? delivery.fileName);
    this.#job.reports.push({ file: delivery.fileName, outcome: "listing", rows: files });
  }
}
