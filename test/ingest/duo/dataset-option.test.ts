import { describe, expect, test } from "vitest";
import { packagePath } from "#src/package/package-files.js";
import { folder } from "../../folder.js";
import { ingest, LOCATIONS } from "../run.js";
import { file, locations } from "./schools.js";

const SAMPLES = packagePath("samples", "duo");

describe("--dataset", () => {
  test("says what a file is, whatever it is called", async () => {
    const from = await file(await folder(), "download.csv", locations([{ number: "16SW03" }]));
    const report = await ingest(await folder(), from, { dataset: "03.-alle-vestigingen-basisonderwijs" });
    expect(report.files.map(({ graph }) => graph)).toEqual([LOCATIONS]);
  });

  test("takes from a folder the files of that dataset, in all its editions, and leaves the others", async () => {
    const report = await ingest(await folder(), SAMPLES, { dataset: "03-alle-vestigingen-basisonderwijs" });
    expect(report.files.map(({ graph, edition }) => [graph, edition])).toEqual([
      [LOCATIONS, "2026"],
      [LOCATIONS, "2013"],
    ]);
  });

  test("that no file of the folder is called, is said", async () => {
    await expect(ingest(await folder(), SAMPLES, { dataset: "09-x" })).rejects.toThrow(
      /none of the \d+ files is named as dataset "09-x"/,
    );
  });
});
