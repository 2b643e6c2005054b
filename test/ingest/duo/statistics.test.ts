/** Statistics of each form that DUO gives them in. */
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { about, ingest, linesOf, manifestOf } from "../run.js";
import { file } from "./schools.js";
import { HISTORY, integer, iri, keys, load, narrow, ond, wide } from "./statistics-files.js";

const concept = (scheme: string, slug: string): string => iri(`/id/begrip/${scheme}/${slug}`);

describe("a wide file of old, in windows-1252,", () => {
  const text = Buffer.from(
    wide(
      [
        "BRIN NUMMER",
        "VESTIGINGSNUMMER",
        "INSTELLINGSNAAM",
        "GEMEENTENAAM",
        "SOORT_PO",
        "LEERLINGEN_2023",
        "LEERLINGEN_2024",
      ],
      ["00AP", "00", "Café de Cèdre", "Goes", "Bo", "1.024", "0"],
      ["00AR", "01", "’t Palet", "Goes", "Sbo", "< 5", " "],
    ),
    "latin1",
  );

  test("becomes observations of each of its years, and its blanks none", async () => {
    const { dir, report } = await load(`${HISTORY}.csv`, text);
    expect(report).toMatchObject({ outcome: "current", rows: 2, records: 3, findings: new Map() });
    expect(report).not.toHaveProperty("edition");
    expect(await keys(dir, `/graph/duo/${HISTORY}`)).toEqual([
      `/id/observatie/${HISTORY}/2023-2024_00AP00_bo`,
      `/id/observatie/${HISTORY}/2023-2024_00AR01_sbo`,
      `/id/observatie/${HISTORY}/2024-2025_00AP00_bo`,
    ]);
  });

  test("says of each what MODEL says it should", async () => {
    const { dir } = await load(`${HISTORY}.csv`, text);
    const graph = `/graph/duo/${HISTORY}`;
    expect(await about(dir, graph, `/id/observatie/${HISTORY}/2023-2024_00AP00_bo`)).toEqual([
      `${ond("aantalLeerlingen")} ${integer(1024)}`,
      `${ond("eenheid")} ${iri("/id/vestiging/00AP00")}`,
      `${ond("schooljaar")} ${iri("/id/schooljaar/2023-2024")}`,
      `${ond("soortPrimairOnderwijs")} ${concept("soort-primair-onderwijs", "bo")}`,
      `<http://purl.org/linked-data/cube#dataSet> ${iri(`/id/statistiek/${HISTORY}`)}`,
      "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/linked-data/cube#Observation>",
      `<http://www.w3.org/ns/prov#wasDerivedFrom> ${iri(`/id/dataset/duo/${HISTORY}`)}`,
    ]);
    const masked = await about(dir, graph, `/id/observatie/${HISTORY}/2023-2024_00AR01_sbo`);
    expect(masked).toEqual(
      expect.arrayContaining([
        `${ond("gemaskeerdeMaat")} ${ond("aantalLeerlingen")}`,
        `${ond("bovengrens")} ${integer(4)}`,
        "<http://purl.org/linked-data/sdmx/2009/attribute#obsStatus> <http://purl.org/linked-data/sdmx/2009/code#obsStatus-M>",
      ]),
    );
    expect(masked.join("\n")).not.toContain(`${ond("aantalLeerlingen")} "`);
  });

  test("says of its schools their codes alone", async () => {
    const { dir } = await load(`${HISTORY}.csv`, text);
    expect(await about(dir, `/graph/duo/${HISTORY}`, "/id/vestiging/00AP00")).toEqual([
      `${ond("vestigingsnummer")} "00AP00"`,
      `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ${ond("Vestiging")}`,
    ]);
    expect((await linesOf(dir, `/graph/duo/${HISTORY}`)).join("\n")).not.toMatch(/Palet|Goes|#gemeente>/);
  });

  test("describes the cube, and a slice of each school year", async () => {
    const { dir } = await load(`${HISTORY}.csv`, text);
    const cube = await about(dir, `/graph/duo/${HISTORY}`, `/id/statistiek/${HISTORY}`);
    expect(cube).toEqual(
      expect.arrayContaining([
        '<http://purl.org/dc/terms/title> "Historisch overzicht leerlingen per schoolvestiging"@nl',
        `<http://purl.org/linked-data/cube#structure> ${iri(`/id/datastructuur/${HISTORY}`)}`,
        `<http://purl.org/linked-data/cube#slice> ${iri(`/id/statistiek/${HISTORY}/deel/2023-2024`)}`,
        `<http://purl.org/linked-data/cube#slice> ${iri(`/id/statistiek/${HISTORY}/deel/2024-2025`)}`,
      ]),
    );
    expect(await about(dir, `/graph/duo/${HISTORY}`, `/id/statistiek/${HISTORY}/deel/2024-2025`)).toEqual(
      expect.arrayContaining([
        `${ond("schooljaar")} ${iri("/id/schooljaar/2024-2025")}`,
        `<http://purl.org/linked-data/cube#sliceStructure> ${iri(`/id/datastructuur/${HISTORY}#schooljaar`)}`,
      ]),
    );
  });

  test("names the cube, and none of its observations", async () => {
    const { dir } = await load(`${HISTORY}.csv`, text);
    const labels = (await linesOf(dir, "/graph/afgeleid/labels")).join("\n");
    expect(labels).toContain('"Historisch overzicht leerlingen per schoolvestiging"@nl');
    expect(labels).toContain('"Vestiging 00AP00"@nl');
    expect(labels).not.toContain("/id/observatie/");
  });
});

describe("exam results", () => {
  test.each(["06.-examenkandidaten-en-geslaagden-2013-2014-.csv", "examenkandidaten-geslaagden-vo-2019-2024.csv"])(
    "have measures of one combination in one observation, with dashes in the headers or without: %s",
    async (name) => {
      const dash = name.startsWith("06") ? " " : " - ";
      const headers = ["EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC"].flatMap((measure) =>
        ["MAN", "TOTAAL"].map((sex) => `${measure} SCHOOLJAAR 2013-2014${dash}${sex}`),
      );
      const { dir, report } = await load(
        name,
        wide(
          ["INSTELLINGSCODE", "VESTIGINGSCODE", "ONDERWIJSTYPE VO", "INSPECTIECODE", "OPLEIDINGSNAAM", ...headers],
          ["16SW", "16SW03", "HAVO", "HA", "HAVO - Natuur & Techniek", "<5", "20", "<5", "18", "", "90,00"],
          ["16SW", "16SW03", "VWO", "VW", "VWO - Cultuur", "0", "0", "0", "0", "0", "0"],
        ),
      );
      expect(report).toMatchObject({ outcome: "current", rows: 2, records: 4, findings: new Map() });
      const graph = report?.graph ?? "";
      const start = "/id/observatie/06-examenkandidaten-en-geslaagden/2013-2014_16SW03_";
      const observations = await keys(dir, graph);
      expect(observations).toEqual([
        `${start}havo_havo-natuur-techniek_man`,
        `${start}havo_havo-natuur-techniek_totaal`,
        `${start}vwo_vwo-cultuur_man`,
        `${start}vwo_vwo-cultuur_totaal`,
      ]);
      const measures = async (thing: string): Promise<string[]> =>
        (await about(dir, graph, thing)).filter((line) => /#(?:aantal|slag|gemaskeerde|bovengrens)/.test(line));
      expect(await measures(observations[0] ?? "")).toEqual([
        `${ond("bovengrens")} ${integer(4)}`,
        `${ond("gemaskeerdeMaat")} ${ond("aantalExamenkandidaten")}`,
        `${ond("gemaskeerdeMaat")} ${ond("aantalGeslaagden")}`,
      ]);
      expect(await measures(observations[1] ?? "")).toEqual([
        `${ond("aantalExamenkandidaten")} ${integer(20)}`,
        `${ond("aantalGeslaagden")} ${integer(18)}`,
        `${ond("slagingspercentage")} "90"^^<http://www.w3.org/2001/XMLSchema#decimal>`,
      ]);
      // Nobody sat it: no rate, and nothing wrong.
      expect(await measures(observations[3] ?? "")).toEqual([
        `${ond("aantalExamenkandidaten")} ${integer(0)}`,
        `${ond("aantalGeslaagden")} ${integer(0)}`,
      ]);
      expect((await about(dir, graph, "/id/begrip/opleiding/vwo-cultuur")).join("\n")).toContain('"VWO - Cultuur"@nl');
    },
  );
});

test("a narrow file of the portal, with commas and quotes, is read the same; -1 is a count it masks", async () => {
  const { dir, report } = await load(
    "brin6_leeftijd.csv",
    narrow(
      ["INSTELLINGSCODE", "VESTIGINGSCODE", "TYPE_PO", "PEILJAAR", "LEEFTIJD", "AANTAL_LEERLINGEN"],
      ["00AP", "00AP00", "BO", 2024, 4, 23],
      ["00AP", "00", "BO", 2024, 5, -1],
      ["00AP", "00AP00", "BO", 2023, 4, 0],
    ),
  );
  expect(report).toMatchObject({ outcome: "current", rows: 3, records: 3, findings: new Map() });
  const start = "/id/observatie/01-leerlingen-po-soort-po-cluster-leeftijd";
  expect(await keys(dir, "/graph/duo/brin6-leeftijd")).toEqual([
    `${start}/2023-2024_00AP00_bo_totaal_4`,
    `${start}/2024-2025_00AP00_bo_totaal_4`,
    `${start}/2024-2025_00AP00_bo_totaal_5`,
  ]);
  const masked = await about(dir, "/graph/duo/brin6-leeftijd", `${start}/2024-2025_00AP00_bo_totaal_5`);
  expect(masked).toContain(`${ond("gemaskeerdeMaat")} ${ond("aantalLeerlingen")}`);
});

test("an answer of the API is read the same, and named by its dataset", async () => {
  const name = "09.-leerlingen-bo-zittenblijven-2011-2012";
  const { dir, report } = await load(
    "antwoord.json",
    JSON.stringify({
      "@id": `https://api.duo.nl/v0/datasets/${name}`,
      results: [
        {
          BRIN_NUMMER: "00AP",
          VESTIGINGSNUMMER: "00",
          LEERJAAR: 3,
          AANTAL_ZITTENBLIJVERS: "12",
          AANTAL_LEERLINGEN: 100,
        },
        {
          BRIN_NUMMER: "00AR",
          VESTIGINGSNUMMER: "00",
          LEERJAAR: 3,
          AANTAL_ZITTENBLIJVERS: "<5",
          AANTAL_LEERLINGEN: null,
        },
      ],
    }),
  );
  expect(report).toMatchObject({ outcome: "current", rows: 2, records: 2, findings: new Map() });
  expect(await keys(dir, "/graph/duo/09-leerlingen-bo-zittenblijven-2011-2012")).toEqual([
    "/id/observatie/09-leerlingen-bo-zittenblijven/2011-2012_00AP00_3",
    "/id/observatie/09-leerlingen-bo-zittenblijven/2011-2012_00AR00_3",
  ]);
});

/** Text of a file of a municipality: pupils of a school by postcode and age. */
function ofMunicipality(number: string, ...counts: string[]): string {
  return wide(
    ["PEILDATUM", "INSTELLINGSCODE", "VESTIGINGSCODE", "POSTCODE_LEERLING", "SOORT_PO", "LEEFTIJD.4", "LEEFTIJD.5"],
    ["20241001", number.slice(0, 4), number, "9411", "Bo", ...counts],
    ["20241001", number.slice(0, 4), number, "30", "Bo", "0", "<5"],
  );
}

describe("a file per municipality", () => {
  test("is a graph of its own, in one cube; its zeros say nothing", async () => {
    const [dir, from] = [await folder(), await folder()];
    await file(from, "leerlingen-woongebied-leeftijd-Goes.csv", ofMunicipality("00AP00", "6", "0"));
    await file(from, "leerlingen-woongebied-leeftijd-'s-Gravenhage.csv", ofMunicipality("00AR00", "7", "8"));
    const { files } = await ingest(dir, from);
    expect(files.map(({ outcome, graph, records }) => [outcome, graph, records])).toEqual([
      ["current", "/graph/duo/leerlingen-woongebied-leeftijd-s-gravenhage", 3],
      ["current", "/graph/duo/leerlingen-woongebied-leeftijd-goes", 2],
    ]);
    const start = "/id/observatie/leerlingen-woongebied-leeftijd/2024-2025_00AP00";
    expect(await keys(dir, "/graph/duo/leerlingen-woongebied-leeftijd-goes")).toEqual([
      `${start}_30_bo_5`,
      `${start}_9411_bo_4`,
    ]);
    const { graphs } = await manifestOf(dir);
    expect(graphs["/graph/duo/leerlingen-woongebied-leeftijd-goes"]?.title).toContain(
      "(leerlingen-woongebied-leeftijd-Goes)",
    );
  });

  test("is what it was when it is mapped again from what was kept", async () => {
    const { dir } = await load("leerlingen-woongebied-leeftijd-Goes.csv", ofMunicipality("00AP00", "6", "7"));
    const { files, published } = await ingest(dir, "", { again: true });
    expect([published, files[0]?.outcome, files[0]?.graph]).toEqual([
      false,
      "unchanged",
      "/graph/duo/leerlingen-woongebied-leeftijd-goes",
    ]);
  });

  test("describes an area that no list has, and not one that a list has", async () => {
    const { dir } = await load("leerlingen-woongebied-leeftijd-Goes.csv", ofMunicipality("00AP00", "6", "7"));
    const graph = "/graph/duo/leerlingen-woongebied-leeftijd-goes";
    expect(await about(dir, graph, "/id/begrip/postcodegebied/9411")).toHaveLength(4);
    expect(await about(dir, graph, "/id/begrip/postcodegebied/30")).toEqual([]);
    expect(await about(dir, "/graph/referentie/begrippen", "/id/begrip/postcodegebied/30")).not.toEqual([]);
  });
});

describe("a mean of a final test that nobody gives", () => {
  const TESTS = "05-gemiddelde-eindscores-bo-sbo";
  const head = [
    "INSTELLINGSCODE",
    "VESTIGINGSCODE",
    "PEILJAAR",
    "DOORSTROOMTOETS_PO",
    "GEMIDDELDE_UITSLAG",
    "AANTAL_LEERLINGEN",
  ];

  test.each([0, -1])("is no score: %s", async (given) => {
    const { dir, report } = await load(`${TESTS}.csv`, narrow(head, ["00AP", "00", 2022, "IEP", given, -1]));
    expect(report).toMatchObject({ records: 1, findings: new Map() });
    const said = await about(dir, `/graph/duo/${TESTS}`, `/id/observatie/${TESTS}/2022-2023_00AP00_iep`);
    expect(said).toContain(`${ond("gemaskeerdeMaat")} ${ond("aantalLeerlingen")}`);
    expect(said.join("\n")).not.toContain(`${ond("gemiddeldeEindscore")} "`);
  });
});
