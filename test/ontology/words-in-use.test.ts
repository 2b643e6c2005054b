/** The words of the vocabularies and the mappings that use them, held against each other. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { readMapping } from "#src/mapping/read.js";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor, shortened } from "#src/rdf/prefixes.js";
import { ontologyFiles } from "./files.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const prefixes = prefixesFor(BASE_TOKEN);
const { ond = "", lds = "", tk = "", rdf, skos } = prefixes;

/** Words of ours in any text: `ond:…`, `lds:…` and `tk:…` as whole IRIs. */
const OURS = new RegExp(`(?:${ond}|${lds}|${tk})[A-Za-z][A-Za-z0-9_-]*`, "g");

function filesBelow(folder: string, ending: RegExp): [path: string, text: string][] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .toSorted()
    .map((name) => [`${folder}/${name}`.replaceAll("\\", "/"), readFileSync(join(ROOT, folder, name), "utf8")]);
}

/** The words of ours in what a mapping does, as the mapping engine reads it; comments and prefixes are none. */
function wordsOf(text: string, path: string): string[] {
  return JSON.stringify(readMapping(text, { path }).triplesMaps).match(OURS) ?? [];
}

const files = await ontologyFiles();
const vocabularies = files.filter(([path]) => !path.includes("/"));
const vocabulary = new Store(vocabularies.flatMap(([, text]) => new Parser().parse(text)));
const definedIn = (store: Store): string[] =>
  [...new Set(store.getSubjects(`${rdf}type`, null, null).map((s) => s.value))].filter((iri) =>
    [ond, lds, tk].some((namespace) => iri.startsWith(namespace)),
  );
const defined = new Set(definedIn(vocabulary));
const undefinedIn = (text: string, path: string): string[] =>
  [...new Set(wordsOf(text, path))].filter((iri) => !defined.has(iri)).map((iri) => shortened(iri, prefixes));

const mappings = filesBelow("mappings", /\.ya?ml$/).filter(([, text]) => /^mappings:/m.test(text));

describe("a mapping uses words of ours that are defined", () => {
  test.each(mappings)("%s", (path, text) => {
    expect(undefinedIn(text, path)).toEqual([]);
  });

  test("and a word that is not defined is found, wherever it stands", () => {
    const mapping = `
prefixes: { ond: "${ond}", lds: "${lds}", tk: "${tk}" }
sources: { alle: ["x.json~jsonpath", "$[*]"] }
mappings:
  ding: # ond:inEenOpmerking
    sources: alle
    s: /id/ding/$(id)
    po:
      - [a, ond:Verzonnen]
      - [ond:brin, $(x), ond:verzonnenType]
      - [lds:verzonnen, $(x)]
      - [tk:verzonnen, $(x)]
      - [ond:bevoegdGezag, ond:verzonnenDing~iri]
      - p: ond:vestigingVan
        o: { value: "ond:verzonnenInHetLang", type: iri }
`;
    expect(undefinedIn(mapping, "test.yml").toSorted()).toEqual([
      "lds:verzonnen",
      "ond:Verzonnen",
      "ond:verzonnenDing",
      "ond:verzonnenInHetLang",
      "ond:verzonnenType",
      "tk:verzonnen",
    ]);
  });
});

/** What the service itself says, of loads, tombstones and findings above all: `${s.lds}regel` in its code. */
const said = filesBelow("src", /\.ts$/).flatMap(([, text]) =>
  [...text.matchAll(/\b(lds|ond)\}(\w+)/g)].map(([, prefix = "", name = ""]) => (prefix === "lds" ? lds : ond) + name),
);

/** Reference lists use words too. */
const listed = files
  .filter(([path]) => path.includes("/"))
  .flatMap(([, text]) => {
    const quads = new Parser().parse(text);
    return quads.flatMap((q) => [q.predicate.value, q.object.value]).filter((iri) => defined.has(iri));
  });

/** Dimensions and measures are named in tables of families and fields, not in mappings, by their last part alone. */
const tables = filesBelow("mappings", /\.(?:ya?ml|csv)$/).map(([, text]) => text);
const looked = tables.flatMap((text) => text.match(OURS) ?? []);
const words = new Set(tables.flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? []));
const cube = vocabularies
  .filter(([path]) => path === "onderwijs-cube.ttl")
  .flatMap(([, text]) => new Parser().parse(text));
const counted = definedIn(new Store(cube)).filter((iri) => words.has(iri.slice(ond.length)));

/** What a used word is a kind of, or says its values are, is used too. */
function withParents(used: Iterable<string>): Set<string> {
  const all = new Set<string>();
  const todo = [...used];
  for (let iri = todo.pop(); iri !== undefined; iri = todo.pop()) {
    if (all.has(iri) || !defined.has(iri)) continue;
    all.add(iri);
    todo.push(...vocabulary.getObjects(iri, null, null).map((object) => object.value));
  }
  return all;
}

const used = withParents([
  ...mappings.flatMap(([path, text]) => wordsOf(text, path)),
  ...looked,
  ...said,
  ...listed,
  ...counted,
]);
const noted = new Set(vocabulary.getSubjects(`${skos}editorialNote`, null, null).map((s) => s.value));

describe("a word that is defined", () => {
  test("is used, or says in a note why it is not", () => {
    const idle = [...defined].filter((iri) => !used.has(iri) && !noted.has(iri)).map((iri) => shortened(iri, prefixes));
    const isAwaited = !existsSync(join(ROOT, "ontology/onderwijs-cube.ttl"));
    expect(idle.filter((name) => !(isAwaited && name === "ond:postcodegebied"))).toEqual([]);
  });

  test("and is used has no note that says why it is not", () => {
    expect([...noted].filter((iri) => used.has(iri))).toEqual([]);
  });
});
