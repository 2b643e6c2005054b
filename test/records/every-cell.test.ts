/** Whatever a wide file holds, each of its numbers arrives in exactly one observation, and nothing else does. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CleanRecord } from "#src/records/record.js";
import { observe } from "./statistics.js";

const MEASURES = ["KANDIDATEN", "GESLAAGDEN", "PERCENTAGE"] as const;
const YEARS = ["2018-2019", "2019-2020", "2020-2021"];
const SEXES = ["MAN", "VROUW", "TOTAAL"];
const NAMES: Readonly<Record<string, string>> = {
  KANDIDATEN: "aantalExamenkandidaten",
  GESLAAGDEN: "aantalGeslaagden",
  PERCENTAGE: "slagingspercentage",
};

interface Column {
  readonly measure: (typeof MEASURES)[number];
  readonly year: string;
  readonly sex: string;
  readonly header: string;
}

const columns: readonly Column[] = MEASURES.flatMap((measure) =>
  YEARS.flatMap((year) => SEXES.map((sex) => ({ measure, year, sex, header: `${measure} ${year} - ${sex}` }))),
);

/** A cell of a count or a rate: none, masked, or a number of at least 1, which no rule drops. */
const count = fc.oneof(fc.constantFrom("", " ", "<5", "< 5", "-1"), fc.integer({ min: 1, max: 5000 }).map(String));
const rate = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 10_000 }).map((n) => (n / 100).toString().replace(".", ",")),
);

const table = fc
  .tuple(
    fc.shuffledSubarray([...columns], { minLength: 1 }),
    fc.uniqueArray(fc.constantFrom("HAVO", "VWO", ""), { minLength: 1 }),
  )
  .chain(([chosen, types]) =>
    fc.record({
      columns: fc.constant(chosen),
      types: fc.constant(types),
      cells: fc.tuple(
        ...types.map(() => fc.tuple(...chosen.map(({ measure }) => (measure === "PERCENTAGE" ? rate : count)))),
      ),
    }),
  );

/** What an observation says of a measure: its number, `masked`, or nothing. */
function said(observation: CleanRecord | undefined, measure: string): unknown {
  if ((observation?.["gemaskeerd"] as string[] | undefined)?.includes(NAMES[measure] ?? "")) return "masked";
  return observation?.[measure.toLowerCase()];
}

function meant(cell: string): unknown {
  if (cell.trim() === "") return undefined;
  if (cell.startsWith("<") || cell === "-1") return "masked";
  return cell.includes(",") ? cell.replace(",", ".") : cell;
}

test("every cell that is not blank arrives in exactly one observation", () => {
  fc.assert(
    fc.property(table, ({ columns: chosen, types, cells }) => {
      const { observations, findings } = observe("examens", {
        headers: ["VESTIGING", "ONDERWIJSTYPE", ...chosen.map(({ header }) => header)],
        rows: types.map((type, i) => ["16SW03", type, ...(cells[i] ?? [])]),
      });
      const byKey = new Map(observations.map((each) => [String(each["sleutel"]), each]));
      let numbers = 0;
      types.forEach((type, i) => {
        chosen.forEach(({ measure, year, sex }, j) => {
          const key = `${year}_16SW03_${type === "" ? "totaal" : type.toLowerCase()}_${sex.toLowerCase()}`;
          const wanted = meant(cells[i]?.[j] ?? "");
          const found = said(byKey.get(key), measure);
          expect(found === undefined ? undefined : String(found)).toBe(wanted);
          if (wanted !== undefined) numbers += 1;
        });
      });
      const told = observations.flatMap((each) => MEASURES.map((measure) => said(each, measure)));
      expect(told.filter((each) => each !== undefined)).toHaveLength(numbers);
      expect(byKey.size).toBe(observations.length);
      expect(findings).toEqual([]);
    }),
  );
});

test("no row of any text throws, and a number that is lost is told", () => {
  const headers = ["VESTIGING", "POSTCODE", "PEILJAAR", "GEWICHT", "LEEFTIJD 4", "LEEFTIJD 5", "IETS"];
  const cell = fc.oneof(fc.string(), fc.constantFrom("16SW03", "2016", "9411", "5", "<5", ""));
  fc.assert(
    fc.property(fc.array(fc.tuple(...headers.map(() => cell))), (rows) => {
      const { rows: made, findings } = observe("leeftijden", { headers, rows });
      const told = new Set(findings.map(({ line }) => line));
      const silent = rows.filter((_row, i) => made[i]?.length === 0 && !told.has(i + 2));
      const lost = silent.filter((row) => !row.slice(4, 6).every(isNothing) && !isRepeat(rows, row));
      expect(lost).toEqual([]);
    }),
  );
});

/** Blank, or a zero, which says nothing where numbers are broken down by postcode. */
function isNothing(cell: string): boolean {
  return /^(?:0*|-|nvt|n\.v\.t\.|null)$/i.test(cell.trim());
}

/** What a row is about, whatever its spelling. */
function about(row: readonly string[]): string {
  return JSON.stringify(row.slice(0, 3).map((cell) => cell.trim().toUpperCase()));
}

/** Whether an earlier row is about the same: it may say the same. */
function isRepeat(rows: readonly (readonly string[])[], row: readonly string[]): boolean {
  return rows.findIndex((other) => about(other) === about(row)) < rows.indexOf(row as never);
}
