/** fields.csv of mappings/tweedekamer. */
import Papa from "papaparse";
import { UNKNOWN } from "#src/ingest/tweedekamer/entity-family.js";
import { NO_ID } from "#src/sources/tweedekamer/entity-table.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Field} Field */

/** What tells which set a record of such a family is of. @type {readonly Field[]} */
const UNKNOWN_FIELDS = [
  { key: "entiteit", aliases: ["_request.ENTITEIT"], clean: "match([A-Z][A-Za-z0-9]*)", bad: "finding" },
  { key: "soort_ding", aliases: ["_request.SOORT"], clean: "match([a-z0-9]+(?:-[a-z0-9]+)*)", bad: "finding" },
];

/** Columns that the table does not have. @type {Field} */
const OTHERS = { key: "overige", aliases: [], clean: "owned(id)", bad: "" };

/** @type {readonly Field[]} */
const UNKNOWN_COMPOSED = [
  { key: "uri", aliases: [], clean: "path(/id/tk soort_ding id)", bad: "" },
  { key: "bestand", aliases: [], clean: "file(entiteit)", bad: "" },
  { key: "overige", aliases: [], clean: "owned(uri)", bad: "" },
];

/** @param {Tables} tables @returns {string} */
export function fieldsText({ made, table }) {
  const common = table.columns.filter(({ entity }) => entity === "*");
  const some = made.find(({ entity }) => entity.name !== NO_ID);
  const ofAll = some?.fields.filter(
    ({ key, aliases }) => key === "recordstatus" || key === "root" || common.some((c) => aliases.includes(c.name)),
  );
  const ofFiles = made.find(({ hasFile }) => hasFile)?.fields.filter(({ key }) => key.startsWith("bestand."));
  const families = [
    ...made.map(({ entity, fields }) => ({ family: entity.kind, fields })),
    { family: UNKNOWN, fields: [...UNKNOWN_FIELDS, ...(ofAll ?? []), ...(ofFiles ?? [])] },
  ];
  /** @type {Map<string, { field: Field, families: string[] }>} */
  const rows = new Map();
  for (const { family, fields } of families) {
    for (const field of fields) {
      const id = JSON.stringify([field.key, field.aliases, field.clean, field.bad]);
      const row = rows.get(id) ?? { field, families: [] };
      rows.set(id, row);
      if (!row.families.includes(family)) row.families.push(family);
    }
  }
  // What all but the records without id have is for all: those have no such header.
  const isForAll = (/** @type {{ field: Field, families: string[] }} */ { field, families: of }) =>
    of.length >= families.length - 1 && field.aliases.length > 0;
  const data = [...rows.values()].map((row) => cells(row.field, isForAll(row) ? [] : row.families));
  const last = [cells(OTHERS, []), ...UNKNOWN_COMPOSED.map((field) => cells(field, [UNKNOWN]))];
  const header = ["key", "aliases", "clean", "bad", "families"];
  return Papa.unparse({ fields: header, data: [...data, ...last] }, { newline: "\n" }).concat("\n");
}

/** @param {Field} field @param {readonly string[]} families */
function cells({ key, aliases, clean, bad }, families) {
  return [key, aliases.join("|"), clean, bad, families.join("|")];
}
