/** The checked-in tables of the Tweede Kamer. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TkTables } from "#src/sources/tweedekamer/client.js";
import { EntityTable } from "#src/sources/tweedekamer/entity-table.js";
import { PersonalData, type Persoonsgegevens } from "#src/sources/tweedekamer/personal-data.js";

const FOLDER = fileURLToPath(new URL("../../../mappings/tweedekamer/", import.meta.url));

export function entityTable(): EntityTable {
  return EntityTable.read(readFileSync(`${FOLDER}entities.csv`, "utf8"), "entities.csv");
}

export function tkTables(chosen: Persoonsgegevens = {}): TkTables {
  const entities = entityTable();
  const text = readFileSync(`${FOLDER}persoonsgegevens.csv`, "utf8");
  return { entities, personal: PersonalData.read(text, "persoonsgegevens.csv", entities, chosen) };
}
