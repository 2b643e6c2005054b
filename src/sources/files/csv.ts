/**
 * CSV as Dutch public bodies write it: `;` or `,`, quoted or not, headers with trailing spaces. What it is, is found in
 * the file (RFC 4180 describes the comma form).
 */
import Papa from "papaparse";
import type { RawRecord } from "../raw-record.js";
import { SourceError } from "../source-error.js";

export type Delimiter = ";" | ",";

/** The delimiters that are read; others are refused by name. */
const READ: readonly Delimiter[] = [";", ","];
const REFUSED: Readonly<Record<string, string>> = { "\t": "a tab", "|": "|", ":": ":" };

/** At this share of rows with a wrong number of fields the file, not the row, is broken. */
const RAGGED_SHARE = 0.01;
/** A quoted value longer than this means that a quote was never closed. */
const LONGEST_VALUE = 100_000;

/** A row that cannot be read as a record: it has another number of fields than the header. */
export interface RaggedRow {
  readonly line: number;
  readonly fields: number;
  readonly text: string;
}

/** The head of a CSV file. */
export interface CsvHead {
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
}

/** What the parser of the library gives. */
interface Parsed {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Finds the delimiter: the one that cuts the first line into most fields that `isHeader` knows.
 *
 * @throws {SourceError} when no delimiter gives a known header, or the file is cut by one that is not read
 */
export function csvHead(head: string, isHeader: (name: string) => boolean, name: string): CsvHead {
  const best = [...READ, ...Object.keys(REFUSED)]
    .map((delimiter) => {
      const headers = firstRow(head, delimiter);
      return { delimiter, headers, known: headers.filter((h) => isHeader(h)).length };
    })
    .reduce((a, b) => (b.known > a.known ? b : a));
  if (best.known === 0) {
    const line = head.split("\n", 1)[0]?.trim().slice(0, 120) ?? "";
    throw new SourceError(
      `${name}: none of the headers is known, so this is no table of this source, or its delimiter is not ";" or ","; line 1 begins: ${line}`,
    );
  }
  const { delimiter, headers } = best;
  if (delimiter !== ";" && delimiter !== ",") {
    throw new SourceError(
      `${name}: the values are separated by ${REFUSED[delimiter] ?? delimiter}; save the file with ";" or "," between values`,
    );
  }
  return { delimiter, headers };
}

/**
 * Reads records in blocks, in the order of the file. A row with another number of fields than the header goes to
 * `ragged`; a blank line is passed over.
 *
 * @throws {SourceError} when more than 1 % of the rows is ragged, or a quote is opened and never closed
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  head: CsvHead,
  name: string,
  ragged: (row: RaggedRow) => void,
): AsyncGenerator<readonly RawRecord[]> {
  const parser = new Papa.Parser({ delimiter: head.delimiter, newline: "\n", quoteChar: '"', escapeChar: '"' });
  const width = head.headers.length;
  let rest = "";
  let line = 1;
  let rows = 0;
  let wrong = 0;
  let firstWrong: RaggedRow | undefined;
  let headerSeen = false;

  const quoteLeftOpen = (at: number): SourceError =>
    new SourceError(`${name}: line ${at}: a quote is opened and not closed; mend the file`);

  function take(input: string, last: boolean): readonly RawRecord[] {
    const parsed = parser.parse(input, 0, !last) as Parsed;
    rest = last ? "" : input.slice(parsed.meta.cursor);
    const quoted = input.includes('"');
    const block: RawRecord[] = [];
    const open = parsed.errors.some((error) => error.code === "MissingQuotes") ? parsed.data.length - 1 : -1;
    for (const [i, cells] of parsed.data.entries()) {
      const at = line;
      // Whatever follows the quote is in this one value: rows would be lost unseen.
      if (i === open) throw quoteLeftOpen(at);
      line += 1 + (quoted ? newlinesIn(cells) : 0);
      if (!headerSeen) {
        headerSeen = true;
        continue;
      }
      if (cells.length === 1 && cells[0]?.trim() === "") continue;
      rows += 1;
      if (cells.length === width) {
        block.push({ line: at, headers: head.headers, cells });
      } else {
        wrong += 1;
        const row = { line: at, fields: cells.length, text: cells.join(head.delimiter).slice(0, 200) };
        firstWrong ??= row;
        ragged(row);
      }
    }
    return block;
  }

  for await (const piece of text) {
    const block = take(rest + piece, false);
    if (rest.length > LONGEST_VALUE + piece.length) {
      throw quoteLeftOpen(line);
    }
    if (block.length > 0) yield block;
  }
  const block = take(rest, true);
  if (block.length > 0) yield block;
  if (firstWrong !== undefined && wrong > rows * RAGGED_SHARE && wrong > 1) {
    throw new SourceError(
      `${name}: ${wrong} of ${rows} rows have another number of fields than the ${width} headers ` +
        `(first: line ${firstWrong.line}, ${firstWrong.fields} fields), so "${head.delimiter}" is not what separates them; mend the file`,
    );
  }
}

function firstRow(head: string, delimiter: string): string[] {
  const parser = new Papa.Parser({ delimiter, newline: "\n", quoteChar: '"', escapeChar: '"', preview: 1 });
  const parsed = parser.parse(head, 0, false) as { data: string[][] };
  return parsed.data[0] ?? [];
}

function newlinesIn(cells: readonly string[]): number {
  let n = 0;
  for (const cell of cells) for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) n += 1;
  return n;
}
