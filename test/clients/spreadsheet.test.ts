/** What a spreadsheet needs of CSV: RFC 4180 as SPARQL 1.1 Query Results CSV (§3) has it, read by a reader that is not ours. */
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { serviceOfFile } from "./service.js";

const service = serviceOfFile();

async function csv(query: string): Promise<Response> {
  return fetch(`${service.endpoint}?${new URLSearchParams({ query, format: "csv" }).toString()}`);
}

describe("CSV", () => {
  it("keeps commas, quotes, line ends, leading zeros and other scripts, and empty for what is unbound", async () => {
    const cells = ["a,b", 'zij zei "nee"', "twee\nregels", "twee\r\nregels", "007", "Mariënborn 学校 ;", " wit ", ""];
    const values = cells.map((cell) => JSON.stringify(cell)).join(" ");
    const response = await csv(`SELECT ?cel ?leeg { VALUES ?cel { ${values} } }`);
    const { data, errors } = Papa.parse<string[]>(await response.text(), { newline: "\r\n", skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data[0]).toEqual(["cel", "leeg"]);
    expect(data.slice(1).map(([cell]) => cell)).toEqual(cells);
    expect(new Set(data.slice(1).map((row) => row.length))).toEqual(new Set([2]));
    expect(data.slice(1).every((row) => row[1] === "")).toBe(true);
  });

  it("says that it is UTF-8, ends lines with CRLF, and has no byte order mark before the first name", async () => {
    const response = await csv('SELECT ?plaats { VALUES ?plaats { "Fryslân" } }');
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(Buffer.from(await response.arrayBuffer()).toString("latin1")).toBe(
      Buffer.from("plaats\r\nFryslân\r\n", "utf8").toString("latin1"),
    );
  });
});
