/**
 * The manifest: one small JSON file that says which version of each graph is current. A publish is one atomic rename
 * of it, so a reader sees the whole of a publish or nothing of it.
 */

/** One version of one named graph: a file of sorted, duplicate-free canonical N-Quads. */
export interface GraphVersion {
  /** `yyyymmddThhmmssZ`, UTC, unique within its graph: when it was loaded. Names the dated download. */
  readonly stamp: string;
  /** Path inside the data folder; ends in `.nq`, or in `.nq.gz` once the version is no longer current. */
  readonly file: string;
  readonly quads: number;
  /** Size in bytes of the N-Quads, uncompressed. */
  readonly bytes: number;
  /** SHA-256 of the N-Quads, uncompressed, in lower-case hex. */
  readonly sha256: string;
  readonly provenance: Provenance;
}

/** Where the statements of a version come from. */
export interface Provenance {
  /** Source slug: `duo`, `edu-v`, `onderwijsloket`, `donl`, `tweedekamer`, or `lds` for what the service makes itself. */
  readonly source: string;
  /** Name of the dataset as the source gives it. */
  readonly dataset?: string;
  /** Peildatum of the edition, `yyyy-mm-dd`: what orders the editions of a register family. */
  readonly edition?: string;
  /** URL it was fetched from, or the name of the file. */
  readonly origin?: string;
  /** SHA-256 of the bytes as they came, hex; of a graph made of files of the package, of their texts. */
  readonly rawSha256?: string;
  /** Number of rows read. */
  readonly rows?: number;
  /** IRI of the load run. */
  readonly run: string;
}

/** A named graph and its versions. */
export interface GraphEntry {
  /** Relative to the base IRI: `/graph/duo/03-alle-vestigingen-basisonderwijs`. */
  readonly path: string;
  readonly title: string;
  /** Precedence for labels, the lowest number winning (`lds:rang`): reference, DUO, Edu-V, Onderwijsloket, … */
  readonly rank: number;
  /** IRI of the licence, where known. */
  readonly licence?: string;
  /** Absent when only older editions are held. */
  readonly current?: GraphVersion;
  /** All others, newest stamp first. */
  readonly older: readonly GraphVersion[];
}

/** A dataset of a source, as its listing or file name describes it. */
export interface DatasetEntry {
  /** As given, percent-encoding included. */
  readonly name: string;
  /** For people; made of the name without it. */
  readonly title?: string;
  readonly family?: string;
  readonly documentation?: string;
  readonly download?: string;
  readonly api?: string;
  /** IRI of its licence, as the listing says. */
  readonly licence?: string;
  /** Up to which change all of it is held, for a source that can be asked for what changed since. */
  readonly mark?: ChangeMark;
  /** Name of a column that no table of ours describes → what the source declares of it. */
  readonly columns?: Readonly<Record<string, DeclaredType>>;
  /** Column → what is done to it in all that is held, where personal data are reduced. */
  readonly treatment?: Readonly<Record<string, "year" | "drop">>;
  /** Of what is asked for by a scope, how many are held. */
  readonly inScope?: InScope;
}

/** How many records of the scope that is asked for are held. */
export interface InScope {
  readonly records: number;
  /** How many more than these the source counted when all had just been read: a difference that reading does not mend. */
  readonly off: number;
}

/** What a source declares of a column. */
export interface DeclaredType {
  /** Type of OData: `Edm.String`. */
  readonly type: string;
  /** Kind of the thing whose id it holds. */
  readonly target?: string;
}

/** A moment up to which all changes are held, in the answers to one question. */
export interface ChangeMark {
  /** As the source writes it. */
  readonly at: string;
  /** Address that was asked, filter included: to another question the mark does not apply. */
  readonly question: string;
}

export interface Manifest {
  readonly format: 1;
  readonly base: string;
  /** `yyyymmddThhmmssZ` of the last publish; changes with every publish and only then. */
  readonly version: string;
  /** Graph path → entry. */
  readonly graphs: Readonly<Record<string, GraphEntry>>;
  /** Source slug → dataset slug → entry. */
  readonly datasets: Readonly<Record<string, Readonly<Record<string, DatasetEntry>>>>;
}
