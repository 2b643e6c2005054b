import { describe, expect, test } from "vitest";
import type { IngestReport } from "#src/ingest/report.js";
import type { TkRequest } from "#src/ingest/source-requests.js";
import { folder } from "../../folder.js";
import { guid, kamer } from "../../sources/odata/kamer.js";
import { odataServer, type ServiceOptions, type TestService } from "../../sources/odata/server.js";
import type { Row } from "../../sources/odata/tables.js";
import { ingestFrom, linesOf, manifestOf, silent, typed } from "../run.js";

const ACTIVITIES = "/graph/tweedekamer/activiteit";
const ACTORS = "/graph/tweedekamer/activiteit-actor";
const HTTP = { retryAfterMs: 5, retries: 0, idleMs: 2_000 };
const activity = (n: number): string => `/id/tk/activiteit/${guid(8, n)}`;
const actor = (n: number): string => `/id/tk/activiteit-actor/${guid(16, n)}`;

/** Nine activities, three of each year, with an actor each, loaded for the year 2016-2017: 1, 4 and 7. */
async function loaded(options: Partial<ServiceOptions> = {}): Promise<{
  server: TestService;
  dir: string;
  notes: string[];
  again: (day: number, words?: Partial<TkRequest>) => Promise<IngestReport>;
  move: (n: number, year: string) => void;
  row: (set: string, kind: number, n: number) => Row;
}> {
  const { Activiteit, ActiviteitActor, Persoon, Zaak } = kamer("v4", 9);
  const tables = Object.fromEntries(
    Object.entries({ Activiteit, ActiviteitActor, Persoon, Zaak }).flatMap(([name, table]) =>
      table === undefined ? [] : [[name, { ...table, relations: relationsOf(name, table.relations) }]],
    ),
  );
  const row = (set: string, kind: number, n: number): Row => {
    const found = tables[set]?.rows.find((each) => each["Id"] === guid(kind, n));
    if (found === undefined) throw new Error(`no ${set} ${n}`);
    return found;
  };
  // The marks are later than the rest by more than the minutes that a delta looks back.
  row("Activiteit", 8, 7)["ApiGewijzigdOp"] = "2024-04-01T00:00:00Z";
  row("ActiviteitActor", 16, 7)["ApiGewijzigdOp"] = "2024-04-01T00:00:00Z";
  const server = await odataServer({ version: "v4", tables, pageSize: 50, ...options });
  const [dir, notes] = [await folder(), [] as string[]];
  const again = (day: number, words: Partial<TkRequest> = {}): Promise<IngestReport> =>
    ingestFrom(dir, [{ source: "tweedekamer", from: server.root.href, vergaderjaren: ["2016-2017"], ...words }], {
      now: new Date(Date.UTC(2026, 2, day, 12)),
      http: HTTP,
      progress: silent(notes),
    });
  let second = 10;
  const move = (n: number, Vergaderjaar: string): void =>
    void Object.assign(row("Activiteit", 8, n), { Vergaderjaar, ApiGewijzigdOp: `2024-05-01T12:00:${second++}Z` });
  await again(1);
  server.asked.splice(0);
  notes.splice(0);
  return { server, dir, notes, again, move, row };
}

/** Those that lead to sets that are there. */
function relationsOf<T>(name: string, relations: Readonly<Record<string, T>>): Record<string, T> {
  const kept = name === "Activiteit" ? ["ActiviteitActor"] : ["Activiteit"];
  return Object.fromEntries(Object.entries(relations).filter(([relation]) => kept.includes(relation)));
}

const activities = async (dir: string): Promise<string[]> =>
  (await typed(dir, ACTIVITIES, "parlement#Activiteit")).sort();
const actors = async (dir: string): Promise<string[]> => (await typed(dir, ACTORS, "parlement#ActiviteitActor")).sort();
const whole = ({ asked }: TestService): string[] =>
  asked.filter(
    (target) => !target.includes("$count") && /Vergaderjaar/.test(target) && !/Api\w+ ?(?:%20)?ge/.test(target),
  );

describe("a thing that comes into the years, or leaves them", () => {
  test("brings what hangs on it, which has not changed itself", async () => {
    const { dir, again, move, notes } = await loaded();
    move(0, "2016-2017");
    await again(2);
    expect(await activities(dir)).toEqual([0, 1, 4, 7].map(activity).sort());
    expect(await actors(dir)).toEqual([0, 1, 4, 7].map(actor).sort());
    expect(notes.join("\n")).toMatch(/activiteit-actor: read as a whole, .*3 would be held.* counts 4/);
  });

  test("goes, with what hangs on it, and is no tombstone: it was not taken back", async () => {
    const { dir, again, move } = await loaded();
    move(1, "2017-2018");
    await again(2);
    expect(await activities(dir)).toEqual([4, 7].map(activity).sort());
    expect(await actors(dir)).toEqual([4, 7].map(actor).sort());
    expect(await linesOf(dir, "/graph/meta/grafstenen")).toEqual([]);
  });

  test("does so when another goes the other way: the numbers of what hangs on them are equal then", async () => {
    const { dir, again, move } = await loaded();
    move(1, "2017-2018");
    move(0, "2016-2017");
    await again(2);
    expect(await activities(dir)).toEqual([0, 4, 7].map(activity).sort());
    expect(await actors(dir)).toEqual([0, 4, 7].map(actor).sort());
  });

  test("leaves a later run nothing to do", async () => {
    const { server, again, move } = await loaded();
    move(1, "2017-2018");
    move(0, "2016-2017");
    await again(2);
    server.asked.splice(0);
    const report = await again(3);
    expect(report.published).toBe(false);
    expect(whole(server)).toEqual([]);
  });
});

describe("the check of numbers", () => {
  test("is one request for each kind that has a year, and finds nothing where nothing moved", async () => {
    const { server, dir, again, row } = await loaded();
    Object.assign(row("Zaak", 6, 1), { Onderwerp: "Nieuw", ApiGewijzigdOp: "2024-05-01T12:00:00Z" });
    Object.assign(row("Zaak", 6, 4), { Verwijderd: true, ApiGewijzigdOp: "2024-05-01T12:00:01Z" });
    await again(2);
    const counts = server.asked.filter((target) => /\$count/.test(target) && !/ApiGewijzigdOp/.test(target));
    expect(counts.map((target) => /\/(\w+)\/\$count/.exec(target)?.[1])).toEqual([
      "Activiteit",
      "ActiviteitActor",
      "Zaak",
    ]);
    expect(whole(server)).toEqual([]);
    expect((await manifestOf(dir)).datasets["tweedekamer"]?.["zaak"]?.inScope).toEqual({ records: 2, off: 0 });
  });

  test("reads nothing again for a difference that stayed when all was read", async () => {
    const { server, again } = await loaded({
      instead: ({ path, query, response }) => {
        if (path !== "ActiviteitActor/$count" || (query.get("$filter") ?? "").includes("ApiGewijzigdOp")) return false;
        response.writeHead(200, { "content-type": "text/plain" }).end("5");
        return true;
      },
    });
    await again(2);
    await again(3);
    expect(whole(server)).toEqual([]);
  });

  test("is left out for a kind that holds records of other years by another way", async () => {
    const { server, dir, again } = await loaded();
    const from = `${server.root.href}Activiteit?$filter=${encodeURIComponent("Vergaderjaar eq '2015-2016'")}`;
    await again(2, { from });
    expect(await activities(dir)).toHaveLength(6);
    server.asked.splice(0);
    await again(3);
    expect(await activities(dir)).toHaveLength(6);
    expect(whole(server)).toEqual([]);
  });

  test("takes what changed all the same when the service does not give the whole", async () => {
    let isDead = false;
    const { dir, again, move } = await loaded({
      instead: ({ path, query, response }) => {
        const filter = query.get("$filter") ?? "";
        if (!isDead || path !== "Activiteit" || filter.includes("ApiGewijzigdOp")) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    move(0, "2016-2017");
    move(1, "2017-2018");
    isDead = true;
    const broken = await again(2);
    expect(broken.files).toContainEqual(expect.objectContaining({ file: "activiteit", outcome: "refused" }));
    expect(await activities(dir)).toEqual([0, 1, 4, 7].map(activity).sort());
    isDead = false;
    await again(3);
    expect(await activities(dir)).toEqual([0, 4, 7].map(activity).sort());
  });
});
