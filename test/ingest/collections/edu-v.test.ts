import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { bronServer, CLIENT, SECRET } from "../../sources/edu-v/server.js";
import { school } from "../../sources/edu-v/schools.js";
import { ingestEduV, offering, organisation, uuid, writeBron } from "./bron.js";
import { about, ingestFrom, linesOf, manifestOf, rawText, silent, typed } from "../run.js";

const ORGANISATIONS = "/graph/edu-v/a/organisations";
const STUDIES = "/graph/edu-v/a/studyofferings";
const SCHOOL = organisation("School", { master: "999A999", ids: { OIE_CODE: "99XX" } });
const OND = "http://localhost:3000/def/onderwijs#";

async function taken(
  answers: Readonly<Record<string, unknown>>,
  yaml = "consent: true\nsector: vo\n",
): Promise<string> {
  const [dir, files] = [await folder(), await folder()];
  await ingestEduV(dir, await writeBron(files, "a", yaml, answers));
  return dir;
}

describe("what an organisation is", () => {
  test.each([
    [
      "the institution of its one OIE_CODE",
      { master: "999A999", ids: { OIE_CODE: "99XX" } },
      "/id/instelling/99XX",
      "Onderwijsinstelling",
    ],
    [
      "the location of its one V_ID",
      { master: "999A999", ids: { V_ID: "99XX01" } },
      "/id/vestiging/99XX01",
      "Vestiging",
    ],
    [
      "a provider, with several OIE_CODEs",
      { master: "999A999", ids: { OIE_CODE: ["99XX", "99XY"] } },
      "/id/onderwijsaanbieder/999A999",
      "Onderwijsaanbieder",
    ],
    [
      "a provider, by its master id alone",
      { master: "999A999" },
      "/id/onderwijsaanbieder/999A999",
      "Onderwijsaanbieder",
    ],
    [
      "an organisation of a supplier's making, DD_ID first",
      { ids: { AS_ID: "x", DD_ID: "4711" } },
      "/id/organisatie/dd-4711",
      "Organisatie",
    ],
  ])("is %s", async (_what, ids, uri, type) => {
    const dir = await taken({ "organisations/ALL.json": [organisation("School", ids)] });
    expect(await typed(dir, ORGANISATIONS, `onderwijs#${type}`)).toContain(uri);
    expect(await about(dir, ORGANISATIONS, uri)).toContain('<http://schema.org/name> "School"');
  });

  test("several institutions are comprised by their provider, and are no alias of it", async () => {
    const both = organisation("Beide", { master: "999A999", ids: { OIE_CODE: ["99XX", "99XY"] } });
    const dir = await taken({ "organisations/ALL.json": [both] });
    const said = await about(dir, ORGANISATIONS, "/id/onderwijsaanbieder/999A999");
    expect(said.filter((line) => line.includes("omvatInstelling"))).toHaveLength(2);
    expect(await linesOf(dir, "/graph/identiteit")).toEqual([]);
  });

  test("each number describes the institution or the location that it names, and no other", async () => {
    const both = organisation("Beide", {
      master: "999A999",
      ids: { OIE_CODE: ["99XX", "99XY"], V_ID: ["99XX01", "99XY02"] },
    });
    const dir = await taken({ "organisations/ALL.json": [both] });
    const numbers = (await linesOf(dir, ORGANISATIONS)).filter((line) => /#(?:brin|vestigingsnummer)>/.test(line));
    expect(numbers.map((line) => /\/([^/>]+)> <.*"(.*)"/.exec(line)?.slice(1).join(" "))).toEqual([
      "99XX 99XX",
      "99XY 99XY",
      "99XX01 99XX01",
      "99XY02 99XY02",
    ]);
  });

  test.each([
    ["an institution", { ids: { OIE_CODE: "99XX", V_ID: ["99XX01", "99XX02"] } }, "/id/instelling/99XX"],
    ["a provider", { master: "999A999", ids: { V_ID: ["99XX01", "99XX02"] } }, "/id/onderwijsaanbieder/999A999"],
    ["an organisation", { ids: { DD_ID: "4711", V_ID: ["99XX01", "99XX02"] } }, "/id/organisatie/dd-4711"],
  ])("the V_IDs of %s are its locations, in both directions", async (_what, ids, uri) => {
    const dir = await taken({ "organisations/ALL.json": [organisation("School", ids)] });
    const said = await about(dir, ORGANISATIONS, uri);
    for (const number of ["99XX01", "99XX02"]) {
      expect(said).toContain(`<${OND}heeftVestiging> <http://localhost:3000/id/vestiging/${number}>`);
      expect(await about(dir, ORGANISATIONS, `/id/vestiging/${number}`)).toContain(
        `<${OND}vestigingVan> <http://localhost:3000${uri}>`,
      );
    }
  });

  test("a location is no location of itself", async () => {
    const own = { ids: { VE_CODE: "99XX01" } };
    const other = { ids: { VE_CODE: "99XX02" } };
    const location = organisation("Vestiging", { ids: { V_ID: "99XX01" } }, { locations: [own, other] });
    const dir = await taken({ "organisations/ALL.json": [location] });
    const said = await about(dir, ORGANISATIONS, "/id/vestiging/99XX01");
    expect(said.filter((line) => line.includes("heeftVestiging"))).toEqual([
      `<${OND}heeftVestiging> <http://localhost:3000/id/vestiging/99XX02>`,
    ]);
  });

  test("one without any usable key is lost, and a finding says so", async () => {
    const [dir, files] = [await folder(), await folder()];
    const bad = organisation("Zonder", { ids: { OIE_CODE: "9999" } });
    const from = await writeBron(files, "a", "consent: true", { "organisations/ALL.json": [bad, SCHOOL] });
    const { findings } = await ingestEduV(dir, from);
    expect(findings).toBeGreaterThan(0);
    const quality = (await linesOf(dir, "/graph/meta/kwaliteit")).join("\n");
    expect(quality).toContain("/id/bevinding/edu-v-a-organisations/1-");
    expect(quality).toContain("<http://localhost:3000/id/dataset/edu-v/a-organisations>");
    expect(await typed(dir, ORGANISATIONS, "onderwijs#Onderwijsinstelling")).toEqual(["/id/instelling/99XX"]);
  });

  test("a board without any usable key is lost, and a finding says so", async () => {
    const school = organisation(
      "School",
      { ids: { OIE_CODE: "99XX" } },
      { boards: [{}, { ids: { BGE_CODE: "99999" } }] },
    );
    const dir = await taken({ "organisations/ALL.json": [school] });
    const quality = (await linesOf(dir, "/graph/meta/kwaliteit")).filter((line) => /#(?:veld|waarde)>/.test(line));
    expect(quality.map((line) => / "([^"]*)"/.exec(line)?.[1])).toEqual(["besturen.uri", "Bestuur van School"]);
    expect(await typed(dir, ORGANISATIONS, "onderwijs#BevoegdGezag")).toEqual(["/id/bevoegd-gezag/99999"]);
  });

  test("an id without a value is no identifier", async () => {
    const school = organisation("School", { ids: { OIE_CODE: "99XX", DD_ID: "", AS_ID: "n.v.t." } });
    const dir = await taken({ "organisations/ALL.json": [school] });
    const identifiers = (await linesOf(dir, ORGANISATIONS)).filter((line) => line.includes("#id-"));
    expect(identifiers.map((line) => /#id-([^>]*)>/.exec(line)?.[1])).toEqual(
      Array.from({ length: 4 }, () => "OIE_CODE-99XX"),
    );
  });

  test("the version that objects say they are in stands on the graph", async () => {
    const school = organisation("School", { ids: { OIE_CODE: "99XX" } }, { more: { schemaVersion: "1.1.1" } });
    const dir = await taken({ "organisations/ALL.json": [school] });
    expect(await about(dir, ORGANISATIONS, ORGANISATIONS)).toEqual([
      '<http://localhost:3000/def/dienst#schemaversie> "1.1.1"',
    ]);
  });

  test("a location without any key is a hash child of its organisation", async () => {
    const dir = await taken({
      "organisations/ALL.json": [organisation("School", { ids: { OIE_CODE: "99XX" } }, { locations: [{}] })],
    });
    expect(await about(dir, ORGANISATIONS, "/id/instelling/99XX")).toContain(
      `<${OND}heeftVestiging> <http://localhost:3000/id/instelling/99XX#locatie-1>`,
    );
  });

  test("to be deleted is a flag: the data stays", async () => {
    const flagged = organisation("School", { ids: { OIE_CODE: "99XX" } }, { more: { status: "tobedeleted" } });
    const dir = await taken({ "organisations/ALL.json": [flagged] });
    expect(await about(dir, ORGANISATIONS, "/id/instelling/99XX")).toContain(
      "<http://localhost:3000/def/dienst#recordstatus> <http://localhost:3000/def/dienst#teVerwijderen>",
    );
    expect(await linesOf(dir, "/graph/meta/grafstenen")).toEqual([]);
  });
});

function level(id: string): object {
  return { studyLevel: { studyLevelId: `${id}/`, studyLevelPrefix: 4204, studyLevelName: "Havo vijf" } };
}

async function conceptsIn(dir: string, graph: string): Promise<string[]> {
  const described = (await linesOf(dir, graph)).filter((line) => line.includes("/core#inScheme>"));
  return described.map((line) => line.slice("<http://localhost:3000".length, line.indexOf(">")));
}

describe("what an offering points at", () => {
  const HAVO_5 = "cb61531d-61eb-4412-a52f-ca065ca37e39";

  test("a level that the reference has is described there alone; another by what the Bron calls it", async () => {
    const dir = await taken({
      "studyofferings/OIE_CODE-99XX.json": [offering(1, level(HAVO_5)), offering(2, level(uuid(9)))],
    });
    const levels = (await linesOf(dir, STUDIES)).filter((line) => line.startsWith("<https://opendata.slo.nl/"));
    const described = levels.map((line) => line.slice(line.indexOf("uuid/") + 5, line.lastIndexOf(" <")));
    const skos = "http://www.w3.org/2004/02/skos/core#";
    expect(described).toEqual([
      `${uuid(9)}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${skos}Concept>`,
      `${uuid(9)}> <${skos}exactMatch> <http://purl.edustandaard.nl/begrippenkader/${uuid(9)}>`,
      `${uuid(9)}> <${skos}notation> "4204"`,
      `${uuid(9)}> <${skos}prefLabel> "Havo vijf"@nl`,
    ]);
    expect(await about(dir, STUDIES, `/id/opleidingsaanbod/${uuid(1)}`)).toContain(
      `<http://schema.org/educationalLevel> <https://opendata.slo.nl/curriculum/uuid/${HAVO_5}>`,
    );
  });

  test("a code keeps its spelling; one of another case is the same code", async () => {
    const codes = ["1000O0020", "1000o0020"].map((studyCode, i) => offering(i + 1, { studyCode }));
    const subject = { subjectOfferingId: uuid(3), subjectOfferingName: "Wiskunde A", subjectCode: "WisA" };
    const dir = await taken({
      "studyofferings/OIE_CODE-99XX.json": codes,
      "subjectofferings/OIE_CODE-99XX.json": [subject],
    });
    expect(await conceptsIn(dir, STUDIES)).toEqual(["/id/begrip/opleiding/1000O0020"]);
    expect(await conceptsIn(dir, "/graph/edu-v/a/subjectofferings")).toEqual(["/id/begrip/vak/WisA"]);
  });
});

describe("the school of an offering is the one that was asked for", () => {
  test.each([
    ["OIE_CODE-99XX", "sector: vo", "/id/instelling/99XX"],
    ["MASTER-999A999", "sector: vo", "/id/instelling/99XX"],
    ["DD_ID-4711", "sector: vo", "/id/instelling/99XX"],
    ["V_ID-99XX01", "sector: po", "/id/vestiging/99XX01"],
    ["V_ID-99XX01", "sector: vo", "/id/instelling/99XX"],
    ["V_ID-99XX01", "", "/id/vestiging/99XX01"],
    ["DD_ID-onbekend", "sector: vo", "/id/organisatie/dd-onbekend"],
  ])("%s in a Bron with %j: %s", async (part, sector, uri) => {
    const known = organisation("School", { master: "999A999", ids: { OIE_CODE: "99XX", DD_ID: "4711" } });
    const answers = { "organisations/ALL.json": [known], [`studyofferings/${part}.json`]: [offering(1)] };
    const dir = await taken(answers, `consent: true\n${sector}`);
    expect(await about(dir, STUDIES, `/id/opleidingsaanbod/${uuid(1)}`)).toContain(
      `<${OND}aangebodenDoor> <http://localhost:3000${uri}>`,
    );
  });

  test("and not one that the offering names as if it were asked for: that is an unknown field", async () => {
    const forged = { "_request.OIE_CODE": "99ZZ", "_Request.Master": "998A998", " _request.bron": "b" };
    const dir = await taken({ "studyofferings/MASTER-999A999.json": [offering(1, forged)] });
    expect(await about(dir, STUDIES, `/id/opleidingsaanbod/${uuid(1)}`)).toContain(
      `<${OND}aangebodenDoor> <http://localhost:3000/id/onderwijsaanbieder/999A999>`,
    );
    const quality = (await linesOf(dir, "/graph/meta/kwaliteit")).filter((line) => line.includes("#veld>"));
    expect(quality.map((line) => / "([^"]*)"/.exec(line)?.[1]).sort()).toEqual([
      "_Request.Master",
      "_request.OIE_CODE",
      "_request.bron",
    ]);
  });

  test("what a Bron says of all its offerings stands on the graph", async () => {
    const dir = await taken(
      { "studyofferings/OIE_CODE-99XX.json": [offering(1)] },
      "consent: true\nschoolPeriodId: 2025-2026",
    );
    expect(await about(dir, STUDIES, STUDIES)).toEqual([`<${OND}schoolperiode> "2025-2026"`]);
  });
});

describe("without consent", () => {
  const answers = { "organisations/ALL.json": [SCHOOL] };

  test("nothing of a Bron is kept", async () => {
    const [dir, files] = [await folder(), await folder()];
    const report = await ingestEduV(dir, await writeBron(files, "a", "consent: false", answers));
    expect(report.files.map(({ file, outcome }) => [file, outcome])).toEqual([["a", "left-out"]]);
    expect([report.published, await rawText(dir)]).toEqual([false, ""]);
  });

  test("what was kept of it goes, from graphs, dated versions and raw/ alike, and its things are gone", async () => {
    const [dir, files] = [await folder(), await folder()];
    await ingestEduV(dir, await writeBron(files, "a", "consent: true", answers));
    const renamed = { ...SCHOOL, name: "Nieuwe naam" };
    await ingestEduV(dir, await writeBron(files, "a", "consent: true", { "organisations/ALL.json": [renamed] }));
    expect(await rawText(dir)).not.toContain('"School"');
    const { files: reports } = await ingestEduV(dir, await writeBron(files, "a", "consent: false", answers));
    expect(reports.map(({ outcome }) => outcome).sort()).toEqual(["left-out", "withdrawn"]);
    expect(Object.keys((await manifestOf(dir)).graphs)).not.toContain(ORGANISATIONS);
    expect(await rawText(dir)).toBe("");
    expect((await linesOf(dir, "/graph/meta/grafstenen")).join()).toContain("/id/instelling/99XX>");
    expect(await linesOf(dir, "/graph/identiteit")).toEqual([]);
  });
});

describe("parts of a dataset", () => {
  test("that a whole Bron no longer has are gone, and leave raw/", async () => {
    const [dir, files] = [await folder(), await folder()];
    const both = {
      "studyofferings/OIE_CODE-99XX.json": [offering(1)],
      "studyofferings/OIE_CODE-99XY.json": [offering(2)],
    };
    await ingestEduV(dir, await writeBron(files, "a", "consent: true", both));
    await rm(join(files, "a/studyofferings/OIE_CODE-99XY.json"));
    await ingestEduV(dir, files);
    expect(await typed(dir, STUDIES, "onderwijs#Opleidingsaanbod")).toEqual([`/id/opleidingsaanbod/${uuid(1)}`]);
    expect(await rawText(dir)).not.toContain(uuid(2));
    expect((await linesOf(dir, "/graph/meta/grafstenen")).join()).toContain(uuid(2));
  });

  test("stay as they were kept when a single file is ingested, or a file is broken", async () => {
    const [dir, files] = [await folder(), await folder()];
    const both = {
      "studyofferings/OIE_CODE-99XX.json": [offering(1)],
      "studyofferings/OIE_CODE-99XY.json": [offering(2)],
    };
    await ingestEduV(dir, await writeBron(files, "a", "consent: true", both));
    await writeBron(files, "a", "consent: true", { "studyofferings/OIE_CODE-99XX.json": [offering(3)] });
    await ingestEduV(dir, join(files, "a/studyofferings/OIE_CODE-99XX.json"));
    await writeBron(files, "a", "consent: true", { "studyofferings/OIE_CODE-99XY.json": '[{"studyOfferingId":' });
    const { files: reports } = await ingestEduV(dir, files);
    expect(reports.find(({ outcome }) => outcome === "refused")?.message).toContain("OIE_CODE-99XY.json");
    const there = await typed(dir, STUDIES, "onderwijs#Opleidingsaanbod");
    expect(there).toEqual([2, 3].map((n) => `/id/opleidingsaanbod/${uuid(n)}`));
  });
});

test("a location number that no register of DUO has is a dummy, once there is such a register", async () => {
  const [dir, files, duo] = [await folder(), await folder(), await folder()];
  const known = organisation("School", { ids: { OIE_CODE: "99XX", V_ID: ["99XX00", "99XX07"] } });
  await ingestEduV(dir, await writeBron(files, "a", "consent: true", { "organisations/ALL.json": [known] }));
  expect(await linesOf(dir, "/graph/afgeleid/dummyvestigingen")).toEqual([]);
  await writeBron(duo, ".", "BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM\n99XX;99XX00;School\n", {});
  const from = join(duo, "bron.yaml");
  await ingestFrom(dir, [{ source: "duo", from, dataset: "02.-alle-vestigingen-vo" }], {
    now: new Date("2026-03-02T12:00:00Z"),
  });
  expect(await about(dir, "/graph/afgeleid/dummyvestigingen", "/id/vestiging/99XX07")).toEqual([
    `<${OND}dummyVestiging> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
  ]);
  expect(await about(dir, "/graph/afgeleid/dummyvestigingen", "/id/vestiging/99XX00")).toEqual([]);
  // It stays when only others change than it follows from.
  const list = join(files, "lijst.nt");
  await writeFile(list, '<urn:a> <urn:b> "c" .\n');
  await ingestFrom(dir, [], {
    now: new Date("2026-03-03T12:00:00Z"),
    graphs: [{ from: list, graph: "http://localhost:3000/graph/eigen/lijst" }],
  });
  expect(await linesOf(dir, "/graph/eigen/lijst")).toHaveLength(1);
  expect(await linesOf(dir, "/graph/afgeleid/dummyvestigingen")).toHaveLength(1);
});

/** Takes two schools in, and again when `refused` says which answers of the Bron are none. */
async function takenAgain(refused: (path: string) => number | undefined): Promise<{ studies: number; raw: string }> {
  const dir = await folder();
  let isSecond = false;
  const bron = await bronServer({
    schools: ["99XA", "99XB"].map((code) => school({ ids: [["OIE_CODE", code]] })),
    instead: ({ path, response }) => {
      const status = isSecond ? refused(path) : undefined;
      if (status !== undefined) response.writeHead(status).end("[]");
      return status !== undefined;
    },
  });
  const settings = { consent: true, url: bron.url, tokenUrl: bron.tokenUrl, clientId: CLIENT, auth: "secret" };
  const bronnen = {
    a: { ...settings, sector: "vo", ask: ["99XA", "99XB"].map((orgId) => ({ orgIdType: "OIE_CODE", orgId })) },
  };
  const request = { source: "edu-v" as const, bronnen, env: { ONDERWIJSGRAAF_EDU_V_A_SECRET: SECRET } };
  await ingestFrom(dir, [request]);
  isSecond = true;
  await ingestFrom(dir, [request], { http: { retryAfterMs: 1, retries: 0 } });
  return { studies: (await typed(dir, STUDIES, "onderwijs#Opleidingsaanbod")).length, raw: await rawText(dir) };
}

describe("from the API of a Bron, through expiring tokens and a busy server", () => {
  const schools = Array.from({ length: 6 }, (_, n) => school({ ids: [["OIE_CODE", `99X${"ABCDEF"[n] ?? ""}`]] }));

  test("every record arrives exactly once", async () => {
    const dir = await folder();
    const bron = await bronServer({
      schools,
      usesPerToken: 3,
      instead: ({ path, nth, response }) => {
        if (nth > 1 || !path.startsWith("/v1/studyofferings")) return false;
        response.writeHead(path.includes("99XA") ? 429 : 503, { "retry-after": "0" }).end();
        return true;
      },
    });
    const bronnen = {
      a: { consent: true, url: bron.url, tokenUrl: bron.tokenUrl, clientId: CLIENT, auth: "secret", sector: "vo" },
    };
    const env = { ONDERWIJSGRAAF_EDU_V_A_SECRET: SECRET };
    const notes: string[] = [];
    const report = await ingestFrom(dir, [{ source: "edu-v", bronnen, env }], {
      http: { retryAfterMs: 5, retries: 3 },
      progress: silent(notes),
    });
    expect(report.files.filter(({ outcome }) => outcome === "refused")).toEqual([]);
    expect(await typed(dir, ORGANISATIONS, "onderwijs#Onderwijsinstelling")).toHaveLength(6);
    expect(await typed(dir, STUDIES, "onderwijs#Opleidingsaanbod")).toHaveLength(6);
    expect(await typed(dir, "/graph/edu-v/a/subjectofferings", "onderwijs#Vakaanbod")).toHaveLength(12);
    expect(report.files.map(({ rows }) => rows)).toEqual([6, 6, 12]);
    expect(`${JSON.stringify(report)}${notes.join()}`).not.toContain(SECRET);
    const again = await ingestFrom(dir, [{ source: "edu-v", bronnen, env }], { again: true });
    expect(again.published).toBe(false);
  });

  describe("what a school has is gone when the Bron says so, and stays when it could not be asked", () => {
    test("the offerings of all schools are gone when no school has any", async () => {
      const { studies, raw } = await takenAgain((path) => (path.startsWith("/v1/studyofferings") ? 404 : undefined));
      expect(studies).toBe(0);
      expect(raw).not.toContain("studyOfferingId");
    });

    test.each([
      [
        "the organisation of one could not be had",
        (path: string) => (/organisations.*99XB/.test(path) ? 500 : undefined),
      ],
      [
        "nor could the offerings of the other",
        (path: string) => (/organisations.*99XB|study.*99XA/.test(path) ? 500 : undefined),
      ],
    ])("they stay when %s", async (_why, refused) => {
      expect((await takenAgain(refused)).studies).toBe(2);
    });
  });

  test("a Bron that gives no token is refused by name, and what is kept of it stays", async () => {
    const [dir, files] = [await folder(), await folder()];
    await ingestEduV(dir, await writeBron(files, "a", "consent: true", { "organisations/ALL.json": [SCHOOL] }));
    const bron = await bronServer({ schools });
    const bronnen = { a: { consent: true, url: bron.url, tokenUrl: bron.tokenUrl, clientId: CLIENT, auth: "secret" } };
    const report = await ingestFrom(dir, [
      { source: "edu-v", bronnen, env: { ONDERWIJSGRAAF_EDU_V_A_SECRET: "fout" } },
    ]);
    expect(report.files.map(({ file, outcome }) => [file, outcome])).toEqual([["a", "refused"]]);
    expect(await typed(dir, ORGANISATIONS, "onderwijs#Onderwijsinstelling")).toEqual(["/id/instelling/99XX"]);
  });
});
