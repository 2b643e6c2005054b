/** Packages of data.overheid.nl → clean records → statements, by the tables and mappings that ship. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBook, readSourceTables } from "#src/ingest/source-tables.js";
import { readVocabulary } from "#src/ingest/vocabulary.js";
import { RecordCleaner } from "#src/records/clean.js";
import type { RegisterFamily } from "#src/records/families.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { cleaned, statementsOf } from "./statements.js";

export const BASE = "http://localhost:3000";
const vocabulary = await readVocabulary(BASE);

export interface Published {
  readonly records: readonly CleanRecord[];
  readonly findings: readonly Finding[];
  /** Statements as N-Triples without the full stop, sorted, each once. */
  readonly statements: readonly string[];
  /** What the log of a run would count. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Cleans and maps packages; `aliases` are the names of packages that are held, as paths. */
export async function published(
  packages: readonly Readonly<Record<string, unknown>>[],
  aliases: Readonly<Record<string, string>> = {},
): Promise<Published> {
  const book = await readBook({
    base: BASE,
    dataDir: join(tmpdir(), "no-such-folder"),
    vocabulary,
    now: new Date("2026-11-22T12:00:00Z"),
    aliases: (path) => aliases[path] ?? path,
  });
  const tables = await readSourceTables("donl", BASE, book);
  const family = tables.families.named("packages").family as RegisterFamily;
  const findings: Finding[] = [];
  const cleaner = new RecordCleaner({
    table: tables.fields,
    family,
    dataset: "donl-packages",
    book,
    onFinding: (finding) => findings.push(finding),
  });
  const records = cleaned(cleaner, packages);
  const mappings = await Promise.all(family.mappings.map((file) => tables.mapping(file)));
  return { records, findings, statements: statementsOf(mappings, records), counts: book.counts };
}
