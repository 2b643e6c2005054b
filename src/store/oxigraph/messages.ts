/** What the store and its workers say to each other: plain data, and text. */
import type { CurrentGraph } from "../../archive/current-graphs.js";
import type { ResultSyntax } from "../graph-store.js";

/** A memory image: its file, and what it must be of. */
export interface ImageFile {
  readonly path: string;
  readonly key: string;
}

/** What a worker is started with; its first message is the engine's code, which is compiled meanwhile. */
export interface WorkerTask {
  /** The data folder. */
  readonly dir: string;
  readonly graphs: readonly CurrentGraph[];
  /** The most statements in a set made of several graphs for one query. */
  readonly maxScratch: number;
  /** Read instead of the graphs. */
  readonly restoreFrom?: ImageFile & {
    /** Whether its checksum is computed: another engine does so, or did, when it is not. */
    readonly check: boolean;
  };
  /** Whether the thread lets all others go first. */
  readonly yielding: boolean;
  /** Written once the graphs are loaded. */
  readonly saveTo?: ImageFile;
}

/** What an answer may be at most. */
export interface AnswerLimits {
  /** Rows of a table, or triples. */
  readonly rows: number;
  /** Bytes of its text. */
  readonly bytes: number;
  /** Bytes that the engine's memory may grow by for it. */
  readonly memory: number;
}

export interface Question {
  readonly sparql: string;
  readonly syntax: ResultSyntax;
  readonly baseIri: string | undefined;
  readonly defaultGraphs: readonly string[] | undefined;
  readonly namedGraphs: readonly string[] | undefined;
  /** Absent for the service's own questions, which know what they ask for. */
  readonly limits?: AnswerLimits;
}

/** Whose fault a failure is: the query's wording, what it asks for, its size, or the engine, which is then past use. */
export type FailureKind = "syntax" | "refused" | "large" | "memory" | "engine";

/** What a worker says: first `ready` or `broken`, then one answer for each question. */
export type WorkerMessage =
  | { readonly kind: "ready"; readonly memory: number; readonly saved: boolean; readonly saveProblem?: string }
  | { readonly kind: "text"; readonly text: string; readonly memory: number }
  /** UTF-8, transferred: cheaper than posting a long string, which is copied. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly memory: number }
  | { readonly kind: "failure"; readonly failure: FailureKind; readonly message: string; readonly memory: number }
  /** It could not be made ready; `image` when the graphs themselves were not tried. */
  | { readonly kind: "broken"; readonly what: "image" | "graphs"; readonly message: string };
