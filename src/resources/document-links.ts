/** The Link header of a description (RFC 8288): its other forms, what it is about, and what its data may be used for. */
import { alternates } from "../http/documents.js";
import { link } from "../http/headers.js";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import type { DocumentFormat } from "../rdf/media-types.js";
import { RDF_TYPE } from "../rdf/terms.js";
import type { Description } from "./description.js";
import type { GraphOrigin } from "./graph-origins.js";

/** Graphs named at most when no vocabulary of ours describes the thing. */
const MOST_GRAPHS = 10;

/**
 * The links of one representation.
 *
 * @param path path of the document, without extension and prefix
 * @param query of the page of it, with its `?`; empty for all of it
 */
export function documentLinks(
  site: Site,
  { iri, quads, inbound }: Description,
  origins: ReadonlyMap<string, GraphOrigin>,
  path: string,
  query: string,
  format: DocumentFormat,
): string[] {
  const modules = new Set<string>();
  const graphs = new Set<string>();
  const own = quads.filter(({ subject }) => subject.value === iri);
  for (const { predicate, object, graph } of own.length > 0 ? own : inbound.flatMap((group) => group.quads ?? [])) {
    if (graph.value.startsWith(`${site.base}/graph/`)) graphs.add(graph.value);
    if (predicate.value === RDF_TYPE && object.value.startsWith(`${site.base}/def/`)) {
      modules.add(object.value.slice(site.base.length).replace(/#.*/s, ""));
    }
  }
  const licences = new Set([...graphs].flatMap((graph) => origins.get(graph)?.licence ?? []).filter(isAbsoluteIri));
  // What is of none of our classes is described by the graphs that speak of it.
  const described =
    modules.size > 0 ? modules : [...graphs].slice(0, MOST_GRAPHS).map((graph) => graph.slice(site.base.length));
  return [
    ...alternates((other) => `${site.prefix}${path}.${other}${query}`, format),
    link(site.base + path + query, "canonical"),
    link(iri, "describes"),
    ...[...described].map((about) => link(site.prefix + about, "describedby")),
    ...[...licences].map((licence) => link(licence, "license")),
  ];
}
