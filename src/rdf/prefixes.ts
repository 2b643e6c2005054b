/** The prefixes of the project: what Turtle, JSON-LD, RDF/XML and the query editor abbreviate with (MODEL, header). */
import { BASE_TOKEN, withBase } from "./base.js";

const TABLE: Readonly<Record<string, string>> = {
  ond: `${BASE_TOKEN}/def/onderwijs#`,
  tk: `${BASE_TOKEN}/def/parlement#`,
  lds: `${BASE_TOKEN}/def/dienst#`,
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  owl: "http://www.w3.org/2002/07/owl#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  dct: "http://purl.org/dc/terms/",
  dcat: "http://www.w3.org/ns/dcat#",
  dcatap: "http://data.europa.eu/r5r/",
  adms: "http://www.w3.org/ns/adms#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  schema: "http://schema.org/",
  org: "http://www.w3.org/ns/org#",
  locn: "http://www.w3.org/ns/locn#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  foaf: "http://xmlns.com/foaf/0.1/",
  prov: "http://www.w3.org/ns/prov#",
  void: "http://rdfs.org/ns/void#",
  hydra: "http://www.w3.org/ns/hydra/core#",
  sd: "http://www.w3.org/ns/sparql-service-description#",
  qb: "http://purl.org/linked-data/cube#",
  "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
  "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
  geo: "http://www.opengis.net/ont/geosparql#",
  wgs: "http://www.w3.org/2003/01/geo/wgs84_pos#",
  sh: "http://www.w3.org/ns/shacl#",
  tree: "https://w3id.org/tree#",
  ldes: "https://w3id.org/ldes#",
  as: "https://www.w3.org/ns/activitystreams#",
  spdx: "http://spdx.org/rdf/terms#",
  opengov: "http://www.w3.org/ns/opengov#",
  meeting: "https://argu.co/ns/meeting/",
  elidl: "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
  donl: "https://data.overheid.nl/dcat.rdf#",
};

export type Prefixes = Readonly<Record<string, string>>;

/** Prefix → namespace IRI, with our own namespaces under `base`. */
export function prefixesFor(base: string): Prefixes {
  return Object.fromEntries(Object.entries(TABLE).map(([prefix, iri]) => [prefix, withBase(iri, base)]));
}

/** An IRI as a prefixed name, such as `skos:prefLabel`; as it is where no prefix fits. */
export function shortened(iri: string, prefixes: Prefixes): string {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && /^[\w.-]+$/.test(iri.slice(namespace.length))) {
      return `${prefix}:${iri.slice(namespace.length)}`;
    }
  }
  return iri;
}
