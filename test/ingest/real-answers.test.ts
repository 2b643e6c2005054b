import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { shared, sharedIsMissing } from "../shared.js";
import { ingestFrom, linesOf, rawText, typed } from "./run.js";

const SAMPLES = shared("sources", "tweedekamer", "odata-v4-samples.json");
const PACKAGE = shared("sources", "donl", "package-natuurbeheerplan-2025.json");

describe.skipIf(sharedIsMissing)("real answers reach the archive as they are", () => {
  test("the samples of version 4: every record that has an Id, of each entity", async () => {
    const dir = await folder();
    const report = await ingestFrom(dir, [{ source: "tweedekamer", from: SAMPLES }]);
    expect(report.files.filter(({ outcome }) => outcome === "refused")).toEqual([]);
    const samples = JSON.parse(await readFile(SAMPLES, "utf8")) as Record<string, { value?: { Id: string }[] }>;
    for (const set of ["Persoon", "Fractie", "FractieZetel", "FractieZetelPersoon", "Verslag"]) {
      const kind = set.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
      const ids = (samples[set]?.value ?? []).map(({ Id }) => `/id/tk/${kind}/${Id.toLowerCase()}`);
      const published = await typed(dir, `/graph/tweedekamer/${kind}`, `parlement#${set}`);
      expect({ set, isThere: ids.length > 0, published }).toEqual({
        set,
        isThere: true,
        published: expect.arrayContaining(ids) as string[],
      });
    }
    expect(report.files.flatMap(({ findings = new Map() }) => [...findings])).toEqual([]);
  });

  test("the package of data.overheid.nl: it is kept to the letter, and is one dataset with its distributions", async () => {
    expect(existsSync(PACKAGE)).toBe(true);
    const dir = await folder();
    const report = await ingestFrom(dir, [{ source: "donl", from: PACKAGE }]);
    expect(report.files.filter(({ outcome }) => outcome === "refused")).toEqual([]);
    const given = JSON.parse(await readFile(PACKAGE, "utf8")) as { result?: object };
    const raw = await rawText(dir);
    const kept = JSON.parse(raw.slice(raw.indexOf("{"), raw.lastIndexOf("}") + 1)) as unknown;
    expect(JSON.stringify(kept)).toContain(JSON.stringify(given.result ?? given));
    const graph = report.files.find(({ graph: path }) => path !== undefined)?.graph ?? "";
    const lines = (await linesOf(dir, graph)).join("\n");
    expect(lines.match(/#type> <http:\/\/www\.w3\.org\/ns\/dcat#Dataset>/g)).toHaveLength(1);
    expect(lines.match(/<http:\/\/www\.w3\.org\/ns\/dcat#distribution>/g)).toHaveLength(5);
  });
});
