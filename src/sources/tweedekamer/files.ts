/**
 * Saved answers of the Kamer's services as deliveries: a file or a folder of them, in any form of OData. Which entity
 * one is of, the answer says itself, else the name of the file (`Persoon.json`, `Besluit_expanded.json`). A file may
 * hold one answer, records without envelope, or several answers by name.
 */
import { Readable } from "node:stream";
import type { Delivery } from "../delivery.js";
import { filesOf, plainName } from "../from.js";
import { parsedJson, utf8 } from "../json-answer.js";
import { isObject } from "../json-object.js";
import { errorOf } from "../odata/error-answer.js";
import { bareRecords, jsonPage } from "../odata/json-page.js";
import { exactJson } from "../odata/exact-json.js";
import { readPage } from "../odata/page.js";
import type { ODataRecord, Page } from "../odata/record.js";
import { SourceError } from "../source-error.js";
import type { TkTables } from "./client.js";
import type { Entity } from "./entity-table.js";
import { bytesOf, largeAnswer } from "./large-file.js";
import type { OnNote } from "./note.js";
import { entityOf } from "./unknown-entity.js";

/** Member of the documents that are delivered which holds their records. */
export const RECORDS_KEY = "value";

/** Bytes of a file that is read whole; a saved page is some MB. */
const WHOLE = 16_000_000;
/** Bytes of the largest file that is read whole because it is no list of records in JSON. */
const LARGEST = 256_000_000;
const READ = /\.(?:json|xml|atom)(?:\.gz)?$/i;

/** Records of one entity in a file; without an entity its `open` throws. */
export interface TkDelivery extends Delivery {
  readonly entity?: Entity;
}

/** One answer of a file. */
interface Saved {
  /** Entity set, or type, that it says it is of. */
  readonly set?: string;
  /** How many of its lists go on at another address, itself included. */
  readonly open: number;
  /** Its name in the file, where that holds several. */
  readonly member?: string;
  /** Its records, some at a time. */
  readonly records: () => Iterable<ODataRecord[]> | AsyncIterable<ODataRecord[]>;
}

/**
 * Yields a delivery for each answer, read when it is its turn: `dataset` is the kind of its entity, and its body
 * `{"value": […]}` with the records as all forms give them. Personal data that are not kept are gone from it; an answer
 * that is broken, an error or of no entity is a delivery whose `open` throws. Memory holds one answer, or some records of
 * one that is large.
 *
 * @param options.whole bytes of the largest file that is read whole
 *
 * @throws {SourceError} when there is no such file or folder
 */
export async function* tkFiles(
  from: string,
  tables: TkTables,
  onNote: OnNote,
  { whole = WHOLE }: { readonly whole?: number } = {},
): AsyncGenerator<TkDelivery, void> {
  const files = await filesOf(from);
  for (const file of files) {
    if (files.length > 1 && !READ.test(file.origin)) {
      onNote({ kind: "passed-over", message: `${file.origin}: passed over, for it is no .json, .xml or .atom` });
      continue;
    }
    try {
      for (const saved of await answersOf(file, whole, onNote)) yield* deliveryOf(saved, file, tables, onNote);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      yield { ...file, open: () => Promise.reject(error) };
    }
  }
}

async function answersOf(file: Delivery, whole: number, onNote: OnNote): Promise<Saved[]> {
  const bytes = await readFile(file, whole);
  if (bytes !== undefined) return answersIn(bytes, file.origin, onNote);
  const large = await largeAnswer(file);
  if (large !== undefined) return [large];
  const all = await readFile(file, LARGEST);
  if (all !== undefined) return answersIn(all, file.origin, onNote);
  throw new SourceError(`${file.origin}: larger than ${LARGEST / 1e6} MB, and no list of records`);
}

function answersIn(bytes: Buffer, origin: string, onNote: OnNote): Saved[] {
  const text = utf8(bytes, origin);
  if (/^\s*</.test(text)) return [answerOf(readPage(bytes, undefined, origin))];
  const document = parsedJson(text, origin, exactJson);
  if (Array.isArray(document) && document.every(isObject)) return [answerOf(bareRecords(document))];
  if (isServiceDocument(document)) {
    onNote({ kind: "passed-over", message: `${origin}: passed over, for it is a service document` });
    return [];
  }
  const page = errorOf(document) === undefined ? jsonPage(document, undefined) : undefined;
  if (page !== undefined) return [answerOf(page)];
  const named = isObject(document) ? answersByName(document, origin, onNote) : [];
  // The reason why it is no answer, where it is not several either.
  return named.length > 0 ? named : [answerOf(readPage(bytes, undefined, origin))];
}

function answerOf({ set, next, records, rest }: Page): Saved {
  const open = rest.length + (next === undefined ? 0 : 1);
  return { ...(set === undefined ? {} : { set }), open, records: () => [records] };
}

/** Answers that stand in one object under names of their own, as in a collection of examples. */
function answersByName(document: Readonly<Record<string, unknown>>, origin: string, onNote: OnNote): Saved[] {
  return Object.entries(document).flatMap(([member, value]): Saved[] => {
    const error = errorOf(value);
    if (error !== undefined) {
      onNote({ kind: "passed-over", message: `${origin}#${member}: passed over, for it is an error: ${error}` });
      return [];
    }
    const isBare = Array.isArray(value) && value.length > 0 && value.every(isObject);
    const page = isBare ? bareRecords(value) : jsonPage(value, undefined);
    return page === undefined ? [] : [{ ...answerOf(page), member }];
  });
}

function* deliveryOf(saved: Saved, file: Delivery, tables: TkTables, onNote: OnNote): Generator<TkDelivery> {
  const { fileName } = file;
  const { set, open, member, records } = saved;
  const origin = member === undefined ? file.origin : `${file.origin}#${member}`;
  const part = `${withoutEnding(plainName(file.origin))}${member === undefined ? "" : `/${member}`}`;
  const entity = answered(set, member ?? withoutEnding(fileName), tables);
  if (entity === undefined) {
    const what = set === undefined ? "does not say of which entity it is, nor does its name" : `is of ${set}`;
    const message = `${origin}: ${what}, which is no entity of the Tweede Kamer; call the file {Entity}.json`;
    yield { fileName, origin, part, open: () => Promise.reject(new SourceError(message)) };
    return;
  }
  const { kind } = entity;
  if (tables.entities.named(kind) === undefined) {
    const message = `${origin}: ${entity.name} is not in entities.csv; its columns are published under their own names`;
    onNote({ kind: "unknown-set", message });
  }
  if (tables.personal.isLeftOut(kind)) {
    onNote({ kind: "left-out", message: `${origin}: left out, for it holds personal data that are not kept` });
    return;
  }
  if (open > 0) {
    const lists = open === 1 ? "a list of it goes on" : `${open} lists of it go on`;
    onNote({ kind: "incomplete", message: `${origin}: is not the whole answer: ${lists} at another address` });
  }
  const body = documentOf(records(), (some) => tables.personal.minimise(some, kind));
  yield {
    fileName: `${withoutEnding(fileName)}.json`,
    origin,
    dataset: kind,
    entity,
    part,
    open: () => Promise.resolve({ body: Readable.from(body, { objectMode: false }), contentType: "application/json" }),
  };
}

function withoutEnding(name: string): string {
  return name.replace(/\.\w+$/, "");
}

/**
 * The entity that an answer names, be it one that nobody has described; else the longest beginning of its name that is
 * one of the table: `besluit` of `Besluit_2025-1`.
 */
function answered(set: string | undefined, name: string, { entities }: TkTables): Entity | undefined {
  if (set !== undefined) return entityOf(entities, set);
  const words = name.split(/[^a-z]+/i);
  for (let count = words.length; count > 0; count -= 1) {
    const begin = words.slice(0, count);
    const entity = entities.named(begin.join("-")) ?? entities.named(begin.join(""));
    if (entity !== undefined) return entity;
  }
  return undefined;
}

/** `{"value": […]}` in pieces. @param shape changes records, in place, before they are written */
async function* documentOf(
  blocks: ReturnType<Saved["records"]>,
  shape: (records: readonly ODataRecord[]) => void,
): AsyncGenerator<string> {
  yield `{"${RECORDS_KEY}":[`;
  let before = "";
  for await (const records of blocks) {
    shape(records);
    for (const record of records) {
      yield `${before}\n${JSON.stringify(record)}`;
      before = ",";
    }
  }
  yield "\n]}\n";
}

function isServiceDocument(document: unknown): boolean {
  if (!isObject(document) || !Array.isArray(document["value"]) || document["value"].length === 0) return false;
  return document["value"].every((each) => isObject(each) && "url" in each && "name" in each && !("Id" in each));
}

/** The bytes of a file, unzipped; undefined when they are more than `most`. */
async function readFile(file: Delivery, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of bytesOf(file)) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
