/** The checked-in tables of the Tweede Kamer. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TkTables } from "#src/sources/tweedekamer/client.js";
import { RequestTable } from "#src/sources/tweedekamer/request-table.js";
import { PersonalData, type Persoonsgegevens } from "#src/sources/tweedekamer/personal-data.js";

const FOLDER = fileURLToPath(new URL("../../../mappings/tweedekamer/", import.meta.url));

export function entityTable(): RequestTable {
  return RequestTable.read(readFileSync(`${FOLDER}requests.csv`, "utf8"), "requests.csv");
}

export function tkTables(chosen: Persoonsgegevens = {}): TkTables {
  const entities = entityTable();
  const text = readFileSync(`${FOLDER}persoonsgegevens.csv`, "utf8");
  return { entities, personal: PersonalData.read(text, "persoonsgegevens.csv", entities, chosen) };
}
