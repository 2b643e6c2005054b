import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { topics } from "../../sources/onderwijsloket/items.js";
import { type Item, json, loketServer, TOKEN } from "../../sources/onderwijsloket/server.js";
import { uuid } from "./bron.js";
import { about, ingestFrom, linesOf, manifestOf, rawText, typed } from "../run.js";

const PROGRAMS = "/graph/onderwijsloket/programs";
const SCHOOL = {
  id: uuid(1),
  title: "Fictieve hogeschool",
  brin_code: "99XX",
  type: "hogeschool",
  vendor: "onderwijsloket",
  locations: [],
};

function program(n: number, more: object = {}): Item {
  return {
    id: uuid(n),
    title: `Opleiding ${n} (fictief)`,
    level: "bachelor",
    vendor: "onderwijsloket",
    educational_institutions: [{ educational_institutions_id: uuid(1) }],
    ...more,
  };
}

async function files(collections: Readonly<Record<string, readonly Item[]>>): Promise<string> {
  const dir = await folder();
  for (const [name, data] of Object.entries(collections))
    await writeFile(join(dir, `${name}.json`), JSON.stringify({ data }));
  return dir;
}

test("its graphs say, in both languages, that its own words ask for attribution", async () => {
  const dir = await folder();
  await ingestFrom(dir, [{ source: "onderwijsloket", from: await files({ programs: [program(2)] }), env: {} }]);
  expect(await about(dir, "/graph/meta", PROGRAMS)).toContain(
    `<http://purl.org/dc/terms/rights> <http://localhost:3000${PROGRAMS}#rechten>`,
  );
  const rights = (await about(dir, "/graph/meta", `${PROGRAMS}#rechten`)).join("\n");
  expect(rights).toContain("<http://purl.org/dc/terms/RightsStatement>");
  expect(rights).toMatch(/met naamsvermelding .*"@nl/);
  expect(rights).toMatch(/with attribution.*"@en/);
});

describe("an institution with a BRIN", () => {
  test("is the institution that DUO knows, and its id here an alias", async () => {
    const dir = await folder();
    const from = await files({ educational_institutions: [SCHOOL], programs: [program(2)] });
    await ingestFrom(dir, [{ source: "onderwijsloket", from, env: {} }]);
    expect(await about(dir, "/graph/identiteit", `/id/loket/instelling/${uuid(1)}`)).toEqual([
      "<http://www.w3.org/2002/07/owl#sameAs> <http://localhost:3000/id/instelling/99XX>",
    ]);
    expect(await about(dir, PROGRAMS, `/id/loket/opleiding/${uuid(2)}`)).toContain(
      "<http://schema.org/provider> <http://localhost:3000/id/instelling/99XX>",
    );
  });

  test("is found also when its programmes came in an earlier run", async () => {
    const dir = await folder();
    const programs = await files({ programs: [program(2)] });
    await ingestFrom(dir, [{ source: "onderwijsloket", from: programs, env: {} }]);
    const from = await files({ educational_institutions: [SCHOOL] });
    await ingestFrom(dir, [{ source: "onderwijsloket", from, env: {} }], { now: new Date("2026-03-02T12:00:00Z") });
    expect(await about(dir, PROGRAMS, `/id/loket/opleiding/${uuid(2)}`)).toContain(
      "<http://schema.org/provider> <http://localhost:3000/id/instelling/99XX>",
    );
  });
});

describe("what may not be kept", () => {
  test("of other suppliers and of persons is in no graph and not in raw/, from files as from the API", async () => {
    const dir = await folder();
    const from = await files({
      programs: [program(2), program(3, { vendor: "hovi", title: "Van een ander" })],
      applicants: [{ id: uuid(9), name: "Een persoon" }],
    });
    await ingestFrom(dir, [{ source: "onderwijsloket", from, env: {} }]);
    expect(await typed(dir, PROGRAMS, "onderwijs#Opleiding")).toEqual([`/id/loket/opleiding/${uuid(2)}`]);
    const raw = await rawText(dir);
    expect(raw).toContain("Opleiding 2");
    expect(raw).not.toMatch(/Van een ander|Een persoon/);
  });

  test("any more, for it is gone from the collection, leaves graph, raw/ and dated versions, and has a tombstone", async () => {
    const dir = await folder();
    const run = async (items: readonly Item[], day: number): Promise<void> => {
      const from = await files({ programs: items });
      await ingestFrom(dir, [{ source: "onderwijsloket", from, env: {} }], { now: new Date(Date.UTC(2026, 2, day)) });
    };
    await run([program(2), program(3), program(4)], 1);
    await run([program(2), program(3)], 2);
    expect(await rawText(dir)).not.toContain("Opleiding 4");
    const { older } = (await manifestOf(dir)).graphs[PROGRAMS] ?? { older: [] };
    expect(older).toHaveLength(1);
    expect(older[0]?.quads).toBe((await manifestOf(dir)).graphs[PROGRAMS]?.current?.quads);
    expect((await linesOf(dir, "/graph/meta/grafstenen")).join()).toContain(uuid(4));
  });
});

test("every record of the API arrives exactly once, though a collection changes while it is read", async () => {
  const dir = await folder();
  const programs = Array.from({ length: 450 }, (_, n) => program(n + 10));
  let added = 0;
  const { root } = await loketServer({
    collections: { programs, educational_institutions: [SCHOOL] },
    after: ({ collection, page }) => {
      if (collection !== "programs" || page !== 1 || added > 1) return;
      added += 1;
      programs.push(program(added));
      programs.sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
    },
  });
  const env = { ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN: TOKEN };
  const report = await ingestFrom(dir, [{ source: "onderwijsloket", from: root.href, env }]);
  expect(report.files.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  const found = await typed(dir, PROGRAMS, "onderwijs#Opleiding");
  expect(found.toSorted()).toEqual(programs.map(({ id }) => `/id/loket/opleiding/${String(id)}`).toSorted());
  expect(JSON.stringify(report)).not.toContain(TOKEN);
});

test("what a list lacks that could not be read whole is not called gone, and a finding says so", async () => {
  const dir = await folder();
  const held = topics(5);
  let isShort = false;
  const server = await loketServer({
    collections: { topics: held },
    instead: ({ page, response }) =>
      isShort && json(response, 200, { data: page === 1 ? held.slice(0, 4) : [], meta: { filter_count: 5 } }),
  });
  const env = { ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN: TOKEN };
  const request = { source: "onderwijsloket" as const, from: server.root.href, dataset: "topics", env };
  await ingestFrom(dir, [request]);
  isShort = true;
  const { files: reports, tombstones } = await ingestFrom(dir, [request], { now: new Date("2026-03-02T12:00:00Z") });
  expect(tombstones).toBe(0);
  expect([...(reports[0]?.findings ?? [])]).toEqual([["onvolledig: bestand", 1]]);
  held.pop();
  isShort = false;
  const { findings } = await ingestFrom(dir, [request], { now: new Date("2026-03-03T12:00:00Z") });
  expect(findings).toBe(0);
});
