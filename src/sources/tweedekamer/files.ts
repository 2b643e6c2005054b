/**
 * Saved answers of the Kamer's services as deliveries: a file or a folder of them, in any form of OData. Which entity
 * one is of, the answer says itself, else the name of the file (`Persoon.json`, `Besluit_expanded.json`). A file may
 * hold one answer, records without envelope, or several answers by name.
 */
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Delivery } from "../delivery.js";
import { firstCause } from "../first-cause.js";
import { filesOf, plainName } from "../from.js";
import { errorOf } from "../odata/error-answer.js";
import { bareRecords, jsonPage } from "../odata/json-page.js";
import { parsedJson, readPage, utf8 } from "../odata/page.js";
import { isObject, type ODataRecord, type Page } from "../odata/record.js";
import { SourceError } from "../source-error.js";
import { wholeBody } from "../whole-body.js";
import type { TkTables } from "./client.js";
import type { Entity } from "./entity-table.js";
import type { OnNote } from "./note.js";
import { entityOf } from "./unknown-entity.js";

/** Member of the documents that are delivered which holds their records. */
export const RECORDS_KEY = "value";

/** Bytes of the largest file; a saved page is some MB. */
const LARGEST = 256_000_000;
const READ = /\.(?:json|xml|atom)(?:\.gz)?$/i;
const unzipped = promisify(gunzip);

/** Records of one entity in a file; without an entity its `open` throws. */
export interface TkDelivery extends Delivery {
  readonly entity?: Entity;
}

/** One answer of a file. */
interface Saved {
  readonly page: Page;
  /** Its name in the file, where that holds several. */
  readonly member?: string;
}

/** A file as it was read. */
interface ReadFile {
  readonly bytes: Buffer;
  readonly lastModified?: Date;
}

/**
 * Yields a delivery for each answer, read when it is its turn: `dataset` is the kind of its entity, and its body
 * `{"value": […]}` with the records as all forms give them. Personal data that are not kept are gone from it; an answer
 * that is broken, an error or of no entity is a delivery whose `open` throws.
 *
 * @throws {SourceError} when there is no such file or folder
 */
export async function* tkFiles(from: string, tables: TkTables, onNote: OnNote): AsyncGenerator<TkDelivery, void> {
  const files = await filesOf(from);
  for (const file of files) {
    if (files.length > 1 && !READ.test(file.origin)) {
      onNote({ kind: "passed-over", message: `${file.origin}: passed over, for it is no .json, .xml or .atom` });
      continue;
    }
    try {
      const read = await readFile(file);
      for (const saved of answersIn(read.bytes, file.origin, onNote)) {
        yield* deliveryOf(saved, file, read.lastModified, tables, onNote);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      yield { ...file, open: () => Promise.reject(error) };
    }
  }
}

function answersIn(bytes: Buffer, origin: string, onNote: OnNote): Saved[] {
  const text = utf8(bytes, origin);
  if (/^\s*</.test(text)) return [{ page: readPage(bytes, undefined, origin) }];
  const document = parsedJson(text, origin);
  if (Array.isArray(document) && document.every(isObject)) return [{ page: bareRecords(document) }];
  if (isServiceDocument(document)) {
    onNote({ kind: "passed-over", message: `${origin}: passed over, for it is a service document` });
    return [];
  }
  const page = errorOf(document) === undefined ? jsonPage(document, undefined) : undefined;
  if (page !== undefined) return [{ page }];
  const named = isObject(document) ? answersByName(document, origin, onNote) : [];
  // The reason why it is no answer, where it is not several either.
  return named.length > 0 ? named : [{ page: readPage(bytes, undefined, origin) }];
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
    return page === undefined ? [] : [{ page, member }];
  });
}

function* deliveryOf(
  { page, member }: Saved,
  file: Delivery,
  lastModified: Date | undefined,
  tables: TkTables,
  onNote: OnNote,
): Generator<TkDelivery> {
  const { fileName } = file;
  const origin = member === undefined ? file.origin : `${file.origin}#${member}`;
  const part = `${withoutEnding(plainName(file.origin))}${member === undefined ? "" : `/${member}`}`;
  const entity = answered(page, member ?? withoutEnding(fileName), tables);
  if (entity === undefined) {
    const what = page.set === undefined ? "does not say of which entity it is, nor does its name" : `is of ${page.set}`;
    const message = `${origin}: ${what}, which is no entity of the Tweede Kamer; call the file {Entity}.json`;
    yield { fileName, origin, part, open: () => Promise.reject(new SourceError(message)) };
    return;
  }
  if (tables.entities.named(entity.kind) === undefined) {
    const message = `${origin}: ${entity.name} is not in entities.csv; its columns are published under their own names`;
    onNote({ kind: "unknown-set", message });
  }
  if (tables.personal.isLeftOut(entity.kind)) {
    onNote({ kind: "left-out", message: `${origin}: left out, for it holds personal data that are not kept` });
    return;
  }
  const open = page.rest.length + (page.next === undefined ? 0 : 1);
  if (open > 0) {
    const lists = open === 1 ? "a list of it goes on" : `${open} lists of it go on`;
    onNote({ kind: "incomplete", message: `${origin}: is not the whole answer: ${lists} at another address` });
  }
  tables.personal.minimise(page.records, entity.kind);
  yield {
    fileName: `${withoutEnding(fileName)}.json`,
    origin,
    dataset: entity.kind,
    entity,
    part,
    open: () =>
      Promise.resolve({
        body: Readable.from(documentOf(page.records), { objectMode: false }),
        contentType: "application/json",
        ...(lastModified === undefined ? {} : { lastModified }),
      }),
  };
}

function withoutEnding(name: string): string {
  return name.replace(/\.\w+$/, "");
}

/**
 * The entity that an answer names, be it one that nobody has described; else the longest beginning of its name that is
 * one of the table: `besluit` of `Besluit_2025-1`.
 */
function answered({ set }: Page, name: string, { entities }: TkTables): Entity | undefined {
  if (set !== undefined) return entityOf(entities, set);
  const words = name.split(/[^a-z]+/i);
  for (let count = words.length; count > 0; count -= 1) {
    const begin = words.slice(0, count);
    const entity = entities.named(begin.join("-")) ?? entities.named(begin.join(""));
    if (entity !== undefined) return entity;
  }
  return undefined;
}

/** `{"value": […]}` in pieces. */
function* documentOf(records: readonly ODataRecord[]): Generator<string> {
  yield `{"${RECORDS_KEY}":[`;
  for (const [i, record] of records.entries()) yield `${i === 0 ? "" : ","}\n${JSON.stringify(record)}`;
  yield "\n]}\n";
}

function isServiceDocument(document: unknown): boolean {
  if (!isObject(document) || !Array.isArray(document["value"]) || document["value"].length === 0) return false;
  return document["value"].every((each) => isObject(each) && "url" in each && "name" in each && !("Id" in each));
}

async function readFile(file: Delivery): Promise<ReadFile> {
  try {
    const { body, lastModified } = await file.open();
    const given = await wholeBody(body, LARGEST);
    const isZipped = given[0] === 0x1f && given[1] === 0x8b;
    const bytes = isZipped ? await unzipped(given, { maxOutputLength: LARGEST }) : given;
    return { bytes, ...(lastModified === undefined ? {} : { lastModified }) };
  } catch (error) {
    const why = error instanceof SourceError ? error.message : `reading broke off: ${firstCause(error)}`;
    throw new SourceError(`${file.origin}: ${why}`, { cause: error });
  }
}
