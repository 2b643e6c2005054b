import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packagePath, packageText } from "#src/package/package-files.js";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";
import { folder } from "../folder.js";
import { BASE, ingest, linesOf } from "./run.js";
import { file, register } from "./duo/schools.js";

describe("--records writes the clean records of a dataset", () => {
  test.each([
    ["02-alle-schoolvestigingen-basisonderwijs-2026.csv", "03-alle-vestigingen-basisonderwijs", "vestigingen"],
    ["01.-hoofdvestigingen-vo-2016.json", "01-hoofdvestigingen-vo", "instellingen"],
    [
      "06.-bevoegde-gezagen-speciaal-basis-onderwijs-2016.json",
      "06-bevoegde-gezagen-speciaal-basis-onderwijs",
      "bevoegde-gezagen",
    ],
  ])("from which the mapping makes the same statements: %s", async (sample, family, mapping) => {
    const [dir, recordsDir] = [await folder(), join(await folder(), "records")];
    await ingest(dir, packagePath("samples", "duo", sample), { recordsDir });
    const [name = "", ...others] = await readdir(recordsDir);
    expect(others).toEqual([]);
    const records = JSON.parse(await readFile(join(recordsDir, name), "utf8")) as unknown[];

    const path = `mappings/duo/${mapping}.yml`;
    const graph = `/graph/duo/${family}`;
    const text = await packageText(BASE, ...path.split("/"));
    const compiled = compileMapping(readMapping(text, { path }), { base: BASE, graph: BASE + graph });
    const lines = new Set<string>();
    for (const record of records) {
      for (const source of new Set(compiled.sources.map((each) => each.path))) {
        compiled.mapRecord(
          source,
          record,
          (line) => void lines.add(line.trimEnd()),
          () => {},
        );
      }
    }
    const sorted = [...lines].map((line) => Buffer.from(line)).sort((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(await linesOf(dir, graph));
  });

  test("named by its slug, years included, and as keys of the field table", async () => {
    const recordsDir = await folder();
    const from = await register(await folder(), 2026, [{ number: "16SW03", name: "METAMEER", POSTCODE: "5831 CR" }]);
    await ingest(await folder(), from, { recordsDir });
    const text = await readFile(join(recordsDir, "03-alle-vestigingen-basisonderwijs-2026.json"), "utf8");
    expect(JSON.parse(text)).toEqual([
      { brin: "16SW", vestigingsnummer: "16SW03", vestigingsnaam: "METAMEER", bezoekadres: { postcode: "5831CR" } },
    ]);
  });

  test("and leaves those of before when a file is refused", async () => {
    const [dir, recordsDir, source] = [await folder(), await folder(), await folder()];
    const name = "01-hoofdvestigingen-vo.csv";
    await ingest(dir, await file(source, name, "BRIN NUMMER\r\n18BR\r\n"), { recordsDir });
    await ingest(dir, await file(source, name, "BRIN NUMMER;X\r\n16SW;a\r\n17SW\r\n19SW\r\n"), { recordsDir });
    expect(await readdir(recordsDir)).toEqual(["01-hoofdvestigingen-vo.json"]);
    expect(JSON.parse(await readFile(join(recordsDir, "01-hoofdvestigingen-vo.json"), "utf8"))).toEqual([
      { brin: "18BR" },
    ]);
  });
});
