/** ontology/parlement.ttl, and its alignment with other vocabularies. */
import { BASE_TOKEN } from "#src/rdf/base.js";
import { propertiesOf } from "./properties.js";
import { block, both, literal, turtle, WRITTEN } from "./turtle.js";

/** @typedef {import("./properties.js").Property} Property */
/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Words} Words */

const MODULE = `<${BASE_TOKEN}/def/parlement>`;

const VERSION = {
  number: "1.0.0",
  issued: "2026-11-26",
  nl: "Eerste versie: alle soorten van de open data van de Tweede Kamer, met hun kolommen als eigenschappen.",
  en: "First version: all sets of the open data of the Tweede Kamer, with their columns as properties.",
};
/** Every version there was, with what changed in it, the newest first. */
const VERSIONS = [VERSION];

/** Where the Kamer describes its classes; its own ontology of 2019 names them so. */
const DOCUMENTATION = "https://opendata.tweedekamer.nl/documentatie/";

/** @param {{ nl: string, en: string, definitie: string, definition: string }} words */
function described({ nl, en, definitie, definition }) {
  return [`rdfs:label ${both(nl, en)}`, `skos:definition ${both(definitie, definition)}`, `rdfs:isDefinedBy ${MODULE}`];
}

/** @param {Words} words */
function wordsOf({ nl = "", en = "", definitie = "", definition = "" }) {
  return { nl, en, definitie, definition };
}

/** @param {Property} property */
function property({ name, words, domains, ranges, isLink, ...more }) {
  const [domain, ...otherDomains] = domains;
  const [range, ...otherRanges] = ranges;
  return block(name, [
    `a owl:${isLink ? "Object" : "Datatype"}Property`,
    ...(more.super === undefined ? [] : [`rdfs:subPropertyOf ${more.super}`]),
    ...(more.inverse === undefined ? [] : [`owl:inverseOf ${more.inverse}`]),
    // Several of rdfs:domain would say that a thing is all of them.
    ...(domain === undefined
      ? []
      : otherDomains.length === 0
        ? [`rdfs:domain ${domain}`]
        : [`schema:domainIncludes ${domains.join(", ")}`]),
    ...(range === undefined
      ? []
      : otherRanges.length === 0
        ? [`rdfs:range ${range}`]
        : [`schema:rangeIncludes ${ranges.join(", ")}`]),
    ...described(wordsOf(words)),
  ]);
}

/** @param {Tables} tables */
export function ontologyText(tables) {
  const { made, classes } = tables;
  return turtle(
    [
      "The vocabulary of the Tweede Kamer: its entity sets as classes, their columns as properties (MODEL §2.6).",
      WRITTEN,
    ],
    [
      block(MODULE, [
        "a owl:Ontology",
        `owl:versionIRI <${BASE_TOKEN}/def/parlement/${VERSION.number}>`,
        `owl:versionInfo ${literal(VERSION.number)}`,
        `dct:title ${both("Parlementsvocabulaire", "Parliamentary vocabulary")}`,
        `dct:description ${both(
          "Klassen en eigenschappen voor Kamerleden, fracties, commissies, activiteiten, zaken, besluiten, stemmen en documenten van de Tweede Kamer.",
          "Classes and properties for members, parliamentary groups, committees, activities, cases, decisions, votes and documents of the Tweede Kamer.",
        )}`,
        ...VERSIONS.map(({ number }) => `dct:hasVersion <${BASE_TOKEN}/def/parlement/${number}>`),
        "dct:license <https://creativecommons.org/publicdomain/zero/1.0/>",
      ]),
      ...VERSIONS.map(({ number, issued, nl, en }) =>
        block(`<${BASE_TOKEN}/def/parlement/${number}>`, [
          `dct:isVersionOf ${MODULE}`,
          `owl:versionInfo ${literal(number)}`,
          `dct:issued ${literal(issued)}^^xsd:date`,
          `skos:changeNote ${both(nl, en)}`,
        ]),
      ),
      "# Classes",
      ...made.map(({ entity }) =>
        block(`tk:${entity.name}`, [
          "a owl:Class",
          ...described(entity),
          `rdfs:seeAlso <${DOCUMENTATION}${entity.name}>`,
        ]),
      ),
      ...classes.map((words) =>
        block(words["class"] ?? "", [
          "a owl:Class",
          ...(words["super"] === "" ? [] : [`rdfs:subClassOf ${words["super"]}`]),
          ...described(wordsOf(words)),
        ]),
      ),
      "# Properties",
      ...propertiesOf(tables).map(property),
    ],
  );
}

/** @param {Tables} tables */
export function alignmentText({ made, classes }) {
  const all = [
    ...made.map(({ entity }) => ({ name: `tk:${entity.name}`, aligned: entity.aligned })),
    ...classes.map((words) => ({
      name: words["class"] ?? "",
      aligned: (words["aligned"] ?? "").split("|").filter(Boolean),
    })),
  ];
  const columns = made.flatMap((each) => each.columns).filter(({ property: name }) => name.startsWith("tk:"));
  const properties = [...new Set(columns.map(({ property: name }) => name))].toSorted();
  return turtle(
    [
      "What the classes and properties of the Tweede Kamer are kinds of in other vocabularies (MODEL §2.6).",
      "A property is one only where all its columns are: tk:onderwerp is the name of an activity, but not of a document.",
      WRITTEN,
    ],
    [
      ...all
        .filter(({ aligned }) => aligned.length > 0)
        .map(({ name, aligned }) => block(name, [`rdfs:subClassOf ${aligned.join(", ")}`])),
      ...properties.flatMap((name) => {
        const [first, ...others] = columns.filter((c) => c.property === name);
        const shared = (first?.also ?? []).filter(
          (also) => !also.startsWith("tk:") && others.every((c) => c.also.includes(also)),
        );
        return shared.length === 0 ? [] : [block(name, [`rdfs:subPropertyOf ${shared.join(", ")}`])];
      }),
    ],
  );
}
