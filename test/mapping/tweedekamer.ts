/** Records of the Tweede Kamer as its service gives them → clean records → statements, by the tables and mappings that ship. */
import { readVocabulary } from "#src/ingest/vocabulary.js";
import { familyOf } from "#src/ingest/tweedekamer/entity-family.js";
import { packageText } from "#src/package/package-files.js";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import type { RegisterFamily } from "#src/records/families.js";
import { FieldTable } from "#src/records/fields.js";
import { type DeclaredColumn, openRules } from "#src/records/generic-columns.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { readLookup, ReferenceBook } from "#src/records/reference-book.js";
import { entityOf } from "#src/sources/tweedekamer/unknown-entity.js";
import { EntityTable } from "#src/sources/tweedekamer/entity-table.js";
import { cleaned, statementsOf } from "./statements.js";

export const BASE = "http://localhost:3000";
export const ROOT = "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0";
const { concepts } = await readVocabulary(BASE);

const text = (name: string): Promise<string> => packageText(BASE, "mappings", "tweedekamer", name);

export const TABLE = EntityTable.read(await text("entities.csv"), await text("columns.csv"));
export const FIELDS = FieldTable.read(await text("fields.csv"), "fields.csv", CLEANER_NAMES);
const LOOKUPS = new Map(
  await Promise.all(
    ["stemopties", "besluitklassen", "zaakklassen"].map(
      async (name) => [name, readLookup(await text(`${name}.csv`), name)] as const,
    ),
  ),
);

/** The family of an entity set, named as in either version; one of a set that the tables do not know, too. */
function familyNamed(set: string): RegisterFamily {
  const entity = entityOf(TABLE, set);
  if (entity === undefined) throw new Error(`no entity set ${set}`);
  return familyOf(TABLE, entity);
}

/** All families: those of the entity sets, and that of sets which the tables do not know. */
export const SETS: readonly RegisterFamily[] = [
  ...TABLE.entities.map((entity) => familyOf(TABLE, entity)),
  familyNamed("NieuwDing"),
];

export const modelOf = async (file: string): Promise<ReturnType<typeof readMapping>> =>
  readMapping(await text(file), { path: `mappings/tweedekamer/${file}` });

export interface Published {
  readonly records: readonly CleanRecord[];
  readonly findings: readonly Finding[];
  /** Statements as N-Triples without the full stop, sorted, each once. */
  readonly statements: readonly string[];
}

export type Row = Readonly<Record<string, unknown>>;

export interface Options {
  readonly declared?: (header: string) => DeclaredColumn | undefined;
  /** What every record gets beside its own. */
  readonly context?: Row;
}

/** Cleans and maps records of an entity set, named as in either version. */
export async function published(set: string, rows: readonly Row[], options: Options = {}): Promise<Published> {
  const family = familyNamed(set);
  const findings: Finding[] = [];
  const cleaner = new RecordCleaner({
    table: FIELDS,
    family,
    rules: openRules(FIELDS, family, "/id/tk", options.declared),
    dataset: family.name,
    book: new ReferenceBook({
      concepts,
      stewarded: [],
      minted: [],
      municipalities: new Map(),
      lookups: LOOKUPS,
      now: new Date("2026-11-22T12:00:00Z"),
    }),
    onFinding: (finding) => findings.push(finding),
  });
  const records = cleaned(cleaner, rows, { "_request.ROOT": ROOT, ...options.context });
  // Compiled anew each time: a mapping is silent on what it has said before.
  const mappings = await Promise.all(
    family.mappings.map(async (file) => compileMapping(await modelOf(file), { base: BASE, loading: true })),
  );
  return { records, findings, statements: statementsOf(mappings, records) };
}
