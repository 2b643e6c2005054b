import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import { keptParts } from "#src/ingest/entity-raw.js";
import type { IngestReport } from "#src/ingest/report.js";
import type { Run } from "#src/ingest/run.js";
import type { TkRequest } from "#src/ingest/source-requests.js";
import { folder } from "../folder.js";
import { guid, kamer } from "../sources/odata/kamer.js";
import { odataServer, type ServiceOptions, type TestService } from "../sources/odata/server.js";
import type { Row } from "../sources/odata/tables.js";
import { about, BASE, ingestFrom, linesOf, manifestOf, rawText, typed } from "./run.js";

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
  });
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
  const kept = await keptParts({ archive } as Run, "persoon");
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
  });
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

describe("a preset", () => {
  test("adds the records that it gives to those that are there", async () => {
    const dir = await folder();
    const { server } = await service();
    await ingest(dir, server.root.href);
    const before = await linesOf(dir, "/graph/tweedekamer/commissie");
    await ingest(dir, server.root.href, 2, { query: "commissieleden:OCW" });
    expect((await linesOf(dir, "/graph/tweedekamer/commissie")).length).toBeGreaterThanOrEqual(before.length);
    expect(await persons(dir)).toHaveLength(20);
  });
});
