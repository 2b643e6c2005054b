/** What an ingest of DUO works with: the job, and a delivery that was received, which is kept as it came. */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { Publication } from "../../archive/publication.js";
import type { RawFile } from "../../archive/raw.js";
import type { Delivery } from "../../sources/delivery.js";
import type { DuoOrigin } from "../../sources/duo/open.js";
import type { Received } from "../../sources/files/receive.js";
import type { HttpClient } from "../../sources/http.js";
import type { Quality } from "../quality.js";
import type { FileReport, Progress } from "../report.js";
import type { SourceTables } from "../source-tables.js";
import type { StatisticFiles } from "./statistic-files.js";

export interface DuoJob {
  readonly publication: Publication;
  readonly quality: Quality;
  readonly reports: FileReport[];
  readonly tables: SourceTables;
  readonly http: HttpClient;
  readonly origin: DuoOrigin;
  /** Whether what is kept is mapped again, as after an upgrade. */
  readonly again: boolean;
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

/** Slug of a dataset → what is known of it. */
export type DuoDatasets = Record<string, DatasetEntry>;

/** What is published when all deliveries are taken. */
export interface DuoGathered {
  readonly datasets: DuoDatasets;
  readonly statistics: StatisticFiles;
}

/** A delivery that was received and told apart. */
export interface Known {
  readonly delivery: Delivery;
  readonly received: Received;
  readonly contentType?: string;
  readonly lastModified?: Date;
}

/** Keeps a delivery as it came. */
export function keepKnown(
  { publication, now }: DuoJob,
  { delivery, received, contentType, lastModified }: Known,
  dataset: string,
  edition?: string,
  part?: string,
): Promise<RawFile> {
  return publication.keepRaw(received.path, "duo", {
    dataset,
    name: delivery.fileName,
    origin: delivery.origin,
    fetchedAt: now.toISOString(),
    ...(contentType === undefined ? {} : { contentType }),
    ...(lastModified === undefined ? {} : { lastModified: lastModified.toUTCString() }),
    ...(edition === undefined ? {} : { edition }),
    ...(part === undefined ? {} : { part }),
  });
}
