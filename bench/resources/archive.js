/** The archive that descriptions are measured over: schools as the samples have them, boards, concepts, observations. */
import { openArchive } from "#src/archive/archive.js";

export const BASE = "http://localhost:3000";
const OND = `${BASE}/def/onderwijs#`;
const RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const SCHEMA = "http://schema.org/";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const CUBE = "http://purl.org/linked-data/cube#";
/** Statements about each school, its address and its label. */
const PER_SCHOOL = 27;
const PER_OBSERVATION = 8;
/** Schools of one board; a municipality has ten times as many. */
const PER_BOARD = 40;

/** Six places: two digits, two letters, two digits, as a BRIN6 has. @param {number} i */
export function code(i) {
  const letters = Math.floor(i / 10_000);
  const digits = i % 10_000;
  return `${pad(Math.floor(digits / 100), 2)}A${String.fromCharCode(65 + letters)}${pad(digits % 100, 2)}`;
}

/** @param {number} n @param {number} length */
function pad(n, length) {
  return String(n).padStart(length, "0");
}

/** Number of schools in an archive of so many statements: three quarters of it. @param {number} triples */
export function schoolsIn(triples) {
  return Math.floor((triples * 0.75) / PER_SCHOOL);
}

/** Number of observations in it: the rest. @param {number} triples */
export function observationsIn(triples) {
  return Math.floor((triples * 0.25) / PER_OBSERVATION);
}

/** Path of an observation below the base. @param {number} i */
export function observation(i) {
  return `/id/observatie/leerlingen/${pad(i, 8)}`;
}

/** @param {string} dir @param {number} triples */
export async function generate(dir, triples) {
  const schools = schoolsIn(triples);
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  /** @param {string} path @param {Iterable<string>} statements */
  const put = async (path, statements) => {
    const writer = publication.graphWriter(path);
    for (const statement of statements) await writer.write(statement);
    const provenance = { source: "duo", run: `${BASE}/id/lading/duo/20260301T120000Z` };
    const licence = "https://creativecommons.org/publicdomain/zero/1.0/";
    publication.setGraph(path, { title: path, rank: 1, licence, provenance }, await writer.close(), {
      asCurrent: true,
    });
  };
  await put("/graph/duo/vestigingen", registers(schools));
  await put("/graph/afgeleid/labels", labels(schools));
  await put("/graph/duo/leerlingen", observations(observationsIn(triples), schools));
  await publication.commit();
}

/** @param {number} schools */
export function* registers(schools) {
  for (let i = 0; i < schools; i += 1) {
    const school = `<${BASE}/id/vestiging/${code(i)}>`;
    const address = `<${BASE}/id/vestiging/${code(i)}#bezoekadres>`;
    /** @param {string} property @param {string} value */
    const says = (property, value) => `${school} <${property}> ${value}`;
    yield `${school} ${RDF_TYPE} <${OND}Vestiging>`;
    yield `${school} ${RDF_TYPE} <${SCHEMA}School>`;
    yield says(`${SCHEMA}name`, `"Basisschool nummer ${i}"`);
    yield says(`${SCHEMA}telephone`, `"+3113${pad(i, 7)}"`);
    yield says(`${SCHEMA}url`, `<https://www.school-${i}.example/>`);
    yield says(`${OND}vestigingscode`, `"${code(i)}"`);
    yield says(`${OND}bevoegdGezag`, `<${BASE}/id/bevoegd-gezag/${pad(Math.floor(i / PER_BOARD), 5)}>`);
    yield says(`${OND}vestigingVan`, `<${BASE}/id/instelling/${code(i).slice(0, 4)}>`);
    yield says(`${OND}gemeente`, `<${BASE}/id/gemeente/${pad(Math.floor(i / PER_BOARD / 10), 4)}>`);
    yield says(`${OND}provincie`, `<${BASE}/id/provincie/${20 + (i % 12)}>`);
    yield says(`${OND}denominatie`, `<${BASE}/id/begrip/denominatie/soort-${i % 17}>`);
    yield says(`${OND}onderwijssoort`, `<${BASE}/id/begrip/onderwijssoort/soort-${i % 7}>`);
    yield says(`${OND}coropgebied`, `<${BASE}/id/regio/corop/${pad(i % 40, 2)}>`);
    yield says(`${OND}rmcRegio`, `<${BASE}/id/regio/rmc/${pad(i % 39, 2)}>`);
    yield says(`${OND}plaatsnaamBron`, `"PLAATS ${i % 2000}"`);
    yield says("http://purl.org/dc/terms/modified", `"2026-02-${pad(1 + (i % 28), 2)}"^^<${XSD}date>`);
    yield says(`${OND}bezoekadres`, address);
    yield `${address} ${RDF_TYPE} <${SCHEMA}PostalAddress>`;
    yield `${address} ${RDF_TYPE} <http://www.w3.org/ns/locn#Address>`;
    yield `${address} <${SCHEMA}streetAddress> "Straat ${i} 1"`;
    yield `${address} <${SCHEMA}postalCode> "${1000 + (i % 9000)}AB"`;
    yield `${address} <${SCHEMA}addressLocality> "Plaats ${i % 2000}"`;
    yield `${address} <${SCHEMA}addressCountry> "NL"`;
    yield `${address} <http://www.w3.org/ns/locn#thoroughfare> "Straat ${i}"`;
    yield `${address} <http://www.w3.org/ns/locn#locatorDesignator> "1"`;
  }
}

/** @param {string} path @param {string} label */
function named(path, label) {
  return `<${BASE}/id/${path}> ${LABEL} "${label}"`;
}

/** @param {number} schools */
function* labels(schools) {
  for (let i = 0; i < schools; i += 1) {
    yield named(`vestiging/${code(i)}`, `Basisschool nummer ${i}`);
    if (i % PER_BOARD === 0) yield named(`bevoegd-gezag/${pad(i / PER_BOARD, 5)}`, `Stichting ${i / PER_BOARD}`);
    if (i % (PER_BOARD * 10) === 0)
      yield named(`gemeente/${pad(i / PER_BOARD / 10, 4)}`, `Gemeente ${i / PER_BOARD / 10}`);
    if (i % 100 === 0) yield named(`instelling/${code(i).slice(0, 4)}`, `Instelling ${i / 100}`);
  }
  for (let i = 0; i < 12; i += 1) yield named(`provincie/${20 + i}`, `Provincie ${i}`);
  for (let i = 0; i < 17; i += 1) yield named(`begrip/denominatie/soort-${i}`, `Denominatie ${i}`);
  for (let i = 0; i < 7; i += 1) yield named(`begrip/onderwijssoort/soort-${i}`, `Onderwijssoort ${i}`);
  for (let i = 0; i < 40; i += 1) yield named(`regio/corop/${pad(i, 2)}`, `COROP ${i}`);
  for (let i = 0; i < 39; i += 1) yield named(`regio/rmc/${pad(i, 2)}`, `RMC ${i}`);
}

/** @param {number} count @param {number} schools */
function* observations(count, schools) {
  for (let i = 0; i < count; i += 1) {
    const subject = `<${BASE}${observation(i)}>`;
    yield `${subject} ${RDF_TYPE} <${CUBE}Observation>`;
    yield `${subject} <${CUBE}dataSet> <${BASE}/id/statistiek/leerlingen>`;
    yield `${subject} <${OND}schooljaar> <${BASE}/id/schooljaar/${2000 + (i % 25)}-${2001 + (i % 25)}>`;
    yield `${subject} <${OND}eenheid> <${BASE}/id/vestiging/${code(i % schools)}>`;
    yield `${subject} <${OND}geslacht> <${BASE}/id/begrip/geslacht/${i % 2 === 0 ? "man" : "vrouw"}>`;
    yield `${subject} <${OND}leeftijd> "${4 + (i % 10)}"^^<${XSD}integer>`;
    yield `${subject} <${OND}aantalLeerlingen> "${i % 300}"^^<${XSD}integer>`;
    yield `${subject} <http://www.w3.org/ns/prov#wasDerivedFrom> <${BASE}/id/dataset/duo/leerlingen>`;
  }
}
