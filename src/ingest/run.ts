/** What all sources of one ingest share. */
import type { Archive } from "../archive/archive.js";
import type { Publication } from "../archive/publication.js";
import type { ReferenceBook } from "../records/reference-book.js";
import type { HttpClient } from "../sources/http.js";
import type { Operator } from "./derived/catalogue.js";
import type { Quality } from "./quality.js";
import type { FileReport, Progress } from "./report.js";
import type { Withdrawn } from "./derived/tombstones.js";

export interface Run {
  /** Absolute IRI without trailing slash. */
  readonly base: string;
  readonly archive: Archive;
  readonly publication: Publication;
  readonly book: ReferenceBook;
  readonly quality: Quality;
  readonly http: HttpClient;
  readonly now: Date;
  readonly progress: Progress;
  /** Whether `raw/` is mapped again, instead of fetching. */
  readonly again: boolean;
  /** Who the catalogue says publishes it. */
  readonly operator: Operator;
  /** Folder for clean records, where the user asked for them. */
  readonly recordsDir?: string;
  /** Aborted when the user gives up. */
  readonly signal?: AbortSignal;
  /** Things that their source says it took back: IRI → what it says. */
  readonly withdrawn: Map<string, Withdrawn>;
  /** Paths of graphs of which some may be missing: what they lack is not called gone. */
  readonly partial: Set<string>;
  /** What came of each file so far. */
  readonly reports: FileReport[];
}

/** IRI of the load run of a source; `lds` for what the service makes itself. */
export function runIri({ base, publication }: Pick<Run, "base" | "publication">, source: string): string {
  return `${base}/id/lading/${source}/${publication.stamp}`;
}
