/**
 * The seam between a source and what follows: a delivery is one file or answer, not read yet. A source knows where it
 * comes from and how to open it; nothing here knows RDF.
 */
import type { Readable } from "node:stream";

export interface Delivery {
  /** Name as the source or the file gives it, without folder or `.gz`: `03.-alle-vestigingen-basisonderwijs.csv`. */
  readonly fileName: string;
  /** Where it comes from: a URL, or the name of the file. Published as provenance, so never a path of this machine. */
  readonly origin: string;
  /** Name of the dataset, when the source's listing or the user gave it. */
  readonly dataset?: string;
  /** Name of this part, where a dataset comes in several: a page, a school. */
  readonly part?: string;
  /** What the request says that the answer does not, as headers and cells of each of its records. */
  readonly context?: Readonly<Record<string, string>>;
  /** Edition it was taken for before, where it is read again (`yyyy` or `yyyy-mm-dd`). */
  readonly edition?: string;
  /** Whether it is fetched each time that it is opened, so that one that breaks off may come whole the next time. */
  readonly isFetched?: boolean;
  /** Opens it. @throws {SourceError} when it cannot be had */
  open(): Promise<Opened>;
}

export interface Opened {
  /** The bytes as they come; gzip is undone by whoever receives them. */
  readonly body: Readable;
  readonly contentType?: string;
  /** When the source says it was last changed, or the file was saved. */
  readonly lastModified?: Date;
  /** Whether some of it may be missing, though all that could be had has come. */
  readonly isPartial?: boolean;
  /** The headers of an answer, their names in lower case; of those given more than once the first. */
  readonly headers?: Readonly<Record<string, string>>;
}
