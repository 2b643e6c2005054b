/**
 * Writes ontology/context.jsonld, the JSON-LD 1.1 context that is served as /def/context.jsonld, from the vocabularies
 * in ontology/*.ttl, so that the two cannot drift.
 *
 *   npm run build && node scripts/context.js
 *
 * Compacting with it and expanding again gives the same triples. An object property gets `"@type": "@id"`; a literal
 * gets the datatype of its range, except xsd:string, which JSON-LD leaves out. A value of another kind is then written
 * under the prefixed name instead, which JSON-LD's own term selection takes care of (JSON-LD 1.1 API §6.2, §7.2).
 * There is no @vocab, no @language and no language map.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { Parser } from "n3";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";

const ONTOLOGY = new URL("../ontology/", import.meta.url);
const OUT = new URL("context.jsonld", ONTOLOGY);

/** Terms of other vocabularies that our data uses: short name → [prefixed name, coercion]. */
const REUSED = {
  label: ["rdfs:label"],
  name: ["schema:name"],
  address: ["schema:address", "@id"],
  streetAddress: ["schema:streetAddress"],
  postOfficeBoxNumber: ["schema:postOfficeBoxNumber"],
  postalCode: ["schema:postalCode"],
  addressLocality: ["schema:addressLocality"],
  addressCountry: ["schema:addressCountry"],
  telephone: ["schema:telephone"],
  url: ["schema:url", "@id"],
  sameAs: ["schema:sameAs", "@id"],
  PostalAddress: ["schema:PostalAddress"],
  Address: ["locn:Address"],
  thoroughfare: ["locn:thoroughfare"],
  locatorDesignator: ["locn:locatorDesignator"],
  identifier: ["dct:identifier"],
  title: ["dct:title"],
  description: ["dct:description"],
  subject: ["dct:subject", "@id"],
  source: ["dct:source", "@id"],
  license: ["dct:license", "@id"],
  created: ["dct:created", "xsd:dateTime"],
  modified: ["dct:modified", "xsd:dateTime"],
  headline: ["schema:headline"],
  abstract: ["schema:abstract"],
  articleBody: ["schema:articleBody"],
  text: ["schema:text"],
  about: ["schema:about", "@id"],
  author: ["schema:author", "@id"],
  acceptedAnswer: ["schema:acceptedAnswer", "@id"],
  email: ["schema:email"],
  image: ["schema:image", "@id"],
  logo: ["schema:logo", "@id"],
  contentUrl: ["schema:contentUrl", "@id"],
  datePublished: ["schema:datePublished", "xsd:date"],
  startDate: ["schema:startDate", "xsd:dateTime"],
  endDate: ["schema:endDate", "xsd:dateTime"],
  agent: ["schema:agent", "@id"],
  givenName: ["foaf:givenName"],
  familyName: ["foaf:familyName"],
  honorificPrefix: ["schema:honorificPrefix"],
  issued: ["dct:issued", "xsd:dateTime"],
  isVersionOf: ["dct:isVersionOf", "@id"],
  mediaType: ["dcat:mediaType", "@id"],
  byteSize: ["dcat:byteSize", "xsd:nonNegativeInteger"],
  member: ["org:member", "@id"],
  organization: ["org:organization", "@id"],
  role: ["org:role", "@id"],
  postIn: ["org:postIn", "@id"],
  voteEvent: ["opengov:voteEvent", "@id"],
  voteOption: ["opengov:voteOption", "@id"],
  politicalGroup: ["opengov:politicalGroup", "@id"],
  weight: ["opengov:weight", "xsd:integer"],
  duration: ["schema:duration", "xsd:duration"],
  provider: ["schema:provider", "@id"],
  location: ["schema:location", "@id"],
  educationalLevel: ["schema:educationalLevel", "@id"],
  lat: ["wgs:lat", "xsd:decimal"],
  long: ["wgs:long", "xsd:decimal"],
  hasGeometry: ["geo:hasGeometry", "@id"],
  asWKT: ["geo:asWKT", "geo:wktLiteral"],
  isPartOf: ["dct:isPartOf", "@id"],
  Concept: ["skos:Concept"],
  ConceptScheme: ["skos:ConceptScheme"],
  prefLabel: ["skos:prefLabel"],
  altLabel: ["skos:altLabel"],
  notation: ["skos:notation"],
  definition: ["skos:definition"],
  inScheme: ["skos:inScheme", "@id"],
  hasTopConcept: ["skos:hasTopConcept", "@id"],
  topConceptOf: ["skos:topConceptOf", "@id"],
  Class: ["owl:Class"],
  ObjectProperty: ["owl:ObjectProperty"],
  DatatypeProperty: ["owl:DatatypeProperty"],
  isDefinedBy: ["rdfs:isDefinedBy", "@id"],
  subClassOf: ["rdfs:subClassOf", "@id"],
  subPropertyOf: ["rdfs:subPropertyOf", "@id"],
  domain: ["rdfs:domain", "@id"],
  range: ["rdfs:range", "@id"],
  inverseOf: ["owl:inverseOf", "@id"],
  DataSet: ["qb:DataSet"],
  Observation: ["qb:Observation"],
  Slice: ["qb:Slice"],
  dataSet: ["qb:dataSet", "@id"],
  slice: ["qb:slice", "@id"],
  structure: ["qb:structure", "@id"],
  sliceStructure: ["qb:sliceStructure", "@id"],
  obsStatus: ["sdmx-attribute:obsStatus", "@id"],
  wasDerivedFrom: ["prov:wasDerivedFrom", "@id"],
  wasGeneratedBy: ["prov:wasGeneratedBy", "@id"],
  wasInvalidatedBy: ["prov:wasInvalidatedBy", "@id"],
  invalidatedAtTime: ["prov:invalidatedAtTime", "xsd:dateTime"],
  startedAtTime: ["prov:startedAtTime", "xsd:dateTime"],
  endedAtTime: ["prov:endedAtTime", "xsd:dateTime"],
};

/** @typedef {string | { "@id": string, "@type": string }} TermDefinition */

/** @param {string} name @param {string | undefined} coercion @returns {TermDefinition} */
function definition(name, coercion) {
  return coercion === undefined ? name : { "@id": name, "@type": coercion };
}

/** Every ontology/*.ttl as quads. @returns {Promise<import("n3").Quad[]>} */
async function vocabulary() {
  const names = (await readdir(ONTOLOGY)).filter((name) => name.endsWith(".ttl")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, ONTOLOGY), "utf8")));
  return texts.flatMap((text) => new Parser().parse(text));
}

/**
 * The text of the context as it should be.
 *
 * @returns {Promise<string>} JSON with the base token, newline at the end
 * @throws {Error} when two terms would have the same short name
 */
export async function contextText() {
  const prefixes = prefixesFor(BASE_TOKEN);
  /** @param {string} iri */
  const shorten = (iri) => {
    const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
    return found === undefined ? iri : `${found[0]}:${iri.slice(found[1].length)}`;
  };
  /** @type {Map<string, TermDefinition>} */
  const terms = new Map();
  /** @param {string} short @param {string} name @param {string} [coercion] */
  const add = (short, name, coercion) => {
    if (terms.has(short) || Object.hasOwn(prefixes, short) || short === "id" || short === "type") {
      throw new Error(`the context already has "${short}"; give ${name} another short name in scripts/context.js`);
    }
    terms.set(short, definition(name, coercion));
  };
  /** A column of the Tweede Kamer may have the name of another term: then it is `tkAfkorting`. @param {string} name */
  const shortFor = (name) => {
    const short = name.slice(name.indexOf(":") + 1);
    const isTaken = terms.has(short) || Object.hasOwn(prefixes, short);
    return isTaken && name.startsWith("tk:") ? `tk${short.charAt(0).toUpperCase()}${short.slice(1)}` : short;
  };
  for (const [short, [name, coercion]] of Object.entries(REUSED)) add(short, name ?? "", coercion);
  /** @type {Map<string, { types: Set<string>, range?: string }>} */
  const ours = new Map();
  for (const { subject, predicate, object } of await vocabulary()) {
    const name = shorten(subject.value);
    if (!/^(?:ond|lds|tk):/.test(name)) continue;
    const term = ours.get(name) ?? { types: new Set() };
    ours.set(name, term);
    const property = shorten(predicate.value);
    if (property === "rdf:type") term.types.add(shorten(object.value));
    if (property === "rdfs:range") term.range = shorten(object.value);
  }
  for (const [name, { types, range }] of [...ours].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const literal = range?.startsWith("xsd:") && range !== "xsd:string" ? range : undefined;
    add(shortFor(name), name, types.has("owl:ObjectProperty") ? "@id" : literal);
  }
  const context = { "@version": 1.1, id: "@id", type: "@type", ...prefixes, ...Object.fromEntries(terms) };
  return `${JSON.stringify({ "@context": context }, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeFile(OUT, await contextText());
