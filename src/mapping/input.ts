/** Reads the inputs of a mapping once each, and hands their records to whoever wants them. */
import { type CompiledIterator, compileIterator } from "./compile/iterator.js";
import { csvRows } from "./input/csv-rows.js";
import { jsonElements } from "./input/json-elements.js";
import { locate, type LocateOptions } from "./input/locate.js";
import type { LogicalSource } from "./model.js";
import { nearest } from "./nearest.js";
import { type Position, ProblemList } from "./problem.js";

export { InputError } from "./input/input-error.js";

/** Somebody who wants the records of a source. */
export interface Reader {
  readonly source: LogicalSource;
  /** References that will be read, with where they stand; in CSV each must be a column, and no other column is kept. */
  readonly references: ReadonlyMap<string, Position | undefined>;
  readonly take: (record: unknown) => void;
}

/** A row of a CSV file that has another number of fields than the header. */
export interface RaggedRow {
  readonly file: string;
  /** Counted from the first line of the file; a value that goes on in the next line does not count twice. */
  readonly row: number;
  readonly fields: number;
  readonly columns: number;
}

/** Readers of one file that can share one pass over it. */
interface Pass {
  readonly source: LogicalSource;
  readonly file: string;
  readonly container: readonly string[] | undefined;
  readonly readers: { readonly reader: Reader; readonly iterator: CompiledIterator | undefined }[];
}

/**
 * Gives every record of every source to its readers, streaming; each file is read once for all iterators that walk the
 * same list. It stops between elements when `isFull` says so, until it is asked for more: that sets the pace.
 *
 * @throws {InputError} on a file that is not there or not readable
 * @throws {MappingError} on references to columns that a CSV file has not, or has twice
 */
export async function* readInputs(
  readers: readonly Reader[],
  options: LocateOptions,
  isFull: () => boolean,
  onRagged: (row: RaggedRow) => void = () => {},
): AsyncGenerator<void> {
  for (const pass of passes(readers, options)) {
    if (pass.source.formulation === "CSV") yield* csvPass(pass, options.mapping, isFull, onRagged);
    else yield* jsonPass(pass, isFull);
  }
}

function passes(readers: readonly Reader[], options: LocateOptions): Iterable<Pass> {
  const found = new Map<string, Pass>();
  for (const reader of readers) {
    const { source } = reader;
    const file = locate(source, options);
    const iterator = source.formulation === "JSONPath" ? compileIterator(source) : undefined;
    // A path that needs the whole document has a pass of its own: its iterator may be `$` or anything.
    const whole = iterator?.container === undefined ? source.iterator : undefined;
    const { formulation, dialect, encoding } = source;
    const key = JSON.stringify([file, formulation, dialect, encoding, iterator?.container, whole]);
    const pass = found.get(key) ?? { source, file, container: iterator?.container, readers: [] };
    found.set(key, pass);
    pass.readers.push({ reader, iterator });
  }
  return found.values();
}

async function* csvPass(
  { source, file, readers }: Pass,
  mapping: string,
  isFull: () => boolean,
  onRagged: (row: RaggedRow) => void,
): AsyncGenerator<void> {
  const references = new Map(readers.flatMap(({ reader }) => [...reader.references]));
  const options = {
    only: new Set(references.keys()),
    onNames: (names: readonly string[]) => checkColumns(references, names, mapping, file),
    onRagged: (row: Omit<RaggedRow, "file">) => onRagged({ file, ...row }),
  };
  for await (const rows of csvRows(source, file, options)) {
    for (const row of rows) {
      for (const { reader } of readers) reader.take(row);
      if (isFull()) yield;
    }
  }
}

/** RML-Core §6.2: a reference to a column that is not there is an error; so is one to a name that two columns have. */
function checkColumns(references: Reader["references"], names: readonly string[], mapping: string, file: string): void {
  const problems = new ProblemList(mapping);
  for (const [reference, at] of references) {
    const place = names.indexOf(reference);
    const second = names.indexOf(reference, place + 1);
    if (place >= 0 && second >= 0) {
      const places = `columns ${place + 1} and ${second + 1}`;
      problems.add(at, `${file} has two columns "${reference}" (${places})`, "rename one of them");
    }
    if (place >= 0) continue;
    const meant = nearest(reference, names);
    const hint = meant === undefined ? columnsText(names) : `did you mean "${meant}"?`;
    problems.add(at, `${file} has no column "${reference}"`, hint);
  }
  problems.throwIfAny();
}

function columnsText(names: readonly string[]): string {
  const columns = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
  const between = names.length === 1 ? /[;\t|]/.exec(columns)?.[0] : undefined;
  const dialect = between === undefined ? "" : `; write delimiter: ${JSON.stringify(between)} in the source`;
  return `its columns are ${columns}${dialect}`;
}

async function* jsonPass({ source, file, container, readers }: Pass, isFull: () => boolean): AsyncGenerator<void> {
  for await (const elements of jsonElements(source, file, container)) {
    for (const element of elements) {
      for (const { reader, iterator } of readers) iterator?.records(element, reader.take);
      if (isFull()) yield;
    }
  }
}
