/** Drafts a first mapping from a schema, for a person to finish. */
import { fromCsv } from "./scaffold/csv.js";
import { fromDirectus } from "./scaffold/directus.js";
import { draftText, type DraftEntity } from "./scaffold/draft.js";
import { fromOData } from "./scaffold/odata.js";
import { fromOpenApi } from "./scaffold/openapi.js";

export { ScaffoldError } from "./scaffold/draft.js";

export const SCAFFOLD_KINDS = ["csv", "odata", "directus", "openapi"] as const;
export type ScaffoldKind = (typeof SCAFFOLD_KINDS)[number];

const READERS: Readonly<Record<ScaffoldKind, (text: string, path: string) => DraftEntity[]>> = {
  csv: fromCsv,
  odata: fromOData,
  directus: fromDirectus,
  openapi: fromOpenApi,
};

/**
 * YARRRML with typed properties, links for foreign keys, and a TODO where a person must decide; it can be read back.
 *
 * @param text a CSV file, an OData `$metadata` document, a Directus schema, or an OpenAPI document
 * @param path where it comes from, for messages and for the name of a CSV source
 * @throws {ScaffoldError} when the text is not what its kind says
 */
export function scaffold(kind: ScaffoldKind, text: string, path: string): string {
  return draftText(READERS[kind](text, path), path);
}
