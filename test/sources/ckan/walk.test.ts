import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, test } from "vitest";
import type { CkanPage } from "#src/sources/ckan/client.js";
import { goneFrom } from "#src/sources/ckan/gone.js";
import { modifiedOf } from "#src/sources/ckan/package.js";
import { walkPackages, type WalkEnd, type WalkQuery } from "#src/sources/ckan/walk.js";
import { clientOf, moment, pack, packs, uuid } from "./packages.js";
import { type Ckan, ckan, type Package, raw, truncated } from "./server.js";

interface Walked {
  readonly pages: readonly CkanPage[];
  readonly names: readonly string[];
  readonly end: WalkEnd;
}

async function walked(server: Ckan, query: WalkQuery = {}): Promise<Walked> {
  const pages: CkanPage[] = [];
  const walk = walkPackages(clientOf(server), query);
  let next = await walk.next();
  for (; next.done !== true; next = await walk.next()) pages.push(next.value);
  return { pages, names: pages.flatMap(({ packages }) => packages.map(({ name }) => name)), end: next.value };
}

const namesOf = (packages: readonly Package[]): string[] => packages.map(({ name }) => name);
const sorted = (names: readonly string[]): string[] => names.toSorted();
const startsOf = (server: Ckan): (string | null)[] =>
  server.asked.map((path) => new URL(path, server.site).searchParams.get("start"));

/** Changes a package now: it moves to the end. */
function change(server: Ckan, name: string, second: number): void {
  const found = server.packages.find((each) => each.name === name);
  if (found !== undefined) found["metadata_modified"] = moment(second);
}

function remove(server: Ckan, ...names: string[]): void {
  for (const each of server.packages) if (names.includes(each.name)) each["state"] = "deleted";
}

describe("a catalogue that stays the same", () => {
  test("is walked in the order of change, each package once, a page at a time", async () => {
    const server = await ckan({ packages: packs(25).reverse() });
    const { names, pages, end } = await walked(server, { rows: 10 });
    expect(names).toEqual(namesOf(packs(25)));
    expect(pages.map(({ packages }) => packages.length)).toEqual([10, 5, 5, 5]);
    expect(end).toEqual({ given: 25, count: 25, missing: 0, mark: moment(25, 626_947) });
    expect(server.asked[0]).toContain("sort=metadata_modified+asc%2C+id+asc");
  });

  test("that cuts the pages it is asked for is stepped through by what it gives", async () => {
    const server = await ckan({ packages: packs(60), rowsMax: 25 });
    expect((await walked(server)).names).toEqual(namesOf(packs(60)));
    expect(startsOf(server)).toEqual(["0", "15", "30", "45"]);
  });

  test.each([0, 1, 2])("of %i packages takes one request", async (n) => {
    const server = await ckan({ packages: packs(n) });
    expect((await walked(server)).names).toEqual(namesOf(packs(n)));
    expect(server.asked).toHaveLength(1);
  });

  test("whose packages were all changed at the same moment is walked by their ids", async () => {
    const packages = packs(30).map((each) => ({ ...each, metadata_modified: moment(7) }));
    expect(sorted((await walked(await ckan({ packages }), { rows: 4 })).names)).toEqual(sorted(namesOf(packages)));
  });

  test("is walked in one filter", async () => {
    const packages = packs(9).map((each, i) => ({ ...each, theme: i % 2 === 0 ? "onderwijs" : "verkeer" }));
    const { names, end } = await walked(await ckan({ packages }), { fq: 'theme:"verkeer"', rows: 2 });
    expect(names).toEqual(["pakket-2", "pakket-4", "pakket-6", "pakket-8"]);
    expect(end.missing).toBe(0);
  });

  test("is read by its names when it has no search", async () => {
    const server = await ckan({ packages: [...packs(3), pack(4, { state: "deleted" })] });
    server.faults.push(raw(400, "application/json", '"Bad request - Action name not known: package_search"'));
    const { names, end } = await walked(server);
    expect(names).toEqual(namesOf(packs(3)));
    expect(end).toEqual({ given: 3, count: 3, missing: 0, mark: moment(3, 626_947) });
    server.faults.push(raw(400, "application/json", '"Bad request - Action name not known: package_search"'));
    await expect(walked(server, { fq: "state:active" })).rejects.toThrow("Action name not known");
  });

  test("the pages hold the answers as they came", async () => {
    const { pages } = await walked(await ckan({ packages: packs(12) }), { rows: 8 });
    for (const { url, text, packages } of pages) {
      const { results } = (JSON.parse(text) as { result: { results: unknown[] } }).result;
      expect(results).toEqual(expect.arrayContaining([...packages]));
      expect(url).toContain("/api/3/action/package_search?");
    }
  });
});

describe("a catalogue that changes meanwhile loses nothing and doubles nothing", () => {
  test("when more packages are deleted than a page overlaps", async () => {
    const server = await ckan({ packages: packs(60) });
    server.afterSearch = (n) => n === 2 && remove(server, ...namesOf(packs(20)));
    const { names, end } = await walked(server, { rows: 10 });
    expect(sorted(names)).toEqual(sorted([...namesOf(packs(15)), ...namesOf(packs(60).slice(20))]));
    expect(end.missing).toBe(0);
  });

  test("when packages that were met move to the end; the next walk asks for them again", async () => {
    const server = await ckan({ packages: packs(40) });
    server.afterSearch = (n) => {
      if (n === 1) for (const each of packs(8)) change(server, each.name, 1_000 + Number(each.name.slice(7)));
      // Met after those, and changed later than them.
      if (n === 2) server.packages.push(pack(99, { metadata_modified: moment(5_000) }));
    };
    const { names, end } = await walked(server, { rows: 10 });
    expect(sorted(names)).toEqual(sorted([...namesOf(packs(40)), "pakket-99"]));
    expect(end.mark).toBe(moment(1_001));
  });

  test("when the last page is no longer there", async () => {
    const server = await ckan({ packages: packs(40) });
    server.afterSearch = (n) => n === 3 && remove(server, ...namesOf(packs(40).slice(5)));
    const { names } = await walked(server, { rows: 10 });
    expect(names).toEqual(expect.arrayContaining(namesOf(packs(5))));
    expect(new Set(names).size).toBe(names.length);
  });

  test("when a page breaks off on the way", async () => {
    const server = await ckan({ packages: packs(40) });
    server.faults.push(undefined, truncated, undefined, undefined, truncated);
    expect((await walked(server, { rows: 10 })).names).toEqual(namesOf(packs(40)));
  });

  test("when one is found late, before what was met: the list of names tells", async () => {
    const server = await ckan({ packages: packs(20) });
    server.afterSearch = (n) => {
      if (n === 2) server.packages.push(pack(50, { metadata_modified: moment(0) }), pack(51, { type: "harvest" }));
    };
    const { names, end } = await walked(server, { rows: 8 });
    expect(sorted(names)).toEqual(sorted([...namesOf(packs(20)), "pakket-50"]));
    expect(end.missing).toBe(0);
  });

  test("or, in a filter, another walk", async () => {
    const packages = packs(20).map((each) => ({ ...each, theme: "x" }));
    const server = await ckan({ packages });
    server.afterSearch = (n) => {
      if (n === 2) server.packages.push(pack(50, { metadata_modified: moment(0), theme: "x" }));
    };
    const { names, end } = await walked(server, { rows: 8, fq: 'theme:"x"' });
    expect(sorted(names)).toEqual(sorted([...namesOf(packages), "pakket-50"]));
    expect(end.missing).toBe(0);
    expect(server.asked.some((path) => path.includes("package_list"))).toBe(false);
  });

  test("when its pages hold one package only, which cannot overlap", async () => {
    const server = await ckan({ packages: packs(6), rowsMax: 1 });
    server.afterSearch = (n) => n === 3 && remove(server, "pakket-1");
    expect(sorted((await walked(server)).names)).toEqual(sorted(namesOf(packs(6))));
  });

  test("whatever happens between its pages", async () => {
    const event = record({
      what: constantFrom("change", "remove", "remove many", "add"),
      after: integer({ min: 1, max: 12 }),
      which: integer({ min: 1, max: 40 }),
    });
    const run = asyncProperty(array(event, { maxLength: 40 }), integer({ min: 2, max: 12 }), async (events, rows) => {
      const server = await ckan({ packages: packs(40) });
      let second = 1_000;
      // The catalogue as the last answer found it: what happens later is for a later walk.
      let there: Package[] = [];
      server.afterSearch = (n) => {
        there = server.packages.filter(({ state }) => state === "active").map((each) => ({ ...each }));
        for (const { what, which } of events.filter(({ after }) => after === n)) {
          second += 1;
          if (what === "change") change(server, `pakket-${which}`, second);
          else if (what === "remove") remove(server, `pakket-${which}`);
          else if (what === "remove many") remove(server, ...namesOf(packs(which + 14).slice(which)));
          else server.packages.push(pack(100 + second, { metadata_modified: moment(second) }));
        }
      };
      const { pages, names, end } = await walked(server, { rows });
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(namesOf(there)));
      expect(end.missing).toBe(0);
      // What was given in an older version than it has now is among the changes since the mark.
      const given = new Map(pages.flatMap(({ packages }) => packages.map((each) => [each.id, modifiedOf(each)])));
      const stale = there.filter((each) => given.get(each.id) !== modifiedOf(each));
      for (const each of stale) expect((modifiedOf(each) ?? "") >= (end.mark ?? "")).toBe(true);
    });
    await assert(run, { numRuns: 40 });
  });

  test("and says so when something cannot be had", async () => {
    const server = await ckan({ packages: packs(3) });
    const one = JSON.stringify({ success: true, result: { count: 2, results: [pack(1)] } });
    const none = JSON.stringify({ success: true, result: { count: 2, results: [] } });
    server.faults.push(raw(200, "application/json", one));
    for (let i = 0; i < 30; i += 1) server.faults.push(raw(200, "application/json", none));
    expect((await walked(server, { fq: "state:active" })).end).toMatchObject({ given: 1, count: 2, missing: 1 });
  });
});

describe("changes since an earlier walk", () => {
  test("are asked for from its mark on, inclusive; what is held in that version is not given again", async () => {
    const server = await ckan({ packages: packs(2_000) });
    const { pages, end } = await walked(server);
    const held = new Map(pages.flatMap(({ packages }) => packages.map((each) => [each.id, modifiedOf(each)])));
    change(server, "pakket-3", 2_000);
    server.packages.push(pack(2_001, { metadata_modified: moment(2_000, 626_947) }));
    server.asked.length = 0;
    const since = await walked(server, {
      ...(end.mark === undefined ? {} : { since: end.mark }),
      had: (each) => held.get(each.id) === modifiedOf(each),
    });
    expect(sorted(since.names)).toEqual(["pakket-2001", "pakket-3"]);
    expect(since.end.mark).toBe(end.mark);
    expect(new URL(server.asked[0] ?? "", server.site).searchParams.get("fq")).toBe(
      "metadata_modified:[2026-01-01T00:23:20.626Z TO *]",
    );
    expect(server.asked.length).toBeLessThan(4);
  });

  test("and within a filter", async () => {
    const packages = packs(5).map((each) => ({ ...each, theme: "x" }));
    const server = await ckan({ packages: [...packages, pack(6)] });
    const { names } = await walked(server, { fq: 'theme:"x"', since: moment(604) });
    expect(names).toEqual(["pakket-4", "pakket-5"]);
  });

  test("when there are none, keep the mark", async () => {
    const server = await ckan({ packages: packs(5) });
    expect((await walked(server, { since: moment(9_000) })).end).toEqual({
      given: 0,
      count: 0,
      missing: 0,
      mark: moment(9_000),
    });
  });
});

describe("what is gone", () => {
  test("is what the list of names lacks, and is not there under its id either", async () => {
    const server = await ckan({ packages: packs(6) });
    remove(server, "pakket-2");
    server.packages.splice(2, 1);
    const renamed = server.packages.find(({ name }) => name === "pakket-5");
    if (renamed !== undefined) renamed.name = "pakket-vijf";
    const { gone, renamed: moved } = await goneFrom(clientOf(server), packs(6));
    expect(gone).toEqual([uuid(2), uuid(3)]);
    expect(moved.flatMap(({ packages }) => packages.map(({ id, name }) => [id, name]))).toEqual([
      [uuid(5), "pakket-vijf"],
    ]);
  });

  test("is what is there in another state", async () => {
    const server = await ckan({ packages: packs(2) });
    const answer = JSON.stringify({ success: true, result: { ...pack(9), state: "deleted" } });
    server.faults.push(undefined, raw(200, "application/json", answer));
    expect((await goneFrom(clientOf(server), [...packs(2), pack(9)])).gone).toEqual([uuid(9)]);
  });

  test("is nothing when the list cannot be right", async () => {
    const empty = await ckan();
    await expect(goneFrom(clientOf(empty), packs(1))).rejects.toThrow(/lacks 1 of 1 packages.*nothing is called gone/);
    const cut = await ckan({ packages: packs(80) });
    await expect(goneFrom(clientOf(cut), packs(200))).rejects.toThrow("lacks 120 of 200 packages");
    expect(cut.asked).toHaveLength(1);
  });
});
