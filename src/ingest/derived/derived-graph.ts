/** A graph of the service that follows from data graphs of several sources. */
import type { Publication } from "../../archive/publication.js";

export interface DerivedGraph {
  /** `/graph/…` */
  readonly path: string;
  /** Whether it follows from the graph at a path; while all of those stay as they are, so does this one. */
  readonly follows: (path: string) => boolean;
  /** Publishes it anew. @param run IRI of the load */
  readonly publish: (publication: Publication, run: string) => Promise<void>;
}
