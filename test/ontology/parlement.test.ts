import { readdir, readFile } from "node:fs/promises";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { parliamentFiles } from "../../scripts/parlement.js";
import { shared, sharedIsMissing } from "../shared.js";

const { rdf, rdfs, owl, skos, sh, tk, xsd, schema } = prefixesFor(BASE_TOKEN) as Record<string, string>;

const made = await parliamentFiles();
const file = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const read = async (path: string): Promise<Store> => new Store(new Parser().parse(await file(path)));
const values = (store: Store, subject: string, predicate: string): string[] =>
  store.getObjects(subject, predicate, null).map((o) => o.value);

test.each([...made])("%s is what scripts/parlement.js makes of the tables", async (path, text) => {
  expect(await file(path), "run: npm run build && node scripts/parlement.js && node scripts/context.js").toBe(text);
});

test("no file is left over of a table that changed", async () => {
  const mappings = await readdir(new URL("../../mappings/tweedekamer/", import.meta.url));
  const begrippen = await readdir(new URL("../../ontology/begrippen/", import.meta.url));
  const there = [
    ...mappings.filter((name) => /\.ya?ml$/.test(name)).map((name) => `mappings/tweedekamer/${name}`),
    ...begrippen.filter((name) => name.startsWith("tk-")).map((name) => `ontology/begrippen/${name}`),
  ];
  expect(there.filter((path) => !made.has(path))).toEqual([]);
});

const vocabulary = await read("ontology/parlement.ttl");
const typed = (type: string): string[] => vocabulary.getSubjects(`${rdf}type`, type, null).map((s) => s.value);

describe("the parliamentary vocabulary", () => {
  test("has a class for each entity set, and says where the Kamer describes it", async () => {
    const names = (await file("mappings/tweedekamer/entities.csv"))
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split(",")[0]);
    const classes = new Set(typed(`${owl}Class`));
    expect(names.filter((name) => !classes.has(`${tk}${name}`))).toEqual([]);
    expect(values(vocabulary, `${tk}Stemming`, `${rdfs}seeAlso`)).toEqual([
      "https://opendata.tweedekamer.nl/documentatie/Stemming",
    ]);
  });

  test("stands on its own: classes of others are in the alignment alone", async () => {
    const parents = vocabulary.getQuads(null, `${rdfs}subClassOf`, null, null).map((q) => q.object.value);
    expect(parents.filter((iri) => !iri.startsWith(tk ?? "-"))).toEqual([]);
    const alignment = await read("ontology/parlement-alignment.ttl");
    expect(values(alignment, `${tk}Stemming`, `${rdfs}subClassOf`)).toEqual(["http://www.w3.org/ns/opengov#Vote"]);
    expect(values(alignment, `${tk}besluit`, `${rdfs}subPropertyOf`)).toEqual([
      "http://www.w3.org/ns/opengov#voteEvent",
    ]);
    // The name of an activity, but not of a document.
    expect(values(alignment, `${tk}onderwerp`, `${rdfs}subPropertyOf`)).toEqual([]);
  });

  test("says of a property what it is of without saying that a thing is all of these", () => {
    for (const property of [...typed(`${owl}ObjectProperty`), ...typed(`${owl}DatatypeProperty`)]) {
      expect(values(vocabulary, property, `${rdfs}domain`).length).toBeLessThan(2);
      expect(values(vocabulary, property, `${rdfs}range`).length).toBeLessThan(2);
    }
    expect(values(vocabulary, `${tk}fractieGrootte`, `${rdfs}domain`)).toEqual([`${tk}Stemming`]);
    expect(values(vocabulary, `${tk}van`, `${schema}rangeIncludes`).toSorted()).toEqual([`${xsd}date`, `${xsd}string`]);
  });
});

async function notations(name: string): Promise<string[]> {
  return (await read(`ontology/begrippen/${name}.ttl`)).getObjects(null, `${skos}notation`, null).map((o) => o.value);
}

/** A list in words, its parts in order: one value may have a comma in it. */
function sorted(list: string): string {
  return list.split(", ").toSorted().join(", ");
}

describe.skipIf(sharedIsMissing)("the concept schemes", () => {
  test("have every kind of document that is known", async () => {
    const facts = JSON.parse(await readFile(shared("sources", "tweedekamer", "document-soorten.json"), "utf8")) as {
      values: string[];
    };
    const scheme = await read("ontology/begrippen/tk-document-soort.ttl");
    const notations = scheme.getObjects(null, `${skos}notation`, null).map((o) => o.value);
    expect(notations.toSorted()).toEqual(facts.values.toSorted());
  });

  test("have the values that the Kamer's own information model of 2019 lists, and may have more", async () => {
    const model = await readFile(shared("sources", "tweedekamer", "TK_Informatiemodel_ODP_0.90.ttl"), "utf8");
    const lists = [...model.matchAll(/Mogelijke waarden: ([^"]+)"/g)].map(([, list = ""]) => list);
    for (const scheme of [
      "tk-stemming-soort",
      "tk-besluit-stemmings-soort",
      "tk-besluit-status",
      "tk-activiteit-datum-soort",
      "tk-activiteit-soort",
      "tk-activiteit-actor-relatie",
      "tk-document-actor-relatie",
      "tk-zaak-actor-relatie",
      "tk-zaak-kabinetsappreciatie",
      "tk-zaak-soort",
      "tk-vergadering-soort",
      "tk-verslag-soort",
      "tk-verslag-status",
    ]) {
      const whole = (await notations(scheme)).toSorted((a, b) => a.localeCompare(b, "nl")).join(", ");
      expect(lists.map(sorted)).toContain(sorted(whole));
    }
    // 2019 did not know the last yet.
    expect((await notations("tk-activiteit-status")).toSorted()).toEqual([
      "Geannuleerd",
      "Gepland",
      "Uitgevoerd",
      "Verplaatst",
      "Vervallen",
    ]);
  });
});

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

describe("a parliamentary year", async () => {
  const years = await read("ontology/reference/vergaderjaren.ttl");
  const all = years.getSubjects(`${rdf}type`, `${tk}Vergaderjaar`, null).map((s) => s.value);

  test("begins on the third Tuesday of September, on the day after the one before ended", () => {
    expect(all).toHaveLength(28);
    const days = all.toSorted().map((iri) => [`${tk}van`, `${tk}totEnMet`].map((p) => values(years, iri, p)[0] ?? ""));
    for (const [start = ""] of days) {
      const day = new Date(`${start}T12:00:00Z`);
      expect([day.getUTCDay(), day.getUTCMonth(), Math.ceil(day.getUTCDate() / 7)]).toEqual([2, 8, 3]);
    }
    expect(all.toSorted().map((iri) => iri.slice(-9, -5))).toEqual(days.map(([start = ""]) => start.slice(0, 4)));
    expect(days.slice(0, -1).map(([, end = ""]) => dayAfter(end))).toEqual(days.slice(1).map(([start]) => start));
  });

  test.each([
    ["2009-2010", "2009-09-15"],
    ["2015-2016", "2015-09-15"],
    ["2025-2026", "2025-09-16"],
  ])("%s began on %s", (year, day) => {
    expect(values(years, `${BASE_TOKEN}/id/vergaderjaar/${year}`, `${tk}van`)).toEqual([day]);
  });
});

test("each entity has a shape, and each shape demands what only it can have", async () => {
  const shapes = await read("ontology/shapes/parlement.ttl");
  const targets = shapes.getObjects(null, `${sh}targetClass`, null).map((o) => o.value);
  expect(new Set(targets).size).toBe(46);
  const paths = shapes.getObjects(null, `${sh}path`, null).map((o) => o.value);
  const defined = new Set([...typed(`${owl}ObjectProperty`), ...typed(`${owl}DatatypeProperty`)]);
  expect(paths.filter((iri) => iri.startsWith(tk ?? "-") && !defined.has(iri))).toEqual([]);
});

test("each shape of what has a key checks the moments that every record has", async () => {
  const shapes = await read("ontology/shapes/parlement.ttl");
  for (const path of ["http://purl.org/dc/terms/modified", `${BASE_TOKEN}/def/dienst#apiGewijzigdOp`]) {
    const checks = shapes.getSubjects(`${sh}path`, path, null);
    // ToegezegdAan alone has neither key nor moments.
    expect(checks).toHaveLength(45);
    for (const check of checks) {
      expect(shapes.getObjects(check, `${sh}datatype`, null).map((o) => o.value)).toEqual([`${xsd}dateTime`]);
      expect(shapes.getObjects(check, `${sh}maxCount`, null).map((o) => o.value)).toEqual(["1"]);
    }
  }
});
