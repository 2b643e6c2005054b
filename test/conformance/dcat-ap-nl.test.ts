/** Descriptions of datasets against the official shapes of DCAT-AP-NL 3.0 and DCAT-AP 3.0.1 (MODEL §2.7). */
import { readFileSync } from "node:fs";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { withBase } from "#src/rdf/base.js";
import { BASE, published } from "../mapping/donl.js";
import { sharedIsMissing } from "../shared.js";
import { realPackage } from "../sources/donl/packages.js";
import { dcatAp, dcatApNl, lacking, ownShapes } from "./official-shapes.js";

const EU = "http://publications.europa.eu/resource/authority";
const OWMS = "http://standaarden.overheid.nl/owms/terms";
const SCHEMES = "http://standaarden.overheid.nl/owms/4.0/doc/waardelijsten/overheid";
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** The terms of others' lists, which the service publishes beside its data. */
const LISTS = new URL("../../ontology/reference/waardelijsten.ttl", import.meta.url);
const lists = new Parser().parse(withBase(readFileSync(LISTS, "utf8"), BASE));

async function graphOf(
  packages: readonly Readonly<Record<string, unknown>>[],
  aliases: Readonly<Record<string, string>> = {},
): Promise<Store> {
  const { statements } = await published(packages, aliases);
  const text = statements.map((line) => `${line} .\n`).join("");
  return new Store([...new Parser().parse(text), ...lists]);
}

/** A fictional package that has every field. */
const FULL = {
  id: id(1),
  name: "fictieve-dataset",
  title: "Fictieve dataset",
  notes: "Verzonnen voor een test.",
  identifier: "https://example.org/fictief",
  alternate_identifier: ["https://example.org/1", "X-2"],
  authority: `${OWMS}/Dienst_Uitvoering_Onderwijs`,
  publisher: "https://example.org/organisatie/Fictieve_uitgever",
  contact_point_name: "Fictieve helpdesk",
  contact_point_title: "Helpdesk",
  contact_point_address: "Fictieve Straat 1",
  contact_point_phone: "070 700 0526",
  contact_point_email: "helpdesk@example.org",
  contact_point_website: "https://example.org/contact",
  theme: [`${OWMS}/Onderwijs_en_wetenschap`, `${OWMS}/Onderzoek_en_wetenschap`, `${OWMS}/Verzonnen_thema`],
  tags: [{ display_name: "school" }, { display_name: "leerling" }],
  metadata_language: `${EU}/language/ENG`,
  language: [`${EU}/language/NLD`, `${EU}/language/ENG`],
  license_id: "https://creativecommons.org/licenses/by/4.0/",
  access_rights: `${EU}/access-right/PUBLIC`,
  dataset_status: "http://data.overheid.nl/status/in_onderzoek",
  issued: "2025-01-01T00:00:00",
  modified: "2026-02-03T00:00:00",
  date_planned: "2027-01-01T00:00:00",
  metadata_created: "2025-01-01T10:00:00.000100",
  metadata_modified: "2026-02-03T10:00:00.000100",
  changetype: ":created",
  frequency: `${EU}/frequency/ANNUAL`,
  temporal_start: "2024-08-01T00:00:00",
  temporal_end: "2025-07-31T00:00:00",
  temporal_label: "Schooljaar",
  spatial_scheme: ["gemeente", "provincie", "koninkrijksdeel", "waterschap", "epsg28992", "postcodehuisnummer"].map(
    (name) => `${SCHEMES}.${name}`,
  ),
  spatial_value: [
    `${OWMS}/Tilburg_(gemeente)`,
    `${OWMS}/Noord-Brabant`,
    `${OWMS}/Nederland`,
    `${OWMS}/Waterschap_De_Dommel`,
    "133000.123 455000",
    "5022KE12",
  ],
  national_coverage: "true",
  url: "https://example.org/over",
  documentation: ["https://example.org/uitleg"],
  sample: ["https://example.org/voorbeeld.csv"],
  provenance: ["https://example.org/herkomst"],
  conforms_to: ["https://example.org/standaard"],
  related_resource: ["https://example.org/verwant"],
  source: ["https://data.overheid.nl/dataset/karige-dataset", "https://example.org/bron"],
  has_version: ["https://data.overheid.nl/dataset/karige-dataset", "https://example.org/versie"],
  is_version_of: ["https://example.org/geheel"],
  version: "1.0",
  version_notes: ["Eerste versie"],
  legal_foundation_label: "Wet op het primair onderwijs",
  legal_foundation_ref: "jci1.3:c:BWBR0003420",
  legal_foundation_uri: "https://wetten.overheid.nl/BWBR0003420",
  high_value: "true",
  referentie_data: "true",
  basis_register: "true",
  source_catalog: "https://data.overheid.nl",
  communities: ["https://data.overheid.nl/communities/onderwijs"],
  dataset_quality: "goed",
  restrictions_statement: "geen",
  duplicate_resources: ["x"],
  state: "active",
  resources: [
    {
      id: id(11),
      name: "Bestand",
      description: '[{"name":"brin","type":"text"}]',
      url: "https://example.org/a.csv",
      download_url: ["https://example.org/a.csv", "https://example.org/b.csv"],
      format: "CSV",
      media_type: "text/csv",
      license_id: "http://creativecommons.org/publicdomain/zero/1.0/deed.nl",
      rights: "Vrij te gebruiken",
      status: "http://purl.org/adms/status/UnderDevelopment",
      distribution_type: "https://data.overheid.nl/distributiontype/download",
      size: 12,
      hash: "d41d8cd98f00b204e9800998ecf8427e",
      hash_algorithm: "http://spdx.org/rdf/terms#checksumAlgorithm_md5",
      documentation: "https://example.org/uitleg",
      linked_schemas: ["https://example.org/schema.json"],
      language: `${EU}/language/NLD`,
      release_date: "2026-01-01T00:00:00",
      modification_date: "2026-01-02T00:00:00",
      link_status: "200",
      link_status_last_checked: "2026-01-03T00:00:00",
    },
    {
      id: id(12),
      name: "Dienst",
      url: "https://example.org/wfs?service=WFS&request=GetCapabilities",
      distribution_type: "https://data.overheid.nl/distributiontype/webservice",
    },
  ],
};

/** One that lacks whatever can be lacked. */
const POOR = {
  id: id(2),
  name: "karige-dataset",
  metadata_modified: "2026-02-03T10:00:00",
  resources: [{ id: id(21) }, { id: "geen", url: "geen adres", distribution_type: `${EU}/webservice`, format: "WMS" }],
};

/** One of which nothing that is demanded can be used. */
const BROKEN = {
  ...Object.fromEntries(Object.keys(FULL).map((field) => [field, "}{"])),
  id: id(3),
  name: "kapotte-dataset",
  metadata_modified: "2026-02-03T10:00:00",
  state: "active",
  resources: [Object.fromEntries(Object.keys(FULL.resources[0] ?? {}).map((field) => [field, "}{"]))],
};

/** Two that have resources of one key, at other addresses. */
const SHARING = [4, 5].map((n) => ({
  ...FULL,
  id: id(n),
  name: `delend-${n}`,
  resources: [1, 2].map((m) => ({ ...FULL.resources[0], id: id(41), url: `https://example.org/${n}-${m}.csv` })),
}));

/** One with a year and months where others have days. */
const IMPRECISE = { ...FULL, id: id(6), temporal_start: "2020", temporal_end: "2021-07", date_planned: "2024-04" };

/** The packages of the samples. */
function samples(): readonly Readonly<Record<string, unknown>>[] {
  const [search, show] = ["package_search", "package_show"].map((name) => {
    const path = new URL(`../../samples/donl/${name}.json`, import.meta.url);
    return (JSON.parse(readFileSync(path, "utf8")) as { result: Record<string, unknown> }).result;
  });
  return [...((search?.["results"] ?? []) as Record<string, unknown>[]), ...(show === undefined ? [] : [show])];
}

const CASES: readonly (readonly [string, () => readonly Readonly<Record<string, unknown>>[]])[] = [
  ["the real package", () => [realPackage()]],
  ["the samples", samples],
  ["a package with every field", () => [FULL, POOR]],
  ["a package that lacks all that can be lacked", () => [POOR]],
  ["a package of which nothing can be used", () => [BROKEN]],
  ["packages that have resources of one key", () => [POOR, ...SHARING]],
  ["a package with a year and months", () => [POOR, IMPRECISE]],
  ["all of them in one catalogue", () => [realPackage(), FULL, POOR, BROKEN]],
];
const ALIASES = { "/id/dataset/donl/karige-dataset": `/id/dataset/donl/${id(2)}` };

describe.skipIf(sharedIsMissing)("the description of", () => {
  test.each(CASES)("%s passes DCAT-AP-NL 3.0, and has all that it calls mandatory", async (_what, packages) => {
    const graph = await graphOf(packages(), ALIASES);
    expect(await dcatApNl(graph)).toEqual([]);
    expect(lacking(graph)).toEqual([]);
  });

  test.each(CASES)("%s passes DCAT-AP 3.0.1, classes of objects included", async (_what, packages) => {
    expect(await dcatAp(await graphOf(packages(), ALIASES))).toEqual([]);
  });

  test.each(CASES)("%s passes our own shapes", async (_what, packages) => {
    expect(await ownShapes(await graphOf(packages(), ALIASES))).toEqual([]);
  });
});

const local = (iri: string): string => iri.replace(/.*[/#:]/, "");

describe.skipIf(sharedIsMissing)("the check itself", () => {
  test("finds what is lacking, what is too much, and what is of another class", async () => {
    const graph = await graphOf([FULL, POOR], ALIASES);
    const dataset = `${BASE}/id/dataset/donl/${id(1)}`;
    const dct = "http://purl.org/dc/terms/";
    graph.removeQuads(graph.getQuads(dataset, `${dct}creator`, null, null));
    graph.removeQuads(graph.getQuads(null, null, `${dct}LicenseDocument`, null));
    const [title] = graph.getQuads(dataset, `${dct}identifier`, null, null);
    expect(title).toBeDefined();
    const other = new Parser().parse(`<${dataset}> <${dct}identifier> "nog een" .`);
    graph.addQuads(other);
    const found = (await dcatApNl(graph)).join("\n");
    expect(found).toContain(`${dct}creator MinCountConstraintComponent`);
    expect(found).toContain(`${dct}identifier MaxCountConstraintComponent`);
    expect(found).toContain(`${dct}license ClassConstraintComponent`);
    expect(lacking(graph)).toEqual([`${dataset} ${dct}creator`]);
    expect((await dcatAp(graph)).join("\n")).toContain(`${dct}license ClassConstraintComponent`);
    const own = (await ownShapes(graph)).join("\n");
    expect(own).toContain(`${dct}creator MinCountConstraintComponent`);
    expect(own).toContain(`${dct}identifier MaxCountConstraintComponent`);
  });

  test("reads which properties are mandatory from the profile", async () => {
    const dcat = "http://www.w3.org/ns/dcat#";
    const text = ["Dataset", "Distribution", "DataService", "Catalog", "CatalogRecord"].map(
      (kind) => `<urn:${kind}> a <${dcat}${kind}> .`,
    );
    const bare = new Store(new Parser().parse(text.join("\n")));
    expect(
      lacking(bare)
        .map((line) => line.split(" ").map(local).join(" "))
        .sort(),
    ).toEqual([
      "Catalog contactPoint",
      "CatalogRecord language",
      "DataService accessRights",
      "DataService contactPoint",
      "DataService description",
      "DataService endpointDescription",
      "DataService identifier",
      "DataService license",
      "DataService publisher",
      "DataService theme",
      "DataService title",
      "Dataset accessRights",
      "Dataset contactPoint",
      "Dataset creator",
      "Dataset identifier",
      "Dataset publisher",
      "Dataset theme",
      "Distribution license",
    ]);
  });
});
