import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { about, ingest, linesOf } from "../run.js";
import { file, register } from "../duo/schools.js";

const LABELS = "/graph/afgeleid/labels";

async function label(dir: string, thing: string): Promise<string[]> {
  return (await about(dir, LABELS, thing)).map((line) => line.replace(/^<[^>]*> /, ""));
}

/** Writes a register of institutions in secondary education: 16SW under a name. */
function institutions(dir: string, year: number, name: string): Promise<string> {
  return file(dir, `01-hoofdvestigingen-vo-${year}.csv`, `BRIN NUMMER;INSTELLINGSNAAM\r\n16SW;${name}\r\n`);
}

/** The same institution as a register of special education calls it. */
function special(dir: string, year: number, name: string): Promise<string> {
  const text = `BRIN NUMMER;INSTELLINGSNAAM\r\n16SW;${name}\r\n`;
  return file(dir, `02-hoofdvestigingen-speciaal-basis-onderwijs-${year}.csv`, text);
}

test("everything with a URI of ours has one label, and its addresses have none", async () => {
  const [dir, source] = [await folder(), await folder()];
  await register(source, 2026, [{ number: "16SW03", POSTCODE: "5831 CR", "BEVOEGD GEZAG NUMMER": "77494" }]);
  await institutions(source, 2026, "Metameer");
  await ingest(dir, source);
  const subjects = (await linesOf(dir, LABELS)).map((line) => line.slice(1, line.indexOf(">")));
  expect(new Set(subjects).size).toBe(subjects.length);
  expect(subjects.filter((subject) => subject.includes("#"))).toEqual([]);
  for (const thing of ["vestiging/16SW03", "instelling/16SW", "bevoegd-gezag/77494", "gemeente/0106"]) {
    expect(subjects).toContain(`http://localhost:3000/id/${thing}`);
  }
});

test("one of which very much is said has one label too", async () => {
  const [dir, source] = [await folder(), await folder()];
  const structures = Array.from({ length: 10_100 }, (_, i) => `S${i}`).join("/");
  await ingest(dir, await register(source, 2026, [{ number: "16SW03", name: "Veel", ONDERWIJSSTRUCTUUR: structures }]));
  expect(await label(dir, "/id/vestiging/16SW03")).toEqual(['"Veel"']);
});

describe("of several names, the label is", () => {
  test("that of the newest edition, whatever was loaded last", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await institutions(source, 2026, "Nieuw"));
    await ingest(dir, await special(source, 2025, "Oud"));
    expect(await label(dir, "/id/instelling/16SW")).toEqual(['"Nieuw"']);
  });

  test("the same in whichever order the files came", async () => {
    const [one, other, source] = [await folder(), await folder(), await folder()];
    const files = [await institutions(source, 2026, "Het Een"), await special(source, 2026, "Het Ander")];
    for (const path of files) await ingest(one, path);
    for (const path of files.toReversed()) await ingest(other, path);
    expect(await label(one, "/id/instelling/16SW")).toEqual(['"Het Een"']);
    expect(await label(other, "/id/instelling/16SW")).toEqual(['"Het Een"']);
  });

  test("that of the reference list, before what a register says", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(
      dir,
      await register(source, 2026, [{ number: "16SW03", GEMEENTENUMMER: "0106", GEMEENTENAAM: "ASSSEN" }]),
    );
    expect(await label(dir, "/id/gemeente/0106")).toEqual(['"Assen"@nl']);
  });

  test("class and code, for what nobody names", async () => {
    const [dir, source] = [await folder(), await folder()];
    await ingest(dir, await register(source, 2026, [{ number: "16SW03", "BEVOEGD GEZAG NUMMER": "77494" }]));
    expect(await label(dir, "/id/bevoegd-gezag/77494")).toEqual(['"Bevoegd gezag 77494"@nl']);
  });
});
