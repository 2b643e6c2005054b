/** The tables that a data steward edits must fit each other, and know what DUO's documents show of its files. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readBook, readSourceTables, type SourceTables } from "#src/ingest/source-tables.js";
import { readVocabulary } from "#src/ingest/vocabulary.js";
import { planFor } from "#src/records/expand-plan.js";
import type { StatisticsFamily } from "#src/records/family-table.js";
import { StatisticsHeaders } from "#src/records/statistics-headers.js";
import { seedDatasets } from "../../seed.js";
import { shared, sharedIsMissing } from "../../shared.js";

const BASE = "http://localhost:3000";
let tables: SourceTables;
let statistics: readonly StatisticsFamily[];

beforeAll(async () => {
  const vocabulary = await readVocabulary(BASE);
  const now = new Date("2026-11-22T12:00:00Z");
  const book = await readBook({ base: BASE, dataDir: "no-folder-of-data", vocabulary, now, aliases: itself });
  tables = await readSourceTables("duo", BASE, book);
  statistics = tables.families.all().flatMap((family) => (family.kind === "statistics" ? [family] : []));
});

function itself(path: string): string {
  return path;
}

const text = (file: string): string => readFileSync(new URL(`../../../mappings/duo/${file}`, import.meta.url), "utf8");

/** What a file of a dataset with these headers would lack, and the headers nobody knows. */
function shortcomings(dataset: string, headers: readonly string[]): { unknown: string[]; lacking: readonly string[] } {
  const { family, bare, years } = tables.families.named(dataset);
  if (family?.kind !== "statistics") throw new Error(`${dataset} is no statistic`);
  const { fields: table, unpivot, book } = tables;
  const read = new StatisticsHeaders({ table, unpivot, family, bare, book });
  const plan = planFor({ headers, family, read, book, namedYear: years });
  return { unknown: headers.filter((header) => read.isUnknown(header)), lacking: plan.lacking };
}

test("there are the 28 statistics of the information model", () => {
  expect(statistics).toHaveLength(28);
});

test("fields.csv says how every unit, dimension, measure and attribute of a statistic is cleaned", () => {
  // Nobody has seen the headers of an unverified one: its dimensions have a row once somebody has.
  const missing = statistics.flatMap(({ name, unit, dimensions, measures, attributes, unverified }) =>
    [...unit, ...(unverified ? [] : dimensions), ...measures, ...attributes]
      .filter(({ key }) => tables.fields.named(key, `statistics/${name}`) === undefined)
      .map(({ key }) => `${name}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test("the mapping of observations says every dimension, measure and attribute, and the kinds of unit", () => {
  const mapping = text("waarnemingen.yml");
  const missing = statistics.flatMap(({ unit, dimensions, measures, attributes }) => [
    ...[...dimensions, ...measures, ...attributes]
      .filter(({ key, property }) => !new RegExp(`\\[ond:${property}, [^\\]]*\\$\\(${key}\\)`).test(mapping))
      .map(({ property }) => property),
    ...unit
      .filter(({ kind }) => !mapping.includes(`[ond:eenheid, /id/${kind}/$(eenheid.${kind.replaceAll("-", "_")})~iri]`))
      .map(({ kind }) => kind),
  ]);
  expect(missing).toEqual([]);
});

test("counts are cleaned as what may be masked, and rates are not", () => {
  const wrong = statistics.flatMap(({ name, measures }) =>
    measures.filter(({ key, type }) => {
      const cleaner = tables.fields.named(key, `statistics/${name}`)?.clean.name;
      return cleaner !== (type === "integer" ? "masked" : "dec");
    }),
  );
  expect(wrong).toEqual([]);
});

test("every pattern of unpivot.csv is for a statistic that has its measure and dimensions", () => {
  const rows = text("unpivot.csv").trim().split("\n").slice(1);
  const useless = rows.filter((row) => {
    const [pattern = "", measure = ""] = row.split(",");
    const keys = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    return !statistics.some(
      ({ measures, dimensions }) =>
        measures.some(({ key }) => key === measure) &&
        keys.every((key) => key === "schooljaar" || dimensions.some((dimension) => dimension.key === key)),
    );
  });
  expect([rows.length > 10, useless]).toEqual([true, []]);
});

describe.skipIf(sharedIsMissing)("DUO's documents:", () => {
  test("each dataset that the API lists is of a family, and of no family that another name has", () => {
    const unknown = seedDatasets().filter((name) => tables.families.named(name).family === undefined);
    expect(unknown).toEqual([]);
    const families = new Set(seedDatasets().map((name) => tables.families.named(name).family?.name));
    const listed = statistics.filter(({ name }) => families.has(name)).length;
    expect([seedDatasets().length, listed]).toEqual([93, 26]);
  });

  interface PortalTable {
    readonly bron: string;
    readonly _kolommen?: readonly string[];
  }

  test("each column of a table of the portal that is a statistic here is known, and nothing is missed", () => {
    const portal = JSON.parse(
      readFileSync(shared("sources", "duo", "onderwijsdata-ckan-resources.json"), "utf8"),
    ) as PortalTable[];
    const found = portal.flatMap(({ bron, _kolommen: columns = [] }) =>
      columns.length > 0 && tables.families.named(bron).family?.kind === "statistics"
        ? [{ bron, ...shortcomings(bron, columns) }]
        : [],
    );
    expect(found.map(({ bron }) => bron)).toEqual([
      "Leerlingen po per vestiging",
      "Leerlingen po per vestiging naar geslacht",
      "Leerlingen po per vestiging naar leeftijd",
      "Leerlingen po per vestiging naar postcode4",
      "Gemiddelde eindscores per vestiging bo en sbo",
      "Historische leerlingenaantallen PO",
      "Leerlingen bo en sbo per vestiging naar advies",
      "Zittenblijvers in het bo en sbo per vestiging",
      "Aantal leerlingen per cluster per schoolvestiging",
    ]);
    expect(found.filter(({ unknown, lacking }) => unknown.length + lacking.length > 0)).toEqual([]);
  });
});

describe("names by which files go around are of a family:", () => {
  test.each([
    ["brin6_totaal.csv", "03-leerlingen-po-totaaloverzicht"],
    ["brin6_leeftijd.csv", "01-leerlingen-po-soort-po-cluster-leeftijd"],
    ["brin6_cluster.csv", "01-leerlingen-po-soort-po-cluster-leeftijd"],
    ["brin6_advies.csv", "04-schooladvies-bo-sbo"],
    ["brin6_eindscores.csv", "05-gemiddelde-eindscores-bo-sbo"],
    ["brin6_zittenblijvers.csv", "09-leerlingen-bo-zittenblijven"],
    ["03_voex.csv", "07-geslaagden-gezakten-en-cijfers"],
    ["04_voex.csv", "08-examenkandidaten-vmbo-en-examencijfers"],
    ["01voins.csv", "01-leerlingen-vo-per-vestiging-naar-onderwijstype"],
    ["02voins.csv", "02-leerlingen-per-vestiging-naar-postcode-en-leerjaar"],
    ["historische-leerlingenaantallen-po", "06-historisch-overzicht-leerlingen-per-schoolvestiging"],
    ["06-historische-leerlingenaantallen-po-vestigingen-api", "06-historisch-overzicht-leerlingen-per-schoolvestiging"],
    ["examenkandidaten-geslaagden-vo-2019-2024.csv", "06-examenkandidaten-en-geslaagden"],
    ["leerlingen-woongebied-leeftijd-Goes.csv", "leerlingen-woongebied-leeftijd"],
    ["leerlingen-woongebied-leeftijd-'s-Gravenhage.csv", "leerlingen-woongebied-leeftijd"],
    ["vestigingenbo.csv", "03-alle-vestigingen-basisonderwijs"],
    ["instellingenvo.csv", "01-hoofdvestigingen-vo"],
    ["besturenso.csv", "06-bevoegde-gezagen-speciaal-basis-onderwijs"],
  ])("%s", (name, family) => {
    expect(tables.families.named(name).family?.name).toBe(family);
  });
});
