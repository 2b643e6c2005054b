/** ontology/shapes/parlement.ttl: what records of the Tweede Kamer should look like. */
import { isLink, rangeOf } from "./properties.js";
import { conceptProperty } from "./tables.js";
import { both, literal, turtle, WRITTEN } from "./turtle.js";

/** @typedef {import("./tables.js").Column} Column */
/** @typedef {import("./tables.js").Made} Made */
/** @typedef {import("./tables.js").Tables} Tables */

const UUID = '"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"';
const WARNING = "sh:severity sh:Warning";

/** Properties that name a thing. */
const NAMES = new Set(["skos:prefLabel", "schema:name", "dct:title", "foaf:name"]);

/** What values are called in a message: Dutch, English. @type {Readonly<Record<string, readonly [string, string]>>} */
const KINDS = {
  "xsd:string": ["een tekst", "a text"],
  "xsd:integer": ["een geheel getal", "a whole number"],
  "xsd:boolean": ["waar of onwaar", "true or false"],
  "xsd:decimal": ["een getal", "a number"],
  "xsd:date": ["een dag", "a day"],
  "xsd:dateTime": ["een tijdstip", "a moment"],
};

/** @param {string} path @param {readonly string[]} constraints @param {string} nl @param {string} en */
function property(path, constraints, nl, en) {
  return `sh:property [ sh:path ${path} ; ${constraints.join(" ; ")} ;\n    sh:message ${both(nl, en)} ]`;
}

/** @param {Column} column @param {string} path */
function ofColumn(column, path) {
  if (column.lang !== "") {
    const constraints = ["sh:uniqueLang true", "sh:datatype rdf:langString"];
    return property(path, constraints, `${path} heeft per taal één tekst`, `${path} has one text in a language`);
  }
  const range = rangeOf(column);
  if (isLink(column)) {
    const count = column.type === "many" || column.type === "part" ? [] : ["sh:maxCount 1"];
    const things = range === "" ? [] : [`sh:class ${range}`];
    const constraints = [...count, "sh:nodeKind sh:IRI", ...things, WARNING];
    if (range === "") return property(path, constraints, `${path} is een adres`, `${path} is an address`);
    return property(
      path,
      constraints,
      `${path} wijst naar een beschreven ${range}`,
      `${path} leads to a ${range} that is described`,
    );
  }
  const [nl = "", en = ""] = KINDS[range] ?? [];
  const constraints = ["sh:maxCount 1", `sh:datatype ${range}`];
  return property(
    path,
    constraints,
    `${path} komt ten hoogste één keer voor en is ${nl}`,
    `${path} occurs at most once and is ${en}`,
  );
}

/** What is demanded of an entity beyond its columns (MODEL §3.4), by its name. @param {Tables} tables */
function demands({ values }) {
  const votes = values.filter(({ scheme }) => scheme === "tk-stemming-soort").map(({ value }) => literal(value));
  return new Map([
    [
      "Stemming",
      [
        property(
          "tk:besluit",
          ["sh:minCount 1", WARNING],
          "een stem is over een besluit uitgebracht",
          "a vote is cast on a decision",
        ),
        property(
          "tk:soort",
          [`sh:in ( ${votes.join(" ")} )`, WARNING],
          `een stem is ${votes.join(", ").replaceAll('"', "")}`,
          `a vote is ${votes.join(", ").replaceAll('"', "")}`,
        ),
        "sh:or ( [ sh:property [ sh:path tk:fractie ; sh:minCount 1 ] ] [ sh:property [ sh:path tk:persoon ; sh:minCount 1 ] ] )",
      ],
    ],
    [
      "FractieZetelPersoon",
      [
        property(
          "tk:fractieZetel",
          ["sh:minCount 1"],
          "iemand bezet een fractiezetel",
          "someone holds a seat of a parliamentary group",
        ),
      ],
    ],
  ]);
}

/** Whether a column is checked as all are: the key is in its own way, and `schema:image` has values of two kinds. @param {Column} column */
function isChecked({ entity, name, property: path }) {
  return path.startsWith("tk:") || (entity === "*" && path !== "" && name !== "Id");
}

/** @param {Made} made @param {ReadonlyMap<string, readonly string[]>} more */
function shape({ entity, columns, statements }, more) {
  const own = columns.filter((c) => c.type !== "one" && isChecked(c));
  const seen = new Set();
  const first = own.filter(({ property: name }) => !seen.has(name) && seen.add(name));
  const name = statements.map(([predicate = ""]) => predicate).find((predicate) => NAMES.has(predicate));
  const hasId = columns.some((c) => c.name === "Id");
  const constraints = [
    ...(hasId
      ? [
          property(
            "dct:identifier",
            ["sh:minCount 1", "sh:maxCount 1", "sh:datatype xsd:string", `sh:pattern ${UUID}`],
            "een record heeft één sleutel, een guid",
            "a record has one key, a guid",
          ),
        ]
      : []),
    ...(name === undefined
      ? []
      : [property(name, ["sh:minCount 1", WARNING], "het record heeft geen naam", "the record has no name")]),
    ...first.map((column) => ofColumn(column, column.property)),
    ...first
      .filter(({ isConcept }) => isConcept)
      .map(({ property: path }) =>
        property(
          conceptProperty(path),
          ["sh:maxCount 1", "sh:class skos:Concept", WARNING],
          `${conceptProperty(path)} is ten hoogste één begrip uit een lijst`,
          `${conceptProperty(path)} is at most one concept of a list`,
        ),
      ),
    ...(more.get(entity.name) ?? []),
  ];
  return [`tk:${entity.name}Shape a sh:NodeShape`, `sh:targetClass tk:${entity.name}`, ...constraints]
    .join(" ;\n  ")
    .concat(" .");
}

/** @param {Tables} tables */
export function shapesText(tables) {
  const more = demands(tables);
  return turtle(
    [
      "What the records of the Tweede Kamer should look like: each column at most once, with its type (MODEL §2.6, §3.4).",
      "Only `validate` runs these, over the union of all graphs; severity decides the report, never the load.",
      WRITTEN,
    ],
    tables.made.map((each) => shape(each, more)),
  );
}
