import { readFile } from "node:fs/promises";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { ontologyFiles, shapesFiles } from "./files.js";

const { rdf, rdfs, owl, skos, dct, sh, ond, lds, tk } = prefixesFor(BASE_TOKEN) as Record<string, string>;

const files = await ontologyFiles();
const shapes = await shapesFiles();

function parsed(texts: readonly (readonly [string, string])[]): Store {
  return new Store(texts.flatMap(([, text]) => new Parser().parse(text)));
}

const vocabularies = parsed(files.filter(([path]) => !path.includes("/")));

/** Every term that the vocabularies describe, hash IRIs of ours; those of a structure's components are no terms. */
const terms = [...new Set(vocabularies.getQuads(null, `${rdf}type`, null, null).map((q) => q.subject.value))].filter(
  (iri) => iri.includes("#") && !iri.startsWith(`${BASE_TOKEN}/id/`),
);

function languages(subject: string, predicate: string): string[] {
  const objects = vocabularies.getObjects(subject, predicate, null);
  return objects.map((o) => (o.termType === "Literal" ? o.language : "")).toSorted();
}

function typesOf(iri: string): string[] {
  return vocabularies.getObjects(iri, `${rdf}type`, null).map((o) => o.value);
}

describe("every file of ontology/", () => {
  test.each([...files, ...shapes])("%s is Turtle", (_path, text) => {
    expect(new Parser().parse(text).length).toBeGreaterThan(0);
  });

  test.each(files)("%s has no blank node", (_path, text) => {
    const nodes = new Parser().parse(text).flatMap((q) => [q.subject, q.object]);
    expect(nodes.filter((node) => node.termType === "BlankNode")).toEqual([]);
  });

  test.each([...files, ...shapes])(
    "%s names nobody's host but the base token where it speaks of our own",
    (_path, text) => {
      expect(text).not.toMatch(/localhost|\/\/data\.example\.nl:/);
    },
  );

  test("uses no term of ours that the vocabularies do not define", () => {
    const defined = new Set(terms);
    const all = parsed([...files, ...shapes]);
    const shapeNames = new Set(all.getSubjects(`${rdf}type`, `${sh}NodeShape`, null).map((s) => s.value));
    const used = all
      .getQuads(null, null, null, null)
      .flatMap((q) => [q.subject.value, q.predicate.value, q.object.termType === "NamedNode" ? q.object.value : ""])
      .filter((iri) => [ond, lds, tk].some((namespace) => iri.startsWith(namespace ?? "-")));
    expect([...new Set(used)].filter((iri) => !defined.has(iri) && !shapeNames.has(iri))).toEqual([]);
  });

  test("gives no rdfs:label to a thing under /id/, since the labels graph does", () => {
    const labelled = parsed(files)
      .getSubjects(`${rdfs}label`, null, null)
      .map((s) => s.value);
    expect(labelled.filter((iri) => iri.startsWith(`${BASE_TOKEN}/id/`))).toEqual([]);
  });
});

describe.each(terms)("the term %s", (term) => {
  test("has one label and one definition in Dutch and in English", () => {
    expect(languages(term, `${rdfs}label`)).toEqual(["en", "nl"]);
    expect(languages(term, `${skos}definition`)).toEqual(["en", "nl"]);
  });

  test("is defined by the ontology of its namespace", () => {
    expect(vocabularies.getObjects(term, `${rdfs}isDefinedBy`, null).map((o) => o.value)).toEqual([term.split("#")[0]]);
  });

  test("has super terms of its own kind when they are ours", () => {
    const parents = [`${rdfs}subClassOf`, `${rdfs}subPropertyOf`]
      .flatMap((relation) => vocabularies.getObjects(term, relation, null))
      .filter((parent) => terms.includes(parent.value));
    expect(parents.map((parent) => typesOf(parent.value))).toEqual(parents.map(() => typesOf(term)));
  });
});

describe.each(["onderwijs", "dienst", "parlement"])("the ontology %s", (module) => {
  const iri = `${BASE_TOKEN}/def/${module}`;
  const values = (predicate: string) => vocabularies.getObjects(iri, predicate, null).map((o) => o.value);

  test("says its version, licence, title and description", () => {
    expect(values(`${owl}versionInfo`)).toEqual(["1.0.0"]);
    expect(values(`${owl}versionIRI`)).toEqual([`${iri}/1.0.0`]);
    expect(values(`${dct}license`)).toEqual(["https://creativecommons.org/publicdomain/zero/1.0/"]);
    expect(languages(iri, `${dct}title`)).toEqual(["en", "nl"]);
    expect(languages(iri, `${dct}description`)).toEqual(["en", "nl"]);
  });
});

test("DUO's concepts are subjects of our properties, never predicates", async () => {
  const text = await readFile(new URL("../../ontology/onderwijs.ttl", import.meta.url), "utf8");
  const quads = new Parser().parse(text);
  const duo = "https://www.lod.duo.nl/inf/id/begrip/";
  expect(quads.filter((q) => q.predicate.value.startsWith(duo))).toEqual([]);
  const linked = quads.filter((q) => q.object.value.startsWith(duo));
  expect(new Set(linked.map((q) => q.predicate.value))).toEqual(new Set([`${dct}subject`]));
  expect(linked.length).toBeGreaterThan(20);
});

test("every vocabulary tells what changed in each of its versions, the one it has now among them", () => {
  const ontologies = vocabularies.getSubjects(`${rdf}type`, `${owl}Ontology`, null).map((s) => s.value);
  expect(ontologies.length).toBeGreaterThan(3);
  for (const iri of ontologies) {
    const versions = vocabularies.getObjects(iri, `${dct}hasVersion`, null).map((o) => o.value);
    expect(versions).toContain(vocabularies.getObjects(iri, `${owl}versionIRI`, null)[0]?.value);
    for (const version of versions) {
      expect(vocabularies.getObjects(version, `${dct}isVersionOf`, null)[0]?.value).toBe(iri);
      expect(version).toBe(`${iri}/${vocabularies.getObjects(version, `${owl}versionInfo`, null)[0]?.value}`);
      expect(vocabularies.getObjects(version, `${dct}issued`, null)[0]?.value).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(languages(version, `${skos}changeNote`)).toEqual(["en", "nl"]);
    }
  }
});
