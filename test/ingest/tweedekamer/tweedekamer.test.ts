import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import { keptParts } from "#src/ingest/tweedekamer/entity-raw.js";
import type { IngestReport } from "#src/ingest/report.js";
import type { TkRequest } from "#src/ingest/source-requests.js";
import { folder } from "../../folder.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { guid, kamer } from "../../sources/odata/kamer.js";
import { odataServer, type ServiceOptions, type TestService } from "../../sources/odata/server.js";
import type { Row } from "../../sources/odata/tables.js";
import { about, BASE, ingestFrom, linesOf, manifestOf, rawText, typed } from "../run.js";

const GRAVES = "/graph/meta/grafstenen";
const PERSONS = "/graph/tweedekamer/persoon";
const HTTP = { retryAfterMs: 5, retries: 0, idleMs: 2_000 };

/** A service, and its tables to change. */
async function service(
  options: Partial<ServiceOptions> = {},
): Promise<{ server: TestService; person: (n: number) => Row; options: ServiceOptions }> {
  const all: ServiceOptions = { version: "v4", tables: kamer("v4", 20), pageSize: 7, ...options };
  const server = await odataServer(all);
  const person = (n: number): Row => {
    const found = all.tables["Persoon"]?.rows.find((row) => row["Id"] === guid(3, n));
    if (found === undefined) throw new Error(`no person ${n}`);
    return found;
  };
  return { server, person, options: all };
}

/** Ingests on the nth day of March 2026. */
function ingest(dir: string, from: string, day = 1, words: Partial<TkRequest> = {}): Promise<IngestReport> {
  const now = new Date(Date.UTC(2026, 2, day, 12));
  return ingestFrom(dir, [{ source: "tweedekamer", from, vergaderjaren: ["2016-2017"], ...words }], {
    now,
    http: HTTP,
  });
}

async function persons(dir: string): Promise<string[]> {
  return (await typed(dir, PERSONS, "parlement#Persoon")).sort();
}

const pathOf = (n: number): string => `/id/tk/persoon/${guid(3, n)}`;
const change = (row: Row, second: number, fields: object): unknown =>
  Object.assign(row, fields, { ApiGewijzigdOp: `2024-05-01T12:00:${String(second).padStart(2, "0")}.1234567Z` });

describe("the first time", () => {
  test("every entity that is offered becomes a graph of its records", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href);
    expect(await persons(dir)).toEqual(Array.from({ length: 20 }, (_, n) => pathOf(n)).sort());
    const { graphs, datasets } = await manifestOf(dir);
    expect(Object.keys(graphs)).toEqual(expect.arrayContaining([PERSONS, "/graph/tweedekamer/zaak"]));
    expect(datasets["tweedekamer"]?.["persoon"]?.mark?.at).toMatch(/^2023-12-01T/);
  });

  test("without years, or --all, it is said what to configure", async () => {
    const { server } = await service();
    await expect(ingest(await folder(), server.root.href, 1, { vergaderjaren: [] })).rejects.toThrow(/vergaderjaren/);
  });

  test("of a birth the year alone is published and kept", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href);
    expect(await rawText(dir)).not.toContain("1976-09-16");
    expect((await linesOf(dir, PERSONS)).join("\n")).not.toContain("1976-09-16");
    expect((await about(dir, PERSONS, pathOf(3))).join("\n")).toContain('"1976"');
  });
});

describe("afterwards", () => {
  test("what changed is asked for and replaced, and all else stays as it was", async () => {
    const dir = await folder();
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    const [before, other] = [await persons(dir), await about(dir, PERSONS, pathOf(4))];
    server.asked.splice(0);
    change(person(3), 1, { Achternaam: "Nieuw" });
    await ingest(dir, server.root.href, 2);
    expect(server.asked.filter((target) => /\/Persoon\?/.test(target) && !/ApiGewijzigdOp/.test(target))).toEqual([]);
    expect(await persons(dir)).toEqual(before);
    expect((await about(dir, PERSONS, pathOf(3))).join("\n")).toContain('"Nieuw"');
    expect(await about(dir, PERSONS, pathOf(4))).toEqual(other);
  });

  test("a delta gives the graph that taking all of it anew gives", async () => {
    const [dir, anew] = [await folder(), await folder()];
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    change(person(3), 1, { Achternaam: "Nieuw", Woonplaats: null });
    change(person(19), 2, { Verwijderd: true, Achternaam: null });
    await ingest(dir, server.root.href, 2);
    await ingest(anew, server.root.href, 2);
    expect([...(await linesOf(dir, PERSONS))].sort()).toEqual([...(await linesOf(anew, PERSONS))].sort());
  });

  test("a record that was taken back becomes a tombstone and leaves raw/, and is whole again when it comes back", async () => {
    const dir = await folder();
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    change(person(5), 1, { Verwijderd: true });
    await ingest(dir, server.root.href, 2);
    expect(await about(dir, PERSONS, pathOf(5))).toEqual([]);
    expect((await about(dir, GRAVES, pathOf(5))).join("\n")).toContain("2024-05-01T12:00:01.1234567Z");
    expect(await rawText(dir)).not.toContain("F-achternaam");
    change(person(5), 2, { Verwijderd: false, Achternaam: "Terug" });
    await ingest(dir, server.root.href, 3);
    expect((await about(dir, PERSONS, pathOf(5))).join("\n")).toContain('"Terug"');
    expect(await about(dir, GRAVES, pathOf(5))).toEqual([]);
  });

  test("a tombstone has the moment with all its decimals, in UTC", async () => {
    const dir = await folder();
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    Object.assign(person(5), { Verwijderd: true, ApiGewijzigdOp: "2025-01-02T03:04:05.6789+01:00" });
    await ingest(dir, server.root.href, 2);
    expect((await about(dir, GRAVES, pathOf(5))).join("\n")).toContain('"2025-01-02T02:04:05.6789Z"');
  });

  test("other years are taken whole: the mark of the years before says nothing of them", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href);
    await ingest(dir, server.root.href, 2, { vergaderjaren: ["2016-2017", "2017-2018"] });
    const cases = await typed(dir, "/graph/tweedekamer/zaak", "parlement#Zaak");
    expect(cases).toHaveLength(13);
  });

  test("--again maps what is kept, and keeps the mark", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href);
    const { datasets } = await manifestOf(dir);
    const before = await linesOf(dir, PERSONS);
    await ingestFrom(dir, [{ source: "tweedekamer" }], { again: true, now: new Date("2026-03-02T12:00:00Z") });
    expect([...(await linesOf(dir, PERSONS))].sort()).toEqual([...before].sort());
    expect((await manifestOf(dir)).datasets["tweedekamer"]).toEqual(datasets["tweedekamer"]);
    // Where they were read stays known.
    const { provenance } = (await manifestOf(dir)).graphs[PERSONS]?.current ?? {};
    expect(provenance?.origin).toContain(server.root.host);
  });

  test("--again keeps records that have another key than an Id", async () => {
    const dir = await folder();
    const pledges = [1, 2, 3].map((n) => ({
      Toezegging_Id: guid(40, n),
      Fractie_Id: guid(41, n),
      Persoon_Id: guid(42, n),
    }));
    const file = join(await folder(), "ToegezegdAan.json");
    await writeFile(file, JSON.stringify({ value: pledges }));
    await ingest(dir, file);
    const graph = "/graph/tweedekamer/toegezegd-aan";
    const before = await linesOf(dir, graph);
    await ingestFrom(dir, [{ source: "tweedekamer" }], { again: true, now: new Date("2026-03-02T12:00:00Z") });
    expect(before.length).toBeGreaterThan(3);
    expect(await linesOf(dir, graph)).toEqual(before);
  });
});

test("a service that suddenly has no records of a kind empties nothing", async () => {
  const dir = await folder();
  const { server, options } = await service();
  await ingest(dir, server.root.href);
  options.tables["Persoon"]?.rows.splice(0);
  const { files } = await ingest(dir, server.root.href, 2, { full: true });
  expect(files.find(({ file }) => file === "persoon")?.message).toMatch(/gives no records, which would empty/);
  expect(await persons(dir)).toHaveLength(20);
});

test("--again takes the newest version of a record, whatever was written to raw/ last", async () => {
  const dir = await folder();
  const { server, person } = await service();
  await ingest(dir, server.root.href);
  change(person(3), 1, { Achternaam: "Tweede" });
  await ingest(dir, server.root.href, 2);
  change(person(3), 2, { Achternaam: "Derde" });
  await ingest(dir, server.root.href, 3);
  // The first part, which holds the first version of the other, is written anew without this one.
  change(person(5), 3, { Verwijderd: true });
  await ingest(dir, server.root.href, 4);
  const before = await linesOf(dir, PERSONS);
  await ingestFrom(dir, [{ source: "tweedekamer" }], { again: true, now: new Date("2026-03-05T12:00:00Z") });
  expect([...(await linesOf(dir, PERSONS))].sort()).toEqual([...before].sort());
  expect((await about(dir, PERSONS, pathOf(3))).join("\n")).toContain('"Derde"');
});

test("parts of raw/ come in the order of the loads, not of their files", async () => {
  const dir = await folder();
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  const parts = ["20260301T120000Z-alles-000002", "20260303T120000Z-delta-000001", "20260301T120000Z-alles-000001"];
  for (const [i, part] of parts.entries()) {
    const path = publication.stagingPath("persoon.json");
    await writeFile(path, `{"value":[{"Id":"${i}"}]}`);
    const fetchedAt = new Date(Date.UTC(2026, 2, 9 - i)).toISOString();
    await publication.keepRaw(path, "tweedekamer", {
      dataset: "persoon",
      name: "persoon.json",
      origin: "x",
      part,
      fetchedAt,
    });
  }
  await publication.commit();
  const next = await archive.begin(new Date("2026-03-02T12:00:00Z"));
  const kept = await keptParts({ publication: next }, "persoon");
  await next.abort();
  expect(kept.map(({ part }) => part)).toEqual([...parts].sort());
});

describe("of version 3", () => {
  test("a record has the address that version 3 has for it", async () => {
    const dir = await folder();
    const { server, person } = await service({ version: "v3", tables: kamer("v3", 20) });
    await ingest(dir, server.root.href);
    expect(await persons(dir)).toHaveLength(20);
    expect((await linesOf(dir, PERSONS)).join("\n")).not.toContain("/resource>");
    Object.assign(person(5), { Verwijderd: true, GewijzigdOp: "2024-05-01T12:00:01.123" });
    await ingest(dir, server.root.href, 2, { full: true });
    expect((await about(dir, GRAVES, pathOf(5))).join("\n")).toContain(
      `${server.root.href}Persoon(guid'${guid(3, 5)}')`,
    );
    // Version 3 writes the time of Amsterdam, whatever the clock here is set to.
    expect((await about(dir, GRAVES, pathOf(5))).join("\n")).toContain('"2023-11-30T23:00:00.1234567Z"');
  });
});

test("what version 3 alone had has no address in version 4, also when it comes from a file", async () => {
  const [dir, files] = [await folder(), await folder()];
  const value = [
    { Id: guid(40, 1), ContentType: "image/jpeg", ContentLength: 12 },
    { Id: guid(40, 2), Verwijderd: true },
  ];
  await writeFile(join(files, "Bestand.json"), JSON.stringify({ value }));
  await ingest(dir, files);
  const held = (await linesOf(dir, "/graph/tweedekamer/bestand")).join("\n");
  expect(held).toContain(`/id/tk/bestand/${guid(40, 1)}>`);
  expect(held).not.toContain("/resource>");
  expect((await about(dir, GRAVES, `/id/tk/bestand/${guid(40, 2)}`)).join("\n")).toContain(
    `/OData/v3/1.0/Bestand(guid'${guid(40, 2)}')>`,
  );
});

describe("what a service says that cannot be", () => {
  test("a record that was taken back under an Id that is none is told, and writes nothing", async () => {
    const dir = await folder();
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    const before = await persons(dir);
    change(person(5), 1, { Verwijderd: true, Id: "x> <http://example.org/evil" });
    const report = await ingest(dir, server.root.href, 2);
    expect(await persons(dir)).toEqual(before);
    const { findings } = report.files.find(({ file }) => file === "persoon") ?? {};
    expect(findings).toEqual(new Map([["sleutel-ontbreekt: id", 1]]));
    expect(await linesOf(dir, GRAVES)).toEqual([]);
  });

  test("a load that is refused makes no tombstones", async () => {
    const dir = await folder();
    let isDead = false;
    const { server, person } = await service({
      instead: ({ path, response, query }) => {
        if (!isDead || path !== "Persoon" || !(query.get("$filter") ?? "").includes("ApiGewijzigdOp")) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    await ingest(dir, server.root.href);
    const before = await linesOf(dir, PERSONS);
    isDead = true;
    change(person(5), 1, { Verwijderd: true });
    await ingest(dir, server.root.href, 2);
    expect(await linesOf(dir, PERSONS)).toEqual(before);
    expect(await linesOf(dir, GRAVES)).toEqual([]);
  });
});

describe("a service that dies", () => {
  test("on the way leaves what was there, and the next run ends with all records", async () => {
    const dir = await folder();
    let isDead = true;
    const { server } = await service({
      instead: ({ path, response, nth }) => {
        if (!isDead || path !== "Persoon" || nth < 3) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const broken = await ingest(dir, server.root.href);
    expect(broken.files).toContainEqual(expect.objectContaining({ file: "persoon", outcome: "refused" }));
    isDead = false;
    await ingest(dir, server.root.href, 2);
    expect(await persons(dir)).toHaveLength(20);
  });

  test("while all is taken anew leaves nothing of that load in raw/", async () => {
    const dir = await folder();
    let pages = Infinity;
    const { server } = await service({
      instead: ({ path, response }) => {
        if (path !== "Persoon") return false;
        pages -= 1;
        if (pages >= 0) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    await ingest(dir, server.root.href);
    const kept = await readdir(join(dir, "raw/tweedekamer/persoon"));
    const before = await linesOf(dir, PERSONS);
    pages = 1;
    const broken = await ingest(dir, server.root.href, 2, { full: true });
    expect(broken.files).toContainEqual(expect.objectContaining({ file: "persoon", outcome: "refused" }));
    expect(broken.files).toContainEqual(expect.objectContaining({ file: "zaak", outcome: "unchanged" }));
    expect(await readdir(join(dir, "raw/tweedekamer/persoon"))).toEqual(kept);
    expect(await linesOf(dir, PERSONS)).toEqual(before);
  });
});

const COMMITTEES = "/graph/tweedekamer/commissie";
const MEMBERS = "/graph/tweedekamer/commissie-zetel-vast-persoon";
const PARLEMENT = "http://localhost:3000/def/parlement#";

describe("a preset", () => {
  test("publishes what it gives and what is expanded in it, each as its own kind, once, with its references", async () => {
    const dir = await folder();
    const { server } = await service();
    const report = await ingest(dir, server.root.href, 1, { query: "commissieleden:OCW" });
    // Of twenty persons those of the second committee that have not left it.
    expect(report.files.map(({ file, rows }) => [file, rows])).toEqual([
      ["persoon", 7],
      ["commissie-zetel-vast-persoon", 7],
      ["commissie-zetel", 1],
      ["commissie", 1],
    ]);
    const member = await about(dir, MEMBERS, `/id/tk/commissie-zetel-vast-persoon/${guid(14, 1)}`);
    expect(member).toEqual(
      expect.arrayContaining([
        `<${PARLEMENT}persoon> <http://localhost:3000${pathOf(1)}>`,
        `<${PARLEMENT}commissieZetel> <http://localhost:3000/id/tk/commissie-zetel/${guid(13, 1)}>`,
        `<http://www.w3.org/ns/org#organization> <http://localhost:3000/id/tk/commissie/${guid(12, 1)}>`,
      ]),
    );
    expect((await about(dir, COMMITTEES, `/id/tk/commissie/${guid(12, 1)}`)).join("\n")).toContain('"Commissie OCW"');
    const before = await linesOf(dir, MEMBERS);
    await ingestFrom(dir, [{ source: "tweedekamer" }], { again: true, now: new Date("2026-03-02T12:00:00Z") });
    expect(await linesOf(dir, MEMBERS)).toEqual(before);
  });

  test("leaves what a whole load gave as it was: what is expanded may say less", async () => {
    const dir = await folder();
    const { server, options } = await service();
    await ingest(dir, server.root.href, 1, { all: true });
    const paths = [PERSONS, COMMITTEES, MEMBERS, "/graph/tweedekamer/document", "/graph/tweedekamer/activiteit"];
    const all = async (): Promise<string[][]> => Promise.all(paths.map((path) => linesOf(dir, path)));
    const before = await all();
    const [, committee] = options.tables["Commissie"]?.rows ?? [];
    Object.assign(committee ?? {}, { NaamNL: "Anders" });
    await ingest(dir, server.root.href, 2, { query: "commissieleden:OCW" });
    await ingest(dir, server.root.href, 3, { query: "moties" });
    expect(await all()).toEqual(before);
    expect(await persons(dir)).toHaveLength(20);
  });

  test("of a v4 service gives records with the relations that are stored with them", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href, 1, { query: "moties:zorg" });
    const documents = (await linesOf(dir, "/graph/tweedekamer/document")).join("\n");
    expect(documents).toContain(`<${PARLEMENT}zaak> <http://localhost:3000/id/tk/zaak/`);
    expect(server.asked.find((target) => target.includes("/Document?"))).toContain("Zaak");
  });

  test("takes nothing from the delta that comes after it", async () => {
    const dir = await folder();
    const { server, person, options } = await service();
    await ingest(dir, server.root.href);
    const [, committee] = options.tables["Commissie"]?.rows ?? [];
    change(committee ?? {}, 1, { NaamNL: "Nieuwe naam" });
    change(person(1), 1, { Achternaam: "Nieuw" });
    await ingest(dir, server.root.href, 2, { query: "commissieleden:OCW" });
    expect((await about(dir, PERSONS, pathOf(1))).join("\n")).toContain('"Nieuw"');
    await ingest(dir, server.root.href, 3);
    expect((await linesOf(dir, COMMITTEES)).join("\n")).toContain('"Nieuwe naam"');
  });

  test("publishes no contact details that are not kept, neither in v3 under a name of their own", async () => {
    const dir = await folder();
    const { server } = await service({ version: "v3", tables: kamer("v3", 20), pageSize: 7 });
    await ingest(dir, server.root.href, 1, { query: "actieve-kamerleden" });
    expect(Object.keys((await manifestOf(dir)).graphs).filter((path) => /contact/.test(path))).toEqual([]);
    expect(await rawText(dir)).not.toMatch(/example\.nl|1976-09-16/);
  });
});

describe("records that were committed late", () => {
  test("under an earlier moment than the mark are found, and what is held already counts as no change", async () => {
    const dir = await folder();
    const { server, person } = await service();
    change(person(7), 40, { Achternaam: "Laatste" });
    await ingest(dir, server.root.href);
    Object.assign(person(3), { Achternaam: "Laat", ApiGewijzigdOp: "2024-05-01T11:55:00.5Z" });
    await ingest(dir, server.root.href, 2);
    expect((await about(dir, PERSONS, pathOf(3))).join("\n")).toContain('"Laat"');
    const { datasets } = await manifestOf(dir);
    expect(datasets["tweedekamer"]?.["persoon"]?.mark?.at).toBe("2024-05-01T12:00:40.1234567Z");
    const again = await ingest(dir, server.root.href, 3);
    const changed = again.files.filter((each) => each.outcome !== "unchanged");
    expect(changed).toEqual([]);
  });

  test("in the hour that comes twice in October, of which version 3 does not say which it is", async () => {
    const dir = await folder();
    const { server, person } = await service({ version: "v3", tables: kamer("v3", 20) });
    Object.assign(person(7), { Achternaam: "Eerste", ApiGewijzigdOp: "2024-10-27T02:58:00Z" });
    await ingest(dir, server.root.href);
    Object.assign(person(3), { Achternaam: "Tweede", ApiGewijzigdOp: "2024-10-27T02:01:00Z" });
    await ingest(dir, server.root.href, 2);
    expect((await about(dir, PERSONS, pathOf(3))).join("\n")).toContain('"Tweede"');
  });

  test("a tombstone that is there already is no change either", async () => {
    const dir = await folder();
    const { server, person } = await service();
    await ingest(dir, server.root.href);
    change(person(5), 1, { Verwijderd: true });
    await ingest(dir, server.root.href, 2);
    const again = await ingest(dir, server.root.href, 3);
    expect(again.files.find(({ file }) => file === "persoon")?.outcome).toBe("unchanged");
    expect(await about(dir, GRAVES, pathOf(5))).not.toEqual([]);
  });
});

describe("a set that the tables do not know", () => {
  const NEW = "/graph/tweedekamer/nieuwe-set";
  const rows = [0, 1].map((n) => ({
    Id: guid(30, n),
    Zaak_Id: guid(6, n),
    Naam: "007",
    Bedrag: "1.50",
    Vergaderjaar: "2016-2017",
    ApiGewijzigdOp: `2023-12-01T00:00:0${n}Z`,
    GewijzigdOp: "2023-12-01T15:59:58+01:00",
    Verwijderd: false,
  }));
  const columns = {
    Id: "Edm.Guid",
    Zaak_Id: "Edm.Guid",
    Naam: "Edm.String",
    Bedrag: "Edm.Decimal",
    Vergaderjaar: "Edm.String",
    ApiGewijzigdOp: "Edm.DateTimeOffset",
    GewijzigdOp: "Edm.DateTimeOffset",
    Verwijderd: "Edm.Boolean",
  } as const;

  test("is a graph of its own, its columns as the service declares them, and each is a finding", async () => {
    const dir = await folder();
    const tables = { ...kamer("v4", 2), NieuweSet: { columns, relations: {}, rows: structuredClone(rows) } };
    const { server } = await service({ tables });
    const report = await ingest(dir, server.root.href);
    const thing = await about(dir, NEW, `/id/tk/nieuwe-set/${guid(30, 0)}`);
    expect(thing).toEqual(
      expect.arrayContaining([
        `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${PARLEMENT}NieuweSet>`,
        `<${PARLEMENT}naam> "007"`,
        `<${PARLEMENT}bedrag> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>`,
        `<${PARLEMENT}zaak> <http://localhost:3000/id/tk/zaak/${guid(6, 0)}>`,
      ]),
    );
    const { findings } = report.files.find(({ file }) => file === "nieuwe-set") ?? {};
    expect([...(findings?.keys() ?? [])]).toContain("onbekend-veld: Naam");
    expect((await manifestOf(dir)).graphs[NEW]?.title).toBe("NieuweSet (Tweede Kamer)");
    const before = await linesOf(dir, NEW);
    await ingestFrom(dir, [{ source: "tweedekamer" }], { again: true, now: new Date("2026-03-02T12:00:00Z") });
    expect([...(await linesOf(dir, NEW))].sort()).toEqual([...before].sort());
    Object.assign(tables.NieuweSet.rows[1] ?? {}, { Verwijderd: true, ApiGewijzigdOp: "2024-05-01T12:00:00Z" });
    await ingest(dir, server.root.href, 3);
    expect(await typed(dir, NEW, "parlement#NieuweSet")).toHaveLength(1);
    expect((await about(dir, GRAVES, `/id/tk/nieuwe-set/${guid(30, 1)}`)).join("\n")).toContain("#NieuweSet>");
  });
});

describe("the address of one entity set", () => {
  test("is that set alone, by the years that are configured", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, new URL("Zaak", server.root).href);
    const { graphs, datasets } = await manifestOf(dir);
    expect(Object.keys(graphs).filter((path) => /^\/graph\/tweedekamer\/(?!datasets)/.test(path))).toEqual([
      "/graph/tweedekamer/zaak",
    ]);
    expect(await typed(dir, "/graph/tweedekamer/zaak", "parlement#Zaak")).toHaveLength(7);
    expect(datasets["tweedekamer"]?.["zaak"]?.mark?.question).toContain(`${server.root.href}?`);
  });

  test("with a filter is what that filter gives, added to what is there, whatever the year", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, `${server.root.href}Zaak?$filter=${encodeURIComponent("Volgnummer eq 2")}`, 1, {
      vergaderjaren: [],
    });
    expect(await typed(dir, "/graph/tweedekamer/zaak", "parlement#Zaak")).toEqual([`/id/tk/zaak/${guid(6, 2)}`]);
  });
});

describe.skipIf(sharedIsMissing)("the real answers, as files", () => {
  test("a decision with its case: both are published, and refer to each other", async () => {
    const dir = await folder();
    const from = shared("sources", "tweedekamer", "odata-v4-samples.json");
    const report = await ingestFrom(dir, [{ source: "tweedekamer", from }]);
    expect(report.files.map(({ file }) => file)).toEqual(expect.arrayContaining(["besluit", "zaak"]));
    const zaak = "/id/tk/zaak/669e6b7e-2f11-4ef6-99bd-336e25711dbf";
    expect((await about(dir, "/graph/tweedekamer/zaak", zaak)).join("\n")).toContain('"2025Z22235"');
    const decision = "/id/tk/besluit/59b3219e-d798-4b15-a7b9-0066221f82db";
    expect(await about(dir, "/graph/tweedekamer/besluit", decision)).toContain(
      `<${PARLEMENT}zaak> <http://localhost:3000${zaak}>`,
    );
    const label = await about(dir, "/graph/afgeleid/labels", zaak);
    expect(label.join("\n")).toContain('"Motie van de leden Bikker en Erkens');
  });
});
