/** The properties of the parliamentary vocabulary: what they are of, and what their values are. */
import { cleanerOf, conceptProperty, datatypeOf } from "./tables.js";

/** @typedef {import("./tables.js").Column} Column */
/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Words} Words */

/**
 * `ranges`: classes or datatypes that values have; `isLink`: whether they are things.
 *
 * @typedef {{
 *   name: string, words: Words, domains: readonly string[], ranges: readonly string[], isLink: boolean,
 *   super?: string, inverse?: string,
 * }} Property
 */

/** Datatype or class of the values of a column. @param {Column} column */
export function rangeOf(column) {
  if (column.target !== "") return `tk:${column.target}`;
  const clean = cleanerOf(column);
  if (clean === "url") return "";
  const datatype = datatypeOf(column);
  if (datatype.endsWith("~lang")) return "rdf:langString";
  if (datatype !== "") return datatype;
  return clean === "int" ? "xsd:integer" : clean === "bool" ? "xsd:boolean" : "xsd:string";
}

/** Whether the values of a column are things. @param {Column} column */
export function isLink(column) {
  return column.target !== "" || cleanerOf(column) === "url";
}

/** @param {Tables} tables @returns {Property[]} in the order of properties.csv, each followed by its concept property */
export function propertiesOf({ made, properties, overrides }) {
  /** @type {Map<string, { column: Column, domain: string }[]>} */
  const uses = new Map();
  for (const { entity, columns } of made) {
    for (const column of columns) {
      for (const name of [column.property, ...column.also].filter((each) => each.startsWith("tk:"))) {
        uses.set(name, [...(uses.get(name) ?? []), { column, domain: `tk:${entity.name}` }]);
      }
    }
  }
  return properties.flatMap((words) => {
    const name = words["property"] ?? "";
    const used = uses.get(name) ?? [];
    const override = overrides.find(({ predicate }) => predicate === name);
    if (used.length === 0 && override === undefined) throw new Error(`${words["where"]}: no column has ${name}`);
    const domains = [
      ...used.map(({ domain }) => domain),
      ...(override?.["entity"] ?? "")
        .split("|")
        .filter((each) => each !== "")
        .map((each) => `tk:${each}`),
    ];
    const ranges = used
      .map(({ column }) => rangeOf(column))
      .concat(words["range"] ?? "")
      .filter((each) => each !== "");
    const links = used.map(({ column }) => isLink(column)).concat(override?.["object"]?.endsWith("~iri") ?? []);
    if (new Set(links).size > 1) throw new Error(`${words["where"]}: ${name} has both texts and things as values`);
    /** @type {Property} */
    const property = {
      name,
      words,
      domains: [...new Set(domains)],
      ranges: [...new Set(ranges)],
      isLink: links[0] === true,
      ...(words["super"] ? { super: words["super"] } : {}),
      ...(words["inverse"] ? { inverse: words["inverse"] } : {}),
    };
    const concepts = used.filter(({ column }) => column.isConcept);
    return concepts.length === 0
      ? [property]
      : [
          property,
          conceptOf(
            property,
            concepts.map(({ domain }) => domain),
          ),
        ];
  });
}

/** @param {Property} property @param {readonly string[]} domains @returns {Property} */
function conceptOf({ name, words }, domains) {
  return {
    name: conceptProperty(name),
    words: {
      nl: `${words["nl"]} (begrip)`,
      en: `${words["en"]} (concept)`,
      definitie: `Hetzelfde als ${name}, als begrip uit een begrippenlijst.`,
      definition: `The same as ${name}, as a concept of a concept scheme.`,
    },
    domains: [...new Set(domains)],
    ranges: ["skos:Concept"],
    isLink: true,
  };
}
