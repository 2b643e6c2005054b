/** Graphs by the names that people give them. */
import { graphIri as iriOf, graphPath } from "../archive/graph-name.js";
import type { Manifest } from "../archive/manifest.js";
import { didYouMean } from "../mapping/nearest.js";

/** A name that is no graph of the archive. */
export class UnknownGraph extends Error {
  override readonly name = "UnknownGraph";
}

/**
 * IRI of a graph that is meant by `duo/03-alle-vestigingen-basisonderwijs`, `/graph/duo/…` or its whole IRI.
 *
 * @throws {UnknownGraph} with what may have been meant
 */
export function graphIri(name: string, { base, graphs }: Manifest): string {
  const path = pathOf(name, base);
  const graph = graphs[path];
  if (graph?.current !== undefined) return iriOf(base, path);
  if (graph !== undefined) throw new UnknownGraph(`${path} has older editions only, and those are not validated`);
  const known = Object.values(graphs).flatMap(({ path, current }) => (current === undefined ? [] : [path]));
  const short = path.startsWith(GRAPH) ? path.slice(GRAPH.length) : path;
  const meant = didYouMean(
    short,
    known.map((each) => each.slice(GRAPH.length)),
  );
  throw new UnknownGraph(`no graph "${name}" in this archive; ${meant ?? "the command status lists what it holds"}`);
}

const GRAPH = "/graph/";

function pathOf(name: string, base: string): string {
  if (name.includes("://")) return graphPath(base, name);
  return name.startsWith("/") ? name : GRAPH + name.replace(/^graph\//, "");
}
