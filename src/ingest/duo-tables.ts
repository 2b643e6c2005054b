/** What a data steward edits for DUO, read and checked: field table, families, look-ups, mappings. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CompiledMapping, compileMapping } from "../mapping/compile.js";
import { readMapping } from "../mapping/read.js";
import { CLEANER_NAMES } from "../records/clean.js";
import { Families } from "../records/families.js";
import { FieldTable } from "../records/fields.js";
import { readLookup, readSlugs, ReferenceBook } from "../records/reference-book.js";
import { UnpivotTable } from "../records/unpivot-table.js";
import { packageNames, packageText } from "./package-files.js";
import type { Vocabulary } from "./vocabulary.js";

/** File of the data folder that remembers minted slugs. */
export const MINTED_SLUGS = "slugs.csv";

export interface DuoTables {
  readonly families: Families;
  readonly fields: FieldTable;
  readonly unpivot: UnpivotTable;
  readonly book: ReferenceBook;
  /** The compiled mapping of a file beside the tables, for loading. @throws {MappingError} when it is wrong */
  mapping(file: string): Promise<CompiledMapping>;
}

/** Tables of the folder `mappings/duo` that are not look-ups. */
const OTHER_TABLES = new Set(["fields.csv", "unpivot.csv"]);

/**
 * @param dataDir where minted slugs are remembered
 * @throws {Error} naming file and line of what is wrong in a table or mapping
 */
export async function readDuoTables(base: string, dataDir: string, vocabulary: Vocabulary): Promise<DuoTables> {
  const text = (file: string): Promise<string> => packageText(base, "mappings", "duo", file);
  const lookups = new Map<string, ReadonlyMap<string, string>>();
  for (const file of await packageNames(".csv", "mappings", "duo")) {
    if (OTHER_TABLES.has(file)) continue;
    lookups.set(file.replace(/\.csv$/, ""), readLookup(await text(file), `mappings/duo/${file}`));
  }
  const minted = join(dataDir, MINTED_SLUGS);
  return {
    families: Families.read(await text("families.yaml"), "mappings/duo/families.yaml"),
    fields: FieldTable.read(await text("fields.csv"), "mappings/duo/fields.csv", CLEANER_NAMES),
    unpivot: UnpivotTable.read(await text("unpivot.csv"), "mappings/duo/unpivot.csv"),
    book: new ReferenceBook({
      concepts: vocabulary.concepts,
      stewarded: readSlugs(await packageText(base, "mappings", "slugs.csv"), "mappings/slugs.csv"),
      minted: existsSync(minted) ? readSlugs(await readFile(minted, "utf8"), minted) : [],
      municipalities: vocabulary.municipalities,
      lookups,
    }),
    async mapping(file) {
      const path = `mappings/duo/${file}`;
      return compileMapping(readMapping(await text(file), { path }), { base, loading: true });
    },
  };
}
