/**
 * Writes ontology/onderwijs-cube.ttl (dimensions, measures and attributes of the statistics, and the structure of each
 * family) and ontology/shapes/cube.ttl from mappings/duo/families.yaml and cube.yaml, and
 * ontology/reference/schooljaren.ttl, which is computed.
 *
 *   npm run build && node scripts/cube.js && node scripts/context.js
 */
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { readFamilyTable } from "#src/records/family-table.js";

const TABLES = new URL("../mappings/duo/", import.meta.url);
const ONTOLOGY = new URL("../ontology/", import.meta.url);
const MODULE = `<${BASE_TOKEN}/def/onderwijs>`;

/** School years that are described, by the year they begin in. */
const FIRST = 1990;
const LAST = 2039;

/** Defined in onderwijs.ttl, as what they are of a school; here they are dimensions too. */
const DEFINED = new Set(["denominatie", "soortPrimairOnderwijs"]);

/** @typedef {{ label: { nl: string, en: string }, nl: string, en: string, max?: number }} Words */
/** @typedef {import("#src/records/family-table.js").StatisticsFamily} StatisticsFamily */

/** @param {string} text @param {string} [language] */
function literal(text, language) {
  const tag = language === undefined ? "" : `@${language}`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"${tag}`;
}

/** A subject with its predicates, one a line. @param {string} subject @param {readonly string[]} statements */
function block(subject, statements) {
  return `${subject} ${statements.join(" ;\n  ")} .`;
}

/** @param {string} property @param {string} types @param {readonly string[]} more @param {Words | undefined} words */
function term(property, types, more, words) {
  if (words === undefined) {
    if (!DEFINED.has(property))
      throw new Error(`cube.yaml has no words for "${property}"; add its label and definition`);
    return block(`ond:${property}`, [`a ${types}`, ...more]);
  }
  return block(`ond:${property}`, [
    `a ${types}`,
    ...more,
    `rdfs:label ${literal(words.label.nl, "nl")}, ${literal(words.label.en, "en")}`,
    `skos:definition ${literal(words.nl, "nl")},\n    ${literal(words.en, "en")}`,
    `rdfs:isDefinedBy ${MODULE}`,
  ]);
}

/** Each property once, in the order in which families use it. @template {{ property: string }} T @param {readonly T[]} all */
function once(all) {
  return [...new Map(all.map((each) => [each.property, each])).values()];
}

/** @param {StatisticsFamily} family */
function structure({ name, title, dimensions, measures, attributes }) {
  const iri = `${BASE_TOKEN}/id/datastructuur/${name}`;
  const components = [
    ...["schooljaar", "eenheid", ...dimensions.map((d) => d.property)].map((property, i) => [
      `qb:dimension ond:${property}`,
      `qb:order ${i + 1}`,
    ]),
    ...measures.map(({ property }) => [`qb:measure ond:${property}`]),
    ...["sdmx-attribute:obsStatus", "ond:gemaskeerdeMaat", "ond:bovengrens"]
      .concat(attributes.map(({ property }) => `ond:${property}`))
      .map((property) => [`qb:attribute ${property}`, "qb:componentRequired false"]),
  ];
  const links = components.map((_each, i) => `<${iri}#c${i + 1}>`);
  return [
    block(`<${iri}>`, [
      "a qb:DataStructureDefinition",
      `dct:title ${literal(title, "nl")}`,
      `qb:sliceKey <${iri}#schooljaar>`,
      `qb:component\n    ${links.join(",\n    ")}`,
    ]),
    block(`<${iri}#schooljaar>`, ["a qb:SliceKey", "qb:componentProperty ond:schooljaar"]),
    ...components.map((lines, i) => block(`<${iri}#c${i + 1}>`, ["a qb:ComponentSpecification", ...lines])),
  ].join("\n");
}

/** The tables. @returns {Promise<{ families: StatisticsFamily[], words: Record<string, Words> }>} */
async function tables() {
  const [families, words] = await Promise.all(
    ["families.yaml", "cube.yaml"].map((name) => readFile(new URL(name, TABLES), "utf8")),
  );
  return {
    families: readFamilyTable(families ?? "", "families.yaml").flatMap(({ family }) =>
      family.kind === "statistics" ? [family] : [],
    ),
    words: parse(words ?? ""),
  };
}

/** The text of ontology/onderwijs-cube.ttl as it should be. @returns {Promise<string>} */
export async function cubeText() {
  const { families, words } = await tables();
  const dimensions = once(families.flatMap((family) => family.dimensions)).map(({ property, scheme }) =>
    scheme === undefined
      ? term(property, "qb:DimensionProperty, owl:ObjectProperty", [], words[property])
      : term(
          property,
          "qb:DimensionProperty, qb:CodedProperty, owl:ObjectProperty",
          ["rdfs:range skos:Concept", `qb:codeList <${BASE_TOKEN}/id/begrippenlijst/${scheme}>`],
          words[property],
        ),
  );
  const measures = once(families.flatMap((family) => family.measures)).map(({ property, type }) =>
    term(property, "qb:MeasureProperty, owl:DatatypeProperty", [`rdfs:range xsd:${type}`], words[property]),
  );
  const attributes = once(families.flatMap((family) => family.attributes)).map(({ property, type }) =>
    term(property, "qb:AttributeProperty, owl:DatatypeProperty", [`rdfs:range xsd:${type}`], words[property]),
  );
  const parts = [
    "# Dimensions",
    term(
      "schooljaar",
      "qb:DimensionProperty, qb:CodedProperty, owl:ObjectProperty",
      ["rdfs:range skos:Concept", `qb:codeList <${BASE_TOKEN}/id/begrippenlijst/schooljaar>`],
      words["schooljaar"],
    ),
    term("eenheid", "qb:DimensionProperty, owl:ObjectProperty", [], words["eenheid"]),
    ...dimensions,
    "# Measures",
    ...measures,
    "# Attributes",
    term(
      "gemaskeerdeMaat",
      "qb:AttributeProperty, owl:ObjectProperty",
      ["rdfs:range qb:MeasureProperty"],
      words["gemaskeerdeMaat"],
    ),
    term("bovengrens", "qb:AttributeProperty, owl:DatatypeProperty", ["rdfs:range xsd:integer"], words["bovengrens"]),
    ...attributes,
    "# Structures, one for each family of statistics",
    ...families.map(structure),
  ];
  const head = [
    "# The data cube of DUO's statistics (MODEL §2.3, §3.3): part of the education vocabulary.",
    "# Written by scripts/cube.js from mappings/duo/families.yaml and cube.yaml; https://data.example.nl stands for the base IRI.",
    `@prefix ond: <${BASE_TOKEN}/def/onderwijs#> .`,
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    "@prefix dct: <http://purl.org/dc/terms/> .",
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix qb: <http://purl.org/linked-data/cube#> .",
    "@prefix sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#> .",
  ];
  return `${head.join("\n")}\n\n${parts.join("\n\n")}\n`;
}

/** @param {string} path @param {string} limits @param {string} nl @param {string} en */
function property(path, limits, nl, en) {
  return `sh:property [ sh:path ${path} ; ${limits} ;\n    sh:message ${literal(nl, "nl")},\n      ${literal(en, "en")} ]`;
}

/** The text of ontology/shapes/cube.ttl as it should be. @returns {Promise<string>} */
export async function shapesText() {
  const { families, words } = await tables();
  /** @param {string} name */
  const label = (name) => words[name]?.label ?? { nl: name, en: name };
  const dimensions = once(families.flatMap((family) => family.dimensions)).map(({ property: name, scheme }) =>
    property(
      `ond:${name}`,
      scheme === undefined
        ? "sh:maxCount 1 ; sh:nodeKind sh:IRI"
        : `sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "/id/begrip/${scheme}/"`,
      `${label(name).nl}: ten hoogste één${scheme === undefined ? "" : `, uit de lijst ${scheme}`}`,
      `${label(name).en}: at most one${scheme === undefined ? "" : `, of the list ${scheme}`}`,
    ),
  );
  const numbers = once(families.flatMap((family) => [...family.measures, ...family.attributes])).map((number) => {
    const { property: name, type } = number;
    const least = "least" in number ? (number.least ?? 0) : 0;
    const max = words[name]?.max;
    const range =
      type === "boolean" ? "" : ` ; sh:minInclusive ${least}${max === undefined ? "" : ` ; sh:maxInclusive ${max}`}`;
    return property(
      `ond:${name}`,
      `sh:datatype xsd:${type} ; sh:maxCount 1${range}`,
      `${label(name).nl}: ten hoogste één${max === undefined ? "" : `, van ${least} tot en met ${max}`}`,
      `${label(name).en}: at most one${max === undefined ? "" : `, from ${least} to ${max}`}`,
    );
  });
  const parts = [
    block("ond:ObservatieShape", [
      "a sh:NodeShape",
      "sh:targetClass qb:Observation",
      property(
        "qb:dataSet",
        "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
        "een waarneming hoort bij één kubus",
        "an observation belongs to one cube",
      ),
      property(
        "ond:schooljaar",
        'sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "/id/schooljaar/[0-9]{4}-[0-9]{4}$"',
        "een waarneming is van één schooljaar",
        "an observation is of one school year",
      ),
      property(
        "ond:eenheid",
        "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
        "een waarneming gaat over één eenheid",
        "an observation is about one unit",
      ),
      ...dimensions,
      ...numbers,
      property(
        "ond:gemaskeerdeMaat",
        'sh:nodeKind sh:IRI ; sh:pattern "/def/onderwijs#"',
        "een gemaskeerde maat is een maat van de kubus",
        "a suppressed measure is a measure of the cube",
      ),
      property(
        "ond:bovengrens",
        "sh:datatype xsd:integer ; sh:maxCount 1 ; sh:minInclusive 1",
        "wat gemaskeerd is heeft ten hoogste één bovengrens",
        "what is suppressed has at most one upper bound",
      ),
    ]),
    block("ond:StatistiekShape", [
      "a sh:NodeShape",
      "sh:targetClass qb:DataSet",
      property("dct:title", "sh:minCount 1", "een kubus heeft een titel", "a cube has a title"),
      property(
        "qb:structure",
        "sh:minCount 1 ; sh:maxCount 1 ; sh:class qb:DataStructureDefinition",
        "een kubus heeft één structuur, die beschreven is",
        "a cube has one structure, which is described",
      ),
    ]),
    block("ond:DeelShape", [
      "a sh:NodeShape",
      "sh:targetClass qb:Slice",
      property(
        "qb:sliceStructure",
        "sh:minCount 1 ; sh:maxCount 1 ; sh:class qb:SliceKey",
        "een deel van een kubus zegt wat er vast ligt",
        "a slice of a cube says what is fixed",
      ),
      property(
        "ond:schooljaar",
        "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
        "een deel van een kubus is van één schooljaar",
        "a slice of a cube is of one school year",
      ),
    ]),
  ];
  const head = [
    "# What an observation, a cube and a slice should look like (MODEL §3.4). Only `validate` runs these.",
    "# Written by scripts/cube.js from mappings/duo/families.yaml and cube.yaml; https://data.example.nl stands for the base IRI.",
    `@prefix ond: <${BASE_TOKEN}/def/onderwijs#> .`,
    "@prefix sh: <http://www.w3.org/ns/shacl#> .",
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    "@prefix dct: <http://purl.org/dc/terms/> .",
    "@prefix qb: <http://purl.org/linked-data/cube#> .",
  ];
  return `${head.join("\n")}\n\n${parts.join("\n\n")}\n`;
}

/** @param {number} year */
function schoolYearIri(year) {
  return `<${BASE_TOKEN}/id/schooljaar/${year}-${year + 1}>`;
}

/** The text of ontology/reference/schooljaren.ttl as it should be. */
export function schoolYearsText() {
  const scheme = `<${BASE_TOKEN}/id/begrippenlijst/schooljaar>`;
  const years = Array.from({ length: LAST - FIRST + 1 }, (_each, i) => FIRST + i);
  const head = [
    "# School years, from 1 August to 31 July.",
    "# Written by scripts/cube.js; https://data.example.nl stands for the base IRI.",
    "@prefix dct: <http://purl.org/dc/terms/> .",
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix schema: <http://schema.org/> .",
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
  ];
  const parts = [
    block(scheme, [
      "a skos:ConceptScheme",
      'dct:title "Schooljaar"@nl, "School year"@en',
      'dct:description "Schooljaren, van 1 augustus tot en met 31 juli."@nl,\n    "School years, from 1 August to 31 July."@en',
      `skos:hasTopConcept\n    ${years.map(schoolYearIri).join(",\n    ")}`,
    ]),
    ...years.map((year) =>
      block(schoolYearIri(year), [
        "a skos:Concept, dct:PeriodOfTime",
        `skos:prefLabel "${year}-${year + 1}"@nl, "${year}-${year + 1}"@en`,
        `skos:notation "${year}-${year + 1}"`,
        `schema:startDate "${year}-08-01"^^xsd:date`,
        `schema:endDate "${year + 1}-07-31"^^xsd:date`,
        `skos:inScheme ${scheme}`,
        `skos:topConceptOf ${scheme}`,
      ]),
    ),
  ];
  return `${head.join("\n")}\n\n${parts.join("\n\n")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeFile(new URL("onderwijs-cube.ttl", ONTOLOGY), await cubeText());
  await writeFile(new URL("shapes/cube.ttl", ONTOLOGY), await shapesText());
  await writeFile(new URL("reference/schooljaren.ttl", ONTOLOGY), schoolYearsText());
}
