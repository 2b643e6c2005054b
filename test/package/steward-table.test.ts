import { expect, test } from "vitest";
import { cellError, tableRows } from "#src/package/steward-table.js";

test("rows have the names of the header, whatever a spreadsheet made of the file", () => {
  const rows = tableRows('\ufeffa,b\r\n1,"x, y"\r\n\r\n2,\r\n\r\n', "t.csv", "a,b");
  expect(rows).toEqual([
    { a: "1", b: "x, y", where: "t.csv: line 2" },
    { a: "2", b: "", where: "t.csv: line 4" },
  ]);
});

test("the line is that of the file, also after a value of several lines", () => {
  const rows = tableRows('a,b\n1,"x\ny\nz"\n2,w\n', "t.csv", "a,b");
  expect(rows.map((row) => cellError(row, "b", "nee").message)).toEqual([
    "t.csv: line 2, column b: nee",
    "t.csv: line 5, column b: nee",
  ]);
});

test("a table without rows has none", () => {
  expect(tableRows("a,b", "t.csv", "a,b")).toEqual([]);
});

test.each([
  ["nothing", "", "t.csv: line 1 must read a,b"],
  ["another header", "a;b\n1;2\n", "t.csv: line 1 must read a,b"],
  ["a value too few", "a,b\n1,2\n3\n", "t.csv: line 3 must have 2 values (a,b)"],
  ["a value too many", "a,b\n1,2,3\n", "t.csv: line 2 must have 2 values (a,b)"],
  ["a quote that does not end", 'a,b\n1,"2\n3,4\n', "t.csv: line 2: a quote is opened and not closed"],
])("%s is refused with its place", (_, text, message) => {
  expect(() => tableRows(text, "t.csv", "a,b")).toThrow(message);
});
