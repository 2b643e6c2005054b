/**
 * A saved answer in JSON that is too large to be held. It is read twice: to see what it is, and that it came whole, and
 * then for its records, some at a time.
 */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Delivery } from "../delivery.js";
import { ElementScanner } from "../files/element-scanner.js";
import { firstCause } from "../first-cause.js";
import { isObject } from "../json-object.js";
import { exactJson } from "../odata/exact-json.js";
import { bareRecords, jsonPage } from "../odata/json-page.js";
import type { ODataRecord, Page } from "../odata/record.js";
import { SourceError } from "../source-error.js";

/** Bytes of what stands around the records. */
const AROUND = 4_000_000;
/** Bytes of the largest file, uncompressed: a small gzip file may hold a disk full. */
const LARGEST = 4_000_000_000;
/** Bytes by which the form of a document is told. */
const START = 4_096;

export interface LargeAnswer {
  /** Entity set, or type, that it says it is of. */
  readonly set?: string;
  /** How many of its lists go on at another address, itself included. */
  readonly open: number;
  records(): AsyncGenerator<ODataRecord[]>;
}

/** Where the records of an answer stand, and how some of them are read as the page that they are of. */
interface Form {
  readonly path: readonly string[];
  readonly page: (frame: unknown, records: readonly unknown[]) => Page | undefined;
}

const LIGHT: Form = {
  path: ["value"],
  page: (frame, value) => jsonPage({ ...(isObject(frame) ? frame : {}), value: [...value] }, undefined),
};

const VERBOSE: Form = {
  path: ["d", "results"],
  page: (frame, results) => {
    const { d } = isObject(frame) ? frame : { d: {} };
    return jsonPage({ d: { ...(isObject(d) ? d : {}), results: [...results] } }, undefined);
  },
};

const VERBOSE_LIST: Form = { path: ["d"], page: (_, results) => jsonPage({ d: [...results] }, undefined) };

const BARE: Form = { path: [], page: (_, records) => (records.every(isObject) ? bareRecords(records) : undefined) };

/**
 * What a file holds; undefined when it is no answer with its records in one list, which has to be read whole then.
 *
 * @throws {SourceError} when it is cut off or broken, or its records are no objects
 */
export async function largeAnswer(file: Delivery): Promise<LargeAnswer | undefined> {
  const form = await formOf(file);
  if (form === undefined) return undefined;
  let first: { readonly set?: string } | undefined;
  let open = 0;
  const blocks = elementsOf(file, form);
  let step = await blocks.next();
  for (; step.done !== true; step = await blocks.next()) {
    const page = pageOf(file, form, {}, step.value);
    first ??= page.set === undefined ? {} : { set: page.set };
    open += page.rest.length;
  }
  if (step.value === undefined) return undefined;
  const frame = exactJson(step.value);
  const { set = first?.set, next } = pageOf(file, form, frame, []);
  return {
    ...(set === undefined ? {} : { set }),
    open: open + (next === undefined ? 0 : 1),
    async *records() {
      for await (const block of elementsOf(file, form)) yield pageOf(file, form, frame, block).records;
    },
  };
}

function pageOf({ origin }: Delivery, form: Form, frame: unknown, records: readonly unknown[]): Page {
  const page = form.page(frame, records);
  if (page === undefined) throw new SourceError(`${origin}: is JSON, but its list holds more than entities of OData`);
  return page;
}

async function formOf(file: Delivery): Promise<Form | undefined> {
  let start = "";
  for await (const chunk of bytesOf(file)) {
    start += chunk.toString("latin1", 0, START);
    if (start.length >= START) break;
  }
  const text = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (text.startsWith("[")) return BARE;
  if (!text.startsWith("{")) return undefined;
  if (/^\{\s*"d"\s*:\s*\[/.test(text)) return VERBOSE_LIST;
  return /^\{\s*"d"\s*:/.test(text) ? VERBOSE : LIGHT;
}

/** Blocks of elements, and then the text around them; undefined when there is no such list. */
async function* elementsOf(file: Delivery, { path }: Form): AsyncGenerator<unknown[], string | undefined> {
  const scan = new ElementScanner(path, { frame: AROUND, parse: exactJson });
  try {
    for await (const chunk of bytesOf(file)) {
      const block = scan.push(chunk);
      if (block.length > 0) yield block;
    }
    scan.end();
    return scan.found ? scan.frame : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (!scan.found) return undefined;
    throw new SourceError(`${file.origin}: ${error.message}`, { cause: error });
  }
}

/** The bytes of a file, unzipped where they are gzip. @throws {SourceError} when reading breaks off */
export async function* bytesOf(file: Delivery): AsyncGenerator<Buffer> {
  const { body } = await file.open();
  const chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    const given = rejoined(first, chunks);
    const isZipped = first.done !== true && first.value[0] === 0x1f && first.value[1] === 0x8b;
    let bytes = 0;
    for await (const chunk of isZipped ? pipeline(Readable.from(given), createGunzip(), () => undefined) : given) {
      bytes += chunk.length;
      if (bytes > LARGEST) throw new SourceError(`${file.origin}: larger than ${LARGEST / 1e9} GB`);
      yield chunk as Buffer;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${file.origin}: reading broke off: ${firstCause(error)}`, { cause: error });
  } finally {
    body.destroy();
  }
}

async function* rejoined(first: IteratorResult<Buffer>, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let step = first; step.done !== true; step = await rest.next()) yield step.value;
}
