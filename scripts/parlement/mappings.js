/** The mapping files of mappings/tweedekamer, one for each entity, for both versions of the service. */
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { NO_ID } from "#src/sources/tweedekamer/entity-table.js";
import { UNKNOWN } from "#src/ingest/tweedekamer/entity-family.js";

/** @typedef {import("./tables.js").Made} Made */
/** @typedef {import("./tables.js").Statement} Statement */
/** @typedef {import("./tables.js").Tables} Tables */

/** @typedef {{ name: string, comment?: string, source: string, subject: string, statements: readonly Statement[] }} Part */

/** What is said of columns that the tables do not have. @type {readonly Statement[]} */
const OTHER = [
  ["tk:$(eigenschap)", "$(tekst)"],
  ["tk:$(eigenschap)", "$(getal)"],
  ["tk:$(eigenschap)", "$(waar)"],
  ["tk:$(eigenschap)", "$(decimaal)", "xsd:decimal"],
  ["tk:$(eigenschap)", "$(moment)", "xsd:dateTime"],
  ["tk:$(eigenschap)", "$(dag)", "xsd:date"],
  ["tk:$(eigenschap)", "$(jaar)", "xsd:gYear"],
  ["tk:$(eigenschap)", "$(verwijzing)~iri"],
];

/** @type {readonly Statement[]} */
const CONCEPT = [
  ["a", "skos:Concept"],
  ["skos:inScheme", "$(lijst)~iri"],
  ["skos:prefLabel", "$(naam)", "nl~lang"],
  ["skos:notation", "$(naam)"],
];

/** @type {readonly Statement[]} */
const FILE = [
  ["dcat:mediaType", "$(mediatype)~iri"],
  ["dcat:byteSize", "$(omvang)", "xsd:nonNegativeInteger"],
];

/** Source of a mapping → its iterator. @type {Readonly<Record<string, string>>} */
const ITERATORS = {
  alle: "$[*]",
  delen: "",
  bestanden: "$[*].bestand",
  overige: "$[*].overige[*]",
  "nieuwe-begrippen": "$[*].nieuwe_begrippen[*]",
};

/** A scalar in a flow list. @param {string} text */
function scalar(text) {
  return /[[\]{},&*#?|<>=!%@"']|: |^[-/]/.test(text) && !/^\/[\w/$()~-]+$/.test(text) ? JSON.stringify(text) : text;
}

/** @param {Part} part */
function partLines({ name, comment, source, subject, statements }) {
  return [
    ...(comment === undefined ? [] : [`  # ${comment}`]),
    `  ${name}:`,
    `    sources: ${source}`,
    `    s: ${scalar(subject)}`,
    "    po:",
    ...statements.map((each) => `      - [${each.map(scalar).join(", ")}]`),
    "",
  ];
}

/** @param {readonly Part[]} parts */
function prefixLines(parts) {
  const words = parts.flatMap(({ statements }) => statements.flat()).filter((word) => /^[a-z]+:[A-Za-z$]/.test(word));
  const used = new Set(words.map((word) => word.slice(0, word.indexOf(":"))));
  return Object.entries(prefixesFor(BASE_TOKEN))
    .filter(([prefix]) => used.has(prefix))
    .map(([prefix, iri]) => `  ${prefix}: ${iri}`);
}

/** @param {string} file @param {string} comment @param {readonly Part[]} parts @param {string} inner */
function document(file, comment, parts, inner = "") {
  const sources = [...new Set(parts.map(({ source }) => source))];
  return [
    `# ${comment}`,
    "# Written by scripts/parlement.js from the tables beside it; edit those.",
    "prefixes:",
    ...prefixLines(parts),
    "",
    "sources:",
    ...sources.map((name) => `  ${name}: ["${file}.json~jsonpath", "${name === "delen" ? inner : ITERATORS[name]}"]`),
    "",
    "mappings:",
    ...parts.flatMap(partLines),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** @param {Made} made @param {Tables} tables */
function mappingText({ entity, statements, fields, hasFile, parts }, { made }) {
  const { kind } = entity;
  const isPart = entity.name === NO_ID;
  /** @type {Part[]} */
  const all = [
    {
      name: kind,
      source: "alle",
      subject: isPart ? `/id/tk/toezegging/$(toezegging)#${kind}-$(aan)` : `/id/tk/${kind}/$(id)`,
      statements,
    },
  ];
  for (const part of parts) {
    const inner = made.find((each) => each.entity.name === part.target);
    const name = inner?.entity.kind ?? "";
    all.push({
      name,
      comment: "What has no id of its own belongs to the record it is in.",
      source: "delen",
      subject: `/id/tk/${kind}/$(eigenaar)#${name}-$(aan)`,
      statements: [...(inner?.statements ?? []), [`tk:${kind}`, `/id/tk/${kind}/$(eigenaar)~iri`]],
    });
  }
  if (hasFile) all.push({ name: "inhoud", source: "bestanden", subject: "$(adres)", statements: FILE });
  if (!isPart) {
    all.push({
      name: "overige",
      comment: "Columns that columns.csv does not have yet, under their own name.",
      source: "overige",
      subject: `/id/tk/${kind}/$(eigenaar)`,
      statements: OTHER,
    });
  }
  if (fields.some(({ clean }) => clean.startsWith("concept("))) {
    all.push({
      name: "nieuw-begrip",
      comment: "A value that the lists of ontology/ do not have is described here, by what the source calls it.",
      source: "nieuwe-begrippen",
      subject: "$(begrip)",
      statements: CONCEPT,
    });
  }
  const inner = parts.map(({ name }) => `$[*].${name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase()}[*]`)[0];
  return document(
    kind,
    `A record is ${entity.en.replace(/^(?=[aeiou])/i, "an ").replace(/^(?!an )/, "a ")}.`,
    all,
    inner,
  );
}

/** The mapping of records of sets that entities.csv does not have. @param {Tables} tables */
function unknownText({ made }) {
  const common = made[0]?.statements.filter(([predicate]) =>
    /^(?:dct:(?:identifier|modified)|lds:)/.test(predicate ?? ""),
  );
  return document(
    UNKNOWN,
    "A record of a set that entities.csv does not have: `entiteit` and `soort_ding` say which.",
    [
      {
        name: "ding",
        source: "alle",
        subject: "$(uri)",
        statements: [["a", "tk:$(entiteit)"], ...(common ?? []), ["tk:resource", "$(bestand.adres)~iri"]],
      },
      { name: "inhoud", source: "bestanden", subject: "$(adres)", statements: FILE },
      {
        name: "overige",
        source: "overige",
        subject: "$(eigenaar)",
        statements: OTHER,
      },
    ],
  );
}

/** @param {Tables} tables @returns {Map<string, string>} name of the file → its text */
export function mappingTexts(tables) {
  return new Map([
    ...tables.made.map((each) => /** @type {const} */ ([`${each.entity.kind}.yml`, mappingText(each, tables)])),
    [`${UNKNOWN}.yml`, unknownText(tables)],
  ]);
}
