/** The checked-in tables of the Tweede Kamer. */
import { readFileSync } from "node:fs";
import { packagePath } from "#src/package/package-files.js";
import type { TkTables } from "#src/sources/tweedekamer/client.js";
import { EntityTable } from "#src/sources/tweedekamer/entity-table.js";
import { PersonalData, type Persoonsgegevens } from "#src/sources/tweedekamer/personal-data.js";

const text = (name: string): string => readFileSync(packagePath("mappings", "tweedekamer", name), "utf8");

export const ENTITIES = text("entities.csv");
export const COLUMNS = text("columns.csv");
export const TABLE = EntityTable.read(ENTITIES, COLUMNS);

export function tkTables(chosen: Persoonsgegevens = {}): TkTables {
  const personal = PersonalData.read(text("persoonsgegevens.csv"), "persoonsgegevens.csv", TABLE, chosen);
  return { entities: TABLE, personal };
}
