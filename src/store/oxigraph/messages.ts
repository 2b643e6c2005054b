/** What the store and its worker say to each other: plain data, and text. */
import type { GraphVersion } from "../../archive/manifest.js";
import type { ResultSyntax } from "../graph-store.js";

/** A graph to load. */
export interface GraphToLoad {
  /** Absolute IRI. */
  readonly graph: string;
  readonly version: GraphVersion;
}

/** What a worker is started with. */
export interface WorkerTask {
  /** The data folder. */
  readonly dir: string;
  readonly graphs: readonly GraphToLoad[];
  /** The most statements in a set made of several graphs for one query. */
  readonly maxScratch: number;
}

export interface Question {
  readonly sparql: string;
  readonly syntax: ResultSyntax;
  readonly baseIri: string | undefined;
  readonly defaultGraphs: readonly string[] | undefined;
  readonly namedGraphs: readonly string[] | undefined;
}

/** Whose fault a failure is: the query's wording, what it asks for, or the engine, which is then not to be used again. */
export type FailureKind = "syntax" | "refused" | "engine";

/** What a worker says: first `ready` or `broken`, then one answer for each question. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "text"; readonly text: string }
  /** UTF-8, transferred: cheaper than posting a long string, which is copied. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "failure"; readonly failure: FailureKind; readonly message: string };
