/** What a data steward edits for a source, read and checked: field table, families, mappings; and what all share. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CompiledMapping, compileMapping } from "../mapping/compile.js";
import { readMapping } from "../mapping/read.js";
import { CLEANER_NAMES } from "../records/clean.js";
import { Families } from "../records/families.js";
import { FieldTable } from "../records/fields.js";
import { isLookup, readLookup, readSlugs, ReferenceBook } from "../records/reference-book.js";
import { UnpivotTable } from "../records/unpivot-table.js";
import { packageNames, packagePath, packageText } from "../package/package-files.js";
import type { Vocabulary } from "./vocabulary.js";

/** File of the data folder that remembers minted slugs. */
export const MINTED_SLUGS = "slugs.csv";

/** Table of a source whose datasets come in families. */
const FAMILIES = "families.yaml";
/** Table of a source that has wide tables. */
const UNPIVOT = "unpivot.csv";

export interface SourceTables {
  /** Empty for a source whose datasets have no names of their own. */
  readonly families: Families;
  readonly fields: FieldTable;
  /** How wide tables become narrow; empty for a source that has none. */
  readonly unpivot: UnpivotTable;
  readonly book: ReferenceBook;
  /** The compiled mapping of a file beside the tables, for loading. @throws {MappingError} when it is wrong */
  mapping(file: string): Promise<CompiledMapping>;
}

export interface BookOptions {
  readonly base: string;
  /** Where minted slugs are remembered. */
  readonly dataDir: string;
  readonly vocabulary: Vocabulary;
  readonly now: Date;
  /** The URI that a path stands for (identity index). */
  readonly aliases: (path: string) => string;
}

/**
 * The book in which the cleaners of all sources look things up, for one run.
 *
 * @throws {Error} naming file and line of what is wrong in a table
 */
export async function readBook({ base, dataDir, vocabulary, now, aliases }: BookOptions): Promise<ReferenceBook> {
  const minted = join(dataDir, MINTED_SLUGS);
  return new ReferenceBook({
    concepts: vocabulary.concepts,
    stewarded: readSlugs(await packageText(base, "mappings", "slugs.csv"), "mappings/slugs.csv"),
    minted: existsSync(minted) ? readSlugs(await readFile(minted, "utf8"), minted) : [],
    municipalities: vocabulary.municipalities,
    lookups: await readLookups(base),
    now,
    aliases,
  });
}

/** The look-up tables of all sources: name of the file → its rows. */
async function readLookups(base: string): Promise<Map<string, ReadonlyMap<string, string>>> {
  const lookups = new Map<string, ReadonlyMap<string, string>>();
  for (const folder of await readdir(packagePath("mappings"), { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of await packageNames(".csv", "mappings", folder.name)) {
      const text = await packageText(base, "mappings", folder.name, file);
      if (!isLookup(text)) continue;
      const name = file.replace(/\.csv$/, "");
      const path = `mappings/${folder.name}/${file}`;
      if (lookups.has(name)) throw new Error(`${path}: another source has a table ${name}; give it another name`);
      lookups.set(name, readLookup(text, path));
    }
  }
  return lookups;
}

/** Tables that were read in the run of a book, by source and base. */
const known = new WeakMap<ReferenceBook, Map<string, Promise<SourceTables>>>();

/**
 * The tables of `mappings/{source}`, read once in a run.
 *
 * @throws {Error} naming file and line of what is wrong in a table or mapping
 */
export function readSourceTables(source: string, base: string, book: ReferenceBook): Promise<SourceTables> {
  const ofRun = known.get(book) ?? new Map<string, Promise<SourceTables>>();
  known.set(book, ofRun);
  const key = `${source} ${base}`;
  const tables = ofRun.get(key) ?? tablesOf(source, base, book);
  ofRun.set(key, tables);
  return tables;
}

async function tablesOf(source: string, base: string, book: ReferenceBook): Promise<SourceTables> {
  const text = (file: string): Promise<string> => packageText(base, "mappings", source, file);
  const has = (file: string): boolean => existsSync(packagePath("mappings", source, file));
  return {
    families: has(FAMILIES) ? Families.read(await text(FAMILIES), `mappings/${source}/${FAMILIES}`) : new Families(),
    fields: FieldTable.read(await text("fields.csv"), `mappings/${source}/fields.csv`, CLEANER_NAMES),
    unpivot: has(UNPIVOT)
      ? UnpivotTable.read(await text(UNPIVOT), `mappings/${source}/${UNPIVOT}`)
      : UnpivotTable.EMPTY,
    book,
    mapping: async (file) => compiledMapping(base, source, file),
  };
}

/** A mapping of the package, compiled for loading. @throws {MappingError} when it is wrong */
export async function compiledMapping(base: string, ...steps: readonly string[]): Promise<CompiledMapping> {
  const text = await packageText(base, "mappings", ...steps);
  return compileMapping(readMapping(text, { path: ["mappings", ...steps].join("/") }), { base, loading: true });
}
