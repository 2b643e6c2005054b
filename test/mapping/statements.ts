/** Rows as a source gives them → clean records → statements: what the tests of all collections do. */
import type { CompiledMapping } from "#src/mapping/compile.js";
import type { RecordCleaner } from "#src/records/clean.js";
import type { CleanRecord } from "#src/records/record.js";

/** The clean records of rows; the cleaner has told all that it has to tell. */
export function cleaned(cleaner: RecordCleaner, rows: readonly Readonly<Record<string, unknown>>[]): CleanRecord[] {
  const records = rows
    .map((row, i) => cleaner.clean({ line: i + 1, headers: Object.keys(row), cells: Object.values(row) }))
    .filter((record) => record !== undefined);
  cleaner.finish();
  return records;
}

/** What mappings say of records, each once, sorted. @throws {Error} when a value cannot be mapped */
export function statementsOf(mappings: readonly CompiledMapping[], records: readonly CleanRecord[]): string[] {
  const statements = new Set<string>();
  for (const mapping of mappings) {
    const paths = new Set(mapping.sources.map((source) => source.path));
    for (const record of records) {
      for (const path of paths) {
        mapping.describe(
          path,
          record,
          (subject, said) => {
            for (const rest of said.split("\n").slice(1)) statements.add(`${subject} ${rest}`);
          },
          (problem) => {
            throw new Error(`${problem.term}: ${problem.reason}: ${problem.value}`);
          },
        );
      }
    }
  }
  return [...statements].sort();
}
