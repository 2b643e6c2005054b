/** Which load each graph of a description is from, as statements of `/graph/meta` (PROV-O), for TriG (DESIGN §8.20). */
import { literal, namedNode, type Quad, quad, XSD } from "../rdf/terms.js";
import type { GraphOrigin } from "./graph-origins.js";

const PROV = "http://www.w3.org/ns/prov#";

/** What is said of the graphs that these statements are in, by those graphs' origins. */
export function provenanceQuads(
  quads: readonly Quad[],
  origins: ReadonlyMap<string, GraphOrigin>,
  base: string,
): Quad[] {
  const meta = namedNode(`${base}/graph/meta`);
  const graphs = new Set(quads.map((q) => q.graph.value));
  return [...graphs].sort().flatMap((graph) => {
    const { run, loaded } = origins.get(graph) ?? {};
    if (run === undefined) return [];
    const said = [quad(namedNode(graph), namedNode(`${PROV}wasGeneratedBy`), namedNode(run), meta)];
    if (loaded !== undefined) {
      const at = literal(loaded.toISOString().replace(/\.?0*Z$/, "Z"), { datatype: `${XSD}dateTime` });
      said.push(quad(namedNode(run), namedNode(`${PROV}endedAtTime`), at, meta));
    }
    return said;
  });
}
