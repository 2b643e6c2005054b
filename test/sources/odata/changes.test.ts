import { describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "#src/sources/http.js";
import {
  type ChangeBlock,
  changes,
  type ChangesEnd,
  type ChangesQuery,
  deltaFilter,
} from "#src/sources/odata/changes.js";
import { compareMoments } from "#src/sources/odata/moment.js";
import { SourceError } from "#src/sources/source-error.js";
import { collected } from "./collected.js";
import { guid } from "./kamer.js";
import { odataServer, type ServiceOptions, type TestService } from "./server.js";
import type { Row, Table, Tables } from "./tables.js";

function client(): HttpClient {
  const http = new HttpClient({ retryAfterMs: 2, retries: 0 });
  onTestFinished(() => http.close());
  return http;
}

const COLUMNS: Table["columns"] = {
  Id: "Edm.Guid",
  Onderwerp: "Edm.String",
  ApiGewijzigdOp: "Edm.DateTimeOffset",
  Verwijderd: "Edm.Boolean",
};

function tableWith(rows: Row[]): Tables {
  return { Zaak: { columns: COLUMNS, relations: {}, rows } };
}

function row(number: number, moment: string): Row {
  return { Id: guid(1, number), Onderwerp: `Zaak ${number}`, ApiGewijzigdOp: moment, Verwijderd: false };
}

/** A moment with as many decimals as the number says, zeros at the end cut off as .NET does. */
function moment(step: number): string {
  const fraction = String(step % 100)
    .padStart(7, "0")
    .replace(/0+$/, "");
  return `${new Date(Date.UTC(2024, 0, 1) + Math.trunc(step / 100) * 1000).toISOString().slice(0, 19)}${fraction === "" ? "" : "."}${fraction}Z`;
}

interface Walked {
  readonly blocks: ChangeBlock[];
  readonly end: ChangesEnd;
}

async function run(server: TestService, query: Partial<ChangesQuery> = {}): Promise<Walked> {
  const walk = changes({ ...server, set: "Zaak", ...query }, client());
  const blocks: ChangeBlock[] = [];
  let next = await walk.next();
  for (; next.done !== true; next = await walk.next()) blocks.push(next.value);
  return { blocks, end: next.value };
}

function given({ blocks }: Walked): unknown[] {
  return blocks.flatMap((block) => block.records.map((record) => record["Onderwerp"])).sort();
}

function names(rows: readonly Row[]): unknown[] {
  return rows.map((each) => each["Onderwerp"]).sort();
}

test("a delta asks for the moment itself too, in the words of the version", () => {
  const mark = "2023-12-01T15:00:24.6710401";
  expect(deltaFilter(`${mark}Z`, "v4")).toBe(`ApiGewijzigdOp ge ${mark}Z`);
  expect(deltaFilter(mark, "v3")).toBe(`ApiGewijzigdOp ge datetime'${mark}'`);
});

describe.each([
  ["v4", "token"],
  ["v4", "skip"],
  ["v3", "token"],
] as const)("%s with links by %s", (version, links) => {
  const zone = version === "v4" ? "Z" : "";
  const serve = (rows: Row[], options: Partial<ServiceOptions> = {}): Promise<TestService> =>
    odataServer({ version, tables: tableWith(rows), links, pageSize: 10, ...options });

  test("all of it comes, with a mark after each page that vouches for what came", async () => {
    const rows = Array.from({ length: 57 }, (_, i) => row(i, moment(i * 7)));
    const server = await serve(rows);
    const walked = await run(server);
    expect(given(walked)).toEqual(names(rows));
    expect(walked.end).toEqual({ given: 57, had: 0, missing: 0, mark: moment(56 * 7).replace("Z", zone) });
    for (const { records, mark = "" } of walked.blocks) expect(mark).toBe(records.at(-1)?.["ApiGewijzigdOp"]);
    // Six pages and one question of how many there are; by place, pages begin with the last record of the one before.
    expect(server.asked).toHaveLength(links === "skip" ? 8 : 7);
  });

  test("afterwards only what changed, deleted records among it, and nothing that is held", async () => {
    const rows = Array.from({ length: 57 }, (_, i) => row(i, moment(i * 7)));
    const server = await serve(rows);
    const { end } = await run(server);
    const mark = end.mark ?? "";
    const held = new Set(rows.map((each) => `${each["Id"]} ${String(each["ApiGewijzigdOp"]).replace("Z", zone)}`));
    const had = (id: string, changed: string): boolean => held.has(`${id} ${changed}`);
    expect((await run(server, { since: mark, had })).end).toEqual({ given: 0, had: 1, missing: 0, mark });
    Object.assign(rows[3] ?? {}, { Onderwerp: "anders", ApiGewijzigdOp: moment(1000) });
    // At the very moment of the mark.
    Object.assign(rows[4] ?? {}, { Onderwerp: null, Verwijderd: true, ApiGewijzigdOp: moment(56 * 7) });
    rows.push(row(99, moment(1000)));
    const asked = server.asked.length;
    const walked = await run(server, { since: mark, had });
    expect(walked.blocks.flatMap((block) => block.records.map((each) => each["Id"])).sort()).toEqual(
      [guid(1, 3), guid(1, 4), guid(1, 99)].sort(),
    );
    expect(walked.end).toMatchObject({ given: 3, had: 1, mark: moment(1000).replace("Z", zone) });
    expect(decodeURIComponent(server.asked[asked] ?? "")).toContain(
      `$filter=${deltaFilter(mark, version)}&$orderby=ApiGewijzigdOp,Id`,
    );
  });

  test("what was committed late under an earlier moment is given too, and the mark does not go back", async () => {
    const rows = [row(1, "2024-01-01T11:49:00Z"), row(2, "2024-01-01T11:55:00.12Z"), row(3, "2024-01-01T12:00:00.5Z")];
    const server = await serve(rows.slice(0, 1).concat(rows.slice(2)));
    const since = (await run(server)).end.mark ?? "";
    const held = rows[2]?.["Id"];
    const had = (id: string): boolean => id === held;
    const nothing = await run(server, { since, had, overlapMinutes: 10 });
    expect([given(nothing), nothing.end.had, nothing.end.mark]).toEqual([[], 1, since]);
    const late = await serve(rows);
    const walked = await run(late, { since, had, overlapMinutes: 10 });
    expect([given(walked), walked.end.mark, walked.end.missing]).toEqual([["Zaak 2"], since, 0]);
    expect(walked.blocks.map((block) => block.mark)).toEqual([since]);
    expect(given(await run(late, { since, had }))).toEqual([]);
  });

  test("a filter of one's own goes along", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => row(i, moment(i)));
    const server = await serve(rows);
    const filter = "Onderwerp eq 'Zaak 3' or Onderwerp eq 'Zaak 23'";
    expect(given(await run(server, { filter }))).toEqual(["Zaak 23", "Zaak 3"]);
    expect(given(await run(server, { filter, since: moment(10).replace("Z", zone) }))).toEqual(["Zaak 23"]);
  });

  test("nothing is lost when many more than a page share a moment", async () => {
    const rows = Array.from({ length: 64 }, (_, i) => row(i, moment(i < 3 ? 1 : i < 60 ? 5 : 9)));
    const server = await serve(rows);
    const walked = await run(server);
    expect(given(walked)).toEqual(names(rows));
    expect(walked.end).toMatchObject({ given: 64, missing: 0, mark: moment(9).replace("Z", zone) });
    // A run that ends within the moment goes on from it, not from after it.
    const [first, second] = walked.blocks;
    expect([first?.mark, second?.mark]).toEqual(Array(2).fill(moment(5).replace("Z", zone)));
    expect(given(await run(server, { since: second?.mark ?? "" }))).toEqual(names(rows.slice(3)));
  });

  test("a record that changes while it is read is given once; its change is for the next run", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => row(i, moment(i)));
    const server = await serve(rows, {
      before: ({ nth }) => {
        if (nth === 3) Object.assign(rows[2] ?? {}, { Onderwerp: "later", ApiGewijzigdOp: moment(500) });
        if (nth === 4) rows.push(row(77, moment(501)));
      },
    });
    const walked = await run(server);
    expect(given(walked)).toEqual([...names(rows).filter((name) => name !== "later"), "Zaak 2"].sort());
    expect(walked.end).toMatchObject({ given: 41, missing: 0, mark: moment(500).replace("Z", zone) });
    expect(given(await run(server, { since: walked.end.mark ?? "" }))).toEqual(["Zaak 77", "later"]);
  });
});

describe("a service that leaves links out", () => {
  test("gives all of it nevertheless, and the mark is what was read in order", async () => {
    const rows = Array.from({ length: 35 }, (_, i) => row(i, moment(i)));
    const server = await odataServer({ version: "v4", tables: tableWith(rows), links: "none", pageSize: 10 });
    const walked = await run(server);
    expect(given(walked)).toEqual(names(rows));
    const { mark = "", ...end } = walked.end;
    expect(end).toEqual({ given: 35, had: 0, missing: 0 });
    expect(compareMoments(mark, moment(34))).toBeLessThan(0);
    expect(compareMoments(mark, moment(9))).toBeGreaterThanOrEqual(0);
  });
});

function page(records: readonly Row[], next?: string): string {
  return JSON.stringify({ value: records, ...(next === undefined ? {} : { "@odata.nextLink": next }) });
}

/** A service that gives these pages, and that count. */
function answering(pages: readonly string[], count: string): Promise<TestService> {
  return odataServer({
    version: "v4",
    tables: tableWith([]),
    instead: ({ path, query, response }) => {
      const [type, text] = path.endsWith("$count")
        ? ["text/plain", count]
        : ["application/json", pages[Number(query.get("$skiptoken")?.slice(1) ?? 0)] ?? page([])];
      response.writeHead(200, { "content-type": type }).end(text);
      return true;
    },
  });
}

describe("no mark vouches for more than is known", () => {
  test("when the service does not keep to the order", async () => {
    const server = await answering([page([row(1, moment(9))], "Zaak?$skiptoken=p1"), page([row(2, moment(3))])], "2");
    const walked = await run(server);
    expect(walked.end).toEqual({ given: 2, had: 0, missing: 0 });
    expect(walked.blocks.at(-1)?.mark).toBeUndefined();
    expect((await run(server, { since: moment(1) })).end.mark).toBe(moment(1));
  });

  test("when it counts more than it gives", async () => {
    const server = await answering([page([row(1, moment(9))])], "5");
    expect((await run(server, { since: moment(2) })).end).toEqual({ given: 1, had: 0, missing: 4, mark: moment(2) });
  });

  test("when it read by place within a moment, and the service does not count", async () => {
    const rows = Array.from({ length: 25 }, (_, i) => row(i, moment(i < 24 ? 5 : 9)));
    const tables = tableWith(rows);
    const server = await odataServer({ version: "v4", tables, links: "skip", pageSize: 10, hasCount: false });
    const walked = await run(server);
    expect(given(walked)).toEqual(names(rows));
    expect(walked.end.mark).toBe(moment(5));
  });

  test("of records without a moment there is none", async () => {
    const server = await answering([JSON.stringify({ value: [{ Id: guid(1, 1) }] })], "1");
    expect((await run(server)).end).toEqual({ given: 1, had: 0, missing: 0 });
  });
});

test("a run that dies tells why, and what came before it stays good", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => row(i, moment(i)));
  const server = await odataServer({
    version: "v4",
    tables: tableWith(rows),
    pageSize: 10,
    instead: ({ nth, response }) => {
      if (nth === 3) response.destroy();
      return nth === 3;
    },
  });
  const blocks: ChangeBlock[] = [];
  const dying = async (): Promise<void> => {
    for await (const block of changes({ ...server, set: "Zaak" }, client())) blocks.push(block);
  };
  await expect(dying()).rejects.toThrow(SourceError);
  expect(blocks.map((block) => block.mark)).toEqual([moment(9), moment(19)]);
  const rest = await run(server, { since: blocks.at(-1)?.mark ?? "" });
  expect(given(rest)).toEqual(names(rows.slice(19)));
});

/** The same numbers from the same seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe("against its own table: whatever changes meanwhile, and wherever runs die", () => {
  const seeds = Array.from({ length: 8 }, (_, i) => i);
  test.each([
    ["v4", "token"],
    ["v4", "skip"],
    ["v4", "none"],
    ["v3", "token"],
    ["v3", "skip"],
  ] as const)("%s with links by %s: nothing is missing and nothing is doubled", async (version, links) => {
    for (const seed of seeds) {
      const dice = random(seed);
      let clock = 0;
      const tick = (): string => moment((clock += dice(3)));
      const change = (at: number, columns: Row): void => {
        let changed = tick();
        // Several records share a moment, but two versions of one do not.
        if (changed === rows[at]?.["ApiGewijzigdOp"]) changed = moment((clock += 1));
        Object.assign(rows[at] ?? {}, columns, { ApiGewijzigdOp: changed });
      };
      const rows = Array.from({ length: 20 + dice(60) }, (_, i) => row(i, tick()));
      const dies = new Set([3 + dice(12), 20 + dice(20)]);
      let isQuiet = false;
      const server = await odataServer({
        version,
        tables: tableWith(rows),
        links,
        pageSize: 3 + dice(9),
        before() {
          for (let changes = isQuiet ? 0 : dice(4); changes > 0; changes -= 1) {
            const number = dice(rows.length);
            const what = dice(6);
            if (what === 0) rows.push(row(rows.length, tick()));
            else if (what === 1) change(number, { Onderwerp: null, Verwijderd: true });
            else change(number, { Onderwerp: `versie ${clock}` });
          }
        },
        instead({ nth, response }) {
          const isDead = !isQuiet && dies.has(nth);
          if (isDead) response.destroy();
          return isDead;
        },
      });
      const replica = new Map<unknown, Record<string, unknown>>();
      let mark: string | undefined;
      const had = (id: string, changed: string): boolean => replica.get(id)?.["ApiGewijzigdOp"] === changed;
      for (let runs = 0; runs < 5; runs += 1) {
        isQuiet = runs === 4;
        const query = {
          ...server,
          set: "Zaak",
          format: "json" as const,
          had,
          ...(mark === undefined ? {} : { since: mark }),
        };
        const seen = new Set<unknown>();
        const walk = changes(query, client());
        try {
          let next = await walk.next();
          for (; next.done !== true; next = await walk.next()) {
            for (const record of next.value.records) {
              expect(seen.has(record["Id"])).toBe(false);
              seen.add(record["Id"]);
              replica.set(record["Id"], record);
            }
            mark = next.value.mark ?? mark;
          }
          mark = next.value.mark ?? mark;
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
        }
      }
      const whole = await collected(changes({ ...server, set: "Zaak", format: "json" }, client()));
      const table = new Map(whole.flatMap((block) => block.records).map((record) => [record["Id"], record]));
      expect(table.size, `seed ${seed}`).toBe(rows.length);
      expect(new Map([...replica].sort()), `seed ${seed}`).toEqual(new Map([...table].sort()));
    }
  });
});

test("a server that gives the same page under ever new links is given up in the order of keys too", async () => {
  const rows = [1, 2, 3].map((n) => row(n, moment(n)));
  let links = 0;
  const server = await odataServer({
    version: "v4",
    tables: tableWith(rows),
    instead: ({ path, query, response }) => {
      const isCount = path === "Zaak/$count";
      if (!isCount && query.get("$orderby") !== "Id") return false;
      response.setHeader("content-type", isCount ? "text/plain" : "application/json");
      links += 1;
      const next = `${server.root.href}Zaak?$orderby=Id&$skiptoken=${links}`;
      const page = { "@odata.context": "$metadata#Zaak", "@odata.count": 99, value: rows, "@odata.nextLink": next };
      response.end(isCount ? "99" : JSON.stringify(page));
      return true;
    },
  });
  await expect(run(server)).rejects.toThrow(/held nothing but what came before/);
});
