import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../folder.js";
import { uuid } from "./collections/bron.js";
import { about, ingest, ingestFrom, typed } from "./run.js";
import { file, register } from "./duo/schools.js";

const QUALITY = "/graph/meta/kwaliteit";
const LDS = "http://localhost:3000/def/dienst#";
const OF_2026 = "/id/bevinding/03-alle-vestigingen-basisonderwijs-2026";

const found = (dir: string): Promise<string[]> => typed(dir, QUALITY, "dienst#Bevinding");

test("a finding is told in full, under a name of dataset, line, field and kind", async () => {
  const dir = await folder();
  const report = await ingest(dir, await register(await folder(), 2026, [{ number: "16SW03", POSTCODE: "5831" }]));
  expect(report.findings).toBe(1);
  expect(await found(dir)).toEqual([`${OF_2026}/2-bezoekadres-postcode-ongeldig`]);
  expect(await about(dir, QUALITY, `${OF_2026}/2-bezoekadres-postcode-ongeldig`)).toEqual([
    `<${LDS}dataset> <http://localhost:3000/id/dataset/duo/03-alle-vestigingen-basisonderwijs-2026>`,
    `<${LDS}ernst> <http://www.w3.org/ns/shacl#Warning>`,
    `<${LDS}reden> "geen postcode (vier cijfers en twee letters)"@nl`,
    `<${LDS}regel> "2"^^<http://www.w3.org/2001/XMLSchema#integer>`,
    `<${LDS}veld> "bezoekadres.postcode"`,
    `<${LDS}waarde> "5831"`,
    `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${LDS}Bevinding>`,
  ]);
});

test("an unknown header is one finding of the file, without a line", async () => {
  const dir = await folder();
  await ingest(
    dir,
    await register(await folder(), 2026, [
      { number: "16SW03", KVK: "1" },
      { number: "16SW04", KVK: "2" },
    ]),
  );
  expect(await found(dir)).toEqual([`${OF_2026}/0-kvk-onbekend-veld`]);
  const told = await about(dir, QUALITY, `${OF_2026}/0-kvk-onbekend-veld`);
  expect(told.some((line) => line.startsWith(`<${LDS}regel>`))).toBe(false);
  expect(told).toContain(`<${LDS}reden> "onbekend veld met 2 waarden; voeg het toe aan fields.csv"@nl`);
});

test("a finding says which thing its row is about, where that has a URI; one of the whole file says none", async () => {
  const [dir, from] = [await folder(), await folder()];
  const school = { id: uuid(1), title: "Fictieve hogeschool", brin_code: "99XX", locations: ["x"], vreemd: 1 };
  await writeFile(join(from, "educational_institutions.json"), JSON.stringify({ data: [school] }));
  await ingestFrom(dir, [{ source: "onderwijsloket", from, env: {} }]);
  const start = "/id/bevinding/onderwijsloket-educational-institutions";
  const concerns = `<${LDS}betreft> <http://localhost:3000/id/instelling/99XX>`;
  expect(await about(dir, QUALITY, `${start}/1-locaties-ongeldig`)).toContain(concerns);
  expect(await about(dir, QUALITY, `${start}/0-vreemd-onbekend-veld`)).not.toContain(concerns);
  expect(await found(dir)).toHaveLength(2);
});

test("two losses of one field on one line are two findings", async () => {
  const school = { number: "16SW03", PLAATSNAAM: "A", "PLAATSNAAM VESTIGING": "B", PLAATSNAAM_VESTIGING: "C" };
  const dir = await folder();
  const report = await ingest(dir, await register(await folder(), 2026, [school]));
  const names = await found(dir);
  expect(names.filter((name) => name.includes("/2-bezoekadres-plaatsnaam-tegenstrijdig"))).toEqual([
    `${OF_2026}/2-bezoekadres-plaatsnaam-tegenstrijdig-2`,
    `${OF_2026}/2-bezoekadres-plaatsnaam-tegenstrijdig`,
  ]);
  expect(names).toHaveLength(report.findings);
});

test("findings are replaced per dataset: those of another stay", async () => {
  const [dir, source] = [await folder(), await folder()];
  await ingest(dir, await register(source, 2025, [{ number: "16SW03", POSTCODE: "x" }]));
  await ingest(
    dir,
    await register(source, 2026, [
      { number: "16SW03", POSTCODE: "y" },
      { number: "16SW04", POSTCODE: "z" },
    ]),
  );
  expect(await found(dir)).toHaveLength(3);
  await ingest(dir, await register(source, 2026, [{ number: "16SW03", POSTCODE: "5831 CR" }, { number: "16SW04" }]));
  expect(await found(dir)).toEqual([
    "/id/bevinding/03-alle-vestigingen-basisonderwijs-2025/2-bezoekadres-postcode-ongeldig",
  ]);
});

test("a file that is refused leaves none", async () => {
  const [dir, source] = [await folder(), await folder()];
  await register(source, 2026, [{ number: "16SW03" }]);
  await file(source, "01-hoofdvestigingen-vo.csv", "BRIN NUMMER;POSTCODE\r\n18BR;x\r\n18BR\r\n18BR\r\n");
  await ingest(dir, source);
  expect(await found(dir)).toEqual([]);
});
