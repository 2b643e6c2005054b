import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN, withBase } from "#src/rdf/base.js";
import { plainQuad, quadToLine } from "#src/rdf/nquads.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { sharedIsMissing } from "../shared.js";
import { realPackage } from "../sources/donl/packages.js";
import { BASE, type Published, published } from "./donl.js";

const PREFIXES = Object.entries({ ...prefixesFor(BASE_TOKEN), eli: "http://data.europa.eu/eli/ontology#" }).map(
  ([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`,
);
const EU = "http://publications.europa.eu/resource/authority";
const OWMS = "http://standaarden.overheid.nl/owms/terms";
const ID = "9dadbd16-6a43-4b99-9ecf-d8c539759af5";
const FILE = "0daaf92d-a4c1-4622-b248-4a1ec27086dd";
const S = `/id/dataset/donl/${ID}`;
const D = `/id/distributie/donl/${FILE}`;

/** Turtle, in which `/id/…` stands for an IRI of ours, as sorted statements without full stop. */
function turtle(text: string): string[] {
  const whole = withBase(PREFIXES.join("") + text, BASE).replaceAll("</id/", `<${BASE}/id/`);
  return new Parser()
    .parse(whole)
    .map((q) => quadToLine(plainQuad(q)).replace(/ \.\n$/, ""))
    .sort();
}

/** The statements about a thing, sorted. */
function about({ statements }: Published, thing: string): string[] {
  return statements.filter((line) => line.startsWith(`<${thing.startsWith("/") ? BASE : ""}${thing}> `));
}

/** Statements as a store to look in. */
function storeOf({ statements }: Published): Store {
  return new Store(new Parser().parse(statements.map((line) => `${line} .\n`).join("")));
}

/** A fictional package with the least that its schema wants; fields are put over it. */
function pack(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: ID,
    name: "fictieve-dataset",
    title: "Fictieve dataset",
    notes: "Verzonnen voor een test.",
    identifier: "https://example.org/fictief",
    authority: `${OWMS}/Dienst_Uitvoering_Onderwijs`,
    publisher: `${OWMS}/Dienst_Uitvoering_Onderwijs`,
    contact_point_name: "Fictieve helpdesk",
    contact_point_email: "helpdesk@example.org",
    theme: [`${OWMS}/Onderwijs_en_wetenschap`],
    metadata_language: `${EU}/language/NLD`,
    language: [`${EU}/language/NLD`],
    license_id: "http://creativecommons.org/licenses/by/4.0/deed.nl",
    access_rights: `${EU}/access-right/PUBLIC`,
    modified: "2026-02-03T00:00:00",
    metadata_modified: "2026-02-03T10:00:00.000100",
    state: "active",
    ...fields,
  };
}

function resource(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { id: FILE, name: "Bestand", description: "Een bestand", url: "https://example.org/a.csv", ...fields };
}

/** What is said of the dataset by one property, as N-Triples terms. */
async function said(fields: Readonly<Record<string, unknown>>, property: string): Promise<string[]> {
  return valuesOf(await published([pack(fields)]), S, property);
}

/** What is said of its one distribution. */
async function saidOfFile(fields: Readonly<Record<string, unknown>>, property: string): Promise<string[]> {
  return valuesOf(await published([pack({ resources: [resource(fields)] })]), D, property);
}

function valuesOf(all: Published, thing: string, property: string): string[] {
  const prefixes: Readonly<Record<string, string>> = prefixesFor(BASE);
  const [prefix = "", name = ""] = property.split(":");
  const start = `<${BASE}${thing}> <${prefixes[prefix]}${name}> `;
  return all.statements.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
}

const told = ({ findings }: Published): string[] =>
  findings.map(({ field, kind, value }) => `${field} ${kind} ${value}`);

describe.skipIf(sharedIsMissing)("the real package", () => {
  test("says what it says, and nothing is lost", async () => {
    const all = await published([realPackage()]);
    expect([all.findings, [...all.counts]]).toEqual([[], []]);
    expect(about(all, S)).toEqual(
      turtle(`<${S}> a dcat:Dataset, dcat:Resource ;
        dct:title "Natuurbeheerplan 2025 - Beheergebied"@nl ;
        dct:description ${JSON.stringify(realPackage()["notes"])}@nl ;
        dct:identifier "https://nationaalgeoregister.nl/geonetwork?uuid=c8a319cf-8a3b-4ff9-aa45-b085abbea133" ;
        schema:sameAs <https://data.overheid.nl/dataset/43437-ontwerp-natuurbeheerplan-2025---beheergebied> ;
        dct:creator <${OWMS}/Zuid-Holland> ; dct:publisher <${OWMS}/Zuid-Holland> ;
        dcat:contactPoint <${S}#contact> ;
        dcat:theme <${EU}/data-theme/ENVI> ;
        dct:subject <${OWMS}/Natuur-_en_landschapsbeheer>, <${OWMS}/Natuur_en_milieu> ;
        dcat:keyword "agrarisch-natuurbeheer"@nl, "beheer"@nl, "beheersgebieden"@nl, "natuurbeheer"@nl,
          "natuurbeheerplan"@nl, "natuurgebieden"@nl, "nbp"@nl, "subsidies"@nl ;
        dct:language <${EU}/language/NLD> ;
        dct:license <http://creativecommons.org/publicdomain/mark/1.0/deed.nl> ;
        dct:accessRights <${EU}/access-right/PUBLIC> ;
        adms:status <${EU}/dataset-status/COMPLETED> ; donl:status <http://data.overheid.nl/status/beschikbaar> ;
        dct:issued "2023-12-05T00:00:00+01:00"^^xsd:dateTime ;
        dct:modified "2024-04-30T00:00:00+02:00"^^xsd:dateTime ;
        dct:isPartOf <https://nationaalgeoregister.nl> ;
        dcat:distribution ${realPackage()
          .resources.map(({ id }) => `</id/distributie/donl/${id}>`)
          .join(", ")} .`),
    );
    expect(about(all, `${S}#record`)).toEqual(
      turtle(`<${S}#record> a dcat:CatalogRecord ;
        dct:title "43437-ontwerp-natuurbeheerplan-2025---beheergebied" ;
        foaf:primaryTopic <${S}> ; dct:language <${EU}/language/NLD> ;
        dct:issued "2023-12-19T06:21:27.822634Z"^^xsd:dateTime ;
        dct:modified "2024-10-16T11:27:45.626947Z"^^xsd:dateTime ;
        adms:status <http://purl.org/adms/changetype/updated> .`),
    );
    expect(about(all, `${S}#contact`)).toEqual(
      turtle(`<${S}#contact> a vcard:Organization, vcard:Kind ; vcard:fn "Provincie Zuid-Holland" ;
        vcard:hasEmail <mailto:teamgeo@pzh.nl> ; vcard:hasURL <https://www.zuid-holland.nl/> .`),
    );
    expect(about(all, `${OWMS}/Zuid-Holland`)).toEqual(
      turtle(`<${OWMS}/Zuid-Holland> a foaf:Agent ; foaf:name "Zuid-Holland" .`),
    );
  });

  test("has a web service behind two of its five distributions", async () => {
    const all = await published([realPackage()]);
    const wms = "https://geodata.zuid-holland.nl/geoserver/landelijk_gebied/wms";
    const asked = `${wms}?service=WMS&version=1.3.0&request=GetCapabilities`;
    expect(about(all, D)).toEqual(
      turtle(`<${D}> a dcat:Distribution ;
        dct:title "NBP_2025_BEHEERGEBIED"@nl ; dct:description "Natuurbeheerplan 2025 - Beheergebied"@nl ;
        dcat:accessURL <${asked}> ; dcat:accessService <${D}#dienst> ;
        dct:format <${EU}/file-type/WMS_SRVC> ;
        dcat:mediaType <https://www.iana.org/assignments/media-types/application/xml> ;
        dct:license <http://creativecommons.org/publicdomain/mark/1.0/deed.nl> ;
        dct:language <${EU}/language/NLD> ;
        dct:issued "2024-10-16T11:27:46.360701Z"^^xsd:dateTime .`),
    );
    expect(about(all, `${D}#dienst`)).toEqual(
      turtle(`<${D}#dienst> a dcat:DataService ;
        dct:title "NBP_2025_BEHEERGEBIED"@nl ; dct:description "Natuurbeheerplan 2025 - Beheergebied"@nl ;
        dct:identifier "${FILE}" ; dct:publisher <${OWMS}/Zuid-Holland> ; dct:creator <${OWMS}/Zuid-Holland> ;
        dcat:contactPoint <${S}#contact> ; dcat:theme <${EU}/data-theme/ENVI> ;
        dct:accessRights <${EU}/access-right/PUBLIC> ; dct:language <${EU}/language/NLD> ;
        dct:license <http://creativecommons.org/publicdomain/mark/1.0/deed.nl> ;
        dcat:endpointURL <${wms}> ; dcat:endpointDescription <${asked}> ; dcat:servesDataset <${S}> .`),
    );
    const store = storeOf(all);
    expect(store.countQuads(null, null, `${prefixesFor(BASE)["dcat"]}DataService`, null)).toBe(2);
    expect(store.countQuads(null, null, `${prefixesFor(BASE)["dcat"]}Distribution`, null)).toBe(5);
  });

  test("has a data schema in a description, which becomes text, and a fragment and a long query in addresses", async () => {
    const all = await published([realPackage()]);
    const schema = "/id/distributie/donl/20e8685a-1248-49fd-a553-29776583c01f";
    expect(valuesOf(all, schema, "dct:description")[0]).toMatch(
      /^"identificatie \(nvarchar\): unieke IMNA id\\nbeginTijd \(datetime2\): .*"@nl$/,
    );
    expect(valuesOf(all, schema, "dct:type")).toEqual(["<https://data.overheid.nl/distributiontype/dataschema>"]);
    expect(valuesOf(all, schema, "dcat:accessURL")[0]).toContain("catalog.search#/metadata/6c34d315");
    const picture = realPackage().resources.at(-1);
    expect(valuesOf(all, `/id/distributie/donl/${picture?.id}`, "dcat:accessURL")).toEqual([
      `<${String(picture?.["url"])}>`,
    ]);
  });
});

describe("the catalogue", () => {
  test("is described once, whatever its number of packages", async () => {
    const all = await published([pack(), pack({ id: FILE, name: "andere" })]);
    const catalogue = "/id/catalogus/donl";
    expect(valuesOf(all, catalogue, "dct:title")).toEqual(['"data.overheid.nl"@nl']);
    expect(valuesOf(all, catalogue, "dct:publisher")).toEqual(["<https://data.overheid.nl/organisatie/koop>"]);
    expect(valuesOf(all, catalogue, "dcat:dataset")).toHaveLength(2);
    expect(valuesOf(all, catalogue, "dcat:record")).toHaveLength(2);
  });
});

describe("a value as catalogues write it", () => {
  test.each([
    [
      "a boolean is text",
      { high_value: "false", basis_register: "true" },
      ["<https://data.overheid.nl/dcat.rdf#Basisregistratie>"],
    ],
    [
      "a boolean is a boolean",
      { high_value: true, basis_register: false },
      ["<https://data.overheid.nl/dcat.rdf#HighValue>"],
    ],
    ["a boolean is capitalised", { referentie_data: "True" }, ["<https://data.overheid.nl/dcat.rdf#ReferentieData>"]],
    ["all are false", { high_value: "false", referentie_data: "False", basis_register: null }, []],
  ])("%s", async (_what, fields, expected) => {
    expect(await said(fields, "donl:classifiedAs")).toEqual(expected);
  });

  test("nulls, blanks and absent keys are nothing, and no findings", async () => {
    const nothing = {
      author: null,
      url: "",
      documentation: [],
      version: null,
      frequency: " ",
      temporal_start: null,
      tags: [],
    };
    const all = await published([
      pack({ ...nothing, resources: [resource({ mimetype: null, size: "", hash: "", last_modified: null })] }),
    ]);
    expect(all.findings).toEqual([]);
    expect(all.statements.join("\n")).not.toMatch(/#periode|#checksum|byteSize|landingPage/);
  });

  test("one value stands by itself or in a list", async () => {
    for (const language of [`${EU}/language/ENG`, [`${EU}/language/ENG`]])
      expect(await said({ language }, "dct:language")).toEqual([`<${EU}/language/ENG>`]);
    for (const download_url of ["https://example.org/a.csv", ["https://example.org/a.csv"]])
      expect(await saidOfFile({ download_url }, "dcat:downloadURL")).toEqual(["<https://example.org/a.csv>"]);
  });

  test.each([
    ["2026-07-01T00:00:00", "2026-07-01T00:00:00+02:00"],
    ["2026-01-01T12:30:00.500000", "2026-01-01T12:30:00.5+01:00"],
    ["2026-07-01", "2026-07-01T00:00:00+02:00"],
    ["2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z"],
  ])("a date without zone is a Dutch one: %s", async (modified, expected) => {
    expect(await said({ modified }, "dct:modified")).toEqual([
      `"${expected}"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
    ]);
  });

  test("CKAN's own times are UTC; a publisher's date goes before them", async () => {
    const created = "2026-07-01T10:00:00.123450";
    expect(await saidOfFile({ created }, "dct:issued")).toEqual([
      '"2026-07-01T10:00:00.12345Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
    ]);
    expect(await saidOfFile({ created, release_date: "2026-06-30T00:00:00" }, "dct:issued")).toEqual([
      '"2026-06-30T00:00:00+02:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
    ]);
    expect(await saidOfFile({ last_modified: created }, "dct:modified")).toHaveLength(1);
  });

  test("display names, of the source catalogue and of values, are passed over: they may be stale", async () => {
    const stale = {
      organization: { title: "NationaalGeoregister.nl", name: "ngr" },
      license_title: "Verouderd",
      theme_displayname: ["Verouderd"],
      authority_display_name: "Verouderd",
      resources: [resource({ format_displayname: "Verouderd", license_title: "Verouderd" })],
    };
    const all = await published([pack(stale)]);
    expect(all.statements.join("\n")).not.toMatch(/Verouderd|Georegister/);
    expect(all.findings).toEqual([]);
  });

  test("OWMS terms keep their commas, brackets and quotes", async () => {
    const authority = `${OWMS}/Ministerie_van_Onderwijs,_Cultuur_en_Wetenschap`;
    const all = await published([
      pack({ authority, publisher: `${OWMS}/'s-Gravenhage`, theme: `${OWMS}/Basisonderwijs_(thema)` }),
    ]);
    expect(valuesOf(all, S, "dct:creator")).toEqual([`<${authority}>`]);
    expect(valuesOf(all, S, "dct:publisher")).toEqual([`<${OWMS}/'s-Gravenhage>`]);
    expect(valuesOf(all, S, "dct:subject")).toEqual([`<${OWMS}/Basisonderwijs_(thema)>`]);
    expect(valuesOf(all, S, "dcat:theme")).toEqual([`<${EU}/data-theme/EDUC>`]);
    expect(about(all, authority).join()).toContain('"Ministerie van Onderwijs, Cultuur en Wetenschap"');
  });

  test("an organisation that no list has is called by its URI, which the log counts", async () => {
    const all = await published([pack({ authority: "https://example.org/org/Fictieve_Dienst" })]);
    expect(about(all, "https://example.org/org/Fictieve_Dienst").join()).toContain('"Fictieve Dienst"');
    expect([...all.counts]).toEqual([["naam afgeleid van een URI die donl-organisaties niet heeft", 1]]);
    expect(all.findings).toEqual([]);
  });

  test.each([
    "http://creativecommons.org/licenses/by/4.0/deed.nl",
    "https://creativecommons.org/licenses/by/4.0/deed.nl",
    "https://creativecommons.org/licenses/by/4.0/",
    "http://creativecommons.org/licenses/by/4.0",
  ])("a licence keeps its spelling, and says which one of the list it is: %s", async (license_id) => {
    const all = await published([pack({ license_id })]);
    expect(all.findings).toEqual([]);
    expect(valuesOf(all, S, "dct:license")).toEqual([`<${license_id}>`]);
    const listed = "http://creativecommons.org/licenses/by/4.0/deed.nl";
    const same = license_id === listed ? "" : ` ; schema:sameAs <${listed}>`;
    expect(about(all, license_id)).toEqual(turtle(`<${license_id}> a dct:LicenseDocument${same} .`));
  });

  test("an access right is a term of the EU or of OWMS; a frequency of the EU or of purl.org", async () => {
    expect(await said({ access_rights: `${EU}/access-right/NON_PUBLIC` }, "dct:accessRights")).toEqual([
      `<${EU}/access-right/NON_PUBLIC>`,
    ]);
    expect(await said({ access_rights: `${OWMS}/publiek` }, "dct:accessRights")).toEqual([
      `<${EU}/access-right/PUBLIC>`,
    ]);
    expect(await said({ frequency: "http://purl.org/cld/freq/annual" }, "dct:accrualPeriodicity")).toEqual([
      `<${EU}/frequency/ANNUAL>`,
    ]);
    expect(await said({ frequency: `${EU}/frequency/QUINQUENNIAL` }, "dct:accrualPeriodicity")).toEqual([
      `<${EU}/frequency/QUINQUENNIAL>`,
    ]);
  });

  test.each([
    ["CSV", "CSV"],
    [`${EU}/file-type/CSV`, "CSV"],
    [`https://publications.europa.eu/resource/authority/file-type/NetCDF`, "NETCDF"],
    ["text/csv", "CSV"],
    ["OGC:WFS", "WFS_SRVC"],
    [`${EU}/file-type/PARQUET`, "PARQUET"],
  ])("a format is a term of the EU, a word or a media type: %s", async (format, expected) => {
    expect(await saidOfFile({ format }, "dct:format")).toEqual([`<${EU}/file-type/${expected}>`]);
  });

  test("a size is in kilobytes", async () => {
    for (const size of [12, "12"])
      expect(await saidOfFile({ size }, "dcat:byteSize")).toEqual([
        '"12288"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>',
      ]);
  });

  test("texts are in the language of the record", async () => {
    const fields = { metadata_language: `${EU}/language/ENG`, title: "Fictitious", tags: [{ display_name: "school" }] };
    expect(await said(fields, "dct:title")).toEqual(['"Fictitious"@en']);
    expect(await said(fields, "dcat:keyword")).toEqual(['"school"@en']);
    expect(
      await said({ metadata_language: "https://publications.europa.eu/resource/authority/language/FRY" }, "dct:title"),
    ).toEqual(['"Fictieve dataset"@fy']);
  });

  test("a keyword without display name is its name", async () => {
    expect(await said({ tags: [{ name: "a" }, { name: "b", display_name: "B" }] }, "dcat:keyword")).toEqual([
      '"B"@nl',
      '"a"@nl',
    ]);
  });

  test("a description in HTML is its text", async () => {
    expect(await said({ notes: "<p>Een <b>dataset</b></p><p>over scholen</p>" }, "dct:description")).toEqual([
      '"Een dataset\\nover scholen"@nl',
    ]);
  });
});

const DUO = `<${OWMS}/Dienst_Uitvoering_Onderwijs>`;

describe("a list of one value is that value", () => {
  test.each([
    ["authority", "dct:creator", [DUO]],
    ["publisher", "dct:publisher", [DUO]],
    ["title", "dct:title", ['"Fictieve dataset"@nl']],
    ["notes", "dct:description", ['"Verzonnen voor een test."@nl']],
    ["license_id", "dct:license", ["<http://creativecommons.org/licenses/by/4.0/deed.nl>"]],
    ["access_rights", "dct:accessRights", [`<${EU}/access-right/PUBLIC>`]],
    ["metadata_language", "dct:title", ['"Fictieve dataset"@nl']],
    ["url", "dcat:landingPage", ["<https://example.org/over>"]],
    ["frequency", "dct:accrualPeriodicity", [`<${EU}/frequency/ANNUAL>`]],
  ])("%s", async (field, property, expected) => {
    const fields = pack({ url: "https://example.org/over", frequency: `${EU}/frequency/ANNUAL` });
    const all = await published([{ ...fields, [field]: [fields[field]] }]);
    expect([valuesOf(all, S, property), told(all)]).toEqual([expected, []]);
  });

  test.each([
    ["url", "dcat:accessURL", "<https://example.org/a.csv>"],
    ["name", "dct:title", '"Bestand"@nl'],
    ["description", "dct:description", '"Een bestand"@nl'],
    ["format", "dct:format", `<${EU}/file-type/CSV>`],
  ])("of a resource: %s", async (field, property, expected) => {
    const fields = resource({ format: "CSV" });
    const all = await published([pack({ resources: [{ ...fields, [field]: [fields[field]] }] })]);
    expect([valuesOf(all, D, property), told(all)]).toEqual([[expected], []]);
  });

  test("and of several values the first, which is told once", async () => {
    const licences = ["http://creativecommons.org/licenses/by/4.0/deed.nl", "https://example.org/voorwaarden"];
    const all = await published([pack({ license_id: licences, notes: ["Een", "Twee"] })]);
    expect(valuesOf(all, S, "dct:license")).toEqual([`<${licences[0]}>`]);
    expect(valuesOf(all, S, "dct:description")).toEqual(['"Een"@nl']);
    expect(told(all)).toEqual([
      'beschrijving ongeldig ["Een","Twee"]',
      `licentie ongeldig ${JSON.stringify(licences)}`,
    ]);
  });
});

test.each([
  ["2020", "2020", "gYear"],
  ["2020-12", "2020-12", "gYearMonth"],
  ["2020-12-01T00:00:00", "2020-12-01", "date"],
])("a period is as precise as its source: %s", async (written, value, type) => {
  const fields = { temporal_start: written, temporal_end: written, date_planned: written };
  const all = await published([pack(fields)]);
  const term = `"${value}"^^<http://www.w3.org/2001/XMLSchema#${type}>`;
  expect(valuesOf(all, `${S}#periode`, "dcat:startDate")).toEqual([term]);
  expect(valuesOf(all, `${S}#periode`, "dcat:endDate")).toEqual([term]);
  const planned = all.statements.filter((line) => line.includes("plannedPublicationDate"));
  expect(planned).toHaveLength(1);
  expect(planned[0]).toContain(type === "date" ? "#dateTime>" : term);
  expect(told(all)).toEqual([]);
});

test("a month that does not exist is told", async () => {
  expect(told(await published([pack({ temporal_start: "2020-13" })]))).toEqual(["periode.begin ongeldig 2020-13"]);
});

describe("characters that nothing can hold", () => {
  test("are left out of every text, which is told once for each field", async () => {
    const description = { nl: "Een\u0002 bestand" };
    const fields = { title: "Dataset\u0000\ufffe", tags: [{ name: "school\ud83d" }], version_notes: ["1\u0001"] };
    const all = await published([pack({ ...fields, resources: [resource({ description })] })]);
    expect(valuesOf(all, S, "dct:title")).toEqual(['"Dataset"@nl']);
    expect(valuesOf(all, S, "dcat:keyword")).toEqual(['"school"@nl']);
    expect(valuesOf(all, S, "adms:versionNotes")).toEqual(['"1"@nl']);
    expect(valuesOf(all, D, "dct:description")).toEqual(['"Een bestand"@nl']);
    expect(told(all).map((line) => line.split(" ", 2).join(" "))).toEqual([
      "titel tekens",
      "trefwoorden.naam tekens",
      "versienotities tekens",
      "bestanden.beschrijving tekens",
    ]);
  });

  test("leave a title of nothing else empty: it is the name", async () => {
    const all = await published([pack({ title: "\u0001\u0002" })]);
    expect(valuesOf(all, S, "dct:title")).toEqual(['"fictieve-dataset"@nl']);
    expect(told(all)).toEqual(["titel tekens ", "titel aangevuld "]);
  });
});

describe("JSON in a description", () => {
  const map = { nl: "Tekst in JSON", en: "Text in JSON" };

  test.each([
    ["as text", JSON.stringify(map)],
    ["as an object", map],
  ])("with a text for each language is those texts, %s", async (_what, notes) => {
    const all = await published([pack({ notes, resources: [resource({ description: notes })] })]);
    const texts = ['"Tekst in JSON"@nl', '"Text in JSON"@en'];
    expect(valuesOf(all, S, "dct:description")).toEqual(texts);
    expect(valuesOf(all, D, "dct:description")).toEqual(texts);
    expect(told(all)).toEqual([]);
  });

  test("is in the language of the record, where there is a choice", async () => {
    const metadata_language = `${EU}/language/ENG`;
    expect(await said({ notes: map, metadata_language }, "dct:description")).toEqual([
      '"Tekst in JSON"@nl',
      '"Text in JSON"@en',
    ]);
  });

  test("in a language that is not published is told", async () => {
    const all = await published([pack({ notes: { nl: "Tekst", de: "ein Text" } })]);
    expect(valuesOf(all, S, "dct:description")).toEqual(['"Tekst"@nl']);
    expect(told(all)).toEqual(["beschrijving ongeldig ein Text"]);
  });

  test.each(['{"fields":[{"name":"k"}]}', '["a","b"]', '{"type":"FeatureCollection","features":[]}', '{"a":"<b>"}'])(
    "of another kind is text as it is: %s",
    async (description) => {
      const all = await published([pack({ notes: description, resources: [resource({ description })] })]);
      expect(valuesOf(all, S, "dct:description")).toEqual([`${JSON.stringify(description)}@nl`]);
      expect(valuesOf(all, D, "dct:description")).toEqual([`${JSON.stringify(description)}@nl`]);
      expect(told(all)).toEqual([]);
    },
  );

  test("that is an object without text is told", async () => {
    const all = await published([pack({ notes: { fields: [] } })]);
    expect(told(all)).toEqual(['beschrijving ongeldig {"fields":[]}', "beschrijving aangevuld "]);
  });
});

describe("hash children", () => {
  test("are there when they have a field", async () => {
    const fields = {
      temporal_start: "2024-08-01T00:00:00",
      temporal_end: "2025-07-31T00:00:00",
      temporal_label: "Schooljaar 2024-2025",
      alternate_identifier: ["a", "b"],
      contact_point_address: "Fictieve Straat 1",
      contact_point_phone: "070 700 0526",
      sample: "https://example.org/voorbeeld.csv",
      resources: [
        resource({ hash: "d41d8cd98f00b204e9800998ecf8427e", hash_algorithm: "md5", rights: "Vrij te gebruiken" }),
      ],
    };
    const all = await published([pack(fields)]);
    expect(all.findings).toEqual([]);
    const children = [
      `${S}#periode`,
      `${S}#id-1`,
      `${S}#id-2`,
      `${S}#adres`,
      `${S}#voorbeeld-1`,
      `${D}#checksum`,
      `${D}#rechten-1`,
    ];
    expect(children.flatMap((child) => about(all, child)).sort()).toEqual(
      turtle(`<${S}#periode> a dct:PeriodOfTime ; rdfs:label "Schooljaar 2024-2025"@nl ;
          dcat:startDate "2024-08-01"^^xsd:date ; dcat:endDate "2025-07-31"^^xsd:date .
        <${S}#id-1> a adms:Identifier ; skos:notation "a" . <${S}#id-2> a adms:Identifier ; skos:notation "b" .
        <${S}#adres> a vcard:Address ; vcard:street-address "Fictieve Straat 1" .
        <${S}#voorbeeld-1> a dcat:Distribution ; dcat:accessURL <https://example.org/voorbeeld.csv> ;
          dct:license <http://creativecommons.org/licenses/by/4.0/deed.nl> .
        <${D}#checksum> a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_md5 ;
          spdx:checksumValue "D41D8CD98F00B204E9800998ECF8427E"^^xsd:hexBinary .
        <${D}#rechten-1> a dct:RightsStatement ; rdfs:label "Vrij te gebruiken" .`),
    );
    expect(valuesOf(all, S, "dct:temporal")).toEqual([`<${BASE}${S}#periode>`]);
    expect(valuesOf(all, `${S}#contact`, "vcard:hasAddress")).toEqual([`<${BASE}${S}#adres>`]);
    expect(valuesOf(all, `${S}#contact`, "vcard:hasTelephone")).toEqual(["<tel:+31707000526>"]);
    expect(valuesOf(all, D, "spdx:checksum")).toEqual([`<${BASE}${D}#checksum>`]);
  });

  test("are not there for half of one: a hash without its algorithm is told", async () => {
    const all = await published([pack({ resources: [resource({ hash: "d41d8cd98f00b204e9800998ecf8427e" })] })]);
    expect(all.statements.join("\n")).not.toContain("#checksum");
    expect(told(all)).toEqual(["bestanden.checksum onvolledig D41D8CD98F00B204E9800998ECF8427E"]);
  });
});

describe("places", () => {
  test("are those we know, or have a node of their own; the whole country is one", async () => {
    const scheme = "http://standaarden.overheid.nl/owms/4.0/doc/waardelijsten/overheid";
    const all = await published([
      pack({
        national_coverage: "true",
        spatial_scheme: [`${scheme}.gemeente`, `${scheme}.provincie`, `${scheme}.epsg28992`],
        spatial_value: [`${OWMS}/Tilburg_(gemeente)`, `${OWMS}/Fryslan`, "133000 455000"],
      }),
    ]);
    expect(all.findings).toEqual([]);
    expect(valuesOf(all, S, "dct:spatial")).toEqual([
      `<${BASE}/id/dataset/donl/${ID}#gebied-3>`,
      `<${BASE}/id/gemeente/0855>`,
      `<${BASE}/id/provincie/21>`,
      `<${EU}/country/NLD>`,
    ]);
    expect(about(all, `${S}#gebied-3`)).toEqual(
      turtle(`<${S}#gebied-3> a dct:Location ;
        dcat:centroid "<http://www.opengis.net/def/crs/EPSG/0/28992> POINT (133000 455000)"^^geo:wktLiteral .`),
    );
    expect(about(all, "/id/gemeente/0855")).toEqual(turtle("</id/gemeente/0855> a dct:Location ."));
  });
});

describe("references to other datasets", () => {
  const other = "https://data.overheid.nl/dataset/andere-dataset";
  const elsewhere = "https://example.org/dataset/7";
  const fields = {
    source: [other, elsewhere],
    has_version: [other, elsewhere],
    is_version_of: [other],
    related_resource: other,
  };

  test("that we hold are to their URI, by the name that CKAN has for them", async () => {
    const held = { "/id/dataset/donl/andere-dataset": `/id/dataset/donl/${FILE}` };
    const all = await published([pack(fields)], held);
    const uri = `<${BASE}/id/dataset/donl/${FILE}>`;
    expect(valuesOf(all, S, "dct:source")).toEqual([uri]);
    expect(valuesOf(all, S, "dcat:hasVersion")).toEqual([uri]);
    expect(valuesOf(all, S, "dcat:isVersionOf")).toEqual([uri]);
    expect(valuesOf(all, S, "prov:wasDerivedFrom")).toEqual([`<${elsewhere}>`]);
    expect(valuesOf(all, S, "dct:hasVersion")).toEqual([`<${elsewhere}>`]);
    expect(valuesOf(all, S, "dct:relation")).toEqual([`<${other}>`]);
  });

  test("that we do not hold are to where they are, by a property that is for anything", async () => {
    const all = await published([pack(fields)]);
    expect(valuesOf(all, S, "dct:source")).toEqual([]);
    expect(valuesOf(all, S, "prov:wasDerivedFrom")).toEqual([`<${other}>`, `<${elsewhere}>`]);
  });
});

describe("the law", () => {
  test("is applicable legislation when it has an address, else a node with what is known of it", async () => {
    const bwb = "https://wetten.overheid.nl/BWBR0003420";
    const label = {
      legal_foundation_label: "Wet op het primair onderwijs",
      legal_foundation_ref: "jci1.3:c:BWBR0003420",
    };
    const here = await published([pack({ ...label, legal_foundation_uri: bwb })]);
    expect(valuesOf(here, S, "dcatap:applicableLegislation")).toEqual([`<${bwb}>`]);
    expect(about(here, bwb)).toEqual(
      turtle(
        `<${bwb}> a eli:LegalResource ; rdfs:label "Wet op het primair onderwijs"@nl ; dct:identifier "jci1.3:c:BWBR0003420" .`,
      ),
    );
    const broken = await published([pack({ ...label, legal_foundation_uri: "https://wetten.overheid.nl/BWBR 3420" })]);
    expect(broken.findings).toEqual([]);
    expect(about(broken, `${S}#grondslag`).join("\n")).toContain('"https://wetten.overheid.nl/BWBR 3420"');
    expect(about(broken, `${S}#grondslag`).join("\n")).toContain('"Wet op het primair onderwijs"');
    const there = await published([pack(label)]);
    expect(valuesOf(there, S, "donl:legalBases")).toEqual([`<${BASE}${S}#grondslag>`]);
    expect(about(there, `${S}#grondslag`)).toEqual(
      turtle(`<${S}#grondslag> a donl:LegalBases ; donl:juriconnectName "Wet op het primair onderwijs"@nl ;
        donl:juriconnectCode "jci1.3:c:BWBR0003420" .`),
    );
  });
});

describe("distributions", () => {
  test("with several addresses to download from are several", async () => {
    const download_url = ["https://example.org/a.csv", "https://example.org/b.csv"];
    const all = await published([pack({ resources: [resource({ download_url, format: "CSV", size: 1 })] })]);
    expect(valuesOf(all, S, "dcat:distribution")).toEqual([`<${BASE}${D}#2>`, `<${BASE}${D}>`]);
    expect(about(all, `${D}#2`)).toEqual(
      turtle(`<${D}#2> a dcat:Distribution ; dct:title "Bestand"@nl ; dct:description "Een bestand"@nl ;
        dcat:accessURL <https://example.org/a.csv> ; dcat:downloadURL <https://example.org/b.csv> ;
        dct:format <${EU}/file-type/CSV> ; dct:license <http://creativecommons.org/licenses/by/4.0/deed.nl> .`),
    );
  });

  test("with several addresses in one text are several too", async () => {
    const download_url = "https://example.org/a.csv, https://example.org/b.csv";
    const all = await published([pack({ resources: [resource({ download_url })] })]);
    expect(valuesOf(all, D, "dcat:downloadURL")).toEqual(["<https://example.org/a.csv>"]);
    expect(valuesOf(all, `${D}#2`, "dcat:downloadURL")).toEqual(["<https://example.org/b.csv>"]);
  });

  test("may have the same name and description as another", async () => {
    const all = await published([pack({ resources: [resource(), resource({ id: ID })] })]);
    expect(valuesOf(all, S, "dcat:distribution")).toHaveLength(2);
  });

  test("that are deleted are left out; one without an id has a hash URI of its dataset", async () => {
    const all = await published([pack({ resources: [resource({ state: "deleted" }), resource({ id: "x" })] })]);
    expect(valuesOf(all, S, "dcat:distribution")).toEqual([`<${BASE}${S}#bestand-1>`]);
    expect(told(all)).toEqual(["bestanden.id ongeldig x"]);
  });

  test("with one key but another address have URIs of their own, which is told; one that comes twice is one", async () => {
    const other = resource({ url: "https://example.org/b.csv", rights: "vrij" });
    const all = await published([pack({ resources: [resource(), resource(), other] })]);
    expect(valuesOf(all, S, "dcat:distribution")).toEqual([`<${BASE}${D}/${ID}/2>`, `<${BASE}${D}>`]);
    expect(valuesOf(all, D, "dcat:accessURL")).toEqual(["<https://example.org/a.csv>"]);
    expect(valuesOf(all, `${D}/${ID}/2`, "dcat:accessURL")).toEqual(["<https://example.org/b.csv>"]);
    expect(valuesOf(all, `${D}/${ID}/2`, "dct:rights")).toEqual([`<${BASE}${D}/${ID}/2#rechten-1>`]);
    expect(told(all)).toEqual([`bestanden.id gedeeld ${D}`]);
  });

  test("of two datasets with one key have URIs of their own", async () => {
    const id = "9dadbd16-6a43-4b99-9ecf-d8c539759af6";
    const elsewhere = pack({ id, name: "ander", resources: [resource({ url: "https://example.org/b.csv" })] });
    const all = await published([pack({ resources: [resource()] }), elsewhere]);
    expect(valuesOf(all, `/id/dataset/donl/${id}`, "dcat:distribution")).toEqual([`<${BASE}${D}/${id}>`]);
    expect(valuesOf(all, D, "dcat:accessURL")).toEqual(["<https://example.org/a.csv>"]);
    expect(told(all)).toEqual([`bestanden.id gedeeld ${D}`]);
  });

  test("without an id have hash children with one hash", async () => {
    const hash_algorithm = "http://spdx.org/rdf/terms#checksumAlgorithm_md5";
    const fields = { id: "x", rights: "vrij", hash: "d41d8cd98f00b204e9800998ecf8427e", hash_algorithm };
    const all = await published([pack({ resources: [resource(fields)] })]);
    expect(valuesOf(all, `${S}#bestand-1`, "spdx:checksum")).toEqual([`<${BASE}${S}#bestand-1-checksum>`]);
    expect(valuesOf(all, `${S}#bestand-1`, "dct:rights")).toEqual([`<${BASE}${S}#bestand-1-rechten-1>`]);
    expect(valuesOf(all, `${S}#bestand-1-rechten-1`, "rdfs:label")).toEqual(['"vrij"']);
  });

  test("say what the catalogue found of their link", async () => {
    const fields = { link_status: "404", link_status_last_checked: "2026-02-01T03:00:00", is_duplicate_of: FILE };
    const all = await published([pack({ resources: [resource(fields)] })]);
    expect(valuesOf(all, D, "lds:linkStatus")).toEqual(['"404"']);
    expect(valuesOf(all, D, "lds:linkGecontroleerdOp")[0]).toContain("2026-02-01T03:00:00+01:00");
    expect(valuesOf(all, D, "lds:duplicaat")).toEqual([`"${FILE}"`]);
  });
});

const lacking = async (...names: string[]): Promise<Published> =>
  published([Object.fromEntries(Object.entries(pack()).filter(([name]) => !names.includes(name)))]);

const addresses = async (fields: object, file: object): Promise<[string[], string[]]> => {
  const all = await published([pack({ ...fields, resources: [resource({ url: null, ...file })] })]);
  return [valuesOf(all, D, "dcat:accessURL"), told(all)];
};

describe("what the profile demands and a record lacks is filled in, and told", () => {
  test.each([
    [["authority"], "dct:creator", `<${OWMS}/Dienst_Uitvoering_Onderwijs>`, "maker"],
    [["publisher"], "dct:publisher", `<${OWMS}/Dienst_Uitvoering_Onderwijs>`, "uitgever"],
    [["theme"], "dcat:theme", `<${EU}/data-theme/GOVE>`, "themas"],
    [["license_id"], "dct:license", `<${OWMS}/licentieonbekend>`, "licentie"],
    [["access_rights"], "dct:accessRights", `<${EU}/access-right/PUBLIC>`, "openbaarheid"],
    [["title"], "dct:title", '"fictieve-dataset"@nl', "titel"],
    [["notes"], "dct:description", '"Fictieve dataset"@nl', "beschrijving"],
    [["identifier"], "dct:identifier", `"${ID}"`, "identificatie"],
  ])("%s", async (names, property, expected, field) => {
    const all = await lacking(...names);
    expect(valuesOf(all, S, property)).toEqual([expected]);
    expect(told(all)).toEqual([`${field} aangevuld `]);
  });

  test("of which nothing else says anything: an organisation that is called unknown", async () => {
    const all = await lacking("authority", "publisher");
    expect(valuesOf(all, S, "dct:creator")).toEqual([`<${BASE}/id/agent/onbekend>`]);
    expect(valuesOf(all, S, "dct:publisher")).toEqual([`<${BASE}/id/agent/onbekend>`]);
    expect(told(all)).toEqual(["maker aangevuld ", "uitgever aangevuld "]);
  });

  test("without a licence that is open, a dataset is not called public", async () => {
    const all = await lacking("license_id", "access_rights");
    expect(valuesOf(all, S, "dct:accessRights")).toEqual([`<${EU}/access-right/RESTRICTED>`]);
    expect(await said({ license_id: `${OWMS}/geslotenlicentie`, access_rights: null }, "dct:accessRights")).toEqual([
      `<${EU}/access-right/RESTRICTED>`,
    ]);
  });

  test("a contact point is the publisher", async () => {
    const all = await lacking("contact_point_name", "contact_point_email");
    expect(valuesOf(all, `${S}#contact`, "vcard:fn")).toEqual(['"Dienst Uitvoering Onderwijs"']);
    expect(told(all)).toEqual(["contact.naam aangevuld "]);
  });

  test("a language is Dutch", async () => {
    const all = await lacking("metadata_language");
    expect(valuesOf(all, `${S}#record`, "dct:language")).toEqual([`<${EU}/language/NLD>`]);
    expect(told(all)).toEqual(["taal aangevuld "]);
  });

  test("a record without any time of change is none, and is told", async () => {
    const dated = await lacking("metadata_modified");
    expect(valuesOf(dated, `${S}#record`, "dct:modified")[0]).toContain("2026-02-03T00:00:00+01:00");
    expect(told(dated)).toEqual(["record.gewijzigd aangevuld "]);
    const undated = await lacking("metadata_modified", "modified");
    expect(undated.statements.join("\n")).not.toContain("#record");
    expect(told(undated)).toEqual(["record ontbreekt "]);
  });

  test("an address of a distribution is its download, the landing page, or the page of the catalogue", async () => {
    expect(await addresses({}, { download_url: "https://example.org/b.csv" })).toEqual([
      ["<https://example.org/b.csv>"],
      ["bestanden.toegang aangevuld "],
    ]);
    expect(await addresses({ url: "https://example.org/over" }, {})).toEqual([
      ["<https://example.org/over>"],
      ["bestanden.toegang aangevuld "],
    ]);
    expect(await addresses({}, { url: "geen adres" })).toEqual([
      ["<https://data.overheid.nl/dataset/fictieve-dataset>"],
      ["bestanden.toegang ongeldig geen adres", "bestanden.toegang aangevuld "],
    ]);
  });
});

describe("what cannot be used is told, and the rest is kept", () => {
  test.each([
    [
      { theme: [`${OWMS}/Onderwijs_en_wetenschap`, `${OWMS}/Onbekend_thema`] },
      `themas ongeldig ${OWMS}/Onbekend_thema`,
    ],
    [{ license_id: "https://example.org/voorwaarden" }, "licentie ongeldig https://example.org/voorwaarden"],
    [{ frequency: "soms" }, "frequentie ongeldig soms"],
    [{ dataset_status: "http://data.overheid.nl/status/raar" }, "status ongeldig http://data.overheid.nl/status/raar"],
    [{ changetype: ":raar" }, "record.wijziging ongeldig :raar"],
    [{ issued: "gisteren" }, "uitgegeven ongeldig gisteren"],
    [{ modified: "2026-03-29T02:30:00" }, "gewijzigd ongeldig 2026-03-29T02:30:00"],
    [{ high_value: "misschien" }, "hoge_waarde ongeldig misschien"],
    [{ url: "www zonder adres" }, "landingspagina ongeldig www zonder adres"],
    [{ contact_point_email: "geen adres" }, "contact.email ongeldig geen adres"],
    [{ contact_point_phone: "bel ons" }, "contact.telefoon ongeldig bel ons"],
    [{ conforms_to: ["ISO 19115"] }, "conformiteit ongeldig ISO 19115"],
    [{ name: "Geen Naam" }, "naam ongeldig Geen Naam"],
    [{ tags: ["los"] }, "trefwoorden ongeldig los"],
    [{ nieuw_veld: "x" }, "nieuw_veld onbekend-veld nieuw_veld"],
    [{ resources: [resource({ format: "raar" })] }, "bestanden.formaat ongeldig raar"],
    [{ resources: [resource({ size: "veel" })] }, "bestanden.bytes ongeldig veel"],
    [
      { resources: [resource({ mimetype: "text/csv", media_type: "text/tsv" })] },
      "bestanden.mediatype tegenstrijdig text/csv",
    ],
    [{ resources: [resource({ nieuw: 1 })] }, "bestanden.nieuw onbekend-veld nieuw"],
  ])("%j", async (fields, expected) => {
    const all = await published([pack(fields)]);
    expect(told(all)).toEqual([expected]);
    expect(valuesOf(all, S, "dct:title")).toHaveLength(1);
  });

  test("a package without id is lost whole", async () => {
    const all = await published([pack({ id: "geen-uuid" })]);
    expect(all.statements).toEqual([]);
    expect(all.findings).toMatchObject([{ severity: "Violation" }]);
  });

  test("one that is deleted, private, or no dataset is left out", async () => {
    const all = await published([pack({ state: "deleted" }), pack({ private: true }), pack({ type: "harvest" })]);
    expect([all.statements, all.findings]).toEqual([[], []]);
  });
});
