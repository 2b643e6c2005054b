/**
 * The tables of mappings/tweedekamer that a steward edits, as what follows from them for each entity: fields of clean
 * records, and what a mapping says with them.
 */
import { readFile } from "node:fs/promises";
import { kebab } from "#src/records/generic-columns.js";
import { EntityTable, leads, NO_ID } from "#src/sources/tweedekamer/entity-table.js";
import { tableRows } from "#src/package/steward-table.js";

/** @typedef {import("#src/sources/tweedekamer/entity-table.js").Column} Column */
/** @typedef {import("#src/sources/tweedekamer/entity-table.js").Entity} Entity */

/** A row of fields.csv. @typedef {{ key: string, aliases: readonly string[], clean: string, bad: string }} Field */

/** A statement of a mapping: predicate, object, and perhaps a datatype or language. @typedef {readonly string[]} Statement */

/** A value of a concept scheme, and what it is called. @typedef {{ scheme: string, value: string, nl: string, en: string }} Value */

/**
 * What is made of an entity.
 *
 * @typedef {{
 *   entity: Entity,
 *   columns: readonly Column[],
 *   fields: readonly Field[],
 *   statements: readonly Statement[],
 *   hasFile: boolean,
 *   parts: readonly Column[],
 * }} Made
 */

/** Words of a property or class. @typedef {Record<string, string>} Words */

/**
 * @typedef {{
 *   table: EntityTable,
 *   made: readonly Made[],
 *   properties: readonly Words[],
 *   classes: readonly Words[],
 *   values: readonly Value[],
 *   overrides: readonly Words[],
 * }} Tables
 */

const FOLDER = new URL("../../mappings/tweedekamer/", import.meta.url);
const UUID = "uuid";

/** Cleaner of a type, where the table names no other. @type {Readonly<Record<string, string>>} */
const CLEANERS = {
  guid: UUID,
  string: "text",
  int: "int",
  bool: "bool",
  date: "date",
  // Some columns are given as days and as moments by turns.
  datetime: "moment(day)",
  decimal: "dec",
};

/** @param {string} name @param {string} header */
async function rows(name, header) {
  return tableRows(await readFile(new URL(name, FOLDER), "utf8"), name, header);
}

/** Key of a column in clean records: `FractieZetel_Id` → `fractie_zetel`. @param {Column} column */
export function keyOf({ name, type }) {
  const bare = type === "guid" && name !== "Id" ? name.replace(/_?Id$/, "") : name;
  return bare
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .replaceAll("/", "_")
    .toLowerCase();
}

/** Last step of the IRI of the concept scheme of a column. @param {Entity} entity @param {Column} column */
export function schemeOf(entity, column) {
  return `tk-${entity.kind}-${kebab(column.name)}`;
}

/** `tk:soort` → `tk:soortBegrip`. @param {string} property */
export function conceptProperty(property) {
  return `${property}Begrip`;
}

/** Cleaner of a column. @param {Column} column */
export function cleanerOf({ clean, type }) {
  return clean === "" ? (CLEANERS[type] ?? "unused") : clean;
}

/** Datatype, as third of a statement, of what a column becomes; empty for what needs none. @param {Column} column */
export function datatypeOf(column) {
  if (column.lang !== "") return `${column.lang}~lang`;
  const clean = cleanerOf(column);
  if (clean.startsWith("moment")) return "xsd:dateTime";
  if (/^date\b| date\)$/.test(clean)) return "xsd:date";
  return clean === "dec" ? "xsd:decimal" : "";
}

/** @param {string} predicate @param {string} object @param {string} [third] @returns {Statement} */
function statement(predicate, object, third = "") {
  return third === "" ? [predicate, object] : [predicate, object, third];
}

/** What a column becomes. @param {EntityTable} table @param {Entity} entity @param {Column} column */
function ofColumn(table, entity, column) {
  const key = keyOf(column);
  const aliases = [column.name, ...column.v3];
  const properties = column.property === "" ? [] : [column.property, ...column.also];
  const target = table.named(column.target)?.kind ?? "";
  /** @param {string} clean @returns {Field} */
  const field = (clean) => ({ key, aliases, clean, bad: "finding" });
  /** @param {string} object @param {string} [third] */
  const each = (object, third) => properties.map((property) => statement(property, object, third));
  if (column.type === "many") {
    return properties.length === 0
      ? { fields: [], statements: [] }
      : { fields: [field(`refs(tk/${target} Id)`)], statements: each(`$(${key})~iri`) };
  }
  if (column.type === "part") {
    const link = `/id/tk/${entity.kind}/$(id)#${target}-$(${key}[*].aan)~iri`;
    return { fields: [field(`each(${target})`)], statements: each(link) };
  }
  if (column.type === "one") return ofOther(table, column);
  if (properties.length === 0 && column.clean === "") return { fields: [], statements: [] };
  const clean = cleanerOf(column);
  if (column.type === "guid" && target !== "") {
    return { fields: [field(clean)], statements: each(`/id/tk/${target}/$(${key})~iri`) };
  }
  const own = each(clean === "url" ? `$(${key})~iri` : `$(${key})`, datatypeOf(column));
  if (!column.isConcept) return { fields: [field(clean)], statements: own };
  const concept = `${key}_begrip`;
  return {
    fields: [field(clean), { key: concept, aliases, clean: `concept(${schemeOf(entity, column)})`, bad: "finding" }],
    statements: [...own, statement(conceptProperty(column.property), `$(${concept})~iri`)],
  };
}

/** What an expanded record refers to, for which this record has a property. @param {EntityTable} table @param {Column} column */
function ofOther(table, column) {
  const keys = column.property === "" ? [] : table.keysOf(column.target).filter(({ name }) => name !== "Id");
  const fields = keys.map((there) => ({
    key: `${keyOf(column)}_${keyOf(there)}`,
    aliases: [`${column.name}/${there.name}`],
    clean: UUID,
    bad: "finding",
  }));
  const statements = keys.map((there, i) =>
    statement(column.property, `/id/tk/${table.named(there.target)?.kind}/$(${fields[i]?.key})~iri`),
  );
  return { fields, statements };
}

/** What the overrides add to an entity. @param {Entity} entity @param {readonly Words[]} overrides */
function ofOverrides(entity, overrides) {
  const own = overrides.filter(({ entity: names = "" }) =>
    names === "*" ? entity.name !== NO_ID : names.split("|").includes(entity.name),
  );
  return {
    fields: own
      .filter(({ clean }) => clean !== "")
      .map(({ key = "", aliases = "", clean = "", bad = "" }) => ({
        key,
        aliases: aliases.split("|").filter((alias) => alias !== ""),
        clean: clean.replace("{set}", entity.name),
        bad,
      })),
    statements: own
      .filter(({ predicate }) => predicate !== "")
      .map(({ predicate = "", object = "", type = "" }) => statement(predicate, object, type)),
  };
}

/** Whether a field is of the context of a record: others make use of it, so it comes first. @param {Field} field */
function isContext({ aliases }) {
  return aliases.some((alias) => alias.startsWith("_request."));
}

/** What is expanded in a record, where that is of no use to it: it is a record of its own. @param {readonly Column[]} columns @returns {Field[]} */
function unusedOf(columns) {
  const aliases = columns.flatMap((c) =>
    leads(c) && (c.property === "" || c.type === "one") ? [c.name, ...c.v3] : [],
  );
  return aliases.length === 0 ? [] : [{ key: "ongebruikt", aliases, clean: "unused", bad: "ignore" }];
}

/** @param {EntityTable} table @param {Entity} entity @param {readonly Words[]} overrides @returns {Made} */
function madeOf(table, entity, overrides) {
  const columns = table.columnsOf(entity.name);
  const own = columns.map((column) => ofColumn(table, entity, column));
  const more = ofOverrides(entity, overrides);
  const context = more.fields.filter(isContext);
  return {
    entity,
    columns,
    fields: [
      ...context,
      ...own.flatMap(({ fields }) => fields),
      ...more.fields.filter((f) => !isContext(f)),
      ...unusedOf(columns),
    ],
    statements: [["a", `tk:${entity.name}`], ...own.flatMap((each) => each.statements), ...more.statements],
    hasFile: more.fields.some(({ key }) => key === "bestand"),
    parts: columns.filter(({ type }) => type === "part"),
  };
}

/** @returns {Promise<Tables>} @throws {Error} naming file, line and what is wrong */
export async function readTables() {
  const table = EntityTable.read(
    await readFile(new URL("entities.csv", FOLDER), "utf8"),
    await readFile(new URL("columns.csv", FOLDER), "utf8"),
  );
  const overrides = await rows("overrides.csv", "entity,key,aliases,clean,bad,predicate,object,type");
  const known = new Set(["*", ...table.entities.map(({ name }) => name)]);
  for (const { where, entity = "" } of overrides) {
    const unknown = entity.split("|").filter((name) => !known.has(name));
    if (unknown.length > 0) throw new Error(`${where}: entities.csv has no ${unknown.join(", ")}`);
  }
  return {
    table,
    made: table.entities.map((entity) => madeOf(table, entity, overrides)),
    properties: await rows("properties.csv", "property,nl,en,definitie,definition,range,super,inverse"),
    classes: await rows("classes.csv", "class,super,aligned,nl,en,definitie,definition"),
    values: (await rows("values.csv", "scheme,value,nl,en")).map(({ scheme = "", value = "", nl = "", en = "" }) => ({
      scheme,
      value,
      nl: nl || value,
      en,
    })),
    overrides,
  };
}
