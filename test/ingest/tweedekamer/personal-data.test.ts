import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import type { IngestReport } from "#src/ingest/report.js";
import type { TkRequest } from "#src/ingest/source-requests.js";
import { folder } from "../../folder.js";
import { guid, kamer } from "../../sources/odata/kamer.js";
import { odataServer, type TestService } from "../../sources/odata/server.js";
import { about, ingestFrom, manifestOf, rawText, silent, typed } from "../run.js";

const PERSONS = "/graph/tweedekamer/persoon";
const CONTACTS = "/graph/tweedekamer/persoon-contactinformatie";
const ALL = { "Persoon.Geboortedatum": "keep", PersoonContactinformatie: "keep" } as const;
const person = (n: number): string => `/id/tk/persoon/${guid(3, n)}`;

let server: TestService;
let dir: string;
let notes: string[];
let isDead: boolean;
const rows = (): Record<string, unknown>[] => tables["Persoon"]?.rows ?? [];
let tables: ReturnType<typeof kamer>;

function ingest(day: number, words: Partial<TkRequest> = {}, again = false): Promise<IngestReport> {
  const request = again ? {} : { from: server.root.href };
  return ingestFrom(dir, [{ source: "tweedekamer", vergaderjaren: ["2016-2017"], ...request, ...words }], {
    now: new Date(Date.UTC(2026, 2, day, 12)),
    http: { retryAfterMs: 5, retries: 0, idleMs: 2_000 },
    progress: silent(notes),
    again,
  });
}

/** Every byte of the graphs and of raw/, as text. */
async function everything(): Promise<string> {
  const names = (await readdir(join(dir, "graphs"), { recursive: true })).filter((name) => /\.nq(\.gz)?$/.test(name));
  const texts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(dir, "graphs", name));
      return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    }),
  );
  return [...texts, await rawText(dir)].join("\n");
}

/** What is left of it, and whether the rest is there. */
async function held(): Promise<object> {
  const { graphs, datasets } = await manifestOf(dir);
  return {
    left: /1976-09-16|example\.nl/.exec(await everything())?.[0],
    older: graphs[PERSONS]?.older.length,
    contacts: [graphs[CONTACTS], datasets["tweedekamer"]?.["persoon-contactinformatie"]],
    hasYear: (await about(dir, PERSONS, person(3))).join("\n").includes('"1976"'),
    persons: (await typed(dir, PERSONS, "parlement#Persoon")).length,
    isTold: notes.some((note) => note.startsWith("persoon: less of its personal data is kept than before")),
  };
}

beforeEach(async () => {
  isDead = false;
  tables = kamer("v4", 6);
  server = await odataServer({
    version: "v4",
    tables,
    instead: ({ response }) => {
      if (isDead) response.writeHead(500).end();
      return isDead;
    },
  });
  [dir, notes] = [await folder(), []];
  await ingest(1, { persoonsgegevens: ALL });
  Object.assign(rows()[2] ?? {}, { Achternaam: "Nieuw", ApiGewijzigdOp: "2024-05-01T12:00:00Z" });
  await ingest(2, { persoonsgegevens: ALL, full: true });
  notes.splice(0);
});

test("what may be kept is, in the graphs, their dated versions and raw/", async () => {
  const { graphs } = await manifestOf(dir);
  expect(graphs[PERSONS]?.older).toHaveLength(1);
  expect(graphs[CONTACTS]).toBeDefined();
  expect(await everything()).toMatch(/1976-09-16[^]*lid3@example\.nl/);
});

describe("when less may be kept than before, it leaves what is held", () => {
  const clean = {
    left: undefined,
    older: 0,
    contacts: [undefined, undefined],
    hasYear: true,
    persons: 6,
    isTold: true,
  };

  test("by a run that finds nothing new", async () => {
    const report = await ingest(3);
    expect(await held()).toEqual(clean);
    expect(report.files).toContainEqual(
      expect.objectContaining({ file: "persoon-contactinformatie", outcome: "withdrawn", graph: CONTACTS }),
    );
  });

  test("by one that takes all anew", async () => {
    await ingest(3, { full: true });
    expect(await held()).toEqual(clean);
  });

  test("by one that maps what is kept once more", async () => {
    await ingest(3, {}, true);
    expect(await held()).toEqual(clean);
  });

  test("by one that maps it without the manifest, which told how it was treated", async () => {
    await rm(join(dir, "manifest.json"));
    await rm(join(dir, "graphs"), { recursive: true });
    await ingest(3, {}, true);
    expect(await held()).toEqual({ ...clean, isTold: false });
  });

  test("by a preset", async () => {
    await ingest(3, { query: "moties:zorg" });
    expect(await held()).toEqual(clean);
  });

  test("when the service cannot be reached, too", async () => {
    isDead = true;
    const report = await ingest(3);
    expect(report.files).toContainEqual(expect.objectContaining({ file: "tweedekamer", outcome: "refused" }));
    expect(await held()).toEqual(clean);
  });

  test("by one that brings a change and takes a record back: neither leaves anything of before", async () => {
    Object.assign(rows()[1] ?? {}, { Verwijderd: true, ApiGewijzigdOp: "2024-05-02T12:00:00Z" });
    Object.assign(rows()[3] ?? {}, { Achternaam: "Ook nieuw", ApiGewijzigdOp: "2024-05-02T12:00:01Z" });
    await ingest(3);
    expect(await held()).toEqual({ ...clean, persons: 5 });
    const text = await everything();
    expect(text).not.toContain("B-achternaam");
    expect(text).toContain("Ook nieuw");
    expect((await about(dir, "/graph/afgeleid/labels", person(3))).join("\n")).toContain("Ook nieuw");
  });

  test("once: the next run has nothing to do", async () => {
    await ingest(3);
    notes.splice(0);
    expect((await ingest(4)).published).toBe(false);
    expect(notes.join("\n")).not.toContain("less of its personal data");
  });
});
