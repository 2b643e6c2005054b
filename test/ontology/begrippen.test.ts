import { readFile } from "node:fs/promises";
import { Parser, Store } from "n3";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { ontologyFiles } from "./files.js";

const { rdf, skos, dct } = prefixesFor(BASE_TOKEN) as Record<string, string>;

const schemes = (await ontologyFiles())
  .filter(([path]) => path.startsWith("begrippen/"))
  .map(([path, text]) => ({
    name: path.slice("begrippen/".length, -".ttl".length),
    store: new Store(new Parser().parse(text)),
  }));

/** The slug of a value without a code, as the information model defines it (MODEL §1.1). */
function slug(value: string): string {
  const folded = decodeURIComponent(value)
    .normalize("NFKD")
    .replaceAll(/[^\p{ASCII}]/gu, "")
    .toLowerCase();
  return folded.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

function values(store: Store, subject: string, predicate: string): string[] {
  return store.getObjects(subject, predicate, null).map((o) => o.value);
}

function conceptsOf(store: Store): string[] {
  return store.getSubjects(`${rdf}type`, `${skos}Concept`, null).map((s) => s.value);
}

interface Steward {
  readonly scheme: string;
  readonly raw: string;
  readonly slug: string;
}

const csv = await readFile(new URL("../../mappings/slugs.csv", import.meta.url), "utf8");
const steward = Papa.parse<Steward>(csv, { header: true, skipEmptyLines: true }).data;

describe.each(schemes)("the concept scheme $name", ({ name, store }) => {
  const scheme = `${BASE_TOKEN}/id/begrippenlijst/${name}`;
  const concepts = conceptsOf(store);

  test("is the only one in its file and has a title in both languages", () => {
    expect(store.getSubjects(`${rdf}type`, `${skos}ConceptScheme`, null).map((s) => s.value)).toEqual([scheme]);
    expect(values(store, scheme, `${dct}title`)).toHaveLength(2);
  });

  test("names every concept of the file as a top concept, and no other", () => {
    expect(values(store, scheme, `${skos}hasTopConcept`).toSorted()).toEqual(concepts.toSorted());
    for (const concept of concepts) {
      expect(values(store, concept, `${skos}inScheme`)).toEqual([scheme]);
      expect(values(store, concept, `${skos}topConceptOf`)).toEqual([scheme]);
    }
  });

  test("gives every concept a name in both languages and one notation", () => {
    for (const concept of concepts) {
      const labels = store.getObjects(concept, `${skos}prefLabel`, null);
      expect(labels.map((o) => (o.termType === "Literal" ? o.language : "")).toSorted()).toEqual(["en", "nl"]);
      expect(values(store, concept, `${skos}notation`)).toHaveLength(1);
    }
  });

  test("makes IRIs of notations with the slug function", () => {
    for (const concept of concepts) {
      const notation = values(store, concept, `${skos}notation`)[0] ?? "";
      expect(concept).toBe(`${BASE_TOKEN}/id/begrip/${name}/${slug(notation)}`);
    }
  });
});

describe("the steward's table of slugs", () => {
  test.each(steward)("sends $raw to a concept that exists", (row) => {
    const store = schemes.find((each) => each.name === row.scheme)?.store;
    expect(conceptsOf(store ?? new Store())).toContain(`${BASE_TOKEN}/id/begrip/${row.scheme}/${row.slug}`);
  });

  test("mends every denomination that DUO cuts at 30 characters and that would get another slug", () => {
    const denominatie = schemes.find((each) => each.name === "denominatie")?.store ?? new Store();
    const notations = denominatie.getObjects(null, `${skos}notation`, null).map((o) => o.value);
    for (const name of notations.filter((each) => each.length > 30)) {
      const cut = name.slice(0, 30);
      const row = steward.find((each) => each.scheme === "denominatie" && each.raw === cut);
      expect(row?.slug ?? slug(cut)).toBe(slug(name));
    }
  });
});
