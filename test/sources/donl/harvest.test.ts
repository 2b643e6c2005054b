import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { moment, uuid } from "../ckan/packages.js";
import { busy, type Ckan, ckan, halfJson, htmlPage, raw, truncated } from "../ckan/server.js";
import { DUO, ofDuo, ofDuos, ofOthers, Register } from "./packages.js";

function change(server: Ckan, n: number, second: number, fields: object = {}): void {
  const found = server.packages.find(({ id }) => id === uuid(n));
  if (found !== undefined) Object.assign(found, { metadata_modified: moment(second, 626_947), ...fields });
}

const searches = (server: Ckan): URLSearchParams[] =>
  server.asked.filter((path) => path.includes("package_search")).map((path) => new URL(path, server.site).searchParams);

describe("the register", () => {
  test("gives education by default, and everything with one word", async () => {
    const server = await ckan({ packages: [...ofDuos(3), ofOthers(4), ofOthers(5)], prefix: "/data" });
    const register = new Register();
    const from = server.root.href;
    const delivery = await register.update({ from });
    expect(register.names).toEqual(["pakket-1", "pakket-2", "pakket-3"]);
    expect(delivery.origin).toContain(`${from}/package_search?fq=`);
    await register.update({ from, all: true });
    expect(register.names).toHaveLength(5);
    await register.update({ from });
    expect(register.names).toHaveLength(3);
    expect(register.notes).toEqual([]);
  });

  test("is asked the second time for what changed since the first", async () => {
    const packages = ofDuos(300).map((each, i) => ({ ...each, metadata_modified: moment(10 * i) }));
    const server = await ckan({ packages });
    const register = new Register();
    await register.update({ from: server.root.href });
    server.asked.length = 0;
    change(server, 7, 3_000, { title: "Gewijzigd" });
    server.packages.push(ofDuo(301, { metadata_modified: moment(3_001) }));
    await register.update({ from: server.root.href });
    expect(register.list).toEqual(expect.arrayContaining(server.packages));
    expect(register.list).toHaveLength(301);
    // Changes in one page, the list of names, and how many there are.
    expect(server.asked).toHaveLength(3);
    expect(searches(server)[0]?.get("fq")).toContain("metadata_modified:[2026-01-01T00:39:50.000Z TO *]");
  });

  test("is read anew with the word for it, and of another question", async () => {
    const server = await ckan({ packages: [...ofDuos(3), ofOthers(4)] });
    const register = new Register();
    await register.update({ from: server.root.href });
    for (const words of [{ full: true }, { all: true }]) {
      server.asked.length = 0;
      await register.update({ from: server.root.href, ...words });
      expect(searches(server).some((query) => query.get("fq")?.includes("metadata_modified") === true)).toBe(false);
    }
    expect(register.names).toHaveLength(4);
  });

  test("that goes back to an older version of a package is believed when it is read anew", async () => {
    const server = await ckan({ packages: [ofDuo(1, { title: "Nieuw", metadata_modified: moment(500) })] });
    const register = new Register();
    await register.update({ from: server.root.href });
    change(server, 1, 3, { title: "Teruggezet" });
    await register.update({ from: server.root.href, full: true });
    expect(register.list[0]?.["title"]).toBe("Teruggezet");
  });
});

describe("a package leaves", () => {
  test.each(["deleted", "private"])("when it is %s at its source", async (how) => {
    const server = await ckan({ packages: ofDuos(4) });
    const register = new Register();
    await register.update({ from: server.root.href });
    Object.assign(server.packages[1] ?? {}, how === "deleted" ? { state: "deleted" } : { private: true });
    await register.update({ from: server.root.href });
    expect(register.names).toEqual(["pakket-1", "pakket-3", "pakket-4"]);
    expect(register.notes).toEqual([]);
  });

  test("when it is of the scope no longer: the numbers tell, and all is read anew", async () => {
    const server = await ckan({ packages: ofDuos(4) });
    const register = new Register();
    await register.update({ from: server.root.href });
    change(server, 2, 500, { authority: ofOthers(2)["authority"] });
    await register.update({ from: server.root.href });
    expect(register.names).toEqual(["pakket-1", "pakket-3", "pakket-4"]);
    expect(register.notes).toEqual(["4 packages are held and the register counts 3 of education; it is read anew"]);
  });

  test("as another enters: the numbers tell", async () => {
    const server = await ckan({ packages: [...ofDuos(3), ofOthers(4)] });
    const register = new Register();
    await register.update({ from: server.root.href });
    change(server, 2, 500, { authority: "http://x.nl" });
    change(server, 4, 501, { authority: DUO });
    await register.update({ from: server.root.href });
    expect(register.names).toEqual(["pakket-1", "pakket-3", "pakket-4"]);
  });

  test("never because it has another name", async () => {
    const server = await ckan({ packages: ofDuos(3) });
    const register = new Register();
    await register.update({ from: server.root.href });
    change(server, 2, 500, { name: "nieuwe-naam" });
    await register.update({ from: server.root.href });
    expect(register.names).toEqual(["nieuwe-naam", "pakket-1", "pakket-3"]);
    // A name that changed without the time of change: the list of names tells.
    const [first] = server.packages;
    if (first !== undefined) first.name = "stil-hernoemd";
    await register.update({ from: server.root.href });
    expect(register.names).toEqual(["nieuwe-naam", "pakket-3", "stil-hernoemd"]);
  });

  test("never because a search is behind: it is looked for by its id", async () => {
    const server = await ckan({ packages: ofDuos(5) });
    const register = new Register();
    await register.update({ from: server.root.href });
    delete register.mark;
    const found = JSON.stringify({ success: true, result: { count: 4, results: ofDuos(5).slice(1) } });
    server.faults.push(raw(200, "application/json", found));
    await register.update({ from: server.root.href });
    expect(register.names).toHaveLength(5);
    expect(register.notes).toEqual(["pakket-1: is there, though a search does not find it; it is kept"]);
  });

  test("not with most others: that is no news but a fault", async () => {
    const server = await ckan({ packages: ofDuos(250) });
    const register = new Register();
    await register.update({ from: server.root.href });
    server.packages.splice(0, 200);
    const before = register.list;
    await expect(register.update({ from: server.root.href })).rejects.toThrow(/too many to be true/);
    delete register.mark;
    await expect(register.update({ from: server.root.href })).rejects.toThrow(/too many to be true.*--full/);
    expect(register.list).toBe(before);
    await register.update({ from: server.root.href, full: true });
    expect(register.list).toHaveLength(50);
  });
});

describe("a register that cannot be had leaves what is held as it was", () => {
  test.each([
    ["an HTML page", [htmlPage], /answered 200 with text\/html, an HTML page \("Storing"\), not JSON/],
    ["half JSON each time", [halfJson, halfJson, halfJson], /the JSON is cut off/],
    ["busy for ever", [busy(503), busy(503), busy(503)], /503/],
    ["no register", [raw(200, "application/json", '{"a":1}')], /no answer of CKAN/],
    [
      "an empty search",
      [raw(200, "application/json", '{"success":true,"result":{"count":0,"results":[]}}')],
      /finds no package/,
    ],
  ])("%s", async (_what, faults, message) => {
    const server = await ckan({ packages: ofDuos(3) });
    server.faults.push(...faults);
    const register = new Register();
    await expect(register.update({ from: server.root.href })).rejects.toThrow(message);
    expect([register.list, register.mark]).toEqual([[], undefined]);
    await register.update({ from: server.root.href });
    expect(register.names).toHaveLength(3);
  });

  test("429, 5xx and answers that break off are asked again", async () => {
    const server = await ckan({ packages: ofDuos(30), rowsMax: 10 });
    server.faults.push(busy(429, "0"), undefined, truncated, busy(500), undefined, halfJson);
    const register = new Register();
    await register.update({ from: server.root.href }, 3);
    expect(register.names).toHaveLength(30);
  });
});

test("whatever happens between pages and runs, the second run after it holds exactly what the register has", async () => {
  const event = record({
    what: constantFrom("change", "delete", "add", "leave", "enter", "rename"),
    after: integer({ min: 1, max: 8 }),
    which: integer({ min: 1, max: 30 }),
  });
  const run = asyncProperty(array(event, { maxLength: 25 }), integer({ min: 2, max: 12 }), async (events, rows) => {
    const server = await ckan({ packages: [...ofDuos(24), ...Array.from({ length: 6 }, (_, i) => ofOthers(i + 25))] });
    let second = 1_000;
    let searched = 0;
    server.afterSearch = () => {
      searched += 1;
      for (const { what, which } of events.filter(({ after }) => after === searched)) {
        second += 1;
        if (what === "change") change(server, which, second, { title: `Versie ${second}` });
        else if (what === "delete") change(server, which, second, { state: "deleted" });
        else if (what === "leave") change(server, which, second, { authority: "http://x.nl", theme: [] });
        else if (what === "enter") change(server, which, second, { authority: DUO });
        else if (what === "rename") change(server, which, second, { name: `naam-${second}` });
        else server.packages.push(ofDuo(100 + second, { metadata_modified: moment(second) }));
      }
    };
    const register = new Register();
    const from = server.root.href;
    await register.update({ from, rows });
    // What happens from here on is for a later run.
    server.afterSearch = () => {};
    await register.update({ from, rows });
    const there = server.packages.filter(({ state, authority }) => state === "active" && authority === DUO);
    expect(register.list.toSorted(byId)).toEqual(there.toSorted(byId));
  });
  await assert(run, { numRuns: 60 });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
