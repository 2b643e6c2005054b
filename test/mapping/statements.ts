/** Rows as a source gives them → clean records → statements: what the tests of all collections do. */
import type { CompiledMapping } from "#src/mapping/compile.js";
import type { RecordCleaner } from "#src/records/clean.js";
import type { CleanRecord } from "#src/records/record.js";

type Row = Readonly<Record<string, unknown>>;

/** The clean records of rows, with what the request says of each; the cleaner has told all that it has to tell. */
export function cleaned(cleaner: RecordCleaner, rows: readonly Row[], request: Row = {}): CleanRecord[] {
  const asked = Object.entries(request);
  const records = rows
    .map((row) => [...Object.entries(row), ...asked])
    .map((cells, i) => {
      const headers = cells.map(([header]) => header);
      return cleaner.clean({ line: i + 1, headers, cells: cells.map(([, cell]) => cell), requested: asked.length });
    })
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
