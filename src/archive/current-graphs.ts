/** The graphs of an archive that are asked of and served as they are now. */
import { graphIri } from "./graph-name.js";
import type { GraphVersion, Manifest } from "./manifest.js";

/** A graph, by its IRI, and the version of it that is current. */
export interface CurrentGraph {
  readonly graph: string;
  readonly version: GraphVersion;
}

/**
 * All graphs that have a current version, in the order of the manifest.
 *
 * @param isWanted of which paths; all without it
 */
export function currentGraphs({ base, graphs }: Manifest, isWanted = (_path: string): boolean => true): CurrentGraph[] {
  return Object.values(graphs).flatMap(({ path, current }) =>
    current === undefined || !isWanted(path) ? [] : [{ graph: graphIri(base, path), version: current }],
  );
}
