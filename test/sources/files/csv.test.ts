import * as fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import type { RawRecord } from "#src/sources/raw-record.js";
import { csvHead, csvRecords, type RaggedRow } from "#src/sources/files/csv.js";
import { inPieces } from "./pieces.js";

const KNOWN = new Set(["BRIN", "NAAM", "PLAATS"]);
const isHeader = (header: string): boolean => KNOWN.has(header.trim());

interface Read {
  readonly rows: readonly RawRecord[];
  readonly ragged: readonly RaggedRow[];
}

async function read(text: string, size = text.length): Promise<Read> {
  const [rows, ragged]: [RawRecord[], RaggedRow[]] = [[], []];
  const head = csvHead(text, isHeader, "scholen.csv");
  for await (const block of csvRecords(inPieces(text, size), head, "scholen.csv", (row) => ragged.push(row))) {
    rows.push(...block);
  }
  return { rows, ragged };
}

const cells = ({ rows }: Read): unknown[] => rows.map((row) => row.cells);
const lines = ({ rows }: Read): number[] => rows.map((row) => row.line);
const refusal = (text: string): Promise<string> =>
  read(text).then(
    () => "read",
    (error: Error) => error.message,
  );

describe("the form is found in the file", () => {
  test.each([
    ["semicolons", "BRIN;NAAM\n16SW;A, B en C\n", [["16SW", "A, B en C"]]],
    ["commas", 'BRIN,NAAM\n16SW,"A, B en C"\n', [["16SW", "A, B en C"]]],
    ["quoted headers and values", '"BRIN";"NAAM"\n"16SW";"A; B"\n', [["16SW", "A; B"]]],
    ["doubled quotes", 'BRIN;NAAM\n16SW;"BS ""De Maasparel"""\n', [["16SW", 'BS "De Maasparel"']]],
    ["quotes doubled twice", 'BRIN;NAAM\n16SW;"BS """"X"""""\n', [["16SW", 'BS ""X""']]],
    ["a quote inside an unquoted value", 'BRIN;NAAM\n16SW;De "X" school\n', [["16SW", 'De "X" school']]],
    ["no line end at the end", "BRIN;NAAM\n16SW;A", [["16SW", "A"]]],
    [
      "a blank line",
      "BRIN;NAAM\n16SW;A\n\n17SW;B\n",
      [
        ["16SW", "A"],
        ["17SW", "B"],
      ],
    ],
  ])("%s", async (_what, text, expected) => {
    expect(cells(await read(text))).toEqual(expected);
  });

  test("a header that ends in a space keeps it: the field table decides what it means", async () => {
    expect((await read("BRIN;NAAM ;PLAATS\na;b;c\n")).rows[0]?.headers).toEqual(["BRIN", "NAAM ", "PLAATS"]);
  });

  test("the rows of a file share their headers", async () => {
    const { rows } = await read("BRIN;NAAM\n1;a\n2;b\n", 8);
    expect(rows[1]?.headers).toBe(rows[0]?.headers);
  });
});

describe("a row is known by its line in the file", () => {
  test("the header is line 1", async () => {
    expect(lines(await read("BRIN;NAAM\n1;a\n2;b\n"))).toEqual([2, 3]);
  });

  test("a newline inside a value counts for the rows after it", async () => {
    expect(lines(await read('BRIN;NAAM\n1;"a\nb"\n2;c\n'))).toEqual([2, 4]);
  });

  test("a newline inside a header and a blank line count too", async () => {
    expect(lines(await read('BRIN;"NAAM\nvan de school"\n1;a\n\n2;b\n'))).toEqual([3, 5]);
  });
});

describe("rows of another width", () => {
  test("a few are handed over, with line and text, and the others are read", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i};naam\n`);
    rows[4] = "4;naam;te veel\n";
    const result = await read(`BRIN;NAAM\n${rows.join("")}`, 50);
    expect(result.ragged).toEqual([{ line: 6, fields: 3, text: "4;naam;te veel" }]);
    expect(result.rows).toHaveLength(199);
  });

  test("more than 1 % of them means that the file is broken", async () => {
    expect(await refusal("BRIN;NAAM\n1;a\n2\n3;b;c\n")).toBe(
      'scholen.csv: 2 of 3 rows have another number of fields than the 2 headers (first: line 3, 1 fields), so ";" is not what separates them; mend the file',
    );
  });
});

describe("what is no such table is refused", () => {
  test("tabs and bars, by name", async () => {
    expect(await refusal("BRIN\tNAAM\n1\ta\n")).toContain("the values are separated by a tab");
    expect(await refusal("BRIN|NAAM\n1|a\n")).toContain("the values are separated by |");
  });

  test("a table without a known header, quoting its first line", async () => {
    expect(await refusal("id;name\n1;a\n")).toMatch(/none of the headers is known.*line 1 begins: id;name/);
  });

  test("a quote that is never closed, by the line where it is opened", async () => {
    expect(await refusal('BRIN;NAAM\n1;a\n2;"b\n3;c\n4;d\n')).toContain("line 3: a quote is opened and not closed");
    const long = `BRIN;NAAM\n1;"${"x".repeat(400_000)}\n`;
    await expect(read(long, 65_536)).rejects.toThrow("line 2: a quote is opened and not closed");
  });
});

test("any table, in either delimiter and whatever the chunks, is read back cell by cell with its lines", async () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "é", "’", '"', ";", ",", "\n", " ", "|", "\t"), maxLength: 8 }),
    fc.string({ maxLength: 6 }).map((text) => text.replaceAll("\r", "")),
  );
  const table = fc.array(fc.tuple(fc.stringMatching(/^[0-9]{2}[A-Z]{2}$/), cell, cell), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(";", ","),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (data, delimiter, quotes, size) => {
        const fields = ["BRIN", "NAAM", "PLAATS"];
        const text = `${Papa.unparse({ fields, data }, { delimiter, quotes, newline: "\n" })}\n`;
        const expected: number[] = [];
        let line = 2;
        for (const row of data) {
          expected.push(line);
          line += row.join("").split("\n").length;
        }
        const result = await read(text, size);
        expect(cells(result)).toEqual(data);
        expect(lines(result)).toEqual(expected);
        expect(result.ragged).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
