import { createReadStream, createWriteStream } from "node:fs";
import { cp, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IngestReport } from "#src/ingest/report.js";
import { folder } from "../../folder.js";
import { duoFile, sharedIsMissing } from "../../shared.js";
import { ingest, linesOf, LOCATIONS, manifestOf, manifestText, typed } from "../run.js";

const FILE_2026 = "02-alle-schoolvestigingen-basisonderwijs-2026.csv";
const FILE_2013 = "03-alle-vestigingen-basisonderwijs-2013.csv";

async function schoolLabels(of: string): Promise<string[]> {
  return (await linesOf(of, "/graph/afgeleid/labels")).filter((line) => line.includes("/id/vestiging/"));
}

describe.skipIf(sharedIsMissing)("the real registers of 2026 and 2013", () => {
  let dir = "";
  let report: IngestReport;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "onderwijsgraaf-2026-"));
    report = await ingest(dir, duoFile(FILE_2026));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** A copy of the archive that holds 2026, for a test to go on with. */
  async function copy(): Promise<string> {
    const own = await folder();
    await cp(dir, own, { recursive: true });
    return own;
  }

  test("each of the 6,107 rows is a location of its own, and none is lost", async () => {
    expect(report.files).toMatchObject([{ outcome: "current", rows: 6_107, records: 6_107, edition: "2026" }]);
    expect(new Set(await typed(dir, LOCATIONS, "onderwijs#Vestiging")).size).toBe(6_107);
  });

  test("five web addresses cannot be used, and each is a finding", async () => {
    expect([...(report.files[0]?.findings ?? [])]).toEqual([["ongeldig: internetadres", 5]]);
    expect(await typed(dir, "/graph/meta/kwaliteit", "dienst#Bevinding")).toHaveLength(5);
  });

  test("curly quotes and accents of windows-1252 are what they were", async () => {
    const text = (await linesOf(dir, LOCATIONS)).join("\n");
    for (const name of ["Dalton Kindcentrum ’t Kompas", "‘t Ienster", "Fryslân", "’t Palet Holy"]) {
      expect([name, text.includes(name)]).toEqual([name, true]);
    }
  });

  test("2013 becomes a dated version: the current one and the labels of its schools stay", async () => {
    const own = await copy();
    const { files, tombstones } = await ingest(own, duoFile(FILE_2013));
    expect(files).toMatchObject([{ outcome: "older", edition: "2013", currentEdition: "2026", rows: 6_804 }]);
    const entry = (await manifestOf(own)).graphs[LOCATIONS];
    expect(entry?.current).toEqual((await manifestOf(dir)).graphs[LOCATIONS]?.current);
    expect(entry?.older.map((version) => version.provenance.edition)).toEqual(["2013"]);
    expect(new Set(await typed(own, LOCATIONS, "onderwijs#Vestiging", "2013")).size).toBe(6_804);
    expect(await schoolLabels(own)).toEqual(await schoolLabels(dir));
    expect(tombstones).toBe(0);
  });

  test("the same file, compressed, later saved and elsewhere, changes no byte of the manifest", async () => {
    const own = await copy();
    const path = join(await folder(), `${FILE_2026}.gz`);
    await pipeline(createReadStream(duoFile(FILE_2026)), createGzip({ level: 1 }), createWriteStream(path));
    const saved = new Date("2026-02-01T00:00:00Z");
    await utimes(path, saved, saved);
    const again = await ingest(own, path, { now: new Date("2026-03-02T00:00:00Z") });
    expect(again.published).toBe(false);
    expect(await manifestText(own)).toBe(await manifestText(dir));
  });
});
