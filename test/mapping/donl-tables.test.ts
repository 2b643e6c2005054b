import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Parser } from "n3";
import { describe, expect, test } from "vitest";
import { CLEANER_NAMES } from "#src/records/clean.js";
import { FieldTable } from "#src/records/fields.js";
import { readLookup } from "#src/records/reference-book.js";
import { readMapping } from "#src/mapping/read.js";
import { shared, sharedIsMissing } from "../shared.js";
import { realPackage } from "../sources/donl/packages.js";

const FOLDER = new URL("../../mappings/donl/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
const FIELDS = FieldTable.read(text("fields.csv"), "fields.csv", CLEANER_NAMES);
const lookup = (name: string): Map<string, string> => readLookup(text(`${name}.csv`), name);
const EU = "http://publications.europa.eu/resource/authority/";

const inJson = (path: string): { identifier: string | null }[] =>
  JSON.parse(readFileSync(shared("sources", "donl", ...path.split("/")), "utf8")) as { identifier: string | null }[];

/** Fields of DCAT-AP-DONL 1.1 in CKAN, and of CKAN itself, that MODEL §2.7 names. */
const DATASET =
  "id name title notes identifier alternate_identifier authority publisher contact_point_name contact_point_title contact_point_address contact_point_phone contact_point_email contact_point_website theme tags language metadata_language license_id license_title access_rights dataset_status issued modified date_planned metadata_created metadata_modified changetype frequency temporal_start temporal_end temporal_label spatial_scheme spatial_value url documentation sample provenance conforms_to related_resource source has_version is_version_of version version_notes legal_foundation_label legal_foundation_ref legal_foundation_uri high_value referentie_data basis_register national_coverage source_catalog communities dataset_quality restrictions_statement duplicate_resources organization groups author maintainer private state type num_tags num_resources resources theme_displayname";
const RESOURCE =
  "id url download_url name description format media_type mimetype license_id rights status distribution_type size hash hash_algorithm documentation linked_schemas release_date created modification_date last_modified metadata_language language link_status link_status_last_checked is_duplicate_of";

const unknown = (family: string, keys: readonly string[]): string[] =>
  keys.filter((header) => FIELDS.of(header, family).length === 0);

describe("the field table", () => {
  test.each([
    ["packages", DATASET],
    ["resource", RESOURCE],
  ])("knows every documented field of %s", (family, fields) => {
    expect(fields.split(" ").filter((header) => FIELDS.of(header, family).length === 0)).toEqual([]);
  });

  test.skipIf(sharedIsMissing)("knows every key of the real package and its resources", () => {
    const real = realPackage();
    expect(unknown("packages", Object.keys(real))).toEqual([]);
    expect(unknown("resource", real.resources.flatMap(Object.keys))).toEqual([]);
  });

  test("names only tables that are there, and every table is named", () => {
    const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.startsWith("donl-"));
    const calls = FIELDS.for("packages")
      .concat(FIELDS.for("resource"))
      .flatMap(({ clean }) => clean.args);
    const inCode = readFileSync(new URL("../../src/records/places.ts", import.meta.url), "utf8");
    const named = new Set([
      ...calls.filter((word) => word.startsWith("donl-")),
      ...(inCode.match(/donl-[a-z-]+/g) ?? []),
    ]);
    expect([...named].toSorted()).toEqual(files.map((name) => name.replace(/\.csv$/, "")).toSorted());
  });
});

test("the mapping refers to keys that the field table gives, and to no other", () => {
  const model = readMapping(text("packages.yml"), { path: "packages.yml" });
  const used = model.triplesMaps.flatMap((map) => JSON.stringify(map).match(/(?<="reference":")[^"]+/g) ?? []);
  const keys = used.flatMap((reference) => reference.replace(/^\$\./, "").replaceAll("[*]", "").split("."));
  const families = ["packages", "resource", "tag"].flatMap((family) => FIELDS.for(family));
  // What cleaners and composers put into records of their own making.
  const inner = [
    "uri",
    "waarde",
    "adres",
    "tekst",
    "naam",
    "postcode",
    "wkt",
    "download",
    "dienst",
    "zelfbeschrijving",
  ];
  const known = new Set([...families.flatMap(({ key }) => key.split(".")), ...inner]);
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
  expect(keys.length).toBeGreaterThan(60);
});

/** What the reference list says is a concept, with a name. */
const concepts = new Set(
  new Parser()
    .parse(readFileSync(new URL("../../ontology/reference/waardelijsten.ttl", import.meta.url), "utf8"))
    .filter(({ predicate }) => predicate.value === "http://www.w3.org/2004/02/skos/core#prefLabel")
    .map(({ subject }) => subject.value),
);

const step = (iri: string | null): string => (iri ?? "").replace(/.*[/#]/, "");

const taxonomy = (name: string): string[] =>
  readFileSync(shared("sources", "donl", "taxonomies", `${name}.ttl`), "utf8")
    .match(/(?<=hasTopConcept <)[^>]+/g)
    ?.map((iri) => iri.replace(/^https:/, "http:").replace(/\/$/, "")) ?? [];

const described = (name: string): string =>
  readFileSync(new URL(`../../ontology/reference/${name}.ttl`, import.meta.url), "utf8");

const has = (table: Map<string, string>, iri: string): boolean => table.has(iri) || table.has(step(iri).toLowerCase());

describe("the tables", () => {
  test.each([
    ["donl-themas", `${EU}data-theme/`],
    ["donl-statussen", `${EU}dataset-status/`],
    ["donl-distributiestatussen", `${EU}distribution-status/`],
    ["donl-wijzigingen", ""],
  ])("%s gives concepts that are described", (name, start) => {
    const missing = [...lookup(name).values()].filter((code) => !concepts.has(start + code));
    expect(missing).toEqual([]);
  });

  test.each(readdirSync(fileURLToPath(FOLDER)).filter((name) => name.startsWith("donl-")))(
    "%s names no value twice, in whichever case",
    (file) => {
      const values = text(file)
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.replace(/,[^,]*$/, ""));
      expect(new Set(values).size).toBe(values.length);
    },
  );

  test.skipIf(sharedIsMissing)("have every value of the official lists", () => {
    const lists: [string, string, (given: string) => string][] = [
      ["donl-themas", "waardelijsten-v2/donl-themes.json", (v) => v],
      ["donl-statussen", "waardelijsten-v2/donl-status.json", (v) => v],
      ["donl-openbaarheid", "waardelijsten-v2/access-right.json", (v) => v.toLowerCase()],
      ["donl-frequenties", "waardelijsten-v2/frequency.json", (v) => v.toLowerCase()],
      ["donl-bestandstypen", "waardelijsten-v2/filetypes.json", (v) => v.toLowerCase()],
      ["donl-organisaties", "waardelijsten-v2/organisations.json", (v) => v],
      ["donl-provincies", "waardelijsten-v2/organisations-provincie.json", (v) => v],
    ];
    for (const [name, path, key] of lists) {
      const table = lookup(name);
      const missing = inJson(path)
        .map(({ identifier }) => step(identifier))
        .filter((v) => v !== "" && !table.has(key(v)));
      expect([name, missing]).toEqual([name, []]);
    }
  });

  test.skipIf(sharedIsMissing)(
    "have every licence, language, right and algorithm of the profile of data.overheid.nl",
    () => {
      for (const [name, table] of [
        ["licenses", "donl-licenties"],
        ["languages", "donl-talen"],
        ["access-rights", "donl-openbaarheid"],
        ["algorithms", "donl-hashalgoritmen"],
      ] as const) {
        expect([name, taxonomy(name).filter((iri) => !has(lookup(table), iri))]).toEqual([name, []]);
        expect(taxonomy(name).length).toBeGreaterThan(3);
      }
    },
  );

  test("give municipalities and provinces codes that are described", () => {
    for (const [table, list, kind] of [
      ["donl-gemeenten", "gemeenten", "gemeente"],
      ["donl-provincies", "provincies", "provincie"],
    ] as const) {
      const known = described(list);
      expect([...lookup(table).values()].filter((code) => !known.includes(`/id/${kind}/${code}> a `))).toEqual([]);
    }
  });
});
