/** The real statistics of DUO, counted a second time by splitting their lines: nothing is lost, nothing is made up. */
import { createReadStream, readFileSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byteLines } from "#src/archive/byte-lines.js";
import type { IngestReport } from "#src/ingest/report.js";
import { duoFile, sharedIsMissing } from "../../shared.js";
import { BASE, ingest, linesOf, manifestOf } from "../run.js";

const HISTORY = "06-historisch-overzicht-leerlingen-per-schoolvestiging";
const EXAMS = "examenkandidaten-geslaagden-vo-2019-2024";
const GOES = "leerlingen-woongebied-leeftijd-Goes";
const ROTTERDAM = "leerlingen-woongebied-leeftijd-Rotterdam";

function cellsOfLine(line: string): string[] {
  return line.split(";").map((cell) => cell.replace(/^"(.*)"$/, "$1").trim());
}

/** Header → cell of each row; no cell of these files holds a semicolon. */
function rowsOf(name: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(duoFile(`${name}.csv`), "latin1")
    .replace(/^ï»¿/, "")
    .split(/\r?\n/);
  const headers = cellsOfLine(head);
  return lines
    .filter((line) => line !== "")
    .map((line) => Object.fromEntries(cellsOfLine(line).map((cell, i) => [headers[i] ?? "", cell])));
}

interface Count {
  observations: number;
  masked: number;
  /** Numbers given, and the sum of those that are counts. */
  numbers: number;
  sum: number;
}

const isMasked = (cell: string): boolean => /^< ?5$/.test(cell);

/** Counts cells, each of which is an observation of its own. */
function cellsOf(name: string, header: RegExp, isLeftOut: (cell: string) => boolean = () => false): Count {
  const count = { observations: 0, masked: 0, numbers: 0, sum: 0 };
  for (const row of rowsOf(name)) {
    for (const [key, cell] of Object.entries(row)) {
      if (!header.test(key) || cell === "" || isLeftOut(cell)) continue;
      count.observations += 1;
      if (isMasked(cell)) {
        count.masked += 1;
      } else {
        count.numbers += 1;
        count.sum += Number(cell);
      }
    }
  }
  return count;
}

/** Counts exam results: three numbers of one year and sex are one observation, and nobody has no rate. */
function examsOf(): Count {
  const count = { observations: 0, masked: 0, numbers: 0, sum: 0 };
  for (const row of rowsOf(EXAMS)) {
    for (const [key, candidates] of Object.entries(row)) {
      if (!key.startsWith("EXAMENKANDIDATEN ")) continue;
      const passed = row[key.replace("EXAMENKANDIDATEN", "GESLAAGDEN")] ?? "";
      const rate = row[key.replace("EXAMENKANDIDATEN", "SLAAGPERC")] ?? "";
      const given = [candidates, passed, candidates === "0" ? "" : rate].filter((cell) => cell !== "");
      if (given.length > 0) count.observations += 1;
      count.masked += given.filter(isMasked).length;
      count.numbers += given.filter((cell) => !isMasked(cell)).length;
      for (const cell of [candidates, passed]) if (/^\d+$/.test(cell)) count.sum += Number(cell);
    }
  }
  return count;
}

describe.skipIf(sharedIsMissing)("the real statistics", () => {
  let dir = "";
  let from = "";
  let report: IngestReport;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "onderwijsgraaf-statistics-"));
    from = await mkdtemp(join(tmpdir(), "onderwijsgraaf-from-"));
    for (const name of [HISTORY, EXAMS, GOES, ROTTERDAM])
      await copyFile(duoFile(`${name}.csv`), join(from, `${name}.csv`));
    report = await ingest(dir, from);
  }, 180_000);
  afterAll(() => Promise.all([dir, from].map((each) => rm(each, { recursive: true, force: true }))));

  /** What a graph says, counted statement by statement. */
  async function said(name: string): Promise<Count> {
    const file = (await manifestOf(dir)).graphs[`/graph/duo/${name.toLowerCase()}`]?.current?.file ?? "";
    const count = { observations: 0, masked: 0, numbers: 0, sum: 0 };
    const start = `<${BASE}/id/observatie/`;
    const number = /\/def\/onderwijs#(aantal\w+|slagingspercentage)> "([\d.]+)"/;
    for await (const lines of byteLines(createReadStream(join(dir, file)))) {
      for (const line of lines) {
        if (!line.startsWith(start)) continue;
        if (line.includes("#type> <http://purl.org/linked-data/cube#Observation>")) count.observations += 1;
        else if (line.includes("onderwijs#gemaskeerdeMaat>")) count.masked += 1;
        const [, measure = "", text = ""] = number.exec(line) ?? [];
        if (text === "") continue;
        count.numbers += 1;
        if (measure.startsWith("aantal")) count.sum += Number(text);
      }
    }
    return count;
  }

  test("are read without a finding, and each number is where its file has it", () => {
    expect(report.files.map(({ graph, outcome, findings }) => [graph, outcome, findings])).toEqual(
      [HISTORY, EXAMS, GOES, ROTTERDAM].map((name) => [`/graph/duo/${name.toLowerCase()}`, "current", new Map()]),
    );
  });

  test.each([
    [HISTORY, 292_110, 762, (): Count => cellsOf(HISTORY, /^LEERLINGEN_\d{4}$/)],
    [EXAMS, 191_730, 99_220, examsOf],
    [GOES, 1_552, 1_356, (): Count => cellsOf(GOES, /^LEEFTIJD_/, (cell) => cell === "0")],
    [ROTTERDAM, 17_110, 14_722, (): Count => cellsOf(ROTTERDAM, /^LEEFTIJD_/, (cell) => cell === "0")],
  ])("%s: %d observations, %d masked numbers", async (name, observations, masked, count) => {
    const counted = count();
    expect(counted).toMatchObject({ observations, masked });
    expect(await said(name)).toEqual(counted);
    expect(report.files.find(({ file }) => file.startsWith(name))?.records).toBe(observations);
  });

  test("name no observation, and every school by its code", async () => {
    const labels = await linesOf(dir, "/graph/afgeleid/labels");
    expect(labels.some((line) => line.includes("/id/observatie/"))).toBe(false);
    const schools = new Set([HISTORY, EXAMS, GOES, ROTTERDAM].flatMap((name) => rowsOf(name).map(numberOf)));
    expect(labels.filter((line) => line.includes("/id/vestiging/"))).toHaveLength(schools.size);
  });
});

/** The number of a location: whole, or two digits after the institution's code. */
function numberOf(row: Record<string, string>): string {
  const code = row["VESTIGINGSCODE"] ?? "";
  return code.length === 2 ? `${row["INSTELLINGSCODE"]}${code}` : code;
}
