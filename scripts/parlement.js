/**
 * Writes what follows from the tables of the Tweede Kamer in mappings/tweedekamer (entities.csv, columns.csv,
 * overrides.csv, properties.csv, classes.csv, values.csv), so that none can drift from the others:
 *
 * - there: fields.csv and a mapping for each entity;
 * - in ontology/: parlement.ttl, parlement-alignment.ttl, shapes/parlement.ttl, begrippen/tk-*.ttl, begrippen/partij.ttl and
 *   reference/vergaderjaren.ttl.
 *
 *   npm run build && node scripts/parlement.js && node scripts/context.js
 */
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { schemeTexts, yearsText } from "./parlement/begrippen.js";
import { fieldsText } from "./parlement/fields.js";
import { mappingTexts } from "./parlement/mappings.js";
import { alignmentText, ontologyText } from "./parlement/ontology.js";
import { shapesText } from "./parlement/shapes.js";
import { readTables } from "./parlement/tables.js";

const ROOT = new URL("../", import.meta.url);

/** @returns {Promise<Map<string, string>>} path of each file → its text */
export async function parliamentFiles() {
  const tables = await readTables();
  return new Map([
    ["mappings/tweedekamer/fields.csv", fieldsText(tables)],
    ...[...mappingTexts(tables)].map(([name, text]) => /** @type {const} */ ([`mappings/tweedekamer/${name}`, text])),
    ["ontology/parlement.ttl", ontologyText(tables)],
    ["ontology/parlement-alignment.ttl", alignmentText(tables)],
    ["ontology/shapes/parlement.ttl", shapesText(tables)],
    ["ontology/reference/vergaderjaren.ttl", yearsText()],
    ...[...schemeTexts(tables)].map(([name, text]) => /** @type {const} */ ([`ontology/begrippen/${name}`, text])),
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [path, text] of await parliamentFiles()) await writeFile(new URL(path, ROOT), text);
}
