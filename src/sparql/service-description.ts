/** The service description (SPARQL 1.1 Service Description): only features that are there, and the named graphs. */
import { graphIri } from "../archive/graph-name.js";
import type { Site } from "../http/site.js";
import { MEDIA_TYPES, RDF_FORMATS } from "../rdf/media-types.js";
import { literal, namedNode, type Quad, quad, RDF_TYPE, XSD } from "../rdf/terms.js";

const SD = "http://www.w3.org/ns/sparql-service-description#";
const VOID = "http://rdfs.org/ns/void#";
const FORMATS = "http://www.w3.org/ns/formats/";
const FORMAT_NAMES: Readonly<Record<string, string>> = {
  ttl: "Turtle",
  jsonld: "JSON-LD",
  nt: "N-Triples",
  rdf: "RDF_XML",
  trig: "TriG",
  nq: "N-Quads",
};

/** Triples about `{base}/sparql`; without blank nodes, as everywhere. */
export function serviceDescription(site: Pick<Site, "base" | "federates" | "manifest">): Quad[] {
  const endpoint = namedNode(`${site.base}/sparql`);
  const service = namedNode(`${site.base}/sparql#service`);
  const dataset = namedNode(`${site.base}/sparql#dataset`);
  const defaultGraph = namedNode(`${site.base}/sparql#default-graph`);
  const quads: Quad[] = [];
  const add = (s: typeof endpoint, p: string, o: Quad["object"]): void => {
    quads.push(quad(s, namedNode(p), o));
  };
  add(service, RDF_TYPE, namedNode(`${SD}Service`));
  add(service, `${SD}endpoint`, endpoint);
  add(service, `${SD}supportedLanguage`, namedNode(`${SD}SPARQL11Query`));
  add(service, `${SD}feature`, namedNode(`${SD}UnionDefaultGraph`));
  if (site.federates === true) add(service, `${SD}feature`, namedNode(`${SD}BasicFederatedQuery`));
  for (const name of ["JSON", "XML", "CSV", "TSV"]) {
    add(service, `${SD}resultFormat`, namedNode(`${FORMATS}SPARQL_Results_${name}`));
  }
  for (const format of RDF_FORMATS) {
    add(service, `${SD}resultFormat`, namedNode(`${FORMATS}${FORMAT_NAMES[format] ?? MEDIA_TYPES[format]}`));
  }
  add(service, `${SD}defaultDataset`, dataset);
  add(dataset, RDF_TYPE, namedNode(`${SD}Dataset`));
  add(dataset, `${SD}defaultGraph`, defaultGraph);
  add(defaultGraph, RDF_TYPE, namedNode(`${SD}Graph`));
  for (const [path, entry] of Object.entries(site.manifest().graphs)) {
    if (entry.current === undefined) continue;
    const graph = namedNode(graphIri(site.base, path));
    const entryNode = namedNode(`${site.base}/sparql#graph${path.slice("/graph".length)}`);
    add(dataset, `${SD}namedGraph`, entryNode);
    add(entryNode, RDF_TYPE, namedNode(`${SD}NamedGraph`));
    add(entryNode, `${SD}name`, graph);
    add(entryNode, `${SD}graph`, graph);
    add(graph, RDF_TYPE, namedNode(`${SD}Graph`));
    add(graph, `${VOID}triples`, literal(String(entry.current.quads), { datatype: `${XSD}integer` }));
  }
  return quads;
}
