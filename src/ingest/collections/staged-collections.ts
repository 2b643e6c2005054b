/**
 * Collections: datasets that come as records of JSON, in one or more parts (pages, schools), and become one graph each.
 * All parts are received and looked through before any is mapped, since things may be known by ids of other parts.
 */
import type { ChangeMark } from "../../archive/manifest.js";
import type { RawFile } from "../../archive/raw.js";
import type { RegisterFamily } from "../../records/families.js";
import { slug } from "../../records/slug.js";
import type { Delivery, Opened } from "../../sources/delivery.js";
import { elementsOf } from "../../sources/files/json-records.js";
import { receive, type Received } from "../../sources/files/receive.js";
import { SourceError } from "../../sources/source-error.js";
import { deliveryOf, reportNothingKept } from "../raw-deliveries.js";
import { reportRefused } from "../refused.js";
import type { Run } from "../run.js";
import type { SourceTables } from "../source-tables.js";

/** A source of collections. */
export interface CollectionSource {
  /** Slug of the source: `edu-v`, `onderwijsloket`. */
  readonly source: string;
  /** Member of an answer that holds its records, where it is no array. */
  readonly key: string;
  /** Families whose records tell by which names a thing is known. */
  readonly identity: ReadonlySet<string>;
  /** Path of its catalogue, where that is made of its records, and its datasets are no other than those. */
  readonly catalogue?: string;
}

/** What a source delivers in a run, and how it is to be taken. */
export interface Delivered {
  readonly of: CollectionSource;
  readonly deliveries: AsyncIterable<Delivery> | Iterable<Delivery>;
  /** Whether all parts of a dataset have come, so that those that did not are gone; asked after the deliveries. */
  readonly isWhole: (dataset: string) => boolean;
  /** Whether a dataset of which nothing was delivered is empty now; asked after the deliveries. Without it, it stays. */
  readonly isGone?: (dataset: string) => boolean;
  /** Whether a dataset may no longer be published: everything of it is removed. */
  readonly isWithdrawn: (dataset: string) => boolean;
  /** IRI of the licence of a dataset, by its name, where known. */
  readonly licence: (dataset: string) => string | undefined;
  /** Up to which change a dataset has come now; asked after the deliveries. */
  readonly mark?: (dataset: string) => ChangeMark | undefined;
}

export interface Part {
  readonly key: string;
  readonly delivery: Delivery;
  readonly received: Received;
  /** Whether some of it may be missing. */
  readonly isPartial?: boolean;
}

/** A dataset with all its parts, those of earlier runs included. */
export interface StagedCollection {
  readonly of: CollectionSource;
  readonly tables: SourceTables;
  /** IRI of the licence, where known. */
  readonly licence?: string;
  /** Up to which change it has come. */
  readonly mark?: ChangeMark;
  /** As the source names it: `fictieve-bron/organisations`. */
  readonly name: string;
  readonly slug: string;
  readonly family: RegisterFamily;
  /** Path of the graph. */
  readonly graph: string;
  /** In the order of their keys. */
  readonly parts: readonly Part[];
  /** Whether anything of it came in this run. */
  readonly isNew: boolean;
}

/**
 * Receives all that a source delivers; what cannot be used is reported, and the others go on. So does what came before
 * the source itself gave out, such as when its token was refused on the way.
 */
export async function stageCollections(
  delivered: Delivered,
  tables: SourceTables,
  run: Run,
): Promise<StagedCollection[]> {
  const staging = new Staging(delivered, tables, run);
  try {
    for await (const delivery of delivered.deliveries) await staging.take(delivery);
  } catch (error) {
    reportRefused(error, delivered.of.source, run);
  }
  return staging.collections();
}

/** Of a source from which nothing comes in this run. */
const NOTHING = { deliveries: [], isWhole: () => false, isWithdrawn: () => false };

/**
 * What earlier runs kept of a source, received again.
 *
 * @param which.except slugs of datasets that need it not
 * @param which.again whether all of `raw/` is meant, also what a lost manifest, or one of another base, does not tell of
 */
export async function keptCollections(
  of: CollectionSource,
  tables: SourceTables,
  run: Run,
  which: { readonly except: ReadonlySet<string>; readonly again: boolean },
): Promise<StagedCollection[]> {
  const { graphs } = run.publication;
  const listed = run.publication.datasets(of.source);
  const licences = new Map<string, string>();
  const licence = (name: string): string | undefined =>
    graphs.get(`/graph/${of.source}/${name}`)?.licence ?? licences.get(name);
  const staging = new Staging({ ...NOTHING, of, licence }, tables, run);
  const files = await run.archive.rawFiles(of.source);
  if (which.again && files.length === 0) reportNothingKept(of.source, run);
  for (const raw of files) {
    const name = listed[raw.dataset]?.name ?? raw.datasetName;
    if (which.except.has(raw.dataset) || (listed[raw.dataset] === undefined && !which.again)) continue;
    if (name === undefined) {
      const message = `${raw.file} does not tell of which dataset it is; fetch ${of.source} again`;
      run.reports.push({ file: raw.name, outcome: "refused", message });
      continue;
    }
    if (raw.licence !== undefined) licences.set(name, raw.licence);
    await staging.takeKept(raw);
  }
  return staging.collections();
}

class Staging {
  readonly #parts = new Map<string, Map<string, Part>>();
  readonly #fresh = new Set<string>();
  /** Names of datasets of which the source delivered something, be it broken, or said that there is nothing. */
  readonly #told = new Set<string>();

  constructor(
    readonly delivered: Delivered,
    readonly tables: SourceTables,
    readonly run: Run,
  ) {}

  get of(): CollectionSource {
    return this.delivered.of;
  }

  /** Receives one delivery; a part that cannot be had stays as it was kept. */
  async take(delivery: Delivery): Promise<void> {
    const { progress, signal, reports } = this.run;
    signal?.throwIfAborted();
    progress.begin(delivery.fileName);
    this.#told.add(delivery.dataset ?? "");
    try {
      const opened = await delivery.open();
      const part = await this.#receive(delivery, opened);
      this.#family(delivery.dataset ?? "");
      await this.#keep(part, opened);
      this.#add(part);
      this.#fresh.add(slug(delivery.dataset ?? ""));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      reports.push({ file: delivery.fileName, outcome: "refused", message: error.message });
      await this.#recallPart(delivery);
    } finally {
      progress.end();
    }
  }

  async #recallPart({ dataset = "", part = "" }: Delivery): Promise<void> {
    const kept = await this.run.archive.rawFiles(this.of.source, slug(dataset));
    const raw = kept.find((file) => (file.part ?? "") === part);
    if (raw !== undefined) await this.takeKept(raw);
  }

  /** Takes a part that is kept. */
  async takeKept(raw: RawFile): Promise<void> {
    const delivery = deliveryOf(raw, this.run.archive, this.of.source);
    this.#add(await this.#receive(delivery, await delivery.open()));
  }

  async #receive(delivery: Delivery, opened: Opened): Promise<Part> {
    const path = this.run.publication.stagingPath("received.json");
    const received = await receive(opened.body, path, delivery.origin, { signal: this.run.signal });
    // Read once to its end: a document that is cut off must not reach the graph, nor raw/.
    for await (const block of elementsOf(received, delivery.origin, this.of.key)) void block;
    const { isPartial = false } = opened;
    return { key: delivery.part ?? "", delivery, received, isPartial };
  }

  #add(part: Part): void {
    const name = part.delivery.dataset ?? "";
    const parts = this.#parts.get(name) ?? new Map<string, Part>();
    this.#parts.set(name, parts);
    if (!parts.has(part.key)) parts.set(part.key, part);
  }

  async #keep({ key, delivery, received }: Part, { contentType, lastModified }: Opened): Promise<void> {
    const name = delivery.dataset ?? "";
    const licence = this.delivered.licence(name);
    await this.run.publication.keepRaw(received.path, this.of.source, {
      dataset: slug(name),
      datasetName: name,
      ...(licence === undefined ? {} : { licence }),
      name: delivery.fileName,
      origin: delivery.origin,
      fetchedAt: this.run.now.toISOString(),
      ...(contentType === undefined ? {} : { contentType }),
      ...(lastModified === undefined ? {} : { lastModified: lastModified.toUTCString() }),
      ...(key === "" ? {} : { part: key }),
      ...(delivery.context === undefined ? {} : { context: delivery.context }),
    });
  }

  /** The collections, in the order of their names; parts that are no longer delivered are dropped from `raw/`. */
  async collections(): Promise<StagedCollection[]> {
    const collections: StagedCollection[] = [];
    this.#empty();
    for (const [name, parts] of [...this.#parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const isNew = this.#fresh.has(slug(name));
      if (this.#told.has(name)) await this.#complete(name, parts);
      const licence = this.delivered.licence(name);
      const held = this.run.publication.datasets(this.of.source)[slug(name)];
      const mark = isNew ? this.delivered.mark?.(name) : held?.mark;
      collections.push({
        of: this.of,
        tables: this.tables,
        ...(licence === undefined ? {} : { licence }),
        ...(mark === undefined ? {} : { mark }),
        name,
        slug: slug(name),
        family: this.#family(name),
        graph: `/graph/${this.of.source}/${name}`,
        parts: [...parts.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
        isNew,
      });
    }
    return collections;
  }

  /** Datasets that are held, and of which the source, asked for all that it has, gave nothing any more. */
  #empty(): void {
    for (const { name } of Object.values(this.run.publication.datasets(this.of.source))) {
      if (this.#told.has(name) || this.delivered.isGone?.(name) !== true) continue;
      this.#parts.set(name, new Map());
      this.#fresh.add(slug(name));
      this.#told.add(name);
    }
  }

  /**
   * Parts of earlier runs: gone when the source delivers the dataset whole, else still part of it. What a part was
   * before is not kept, so that `raw/` holds nothing that its source took back (DESIGN §8.12).
   */
  async #complete(name: string, parts: ReadonlyMap<string, Part>): Promise<void> {
    const { archive, publication } = this.run;
    const fresh = new Set(parts.keys());
    const isWhole = this.delivered.isWhole(name);
    for (const raw of await archive.allRawFiles(this.of.source, slug(name))) {
      const key = raw.part ?? "";
      if (isWhole || fresh.has(key)) {
        if (parts.get(key)?.received.sha256 !== raw.sha256) publication.removeRaw(raw);
      } else if (!parts.has(key)) await this.takeKept(raw);
    }
  }

  /** @throws {SourceError} when there is no such collection */
  #family(dataset: string): RegisterFamily {
    const name = dataset.slice(dataset.lastIndexOf("/") + 1);
    const { family } = this.tables.families.named(name);
    if (family?.kind === "register") return family;
    const near = this.tables.families.nearest(name).join(", ");
    throw new SourceError(`"${name}" is no collection of ${this.of.source} that is known here (${near}, …)`);
  }
}
