/** What an ingest tells of itself, while it goes on and at its end; the command line prints it. */

/** Follows an ingest. */
export interface Progress {
  /** There are so many files. */
  start(files: number): void;
  /** A file is begun. */
  begin(file: string): void;
  /** So many rows of it have been read. */
  rows(rows: number): void;
  /** It is done, well or not. */
  end(): void;
  /** Something worth a line. */
  note(text: string): void;
}

/** What came of one file. */
export interface FileReport {
  readonly file: string;
  /**
   * `current`: the graph has a new current version; `older`: it became a dated version; `unchanged`, `described`: the same
   * statements as before; `withdrawn`: removed with all that was kept of it; `listing`: a list of datasets; `left-out`: not published; `refused`: broken.
   */
  readonly outcome: "current" | "older" | "unchanged" | "described" | "listing" | "left-out" | "withdrawn" | "refused";
  readonly message?: string;
  readonly graph?: string;
  readonly edition?: string;
  /** Edition that is current, where this one is older. */
  readonly currentEdition?: string;
  readonly rows?: number;
  readonly records?: number;
  readonly quads?: number;
  /** Observations that newer files of the statistic tell of, and that are taken from those. */
  readonly superseded?: number;
  /** `kind: field` → number. */
  readonly findings?: ReadonlyMap<string, number>;
}

export interface IngestReport {
  readonly files: readonly FileReport[];
  /** Whether anything was published. */
  readonly published: boolean;
  /** Version of the archive now. */
  readonly version: string;
  /** Counts for the log: minted concepts, differing names. */
  readonly counts: ReadonlyMap<string, number>;
  /** Number of findings in all files. */
  readonly findings: number;
  readonly tombstones: number;
  /** Milliseconds. */
  readonly took: number;
}
