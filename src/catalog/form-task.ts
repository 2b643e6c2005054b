/** What the archive says, in another form than it holds: what is to be made, and what its maker tells. */
import type { CurrentGraph } from "../archive/current-graphs.js";
import type { RdfFormat } from "../rdf/media-types.js";
import type { Vocabulary } from "../rdf/serialise.js";

/** A graph by itself, or the set of triples that several say. */
export type FormSource = { readonly graph: CurrentGraph } | { readonly union: readonly CurrentGraph[] };

/** What a maker is started with: plain data, for it works in a thread of its own. */
export interface FormTask {
  /** The data folder. */
  readonly dataDir: string;
  readonly of: FormSource;
  readonly format: RdfFormat;
  readonly gz: boolean;
  readonly vocabulary: Vocabulary;
  /** What TriG says above the graph. */
  readonly comments: readonly string[];
  /** Absolute path of the file to write. */
  readonly to: string;
}

/** Bytes and SHA-256, in lower-case hex, of what was made. */
export interface FormWhole {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a maker says: how many bytes are in the file, then that it is whole, or why it will not be. */
export type FormMessage =
  | { readonly kind: "written"; readonly bytes: number }
  | ({ readonly kind: "whole" } & FormWhole)
  /** `unserialisable`: the form cannot say what the graph says, which is no fault. */
  | { readonly kind: "failed"; readonly message: string; readonly unserialisable: boolean };
