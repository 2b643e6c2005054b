/** A version of a graph in another form than the archive holds: what is to be made, and what its maker tells. */
import type { GraphVersion } from "../archive/manifest.js";
import type { RdfFormat } from "../rdf/media-types.js";
import type { Vocabulary } from "../rdf/serialise.js";

/** What a maker is started with: plain data, for it works in a thread of its own. */
export interface FormTask {
  /** The data folder. */
  readonly dataDir: string;
  readonly version: GraphVersion;
  /** IRI of the graph. */
  readonly graph: string;
  readonly format: RdfFormat;
  readonly gz: boolean;
  readonly vocabulary: Vocabulary;
  /** What TriG says above the graph. */
  readonly comments: readonly string[];
  /** Absolute path of the file to write. */
  readonly to: string;
}

/** What a maker says: how many bytes are in the file, then that it is whole, or why it will not be. */
export type FormMessage =
  | { readonly kind: "written"; readonly bytes: number }
  | { readonly kind: "whole"; readonly bytes: number; readonly sha256: string }
  /** `unserialisable`: the form cannot say what the graph says, which is no fault. */
  | { readonly kind: "failed"; readonly message: string; readonly unserialisable: boolean };
