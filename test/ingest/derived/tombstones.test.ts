import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { about, ingest, silent, typed } from "../run.js";
import { file, numbers, register, type School } from "../duo/schools.js";

const GRAVES = "/graph/meta/grafstenen";
const ALL: readonly School[] = numbers(10).map((number) => ({ number }));

const graves = async (dir: string): Promise<string[]> =>
  (await typed(dir, GRAVES, "dienst#Grafsteen")).filter((iri) => iri.startsWith("/id/vestiging/"));

/** An archive in which these editions were loaded, one a day. */
async function archive(...editions: (readonly School[])[]): Promise<string> {
  const dir = await folder();
  for (const [i, schools] of editions.entries()) {
    await ingest(dir, await register(await folder(), 2020 + i, schools), { now: new Date(Date.UTC(2026, 2, 1 + i)) });
  }
  return dir;
}

describe("a school that left the newest edition", () => {
  test("gets a tombstone that says what it was, when it went and by which load", async () => {
    const dir = await archive(ALL, ALL.slice(1));
    expect(await graves(dir)).toEqual(["/id/vestiging/00AA00"]);
    expect(await about(dir, GRAVES, "/id/vestiging/00AA00")).toEqual([
      "<http://localhost:3000/def/dienst#wasType> <http://localhost:3000/def/onderwijs#Vestiging>",
      "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://localhost:3000/def/dienst#Grafsteen>",
      '<http://www.w3.org/ns/prov#invalidatedAtTime> "2026-03-02T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
      "<http://www.w3.org/ns/prov#wasInvalidatedBy> <http://localhost:3000/id/lading/duo/20260302T000000Z>",
    ]);
  });

  test("gets none when the edition has less than half of the rows: it is probably cut off", async () => {
    const [dir, notes] = [await archive(ALL), [] as string[]];
    const from = await register(await folder(), 2026, ALL.slice(0, 4));
    expect((await ingest(dir, from, { progress: silent(notes) })).tombstones).toBe(0);
    expect(await graves(dir)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("less than half of the rows it had")]);
  });

  test("and such an edition is a finding of its dataset, in the report and in the graph of findings", async () => {
    const dir = await archive(ALL);
    const report = await ingest(dir, await register(await folder(), 2026, ALL.slice(0, 4)));
    expect(report.findings).toBe(1);
    expect([...(report.files[0]?.findings ?? [])]).toEqual([["gehalveerd: bestand", 1]]);
    const [finding = ""] = await typed(dir, "/graph/meta/kwaliteit", "dienst#Bevinding");
    expect(finding).toMatch(/^\/id\/bevinding\/[a-z0-9-]+\/0-bestand-gehalveerd$/);
    expect((await about(dir, "/graph/meta/kwaliteit", finding)).join("\n")).toContain(
      '"er zijn 4 rijen, en er waren er 10; wat ontbreekt krijgt geen grafsteen"@nl',
    );
  });

  test("gets one when the edition has half of them", async () => {
    expect(await graves(await archive(ALL, ALL.slice(5)))).toHaveLength(5);
  });

  test("gets none while another graph still describes it", async () => {
    const dir = await archive(ALL);
    const text = "BRIN NUMMER;VESTIGINGSNUMMER\r\n00AA;00AA00\r\n";
    await ingest(dir, await file(await folder(), "02-alle-vestigingen-vo-2026.csv", text));
    await ingest(dir, await register(await folder(), 2026, ALL.slice(1)));
    expect(await graves(dir)).toEqual([]);
  });

  test("loses it when it comes back", async () => {
    expect(await graves(await archive(ALL, ALL.slice(1), ALL))).toEqual([]);
  });

  test("keeps it, with its day, when others go", async () => {
    const dir = await archive(ALL, ALL.slice(1), ALL.slice(2));
    expect(await graves(dir)).toEqual(["/id/vestiging/00AA00", "/id/vestiging/00AB00"]);
    expect((await about(dir, GRAVES, "/id/vestiging/00AA00")).join("\n")).toContain('"2026-03-02T00:00:00Z"');
  });
});

test("an older edition that is loaded later makes no tombstones", async () => {
  const dir = await archive(ALL);
  const report = await ingest(
    dir,
    await register(
      await folder(),
      2013,
      numbers(8, 100).map((number) => ({ number })),
    ),
  );
  expect(report).toMatchObject({ tombstones: 0, files: [{ outcome: "older" }] });
  expect(await graves(dir)).toEqual([]);
});
