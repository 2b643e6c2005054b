import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvRows } from "#src/mapping/input/csv-rows.js";
import type { CsvDialect, LogicalSource } from "#src/mapping/model.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "csv-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function rowsOf(text: string, dialect: CsvDialect = {}): Promise<unknown[]> {
  const file = join(folder, "rijen.csv");
  writeFileSync(file, text);
  const source = { name: "s", path: file, formulation: "CSV", dialect } as LogicalSource;
  const rows: unknown[] = [];
  for await (const batch of csvRows(source, file)) rows.push(...batch);
  return rows;
}

/** Bytes that are read at a time. */
const PIECE = 65_536;

/** A table of quoted names; a piece ends so many characters into what ends the second row. */
function endingIn(lineEnd: string, characters: number): string {
  const plain = lineEnd.replaceAll(" ", "");
  const start = `id,naam${plain}1,"een"${plain}2,"`;
  return `${start}${"x".repeat(PIECE - characters - start.length - 1)}"${lineEnd}3,"drie"${plain}`;
}

describe("rows of CSV", () => {
  test.each([
    ["\r\n", 0],
    ["\r\n", 1],
    ["\n", 0],
    ["  \n", 1],
  ])(
    "are whole where a piece of the file ends in the line end %j, after %i characters",
    async (lineEnd, characters) => {
      const rows = (await rowsOf(endingIn(lineEnd, characters))) as { naam: string }[];
      expect(rows.map(({ naam }) => naam.replace(/x+/, "x"))).toEqual(["een", "x", "drie"]);
    },
  );

  test.each([
    ["\\r\\n", 'a,b\r\n1,x\r\n2,y\r\n3,"z"\r\n4,q'],
    ["\\n", 'a,b\n1,x\n2,y\n3,"z"\n4,q\n'],
    ["\\r", 'a,b\r1,x\r2,y\r3,"z"\r4,q'],
  ])("end in %s", async (_what, text) => {
    expect(await rowsOf(text)).toEqual([
      { a: "1", b: "x" },
      { a: "2", b: "y" },
      { a: "3", b: "z" },
      { a: "4", b: "q" },
    ]);
  });

  test("keep a line end inside a value as it is, also at its end", async () => {
    expect(await rowsOf('a,b\r\n1,"x\r\ny\nz\r"\r\n')).toEqual([{ a: "1", b: "x\r\ny\nz\r" }]);
    expect(await rowsOf('a,b\n1,"x\r"\n')).toEqual([{ a: "1", b: "x\r" }]);
  });

  test("that are skipped count when they are empty too", async () => {
    const text = "Een titel\r\n\r\na,b\r\n1,x\r\n";
    expect(await rowsOf(text, { skipRows: 2 })).toEqual([{ a: "1", b: "x" }]);
  });

  test("of white space alone are none where values are trimmed", async () => {
    expect(await rowsOf("a,b\n  \n1, x\n", { trim: true })).toEqual([{ a: "1", b: "x" }]);
  });

  test("with a quote that does not end are an error, also when pieces of the file follow it", async () => {
    const text = `a,b\n1,"x\n${"2,y\n".repeat(PIECE / 2)}`;
    await expect(rowsOf(text)).rejects.toThrow(/rijen\.csv: row 2: .*mend the quotes there/);
  });
});
