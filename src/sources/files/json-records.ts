/** The records of a JSON document, in whichever envelope: an array, an object that holds one, or a record alone. */
import type { RawRecord } from "../raw-record.js";
import { SourceError } from "../source-error.js";
import { jsonElements, type JsonFrame, JsonShapeError } from "./json-elements.js";
import type { Received } from "./receive.js";
import { textOf } from "./text.js";

export interface JsonRecords {
  /** Member of the top-level object that holds the records: an array of them, or one. */
  readonly key: string;
  /** Whether a header is known to the field table: tells a record alone from any other document. */
  readonly isHeader: (header: string) => boolean;
  /** Headers and cells that every record gets beside its own. */
  readonly context?: Readonly<Record<string, string>>;
  /** Number of records before these, where a dataset comes in several documents. */
  readonly before?: number;
}

/** Shapes of records for which headers are shared, so that the plan for them is made once; a hostile file gets no more. */
const SHAPES = 1_000;

/**
 * The records in blocks; `line` is their place, the first being 1. An element that is no object is a record without
 * headers, so that it is told as one that is lost.
 *
 * @throws {SourceError} when the document is no JSON, is cut off, or holds no records
 */
export async function* jsonRecords(
  file: Received,
  name: string,
  { key, isHeader, context = {}, before = 0 }: JsonRecords,
): AsyncGenerator<readonly RawRecord[]> {
  const shapes = new Map<string, readonly string[]>();
  const extraHeaders = Object.keys(context);
  const extraCells = Object.values(context);
  const requested = extraCells.length === 0 ? {} : { requested: extraCells.length };
  let line = before;
  const record = (element: unknown): RawRecord => {
    line += 1;
    if (!isPlainObject(element)) return { line, headers: [], cells: [element] };
    const names = [...Object.keys(element), ...extraHeaders];
    const shape = names.join("\u0000");
    const headers = shapes.get(shape) ?? names;
    if (shapes.size < SHAPES) shapes.set(shape, headers);
    return { line, headers, cells: [...Object.values(element), ...extraCells], ...requested };
  };
  const elements = elementsOf(file, name, key);
  let block = await elements.next();
  for (; block.done !== true; block = await elements.next()) yield block.value.map(record);
  const { hasArray, members } = block.value;
  if (hasArray) return;
  const inner = members[key];
  const alone = isPlainObject(inner) ? inner : members;
  if (!Object.keys(alone).some(isHeader)) {
    throw new SourceError(`${name}: the document holds no array "${key}", nor is it a record with known fields`);
  }
  yield [record(alone)];
}

/** The elements of the array of a document, by the way to it. @throws {SourceError} when it is no JSON, or cut off */
export async function* elementsOf(
  file: Received,
  name: string,
  ...key: readonly string[]
): AsyncGenerator<readonly unknown[], JsonFrame> {
  try {
    return yield* jsonElements(textOf(file), ...key);
  } catch (error) {
    if (error instanceof JsonShapeError) throw new SourceError(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
