/** Tables that a data steward edits, in CSV: the one reader of them, which says where a slip is. */
import Papa from "papaparse";

/** A row of a table with that header: its values by column, and where it stands. */
export type TableRow<Header extends string> = Readonly<Record<ColumnsOf<Header>, string>> & {
  /** `fields.csv: line 3` */
  readonly where: string;
};

type ColumnsOf<Header extends string> = Header extends `${infer First},${infer Rest}`
  ? First | ColumnsOf<Rest>
  : Header;

/**
 * The rows of a table, empty lines passed over. A spreadsheet's byte order mark and line ends are no part of it.
 *
 * @param path how messages call it
 * @param header the first line, as it must be
 * @throws {Error} naming file and line, of another header, another number of values or a quote that does not end
 */
export function tableRows<Header extends string>(text: string, path: string, header: Header): TableRow<Header>[] {
  const plain = text.replace(/^\ufeff/, "").trimEnd();
  const names = header.split(",");
  const rows: TableRow<Header>[] = [];
  const { data, errors, meta } = Papa.parse<string[]>(plain, { delimiter: "," });
  const slips = new Set(errors.flatMap(({ type, row }) => (type === "Quotes" ? [row] : [])));
  let line = 1;
  for (const [at, cells] of data.entries()) {
    const where = `${path}: line ${line}`;
    line += lineEnds(cells.join(",") + meta.linebreak);
    if (at === 0 && cells.join(",") !== header) throw new Error(`${where} must read ${header}`);
    if (slips.has(at)) throw new Error(`${where}: a quote is opened and not closed, or stands in a value`);
    const isEmpty = cells.length === 1 && cells[0]?.trim() === "";
    if (at === 0 || isEmpty) continue;
    if (cells.length !== names.length) throw new Error(`${where} must have ${names.length} values (${header})`);
    const values = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
    rows.push({ ...values, where } as TableRow<Header>);
  }
  if (data.length === 0) throw new Error(`${path}: line 1 must read ${header}`);
  return rows;
}

/** A slip in a cell: `fields.csv: line 3, column clean: …`. */
export function cellError<Row extends { readonly where: string }>(
  { where }: Row,
  column: Exclude<keyof Row & string, "where">,
  why: string,
): Error {
  return new Error(`${where}, column ${column}: ${why}`);
}

/** A value of the table that holds several, `|` between. */
export function list(cell: string): string[] {
  return cell
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function lineEnds(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
