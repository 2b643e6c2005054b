/** Rows of a table that a data steward edits, under the names of its columns. */
import Papa from "papaparse";

/** A row: its values by column, and where it stands, for messages. */
export type TableRow = Readonly<Record<string, string>> & { readonly where: string };

/**
 * @param header the first line, as it must be
 * @throws {Error} naming file and line
 */
export function tableRows(text: string, path: string, header: string): TableRow[] {
  const { data } = Papa.parse<string[]>(text.trim(), { delimiter: "," });
  const names = data.shift() ?? [];
  if (names.join(",") !== header) throw new Error(`${path}: line 1 must read ${header}`);
  return data.flatMap((cells, i) => {
    if (cells.length === 1 && cells[0] === "") return [];
    const where = `${path}: line ${i + 2}`;
    if (cells.length !== names.length) throw new Error(`${where} must have ${names.length} values`);
    return [{ ...Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])), where } as TableRow];
  });
}
