/** Every term of another vocabulary that we use has a Dutch and an English name in ontology/names.csv. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { readMapping } from "#src/mapping/read.js";
import { readAdministrative } from "#src/pages/resource/administrative.js";
import { foreignName, readNames } from "#src/pages/foreign-names.js";
import { inverseName } from "#src/pages/resource/inverse-names.js";
import { kindName } from "#src/pages/resource/kind-names.js";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor, shortened } from "#src/rdf/prefixes.js";
import { KINDS } from "#src/resources/kinds.js";
import { ontologyFiles } from "./files.js";

const MAPPINGS = fileURLToPath(new URL("../../mappings/", import.meta.url));
const prefixes = prefixesFor(BASE_TOKEN);
const { rdf = "", rdfs = "", schema = "" } = prefixes;
const NAMESPACES = Object.values(prefixes).filter((namespace) => !namespace.startsWith(BASE_TOKEN));
/** Properties whose values are terms. */
const OF_TERMS = new Set([
  `${rdf}type`,
  ...["subClassOf", "subPropertyOf", "range", "domain"].map((name) => rdfs + name),
]);

function isForeign(iri: string): boolean {
  return NAMESPACES.some((namespace) => iri.startsWith(namespace) && iri.length > namespace.length);
}

function unnamed(terms: Iterable<string>): string[] {
  return [...new Set(terms)]
    .filter((iri) => isForeign(iri) && (foreignName(iri, "nl") === undefined || foreignName(iri, "en") === undefined))
    .map((iri) => shortened(iri, prefixes))
    .sort();
}

describe("what we use of other vocabularies has a name", () => {
  it("in the vocabularies, concept schemes and reference data", async () => {
    const quads = (await ontologyFiles()).flatMap(([, text]) => new Parser().parse(text));
    const terms = quads.flatMap(({ predicate, object }) => [
      predicate.value,
      ...(OF_TERMS.has(predicate.value) || predicate.value.startsWith(`${schema}rangeIncludes`) ? [object.value] : []),
    ]);
    expect(new Set(terms).size).toBeGreaterThan(50);
    expect(unnamed(terms)).toEqual([]);
  });

  it("in the mappings", () => {
    const paths = readdirSync(MAPPINGS, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
    const texts = paths.map((path) => [path, readFileSync(join(MAPPINGS, path), "utf8")] as const);
    const mappings = texts.filter(([, text]) => /^mappings:/m.test(text));
    expect(mappings.length).toBeGreaterThan(50);
    const terms = mappings.flatMap(([path, text]) => {
      const said = JSON.stringify(readMapping(text, { path }).triplesMaps);
      return NAMESPACES.flatMap(
        (namespace) => said.match(new RegExp(`${namespace.replaceAll(".", "\\.")}[A-Za-z][\\w-]*`, "g")) ?? [],
      );
    });
    expect(new Set(terms).size).toBeGreaterThan(100);
    // What ends in a hyphen is the beginning of a template.
    expect(unnamed(terms.filter((term) => !term.endsWith("-")))).toEqual([]);
  });

  it("in the lists of values of the mappings, algorithms aside", () => {
    const paths = readdirSync(MAPPINGS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".csv"));
    const terms = paths.flatMap(
      (path) => readFileSync(join(MAPPINGS, path), "utf8").match(/https?:\/\/[^\s,"]+/g) ?? [],
    );
    expect(terms.length).toBeGreaterThan(3);
    expect(unnamed(terms).filter((term) => !term.startsWith("spdx:checksumAlgorithm_"))).toEqual([]);
  });
});

describe("the table of what is said of records", () => {
  it("has properties that have a name", async () => {
    const quads = (await ontologyFiles()).flatMap(([, text]) => new Parser().parse(text));
    const labelled = new Set(quads.filter((q) => q.predicate.value === `${rdfs}label`).map((q) => q.subject.value));
    const path = fileURLToPath(new URL("../../ontology/administrative.csv", import.meta.url));
    const terms = [...readAdministrative(readFileSync(path, "utf8"))];
    const unknown = terms.filter((term) => !labelled.has(term) && foreignName(term, "nl") === undefined);
    expect(unknown.map((term) => shortened(term, prefixes))).toEqual([]);
  });
});

describe("the table of what things are to the one that they point to", () => {
  it("has properties of ours that there are, and of other vocabularies that have a name", async () => {
    const quads = (await ontologyFiles()).flatMap(([, text]) => new Parser().parse(text));
    const labelled = new Set(quads.filter((q) => q.predicate.value === `${rdfs}label`).map((q) => q.subject.value));
    const path = fileURLToPath(new URL("../../ontology/inverse-names.csv", import.meta.url));
    const terms = [...readNames("inverse-names.csv", readFileSync(path, "utf8")).keys()];
    const unknown = terms.filter((term) => !labelled.has(term) && foreignName(term, "nl") === undefined);
    expect(unknown.map((term) => shortened(term, prefixes))).toEqual([]);
  });

  it("gives the words of a property of ours under any base", () => {
    const vestigingVan = "https://graaf.test/def/onderwijs#vestigingVan";
    expect(inverseName("https://graaf.test", vestigingVan, "nl")).toBe("Vestigingen");
    expect(inverseName("https://graaf.test", vestigingVan, "en")).toBe("Locations");
    expect(inverseName("https://graaf.test", "https://graaf.test/def/onderwijs#brin", "nl")).toBeUndefined();
  });
});

describe("the table of names", () => {
  it("takes a prefix of ours or a whole IRI", () => {
    const names = readNames("names.csv", "term,nl,en\nschema:name,naam,name\nhttps://x.test/a,een a,an a\n");
    expect(names.get(`${schema}name`)).toEqual({ nl: "naam", en: "name" });
    expect(names.get("https://x.test/a")?.en).toBe("an a");
  });

  it.each([
    ["a term that is there twice", "schema:name,naam,name\nschema:name,naam,name", "line 3"],
    ["a prefix that is not ours", "schemo:name,naam,name", "line 2"],
    ["a term without an English name", "schema:name,naam,", "line 2"],
  ])("refuses %s", (_, rows, where) => {
    expect(() => readNames("names.csv", `term,nl,en\n${rows}\n`)).toThrow(where);
  });
});

it("each kind of thing that the mappings make has a name in ontology/kind-names.csv", () => {
  const files = readdirSync(MAPPINGS, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  const text = files.map((path) => readFileSync(join(MAPPINGS, path), "utf8")).join("\n");
  const kinds = new Set([
    ...[...text.matchAll(/\bs: \/id\/((?:tk|loket)\/[a-z-]+|(?!tk\/|loket\/)[a-z-]+)\//g)].map(([, kind = ""]) => kind),
    ...KINDS.map(({ concept }) => concept).filter((concept) => concept !== "tk" && concept !== "loket"),
  ]);
  expect(kinds.size).toBeGreaterThan(60);
  const unnamedKinds = [...kinds].filter(
    (kind) => kindName(BASE_TOKEN, `${BASE_TOKEN}/id/${kind}/x`, "nl") === undefined,
  );
  expect(unnamedKinds).toEqual([]);
  expect(kindName(BASE_TOKEN, "https://elders.test/id/vestiging/x", "nl")).toBeUndefined();
});
