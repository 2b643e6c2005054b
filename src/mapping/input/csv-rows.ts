/** The rows of a CSV file as records (RFC 4180; the dialect of CSVW where the mapping gives one). */
import { Readable } from "node:stream";
import Papa from "papaparse";
import type { LogicalSource } from "../model.js";
import { fileText } from "./bytes.js";
import { InputError } from "./input-error.js";

type CsvRecord = Readonly<Record<string, string>>;

export interface CsvOptions {
  /** Told the names of the columns before the first record. */
  readonly onNames?: (names: readonly string[]) => void;
  /** The columns that are wanted; absent: all. A wide file costs what is read of it. */
  readonly only?: ReadonlySet<string>;
  /** Told of each row with another number of fields than the header; rows count from the first of the file. */
  readonly onRagged?: (row: { readonly row: number; readonly fields: number; readonly columns: number }) => void;
}

/**
 * Rows in batches, each a record of column name → text. Names are taken as they are, without a byte order mark; a row
 * that is too short lacks its last columns, and of one that is too long the last fields have no name.
 *
 * @throws {InputError} with the line, on quotes that do not close
 */
export async function* csvRows(
  source: LogicalSource,
  file: string,
  { onNames, only, onRagged }: CsvOptions = {},
): AsyncGenerator<readonly CsvRecord[]> {
  const { dialect = {} } = source;
  let columns: readonly Column[] | undefined;
  let skip = dialect.skipRows ?? 0;
  const trim = dialect.trim === true;
  let width = 0;
  let at = 0;
  const header = (names: readonly string[]): readonly Column[] => {
    onNames?.(names);
    width = names.length;
    return wanted(names, only);
  };
  for await (const rows of rawRows(source, file)) {
    const records: CsvRecord[] = [];
    for (const row of rows) {
      at++;
      // Empty lines among those that are skipped count (CSVW, Metadata Vocabulary §5.9, `skipRows`).
      if (skip > 0) {
        skip--;
        continue;
      }
      if (row.length === 1 && (trim ? row[0]?.trim() : row[0]) === "") continue;
      if (row.length !== width && width > 0) onRagged?.({ row: at, fields: row.length, columns: width });
      if (columns !== undefined) records.push(toRecord(columns, row, trim));
      else if (dialect.header === false) {
        columns = header(row.map((_, i) => String(i + 1)));
        records.push(toRecord(columns, row, trim));
      } else columns = header(trim ? row.map((name) => name.trim()) : row);
    }
    if (records.length > 0) yield records;
  }
}

interface Column {
  readonly name: string;
  readonly place: number;
}

function wanted(names: readonly string[], only: ReadonlySet<string> | undefined): readonly Column[] {
  return names
    .map((name, place) => ({ name, place }))
    .filter(({ name, place }) => names.indexOf(name) === place && (only === undefined || only.has(name)));
}

function toRecord(columns: readonly Column[], row: readonly string[], trim: boolean): CsvRecord {
  const record: Record<string, string> = {};
  for (const { name, place } of columns) {
    const given = row[place];
    if (given === undefined) continue;
    const value = trim ? given.trim() : given;
    // Assigning to this one name would set the prototype.
    if (name === "__proto__") Object.defineProperty(record, name, { value, enumerable: true });
    else record[name] = value;
  }
  return record;
}

interface Batch {
  readonly rows: readonly (readonly string[])[];
  readonly resume: () => void;
}

/** Papa Parse calls back; this turns its calls into batches that are asked for, and lets it wait in between. */
async function* rawRows(source: LogicalSource, file: string): AsyncGenerator<readonly (readonly string[])[]> {
  const { dialect = {} } = source;
  const text = Readable.from(wholeLineEnds(fileText(source, file)), { objectMode: false, encoding: "utf8" });
  const waiting: Batch[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  let failure: Error | undefined;
  let before = 0;
  const signal = (): void => {
    wake?.();
    wake = undefined;
  };
  Papa.parse<string[]>(text, {
    delimiter: dialect.delimiter ?? ",",
    quoteChar: dialect.quoteChar ?? '"',
    comments: dialect.commentPrefix ?? false,
    skipEmptyLines: false,
    header: false,
    chunk: (results, parser) => {
      // The row that a piece ends in is read again, with what follows it.
      const broken = results.errors.find(({ type, row = 0 }) => type === "Quotes" && row < results.data.length);
      if (broken !== undefined) {
        const row = before + (broken.row ?? 0) + 1;
        failure = new InputError(`${file}: row ${row}: ${broken.message}; mend the quotes there`);
        parser.abort();
      } else {
        parser.pause();
        before += results.data.length;
        waiting.push({ rows: results.data, resume: () => parser.resume() });
      }
      signal();
    },
    complete: () => {
      ended = true;
      signal();
    },
    error: (error: Error) => {
      failure = error;
      signal();
    },
  });
  try {
    for (;;) {
      const batch = waiting.shift();
      if (batch !== undefined) {
        yield batch.rows;
        batch.resume();
      } else if (failure !== undefined) throw failure;
      else if (ended) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    text.destroy();
  }
}

/** The text without byte order mark, in pieces that do not end within a `\r\n`. */
async function* wholeLineEnds(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  let held = "";
  for await (const chunk of chunks) {
    const text = held + (isFirst ? chunk.replace(/^\uFEFF/, "") : chunk);
    if (chunk !== "") isFirst = false;
    held = text.endsWith("\r") ? "\r" : "";
    const piece = text.slice(0, text.length - held.length);
    if (piece !== "") yield piece;
  }
  if (held !== "") yield held;
}
