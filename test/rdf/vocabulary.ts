/** The vocabulary that the tests serialise with: the project's prefixes and a context with every kind of term. */
import { readContext } from "#src/rdf/jsonld-context.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import type { Vocabulary } from "#src/rdf/serialise.js";

export const BASE = "http://localhost:3000";
export const CONTEXT_URL = `${BASE}/def/context.jsonld`;

export const CONTEXT_DOCUMENT = {
  "@context": {
    "@version": 1.1,
    id: "@id",
    type: "@type",
    ond: `${BASE}/def/onderwijs#`,
    schema: "http://schema.org/",
    rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
    geo: "http://www.opengis.net/ont/geosparql#",
    name: "schema:name",
    Vestiging: "ond:Vestiging",
    label: { "@id": "rdfs:label", "@language": "nl" },
    naam: { "@id": "ond:naam", "@container": "@set" },
    bevoegdGezag: { "@id": "ond:bevoegdGezag", "@type": "@id" },
    aantal: { "@id": "ond:aantal", "@type": "xsd:integer" },
    datum: { "@id": "schema:x-1", "@type": "xsd:date" },
    omgekeerd: { "@reverse": "ond:_1" },
  },
} as const;

export const VOCABULARY: Vocabulary = {
  prefixes: prefixesFor(BASE),
  context: readContext(CONTEXT_DOCUMENT),
  contextUrl: CONTEXT_URL,
};
