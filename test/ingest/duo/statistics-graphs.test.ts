/** What becomes of the graphs of statistics, and of files whose headers nobody knows. */
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { about, ingest, linesOf, LOCATIONS, manifestOf, typed } from "../run.js";
import { file, register } from "./schools.js";
import { HISTORY, integer, keys, load, ond, wide } from "./statistics-files.js";

/** Text of the history of some schools: number and pupils. */
function counts(...numbers: readonly (readonly [string, string])[]): string {
  const rows = numbers.map(([number, n]) => [number.slice(0, 4), number.slice(4), "Bo", n]);
  return wide(["BRIN NUMMER", "VESTIGINGSNUMMER", "SOORT_PO", "LEERLINGEN_2024"], ...rows);
}

/** Text of the history of some schools, with their pupils in each of the years. */
function overview(years: readonly number[], ...rows: readonly (readonly string[])[]): string {
  return wide(["BRIN NUMMER", "VESTIGINGSNUMMER", "SOORT_PO", ...years.map((year) => `LEERLINGEN_${year}`)], ...rows);
}

/** Text of a file of exams with one number. */
function exams(number: string, value: string): string {
  return wide(
    ["BRIN NUMMER", "VESTIGINGSNUMMER", "ONDERWIJSTYPE VO", "OPLEIDINGSNAAM", `${number} SCHOOLJAAR 2013-2014 MAN`],
    ["16SW", "03", "HAVO", "Natuur", value],
  );
}

function observation(year: string, school: string): string {
  return `/id/observatie/${HISTORY}/${year}_${school}_bo`;
}

describe("what a graph of statistics says leads nowhere that is not described", () => {
  test.each([
    [
      "03.-leerlingen-po-totaaloverzicht-2013-2014.csv",
      [
        ["BRIN_NUMMER", "VESTIGINGSNUMMER", "SOORT_PO", "TOTAAL"],
        ["00AP", "00", "Bo", "12"],
      ],
    ],
    [
      "05.-leerlingen-vo-per-samenwerkingsverband-en-onderwijstype-2014-2015.csv",
      [
        ["BRIN NUMMER", "VESTIGINGSNUMMER", "ADMINISTRATIENUMMER", "HAVO", "VWO"],
        ["16SW", "03", "VO2301", "12", "<5"],
      ],
    ],
  ])("%s", async (name, rows) => {
    const { dir, report } = await load(name, wide(...rows));
    expect(report).toMatchObject({ outcome: "current", findings: new Map() });
    const lines = (
      await Promise.all(Object.keys((await manifestOf(dir)).graphs).map((graph) => linesOf(dir, graph)))
    ).flat();
    const described = new Set(lines.map((line) => line.slice(1, line.indexOf(">"))));
    const linked = (await linesOf(dir, report?.graph ?? "")).flatMap(
      (line) => /> <(http:\/\/localhost:3000\/(?:id|def)\/[^>]*)> <[^>]*> \.$/.exec(line)?.[1] ?? [],
    );
    expect(linked.length).toBeGreaterThan(5);
    expect([...new Set(linked)].filter((each) => !described.has(each))).toEqual([]);
  });
});

describe("a header nobody knows", () => {
  test("is a finding of the file, published with what it may be", async () => {
    const { dir, report } = await load(
      "06.-examenkandidaten-en-geslaagden-2013-2014.csv",
      wide(
        [
          "BRIN NUMMER",
          "VESTIGINGSNUMMER",
          "ONDERWIJSTYPE VO",
          "OPLEIDINGSNAAM",
          "GESLAAGDEN SCHOOLJAAR 2013-2014 MAN",
          "GESLAGDEN SCHOOLJAAR 2013-2014 VROUW",
        ],
        ["16SW", "03", "HAVO", "Natuur", "5", "6"],
      ),
    );
    expect([report?.records, [...(report?.findings ?? [])]]).toEqual([
      1,
      [["onbekend-veld: GESLAGDEN SCHOOLJAAR 2013-2014 VROUW", 1]],
    ]);
    expect((await linesOf(dir, "/graph/meta/kwaliteit")).join("\n")).toContain(
      "onbekend veld met 1 waarde; bedoeld is misschien GESLAAGDEN SCHOOLJAAR {schooljaar}[ -] {geslacht}",
    );
  });

  test("may be why a file cannot be used: it is refused, and told which columns it lacks", async () => {
    const { report } = await load(
      "03.-leerlingen-bo-sbo-leerjaar-geslacht-2013.csv",
      wide(["BRIN NUMMER", "VESTIGINGSNUMMER", "JAARGROEP 1"], ["16SW", "03", "5"]),
    );
    expect(report).toMatchObject({ outcome: "refused" });
    expect(report?.message).toMatch(
      /none of its 1 rows can be used \(no column is known for aantal_leerlingen.*"JAARGROEP 1"/,
    );
  });

  test("does not keep out a statistic that nobody has seen: it is published with its findings", async () => {
    const { dir, report } = await load(
      "04.-leerlingen-po-per-gemeente-schoolgaand-in-en-buiten-de-gemeente-2013.csv",
      wide(["GEMEENTENUMMER", "GEMEENTENAAM", "GEMEENTE SCHOOL", "LEERLINGEN"], ["0664", "Goes", "0664", "50"]),
    );
    expect(report).toMatchObject({ outcome: "current", rows: 1, records: 0 });
    expect([...(report?.findings?.keys() ?? [])].toSorted()).toEqual([
      "dimensie-ontbreekt: aantal_leerlingen",
      "dimensie-ontbreekt: gemeente_school",
      "onbekend-veld: GEMEENTE SCHOOL",
      "onbekend-veld: LEERLINGEN",
    ]);
    expect(await typed(dir, "/graph/meta/kwaliteit", "dienst#Bevinding")).toHaveLength(4);
  });
});

describe("a graph of statistics", () => {
  test("is replaced whole, and what it was becomes a dated version", async () => {
    const [dir, from] = [await folder(), await folder()];
    await ingest(dir, await file(from, `${HISTORY}.csv`, counts(["00AP00", "5"], ["00AR00", "6"])));
    const { files, tombstones } = await ingest(dir, await file(from, `${HISTORY}.csv`, counts(["00AP00", "7"])));
    expect(files).toMatchObject([{ outcome: "current", records: 1 }]);
    expect(await about(dir, `/graph/duo/${HISTORY}`, `/id/observatie/${HISTORY}/2024-2025_00AP00_bo`)).toContain(
      `${ond("aantalLeerlingen")} ${integer(7)}`,
    );
    expect((await manifestOf(dir)).graphs[`/graph/duo/${HISTORY}`]?.older).toHaveLength(1);
    // A number that is not given any more, and a school that has none, are not gone.
    expect(tombstones).toBe(0);
  });

  test("is not emptied by a file without numbers", async () => {
    const [dir, from] = [await folder(), await folder()];
    const graph = "/graph/duo/05-leerlingen-vso-svw-betalend-svw-woonachtig-2014";
    const name = `${graph.slice("/graph/duo/".length)}.csv`;
    const headers = ["BRIN NUMMER", "VESTIGINGSNUMMER", "ADMINISTRATIENUMMER", "SWV WOONACHTIG"];
    const row = ["16SW", "03", "VO2301", "VO2302"];
    await ingest(dir, await file(from, name, wide([...headers, "AANTAL LEERLINGEN"], [...row, "5"])));
    const { files, published } = await ingest(
      dir,
      await file(from, name, wide([...headers, "LEERLINGEN"], [...row, "5"])),
    );
    expect([published, files[0]?.outcome]).toEqual([false, "refused"]);
    expect(files[0]?.message).toContain(`would empty ${graph}`);
    expect(await keys(dir, graph)).toHaveLength(1);
  });

  test("keeps a school that left its register from having a tombstone", async () => {
    const [dir, from] = [await folder(), await folder()];
    const schools = [{ number: "00AP00" }, { number: "00AR00" }];
    await register(from, 2025, schools);
    await file(from, `${HISTORY}.csv`, counts(["00AR00", "6"]));
    await ingest(dir, from);
    await ingest(dir, await register(await folder(), 2026, schools.slice(0, 1)));
    const graves = (await linesOf(dir, "/graph/meta/grafstenen")).join("\n");
    expect([graves.includes("/id/instelling/00AR>"), graves.includes("/id/vestiging/00AR00>")]).toEqual([true, false]);
    expect(await typed(dir, LOCATIONS, "onderwijs#Vestiging")).toHaveLength(1);
  });
});

describe("files of one statistic that overlap", () => {
  const [older, newer] = [2023, 2024].map((year) => `${HISTORY}-${year}`);
  const [olderGraph, newerGraph] = [`/graph/duo/${older}`, `/graph/duo/${newer}`];
  const first = overview([2022, 2023], ["00AP", "00", "Bo", "10", "11"], ["00AR", "00", "Bo", "20", "21"]);
  // It counts one school anew, and does not have the other any more.
  const second = overview([2023, 2024], ["00AP", "00", "Bo", "12", "<5"]);
  const left = [
    observation("2022-2023", "00AP00"),
    observation("2022-2023", "00AR00"),
    observation("2023-2024", "00AR00"),
  ];

  test.each([
    ["together", [[older, newer]]],
    ["the older first", [[older], [newer]]],
    ["the newer first", [[newer], [older]]],
  ])("say each number once, as the newest says it, taken %s", async (_, runs) => {
    const [dir, files] = [await folder(), await folder()];
    const texts = { [`${older}`]: first, [`${newer}`]: second };
    for (const names of runs) {
      const from = await folder();
      for (const name of names) await file(from, `${name}.csv`, texts[name ?? ""] ?? "");
      await ingest(dir, from);
    }
    expect(await keys(dir, olderGraph)).toEqual(left);
    expect(await about(dir, newerGraph, observation("2023-2024", "00AP00"))).toContain(
      `${ond("aantalLeerlingen")} ${integer(12)}`,
    );
    // Read once more, neither is another.
    await file(files, `${older}.csv`, first);
    await file(files, `${newer}.csv`, second);
    const again = await ingest(dir, files);
    expect([again.published, again.files.map(({ outcome, superseded }) => [outcome, superseded])]).toEqual([
      false,
      [
        ["unchanged", 1],
        ["unchanged", undefined],
      ],
    ]);
  });

  test("keep what they were as a dated version, and tell what was left out of one that was not read", async () => {
    const dir = await folder();
    await ingest(dir, await file(await folder(), `${older}.csv`, first));
    const { files } = await ingest(dir, await file(await folder(), `${newer}.csv`, second));
    expect(files).toMatchObject([
      { graph: newerGraph, outcome: "current" },
      { file: older, graph: olderGraph, outcome: "current", superseded: 1 },
    ]);
    expect((await manifestOf(dir)).graphs[olderGraph]?.older).toHaveLength(1);
  });

  test("have a number back that the newer one does not give any more, when both are read again", async () => {
    const [dir, from] = [await folder(), await folder()];
    await file(from, `${older}.csv`, first);
    await file(from, `${newer}.csv`, second);
    await ingest(dir, from);
    await file(from, `${newer}.csv`, overview([2024], ["00AP", "00", "Bo", "9"]));
    await ingest(dir, from);
    expect(await keys(dir, olderGraph)).toHaveLength(4);
  });

  test("say together what each alone gives of the same", async () => {
    const [dir, from] = [await folder(), await folder()];
    const name = "06.-examenkandidaten-en-geslaagden";
    await file(from, `${name}-2013-2014.csv`, exams("EXAMENKANDIDATEN", "7"));
    await file(from, `${name}-2014-2015.csv`, exams("GESLAAGDEN", "5"));
    const { files } = await ingest(dir, from);
    expect(files.map(({ outcome, superseded }) => [outcome, superseded])).toEqual([
      ["current", undefined],
      ["current", undefined],
    ]);
    for (const { graph = "" } of files) expect(await keys(dir, graph)).toHaveLength(1);
  });
});
