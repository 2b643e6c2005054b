import { readFile } from "node:fs/promises";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";

const { rdf, skos, schema, dct, ond } = prefixesFor(BASE_TOKEN) as Record<string, string>;

async function read(name: string): Promise<Store> {
  const text = await readFile(new URL(`../../ontology/reference/${name}.ttl`, import.meta.url), "utf8");
  return new Store(new Parser().parse(text));
}

const gemeenten = await read("gemeenten");
const provincies = await read("provincies");

function value(store: Store, iri: string, predicate: string): string[] {
  return store.getObjects(iri, predicate, null).map((o) => o.value);
}

describe("the municipalities", () => {
  const all = gemeenten.getSubjects(`${rdf}type`, `${ond}Gemeente`, null).map((s) => s.value);

  test("are the 355 of 2020 and the five that DUO's file of 2026 adds", () => {
    expect(all).toHaveLength(360);
    expect(new Set(all).size).toBe(360);
  });

  test("carry their code in IRI, property and link to TOOI, and lie in a province that is described", () => {
    const known = new Set(provincies.getSubjects(`${rdf}type`, `${ond}Provincie`, null).map((s) => s.value));
    for (const iri of all) {
      const code = iri.slice(-4);
      expect(iri).toBe(`${BASE_TOKEN}/id/gemeente/${code}`);
      expect(code).toMatch(/^\d{4}$/);
      expect(value(gemeenten, iri, `${ond}gemeentecode`)).toEqual([code]);
      expect(value(gemeenten, iri, `${dct}identifier`)).toEqual([code]);
      expect(value(gemeenten, iri, `${schema}sameAs`)).toEqual([
        `https://identifier.overheid.nl/tooi/id/gemeente/gm${code}`,
      ]);
      expect(value(gemeenten, iri, `${schema}name`)).toHaveLength(1);
      expect(known).toContain(value(gemeenten, iri, `${ond}provincie`)[0]);
    }
  });

  test.each([
    ["0518", "'s-Gravenhage", ["Den Haag"]],
    ["0796", "'s-Hertogenbosch", ["Den Bosch"]],
    ["0820", "Nuenen, Gerwen en Nederwetten", []],
    ["1900", "Súdwest-Fryslân", []],
    ["1979", "Eemsdelta", []],
    ["1980", "Dijk en Waard", []],
    ["1982", "Land van Cuijk", []],
    ["1991", "Maashorst", []],
    ["1992", "Voorne aan Zee", []],
  ])("%s is called %s", (code, name, others) => {
    const iri = `${BASE_TOKEN}/id/gemeente/${code}`;
    expect(value(gemeenten, iri, `${schema}name`)).toEqual([name]);
    expect(value(gemeenten, iri, `${skos}prefLabel`)).toEqual([name]);
    expect(value(gemeenten, iri, `${skos}altLabel`)).toEqual(others);
  });
});

test("the provinces are twelve, numbered 20 to 31, with their link to TOOI", () => {
  const all = provincies.getSubjects(`${rdf}type`, `${ond}Provincie`, null).map((s) => s.value);
  const codes = Array.from({ length: 12 }, (_each, at) => String(20 + at));
  expect(all.toSorted()).toEqual(codes.map((code) => `${BASE_TOKEN}/id/provincie/${code}`));
  for (const code of codes) {
    const iri = `${BASE_TOKEN}/id/provincie/${code}`;
    expect(value(provincies, iri, `${schema}sameAs`)).toEqual([
      `https://identifier.overheid.nl/tooi/id/provincie/pv${code}`,
    ]);
    expect(value(provincies, iri, `${ond}provinciecode`)).toEqual([code]);
  }
});

test("of the levels of SLO there is the one that the Education API prints, under its own IRI", async () => {
  const levels = await read("slo-niveaus");
  const uuid = "cb61531d-61eb-4412-a52f-ca065ca37e39";
  const iri = `https://opendata.slo.nl/curriculum/uuid/${uuid}`;
  expect(new Set(levels.getSubjects(null, null, null).map((s) => s.value))).toEqual(new Set([iri]));
  expect(value(levels, iri, `${skos}prefLabel`)).toEqual(["havo 5"]);
  expect(value(levels, iri, `${skos}notation`)).toEqual(["4205"]);
  expect(value(levels, iri, `${skos}exactMatch`)).toEqual([`http://purl.edustandaard.nl/begrippenkader/${uuid}`]);
});
