/** Where the package keeps what is data, not code: ontology, mappings, queries, samples. */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withBase } from "../rdf/base.js";

/** Root of the package, with a trailing slash. */
const PACKAGE_ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Path of a file of the package. */
export function packagePath(...steps: readonly string[]): string {
  return join(PACKAGE_ROOT, ...steps);
}

/** Text of a file of the package, the token for the base IRI replaced. @throws {Error} when it is not there */
export async function packageText(base: string, ...steps: readonly string[]): Promise<string> {
  // Synchronously: they are a hundred small files, and a promise of one costs more than reading it.
  return withBase(readFileSync(packagePath(...steps), "utf8"), base);
}

/** Names of the files in a folder of the package with the given ending, in order. */
export async function packageNames(ending: string, ...steps: readonly string[]): Promise<string[]> {
  const names = await readdir(packagePath(...steps));
  return names.filter((name) => name.endsWith(ending)).sort();
}
