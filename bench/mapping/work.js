/** The work of the mapping benchmark: two mappings, as YARRRML and, for other engines, as old RML. */
export const BASE = "http://localhost:3000";

const JSON_MAPPING = `
prefixes: { ond: "${BASE}/def/onderwijs#", schema: "http://schema.org/" }
sources: { scholen: ["scholen.json~jsonpath", "$[*]"] }
mappings:
  school:
    sources: scholen
    s: ${BASE}/id/school/$(nummer)
    po:
      - [a, ond:School]
      - [schema:name, $(naam)]
      - [schema:addressLocality, $(plaats)]
      - [ond:gemeente, ${BASE}/id/gemeente/$(gemeente)~iri]
      - [ond:leerlingen, $(leerlingen), xsd:integer]
      - [schema:streetAddress, $(adres.straat)]
      - [schema:postalCode, $(adres.postcode)]
`;

/** Columns of DUO's file of exam results: name → predicate. */
export const COLUMNS = [
  ["INSTELLINGSNAAM VESTIGING", "naam"],
  ["GEMEENTENAAM", "gemeentenaam"],
  ["ONDERWIJSTYPE VO", "onderwijstype"],
  ["INSPECTIECODE", "inspectiecode"],
  ["OPLEIDINGSNAAM", "opleiding"],
  ["EXAMENKANDIDATEN SCHOOLJAAR 2019-2020 - MAN", "kandidaten"],
  ["GESLAAGDEN SCHOOLJAAR 2019-2020 - MAN", "geslaagden"],
];

const CSV_MAPPING = `
prefixes: { ond: "${BASE}/def/onderwijs#" }
sources: { scholen: { access: examens.csv, referenceFormulation: csv, delimiter: ";" } }
mappings:
  examen:
    sources: scholen
    s: ${BASE}/id/examen/$(VESTIGINGSCODE)/$(INSPECTIECODE)
    po:
      - [a, ond:Examen]
      - [ond:vestiging, ${BASE}/id/vestiging/$(VESTIGINGSCODE)~iri]
${COLUMNS.map(([column, name]) => `      - [ond:${name}, "$(${column})"]`).join("\n")}
`;

/** @param {string} kind */
export function mappingFor(kind) {
  return kind === "json" ? JSON_MAPPING : CSV_MAPPING;
}

/** @param {number} started @param {number} triples */
export function report(started, triples) {
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`\n${JSON.stringify({ ms: performance.now() - started, triples, peakMb })}`);
}
