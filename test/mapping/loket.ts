/** Records of Onderwijsloket as its API gives them → clean records → statements, by the tables and mappings that ship. */
import { readVocabulary } from "#src/ingest/vocabulary.js";
import { packageText } from "#src/package/package-files.js";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { Families, type RegisterFamily } from "#src/records/families.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { cleaned, statementsOf } from "./statements.js";

export const BASE = "http://localhost:3000";
const { concepts } = await readVocabulary(BASE);

const text = (name: string): Promise<string> => packageText(BASE, "mappings", "onderwijsloket", name);

export const FIELDS = FieldTable.read(await text("fields.csv"), "fields.csv", CLEANER_NAMES);
export const FAMILIES = Families.read(await text("families.yaml"), "families.yaml");

/** The collections, each a register family. */
export const COLLECTIONS: readonly RegisterFamily[] = FAMILIES.all().flatMap((f) => (f.kind === "register" ? [f] : []));

export const mappingOf = async (file: string): Promise<ReturnType<typeof readMapping>> =>
  readMapping(await text(file), { path: `mappings/onderwijsloket/${file}` });

export interface Published {
  readonly records: readonly CleanRecord[];
  readonly findings: readonly Finding[];
  /** Statements as N-Triples without the full stop, sorted, each once. */
  readonly statements: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Cleans and maps rows of a collection. */
export async function published(
  collection: string,
  rows: readonly Row[],
  aliases?: (path: string) => string,
): Promise<Published> {
  const family = COLLECTIONS.find((f) => f.name === collection);
  if (family === undefined) throw new Error(`no collection ${collection}`);
  const findings: Finding[] = [];
  const cleaner = new RecordCleaner({
    table: FIELDS,
    family,
    dataset: collection,
    book: new ReferenceBook({
      concepts,
      stewarded: [],
      minted: [],
      municipalities: new Map(),
      lookups: new Map(),
      now: new Date("2026-11-22T12:00:00Z"),
      ...(aliases === undefined ? {} : { aliases }),
    }),
    onFinding: (finding) => findings.push(finding),
  });
  const records = cleaned(cleaner, rows);
  const mappings = await Promise.all(
    family.mappings.map(async (file) => compileMapping(await mappingOf(file), { base: BASE, loading: true })),
  );
  return { records, findings, statements: statementsOf(mappings, records) };
}
