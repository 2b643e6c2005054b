import { copyFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packagePath } from "#src/package/package-files.js";
import { folder } from "../../folder.js";
import { ingest, linesOf, LOCATIONS, manifestOf, manifestText, typed } from "../run.js";
import { file, locations, numbers, register } from "./schools.js";

const DAY = 86_400_000;
const later = (days: number): { now: Date } => ({ now: new Date(Date.UTC(2026, 2, 1) + days * DAY) });

async function editions(dir: string): Promise<unknown> {
  const entry = (await manifestOf(dir)).graphs[LOCATIONS];
  return [entry?.current?.provenance.edition, ...(entry?.older ?? []).map((version) => version.provenance.edition)];
}

/** A register whose rows name these days. */
function dated(...days: string[]): string {
  return locations(days.map((PEILDATUM, i) => ({ number: `16SW0${i}`, PEILDATUM })));
}

const sample = (name: string): string => packagePath("samples", "duo", name);

describe("the newest edition of a register is its current graph", () => {
  const [of2013, of2026] = [
    sample("03-alle-vestigingen-basisonderwijs-2013.csv"),
    sample("02-alle-schoolvestigingen-basisonderwijs-2026.csv"),
  ];

  test.each([
    ["2026 first", [of2026, of2013]],
    ["2013 first", [of2013, of2026]],
  ])("whichever comes first: %s", async (_what, files) => {
    const dir = await folder();
    for (const [i, path] of files.entries()) await ingest(dir, path, later(i));
    expect(await editions(dir)).toEqual(["2026", "2013"]);
    expect(await typed(dir, LOCATIONS, "onderwijs#Vestiging")).toHaveLength(15);
    expect(await typed(dir, LOCATIONS, "onderwijs#Vestiging", "2013")).toHaveLength(4);
  });

  test("also when a folder holds both, in either order of their names", async () => {
    const [first, second, dir, other] = [await folder(), await folder(), await folder(), await folder()];
    await copyFile(of2013, join(first, "03-alle-vestigingen-basisonderwijs-2013.csv"));
    await copyFile(of2026, join(first, "02-alle-schoolvestigingen-basisonderwijs-2026.csv"));
    await copyFile(of2013, join(second, "03-alle-vestigingen-basisonderwijs-2013.csv"));
    await copyFile(of2026, join(second, "alle-schoolvestigingen-basisonderwijs-2026.csv"));
    await ingest(dir, first);
    await ingest(other, second);
    expect(await editions(dir)).toEqual(["2026", "2013"]);
    expect(await editions(other)).toEqual(["2026", "2013"]);
    expect(await linesOf(other, LOCATIONS)).toEqual(await linesOf(dir, LOCATIONS));
    expect((await ingest(dir, first, later(1))).published).toBe(false);
  });

  test("and the load that brings two of them ended once", async () => {
    const dir = await folder();
    await ingest(dir, packagePath("samples", "duo"));
    const run = "/id/lading/duo/20260301T120000Z>";
    const ended = (await linesOf(dir, "/graph/meta")).filter(
      (line) => line.includes(run) && /#endedAtTime>/.test(line),
    );
    expect(ended).toEqual([expect.stringContaining('"2026-03-01T12:00:00Z"')]);
  });

  test("by the peildatum of its rows, before the year of its name", async () => {
    const dir = await folder();
    const text = locations([
      { number: "16SW03", PEILDATUM: "20251001" },
      { number: "16SW04", PEILDATUM: "01-10-2025" },
    ]);
    await ingest(dir, await file(await folder(), "03-alle-vestigingen-basisonderwijs-2031.csv", text));
    expect(await editions(dir)).toEqual(["2025-10-01"]);
  });

  test("by the latest peildatum that has come: one of a day to come is a finding, and does not stand before all others", async () => {
    const dir = await folder();
    const take = async (year: number, text: string): Promise<number> =>
      (await ingest(dir, await file(await folder(), `03-alle-vestigingen-basisonderwijs-${year}.csv`, text))).findings;
    expect(await take(2025, dated("20251001", "20991001", "20260301"))).toBe(1);
    expect(await take(2026, dated("20260302"))).toBe(1);
    expect(await editions(dir)).toEqual(["2026-03-01", "2026"]);
  });

  test.each([
    ["by the day it was saved, when nothing else tells", "2025-05-05", "2025-05-05"],
    ["not by a day to come on which it is said to be changed", "2099-05-05", "2026-03-01"],
  ])("%s", async (_, saved, edition) => {
    const [dir, path] = [
      await folder(),
      await file(await folder(), "03-alle-vestigingen-basisonderwijs.csv", locations([{ number: "16SW03" }])),
    ];
    await utimes(path, new Date(`${saved}T10:00:00Z`), new Date(`${saved}T10:00:00Z`));
    await ingest(dir, path);
    expect(await editions(dir)).toEqual([edition]);
  });
});

describe("the same statements make no new version", () => {
  const schools = numbers(5).map((number) => ({ number }));

  test("from the same file: the manifest stays byte for byte", async () => {
    const [dir, from] = [await folder(), await register(await folder(), 2026, schools)];
    await ingest(dir, from);
    const before = await manifestText(dir);
    const again = await ingest(dir, from, later(1));
    expect(again).toMatchObject({ published: false, files: [{ outcome: "unchanged" }] });
    expect(await manifestText(dir)).toBe(before);
  });

  test("from a copy of another name and day", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2026, schools));
    const before = await manifestText(dir);
    const copy = await file(source, "download (3).csv", locations(schools));
    await utimes(copy, new Date("2026-02-02"), new Date("2026-02-02"));
    const options = { ...later(1), dataset: "03-alle-vestigingen-basisonderwijs-2026" };
    expect(await ingest(dir, copy, options)).toMatchObject({ published: false, files: [{ edition: "2026" }] });
    expect(await manifestText(dir)).toBe(before);
  });

  test("from rows in another order", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2026, schools));
    expect((await ingest(dir, await register(source, 2026, schools.toReversed()), later(1))).published).toBe(false);
  });

  test("of an older edition that is held already", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2026, schools));
    const old = await register(source, 2013, schools.slice(1));
    await ingest(dir, old, later(1));
    const before = await manifestText(dir);
    expect(await ingest(dir, old, later(2))).toMatchObject({ published: false, files: [{ outcome: "unchanged" }] });
    expect(await manifestText(dir)).toBe(before);
  });
});

describe("--again maps what is kept", () => {
  test("and publishes nothing when nothing changed", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2013, [{ number: "16SW03" }]));
    await ingest(dir, await register(source, 2026, [{ number: "16SW04", POSTCODE: "x" }]), later(1));
    const before = await manifestText(dir);
    const again = await ingest(dir, "", { again: true, ...later(2) });
    expect(again.files.map((each) => each.outcome)).toEqual(["unchanged", "unchanged"]);
    expect(again.published).toBe(false);
    expect(await manifestText(dir)).toBe(before);
  });

  test("under the edition it was taken for, though the day of today would be another", async () => {
    const [dir, source] = [await folder(), await folder()];
    const [first, second] = [locations([{ number: "16SW03" }]), locations([{ number: "16SW04" }])];
    for (const [day, text] of [
      ["2025-01-01", first],
      ["2025-06-01", second],
    ] as const) {
      const path = await file(source, "03-alle-vestigingen-basisonderwijs.csv", text);
      await utimes(path, new Date(day), new Date(day));
      await ingest(dir, path, later(0));
    }
    const again = await ingest(dir, "", { again: true, ...later(300) });
    expect(again.files.map((each) => each.edition)).toEqual(["2025-01-01", "2025-06-01"]);
    expect(await editions(dir)).toEqual(["2025-06-01", "2025-01-01"]);
  });

  test("and says so when nothing is kept", async () => {
    await expect(ingest(await folder(), "", { again: true })).rejects.toThrow(
      "raw holds nothing of duo yet; ingest it with --from first",
    );
  });
});

test("an archive keeps its base IRI: another is refused, with what to do", async () => {
  const [dir, from] = [await folder(), await register(await folder(), 2026, [{ number: "16SW03" }])];
  await ingest(dir, from);
  await expect(ingest(dir, from, { base: "https://data.school.example" })).rejects.toThrow(
    /was made with the base IRI http:\/\/localhost:3000, and https:\/\/data\.school\.example is configured; .*ingest again into an empty --data folder/,
  );
});
