/** A received file of DUO as rows, in whichever of its forms it came: CSV, or the answer of the JSON-LD API v0. */
import type { RawRecord } from "../raw-record.js";
import { csvHead, csvRecords, type RaggedRow } from "../files/csv.js";
import { elementsOf, jsonRecords } from "../files/json-records.js";
import type { Received } from "../files/receive.js";
import { textOf } from "../files/text.js";
import { SourceError } from "../source-error.js";
import { datasetOfId, type ListingEntry, listingEntry } from "./listing.js";

/** A file with rows. */
export interface DuoTable {
  readonly form: "csv" | "json";
  /** Name of the dataset, where the file itself says it. */
  readonly dataset?: string;
  /** The rows in blocks. @throws {SourceError} when the file turns out to be broken */
  rows(ragged: (row: RaggedRow) => void): AsyncGenerator<readonly RawRecord[]>;
}

/** Whether a received file is JSON, by its first character. */
export function isJson(file: Received): boolean {
  return /^(?:\ufeff)?\s*[{[]/.test(file.head.toString("utf8", 0, 200));
}

/**
 * @param isHeader whether a header is known to the field table: tells which delimiter is right
 * @throws {SourceError} when it is no table of this source
 */
export function duoTable(file: Received, name: string, isHeader: (header: string) => boolean): DuoTable {
  if (isJson(file)) {
    const id = /"@id"\s*:\s*"([^"]*)"/.exec(file.head.toString("utf8"))?.[1];
    const dataset = datasetOfId(id);
    return {
      form: "json",
      ...(dataset === undefined ? {} : { dataset }),
      rows: () => jsonRecords(file, name, { key: "results", isHeader }),
    };
  }
  const text = new TextDecoder(file.encoding).decode(file.head, { stream: true });
  const head = csvHead(text.replace(/\r\n?/g, "\n"), isHeader, name);
  return { form: "csv", rows: (ragged) => csvRecords(textOf(file), head, name, ragged) };
}

/** The entries of a listing (`/search`), or undefined when the file is no listing. @throws {SourceError} when broken */
export async function listingOf(file: Received, name: string): Promise<ListingEntry[] | undefined> {
  if (!isJson(file)) return undefined;
  const entries: ListingEntry[] = [];
  for await (const block of elementsOf(file, name, "results")) {
    for (const element of block) {
      const entry = listingEntry.safeParse(element);
      if (!entry.success) {
        if (entries.length === 0) return undefined;
        throw new SourceError(`${name}: entry ${entries.length + 1} of the listing has no dataset_name`);
      }
      entries.push(entry.data);
    }
  }
  return entries.length === 0 ? undefined : entries;
}
