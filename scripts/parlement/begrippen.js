/** Concept schemes of the Tweede Kamer, and the parliamentary years. */
import { BASE_TOKEN } from "#src/rdf/base.js";
import { slug } from "#src/records/slug.js";
import { schemeOf } from "./tables.js";
import { block, both, capital, literal, turtle, WRITTEN } from "./turtle.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Value} Value */

/** Parliamentary years that are described, by the year they begin in: the data begin in 2008. */
const FIRST = 2008;
const LAST = 2035;

/** @typedef {{ name: string, title: readonly [string, string], description: readonly [string, string] }} Scheme */

/** @param {Tables} tables @returns {Scheme[]} */
function schemesOf({ made, properties }) {
  const columns = made.flatMap(({ entity, columns: all }) =>
    all
      .filter((c) => c.isConcept)
      .map((column) => {
        const words = properties.find(({ property }) => property === column.property);
        return {
          name: schemeOf(entity, column),
          title: /** @type {const} */ ([
            `${capital(words?.["nl"] ?? "")} (${entity.nl})`,
            `${capital(words?.["en"] ?? "")} (${entity.en})`,
          ]),
          description: /** @type {const} */ ([
            `Waarden van de kolom ${column.name} van ${entity.name} in de gegevens van de Tweede Kamer.`,
            `Values of the column ${column.name} of ${entity.name} in the data of the Tweede Kamer.`,
          ]),
        };
      }),
  );
  return [
    ...columns,
    {
      name: "partij",
      title: ["Partij", "Party"],
      description: [
        "Partijen in de Tweede Kamer, over de perioden van hun fracties heen; naar de afkorting van de fractie.",
        "Parties in the Tweede Kamer, across the periods of their parliamentary groups; by the abbreviation of the group.",
      ],
    },
  ];
}

/** @param {Scheme} scheme @param {readonly Value[]} values */
function schemeText({ name, title, description }, values) {
  const scheme = `<${BASE_TOKEN}/id/begrippenlijst/${name}>`;
  const iriOf = (/** @type {Value} */ { value }) => `<${BASE_TOKEN}/id/begrip/${name}/${slug(value)}>`;
  const top = values.map((each) => `\n    ${iriOf(each)}`).join(",");
  const comment =
    values.length === 0
      ? "The scheme alone: no list of its concepts is at hand, so they are described where the source brings them."
      : "Values that the source or its information model is known to have; others are described where the source brings them.";
  return turtle(
    [comment, WRITTEN],
    [
      block(scheme, [
        "a skos:ConceptScheme",
        `dct:title ${both(...title)}`,
        `dct:description ${both(...description)}`,
        ...(values.length === 0 ? [] : [`skos:hasTopConcept${top}`]),
      ]),
      ...values.map((each) =>
        block(iriOf(each), [
          "a skos:Concept",
          `skos:prefLabel ${both(each.nl, each.en)}`,
          `skos:notation ${literal(each.value)}`,
          `skos:inScheme ${scheme}`,
          `skos:topConceptOf ${scheme}`,
        ]),
      ),
    ],
  );
}

/** @param {Tables} tables @returns {Map<string, string>} name of the file → its text */
export function schemeTexts(tables) {
  const schemes = schemesOf(tables);
  const known = new Set(schemes.map(({ name }) => name));
  const stray = tables.values.find(({ scheme }) => !known.has(scheme));
  if (stray !== undefined) throw new Error(`values.csv: no column has the scheme ${stray.scheme}`);
  return new Map(
    schemes.map((scheme) => [
      `${scheme.name}.ttl`,
      schemeText(
        scheme,
        tables.values.filter((each) => each.scheme === scheme.name),
      ),
    ]),
  );
}

/** The third Tuesday of September, `yyyy-mm-dd`. @param {number} year */
function princesDay(year) {
  const first = new Date(Date.UTC(year, 8, 1)).getUTCDay();
  return new Date(Date.UTC(year, 8, 1 + ((9 - first) % 7) + 14)).toISOString().slice(0, 10);
}

/** @param {string} day */
function dayBefore(day) {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** @param {number} year */
function yearIri(year) {
  return `<${BASE_TOKEN}/id/vergaderjaar/${year}-${year + 1}>`;
}

export function yearsText() {
  const scheme = `<${BASE_TOKEN}/id/begrippenlijst/vergaderjaar>`;
  const years = Array.from({ length: LAST - FIRST + 1 }, (_each, i) => FIRST + i);
  return turtle(
    ["Parliamentary years, from the third Tuesday of September to the day before that of the next year.", WRITTEN],
    [
      block(scheme, [
        "a skos:ConceptScheme",
        `dct:title ${both("Vergaderjaar", "Parliamentary year")}`,
        `dct:description ${both(
          "Vergaderjaren van de Staten-Generaal, van de derde dinsdag van september tot die van het jaar daarna.",
          "Years of the States General, from the third Tuesday of September to that of the next year.",
        )}`,
        `skos:hasTopConcept${years.map((year) => `\n    ${yearIri(year)}`).join(",")}`,
      ]),
      ...years.map((year) =>
        block(yearIri(year), [
          "a tk:Vergaderjaar, skos:Concept",
          `schema:name "${year}-${year + 1}"`,
          `skos:prefLabel "${year}-${year + 1}"@nl, "${year}-${year + 1}"@en`,
          `skos:notation "${year}-${year + 1}"`,
          `tk:van "${princesDay(year)}"^^xsd:date`,
          `tk:totEnMet "${dayBefore(princesDay(year + 1))}"^^xsd:date`,
          `skos:inScheme ${scheme}`,
          `skos:topConceptOf ${scheme}`,
        ]),
      ),
    ],
  );
}
