import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import jsonld from "jsonld";
import { Parser } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { literal, namedNode, quad, XSD } from "#src/rdf/terms.js";
import { plainQuad, quadToLine } from "#src/rdf/nquads.js";
import { parseNQuads } from "#src/rdf/read/nquads.js";
import { contextText } from "../../scripts/context.js";
import { ontologyFiles } from "./files.js";

const CONTEXT_IRI = "https://data.example.nl/def/context.jsonld";

const text = await readFile(new URL("../../ontology/context.jsonld", import.meta.url), "utf8");
const context = JSON.parse(text) as { "@context": Record<string, unknown> };

interface Options {
  readonly format?: "application/n-quads";
  readonly documentLoader?: (url: string) => Promise<unknown>;
}

/** What this test asks of the processor; the published types know neither a context IRI nor N-Quads text. */
interface Processor {
  fromRDF(nquads: string, options: Options): Promise<object>;
  compact(document: object, context: string, options: Options): Promise<Record<string, unknown>>;
  toRDF(document: object, options: Options): Promise<string>;
}

const processor = jsonld as unknown as Processor;
const format = "application/n-quads";

async function documentLoader(url: string): Promise<unknown> {
  if (url !== CONTEXT_IRI) throw new Error(`a test must not fetch ${url}`);
  return { contextUrl: undefined, documentUrl: url, document: context };
}

/** N-Quads → compacted with the context → N-Quads. */
async function roundTrip(before: string): Promise<{ compacted: Record<string, unknown>; after: string }> {
  const expanded = await processor.fromRDF(before, { format });
  const compacted = await processor.compact(expanded, CONTEXT_IRI, { documentLoader });
  return { compacted, after: await processor.toRDF(compacted, { format, documentLoader }) };
}

const prefixes = prefixesFor(BASE_TOKEN);

/** What a short name of the context stands for, as a prefixed name. */
function definitionOf(short: string): string {
  const found = context["@context"][short];
  return typeof found === "object" && found !== null ? String((found as { "@id": unknown })["@id"]) : String(found);
}

/** The lines of a graph without blank nodes, for comparing. */
function lines(nquads: string): string[] {
  return parseNQuads(nquads).map(quadToLine).toSorted();
}

const SCHOOL = `
@prefix ond: <https://data.example.nl/def/onderwijs#> .
@prefix lds: <https://data.example.nl/def/dienst#> .
@prefix schema: <http://schema.org/> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://data.example.nl/id/vestiging/16SW03> a ond:Vestiging ;
  ond:vestigingsnummer "16SW03" ; ond:brin "16SW" ; schema:name "METAMEER" ; rdfs:label "METAMEER" ;
  ond:vestigingVan <https://data.example.nl/id/instelling/16SW> ;
  ond:bevoegdGezag <https://data.example.nl/id/bevoegd-gezag/77494> ;
  ond:onderwijsstructuur <https://data.example.nl/id/begrip/onderwijsstructuur/vbo> ;
  ond:bezoekadres <https://data.example.nl/id/vestiging/16SW03#bezoekadres> ;
  schema:address <https://data.example.nl/id/vestiging/16SW03#bezoekadres> ;
  schema:url <https://www.metameer.nl/> ;
  schema:sameAs <https://www.metameer.nl/#school>, "not an IRI" .
<https://data.example.nl/id/vestiging/16SW03#bezoekadres> a schema:PostalAddress, locn:Address ;
  schema:postalCode "5831CR" ; schema:addressCountry "NL" ; locn:locatorDesignator "27-A 29" .
<https://data.example.nl/id/bevinding/x/17-postcode-ongeldig> a lds:Bevinding ; lds:regel 17 ; lds:ernst sh:Warning ;
  lds:reden "geen postcode"@nl ; lds:dataset <https://data.example.nl/id/dataset/duo/x> ; lds:waarde "http://a b" ;
  lds:veld "17"^^xsd:integer ; ond:leerjaar 5, "vijf", "5"^^xsd:decimal, 5.5, 5.0E0, true ;
  ond:gemeente "0855", <https://data.example.nl/id/gemeente/0855>, "Tilburg"@nl ;
  dct:modified "2026-11-22T05:00:00Z"^^xsd:dateTime, "2026-11-22"^^xsd:date ; dct:source <urn:x>, "tekst" .
<https://data.example.nl/id/vestiging/00AA00> a lds:Grafsteen ; lds:wasType ond:Vestiging ;
  prov:invalidatedAtTime "2026-01-01T00:00:00Z"^^xsd:dateTime .
`;

function toNQuads(turtle: string): string {
  return new Parser().parse(turtle).map(plainQuad).map(quadToLine).join("");
}

const files = await ontologyFiles();

describe("the JSON-LD context", () => {
  test("is what scripts/context.js writes from the vocabularies", async () => {
    expect(text, "run: npm run build && node scripts/context.js").toBe(await contextText());
  });

  test("gives back the same triples for a school, a finding and values of an unexpected kind", async () => {
    const before = toNQuads(SCHOOL);
    const { compacted, after } = await roundTrip(before);
    expect(lines(after)).toEqual(lines(before));
    const school = (compacted["@graph"] as Record<string, unknown>[]).find((node) => node["type"] === "Vestiging");
    expect(school).toMatchObject({
      id: "https://data.example.nl/id/vestiging/16SW03",
      vestigingsnummer: "16SW03",
      bevoegdGezag: "https://data.example.nl/id/bevoegd-gezag/77494",
      url: "https://www.metameer.nl/",
    });
  });

  test("gives back the same triples whatever value a term of ours has", async () => {
    const iris = Object.keys(context["@context"])
      .map((short) => definitionOf(short))
      .filter((name) => /^(?:ond|lds|tk):[a-z]/.test(name))
      .map((name) => name.replace(/^\w+:/, (prefix) => prefixes[prefix.slice(0, -1)] ?? ""));
    const text = fc.string({ unit: "grapheme-composite", maxLength: 20 });
    const object = fc.oneof(
      text.map((value) => literal(value)),
      text.map((value) => literal(value, { language: "nl" })),
      fc.integer().map((value) => literal(String(value), { datatype: `${XSD}integer` })),
      fc.integer().map((value) => literal(`${value}.5`, { datatype: `${XSD}decimal` })),
      fc
        .constantFrom("2026-11-22T05:00:00Z", "geen datum")
        .map((value) => literal(value, { datatype: `${XSD}dateTime` })),
      fc.webPath().map((path) => namedNode(`https://data.example.nl/id${path === "" ? "/" : path}`)),
    );
    const line = fc
      .tuple(fc.constantFrom(...iris), object)
      .map(([predicate, value]) =>
        quadToLine(quad(namedNode("https://data.example.nl/id/vestiging/00AA00"), namedNode(predicate), value)),
      );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(line, { minLength: 1, maxLength: 12 }), async (quads) => {
        expect(lines((await roundTrip(quads.join(""))).after)).toEqual(quads.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  test.each(files)("gives back the same triples for ontology/%s", async (_name, turtle) => {
    const before = toNQuads(turtle);
    expect(lines((await roundTrip(before)).after)).toEqual(lines(before));
  });
});
