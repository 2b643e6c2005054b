/** The table of collections that ships. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type LoketCollection, readCollections } from "#src/sources/onderwijsloket/collections.js";

const PATH = fileURLToPath(new URL("../../../mappings/onderwijsloket/collections.yaml", import.meta.url));

export const COLLECTIONS: readonly LoketCollection[] = readCollections(
  readFileSync(PATH, "utf8"),
  "mappings/onderwijsloket/collections.yaml",
);

/** Collections of the table by their names. */
export function only(...names: readonly string[]): LoketCollection[] {
  return COLLECTIONS.filter((each) => names.includes(each.name));
}
