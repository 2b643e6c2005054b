/** The tables of the Tweede Kamer that ship. */
import { readFileSync } from "node:fs";
import { EntityTable } from "#src/sources/tweedekamer/entity-table.js";
import { packagePath } from "#src/ingest/package-files.js";

const text = (name: string): string => readFileSync(packagePath("mappings", "tweedekamer", name), "utf8");

export const ENTITIES = text("entities.csv");
export const COLUMNS = text("columns.csv");
export const TABLE = EntityTable.read(ENTITIES, COLUMNS);
