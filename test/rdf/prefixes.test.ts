import { expect, test } from "vitest";
import { prefixesFor, shortened } from "#src/rdf/prefixes.js";

test.each([
  ["a term of ours", "https://x.nl/def/onderwijs#Vestiging", "ond:Vestiging"],
  ["one of another vocabulary", "http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"],
  ["what has a slash behind the namespace stays", "https://x.nl/def/onderwijs#a/b", "https://x.nl/def/onderwijs#a/b"],
  ["a namespace by itself stays", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2004/02/skos/core#"],
  ["what has no prefix stays", "https://elders.nl/x", "https://elders.nl/x"],
])("an IRI is shortened to a prefixed name: %s", (_what, iri, expected) => {
  expect(shortened(iri, prefixesFor("https://x.nl"))).toBe(expected);
});
