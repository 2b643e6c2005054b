import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../folder.js";
import { about, ingest, linesOf, LOCATIONS } from "./run.js";
import { file, register } from "./duo/schools.js";

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const slugs = (dir: string): Promise<string> => readFile(join(dir, "slugs.csv"), "utf8").catch(() => "none");

test("a listed concept is linked, and neither described again nor remembered", async () => {
  const dir = await folder();
  await ingest(dir, await register(await folder(), 2026, [{ number: "16SW03", DENOMINATIE: "Rooms-Katholiek" }]));
  const link = "/id/begrip/denominatie/rooms-katholiek";
  expect((await about(dir, LOCATIONS, "/id/vestiging/16SW03")).join("\n")).toContain(link);
  expect(await about(dir, LOCATIONS, link)).toEqual([]);
  expect(await slugs(dir)).toBe("none");
});

test("a minted concept is described in the graph of its file, and its slug remembered", async () => {
  const dir = await folder();
  const report = await ingest(
    dir,
    await register(await folder(), 2026, [{ number: "16SW03", DENOMINATIE: "Zöe & co" }]),
  );
  expect(await about(dir, LOCATIONS, "/id/begrip/denominatie/zoe-co")).toEqual([
    `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${SKOS}Concept>`,
    `<${SKOS}inScheme> <http://localhost:3000/id/begrippenlijst/denominatie>`,
    `<${SKOS}notation> "Zöe & co"`,
    `<${SKOS}prefLabel> "Zöe & co"@nl`,
  ]);
  expect(await slugs(dir)).toBe("scheme,raw,slug\ndenominatie,Zöe & co,zoe-co\n");
  expect([...report.counts]).toEqual([["nieuw begrip in denominatie", 1]]);
  expect(report.findings).toBe(0);
});

test("a remembered slug is never made anew, and new ones are added to it", async () => {
  const [dir, source] = [await folder(), await folder()];
  await ingest(dir, await register(source, 2025, [{ number: "16SW03", DENOMINATIE: "Iets" }]));
  await writeFile(join(dir, "slugs.csv"), "scheme,raw,slug\ndenominatie,Iets,iets-van-vroeger\n");
  await ingest(
    dir,
    await register(source, 2026, [
      { number: "16SW03", DENOMINATIE: "Iets" },
      { number: "16SW04", DENOMINATIE: "Nog iets" },
    ]),
  );
  const lines = (await linesOf(dir, LOCATIONS)).join("\n");
  expect(lines).toContain("/id/begrip/denominatie/iets-van-vroeger>");
  expect(lines).not.toContain("/id/begrip/denominatie/iets>");
  expect(await slugs(dir)).toBe("scheme,raw,slug\ndenominatie,Iets,iets-van-vroeger\ndenominatie,Nog iets,nog-iets\n");
});

test("a value that the source cut off is mended by the steward's table", async () => {
  const dir = await folder();
  const cut = "Gereformeerd vrijgemaakt / Eva";
  await ingest(dir, await register(await folder(), 2026, [{ number: "16SW03", DENOMINATIE: cut }]));
  expect((await about(dir, LOCATIONS, "/id/vestiging/16SW03")).join("\n")).toContain(
    "/id/begrip/denominatie/gereformeerd-vrijgemaakt-evangelisch>",
  );
});

test("what was minted for a file that is refused is forgotten with it", async () => {
  const [dir, source] = [await folder(), await folder()];
  await register(source, 2026, [{ number: "16SW03" }]);
  const broken = "BRIN NUMMER;DENOMINATIE\r\n18BR;Onzin\r\n18BR\r\n18BR\r\n";
  await ingest(dir, await file(source, "01-hoofdvestigingen-vo.csv", broken).then(() => source));
  expect(await slugs(dir)).toBe("none");
});

test("a municipality that the list lacks is described by the file, and labelled by it", async () => {
  const dir = await folder();
  await ingest(
    dir,
    await register(await folder(), 2026, [{ number: "16SW03", GEMEENTENUMMER: "9998", GEMEENTENAAM: "NIEUWSTAD" }]),
  );
  expect((await about(dir, LOCATIONS, "/id/gemeente/9998")).join("\n")).toContain('"NIEUWSTAD"');
  expect((await about(dir, "/graph/afgeleid/labels", "/id/gemeente/9998")).join("\n")).toContain('"NIEUWSTAD"');
});
