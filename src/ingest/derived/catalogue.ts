/**
 * Our own catalogue, `/id/catalogus/hoofd`, as DCAT-AP-NL 3.0 (MODEL §2.7): a dataset for each named graph, a
 * distribution for each form of it, and the services through which they can be had.
 */
import { graphIri } from "../../archive/graph-name.js";
import type { GraphEntry, GraphVersion } from "../../archive/manifest.js";
import { momentOf } from "../../archive/stamp.js";
import { FORMAT_NAMES, MEDIA_TYPES, RDF_FORMATS, type RdfFormat } from "../../rdf/media-types.js";
import { XSD, literal } from "../../rdf/terms.js";
import { serviceLines, SPARQL_SERVICE } from "./catalogue-services.js";
import { CC0, TERMS, UNKNOWN_LICENCE } from "../licences.js";
import { sourceName } from "../source-names.js";
import { themeOf } from "../source-publishers.js";
import { DCAT, DCT, EU, FOAF, RDFS, SKOS, SPDX, type Statements, VCARD, VOID } from "../statements.js";

/** Who publishes this catalogue, and answers questions about it. */
export interface Operator {
  readonly name: string;
  /** IRI of the organisation, such as that of its entry in TOOI; one of our own without it. */
  readonly iri?: string;
  readonly email?: string;
  /** A page about the operator, or with a form to reach it; the home page of the service without it. */
  readonly url?: string;
}

const CATALOGUE = "/id/catalogus/hoofd";
const DUTCH = `${EU}language/NLD`;
const PUBLIC = `${EU}access-right/PUBLIC`;
/** Before the name of a media type: what IANA calls it by. */
export const MEDIA_TYPE = "https://www.iana.org/assignments/media-types/";
const PROFILE = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/";

/** Names in the EU list of file types. */
const FILE_TYPES: Readonly<Record<RdfFormat, string>> = {
  ttl: "RDF_TURTLE",
  jsonld: "JSON_LD",
  nt: "RDF_N_TRIPLES",
  rdf: "RDF_XML",
  trig: "RDF_TRIG",
  nq: "RDF_N_QUADS",
};

/** Statements about the catalogue as a whole: itself, its publisher, its services, and what its values are. */
export function catalogueLines(s: Statements, operator: Operator, graphs: readonly GraphEntry[]): string[] {
  const publisher = publisherOf(operator);
  const current = graphs.filter((graph) => graph.current !== undefined);
  const newest = current
    .map((graph) => graph.current?.stamp ?? "")
    .sort()
    .at(-1);
  return [
    s.type(CATALOGUE, `${DCAT}Catalog`),
    s.line(CATALOGUE, `${DCT}title`, s.text("Onderwijsgraaf", "nl")),
    s.line(
      CATALOGUE,
      `${DCT}description`,
      s.text("Nederlandse open data over onderwijs en overheid als Linked Data, in één graaf.", "nl"),
    ),
    s.line(CATALOGUE, `${FOAF}homepage`, s.node("/")),
    s.line(CATALOGUE, `${DCAT}themeTaxonomy`, s.node(`${EU}data-theme`)),
    s.line(CATALOGUE, `${DCT}conformsTo`, s.node(PROFILE)),
    ...(newest === undefined ? [] : [s.line(CATALOGUE, `${DCT}modified`, s.dateTime(momentOf(newest).toISOString()))]),
    ...responsibleLines(s, operator, CATALOGUE),
    s.line(CATALOGUE, `${DCT}license`, s.node(CC0)),
    ...current.map(({ path }) => s.line(CATALOGUE, `${DCAT}dataset`, s.node(graphIri(s.base, path)))),
    s.type("/", `${FOAF}Document`),
    s.type(PROFILE, `${DCT}Standard`),
    s.type(`${EU}data-theme`, `${SKOS}ConceptScheme`),
    s.type(DUTCH, `${DCT}LinguisticSystem`),
    s.type(PUBLIC, `${DCT}RightsStatement`),
    s.type(CC0, `${DCT}LicenseDocument`),

    s.type(publisher, `${FOAF}Agent`),
    s.line(publisher, `${FOAF}name`, s.text(operator.name)),
    s.type(`${CATALOGUE}#contact`, `${VCARD}Kind`),
    s.type(`${CATALOGUE}#contact`, `${VCARD}Organization`),
    s.line(`${CATALOGUE}#contact`, `${VCARD}fn`, s.text(operator.name)),
    s.line(`${CATALOGUE}#contact`, `${VCARD}hasURL`, s.node(operator.url ?? "/")),
    ...(operator.email === undefined
      ? []
      : [s.line(`${CATALOGUE}#contact`, `${VCARD}hasEmail`, s.node(`mailto:${operator.email}`))]),

    ...serviceLines(
      s,
      CATALOGUE,
      (service) => [...openLines(s, operator, service, "duo"), s.line(service, `${DCT}license`, s.node(CC0))],
      current.map(({ path }) => path),
    ),
  ];
}

function publisherOf(operator: Operator): string {
  return operator.iri ?? "/id/agent/uitgever";
}

/** Who answers for something in the catalogue, and in which language it is. */
function responsibleLines(s: Statements, operator: Operator, subject: string): string[] {
  const publisher = publisherOf(operator);
  return [
    s.line(subject, `${DCT}publisher`, s.node(publisher)),
    s.line(subject, `${DCT}creator`, s.node(publisher)),
    s.line(subject, `${DCAT}contactPoint`, s.node(`${CATALOGUE}#contact`)),
    s.line(subject, `${DCT}language`, s.node(DUTCH)),
  ];
}

/** What the profile demands alike of all that anybody may have: datasets and services. */
export function openLines(s: Statements, operator: Operator, subject: string, source: string): string[] {
  const theme = themeOf(source);
  return [
    ...responsibleLines(s, operator, subject),
    s.line(subject, `${DCT}accessRights`, s.node(PUBLIC)),
    s.line(subject, `${DCAT}theme`, s.node(theme)),
    s.type(theme, `${SKOS}Concept`),
  ];
}

/** What the source of a graph says in words may be done with its data, of the graph or a version of it. */
export function rightsLines(s: Statements, subject: string, path: string, source: string): string[] {
  if (!Object.hasOwn(TERMS, source)) return [];
  const rights = `${path}#rechten`;
  return [
    s.line(subject, `${DCT}rights`, s.node(rights)),
    s.type(rights, `${DCT}RightsStatement`),
    ...Object.entries(TERMS[source] ?? {}).map(([language, text]) =>
      s.line(rights, `${DCT}description`, s.text(text, language)),
    ),
  ];
}

/** What DCAT says of one graph and its distributions, beside what the load says of it. */
export function datasetLines(s: Statements, operator: Operator, entry: GraphEntry, current: GraphVersion): string[] {
  const { path, title } = entry;
  const graph = graphIri(s.base, path);
  const { source, edition } = current.provenance;
  const licence = entry.licence ?? UNKNOWN_LICENCE;
  // Not the oldest edition, which may have been loaded after a newer one.
  const first = [current, ...entry.older].reduce((one, other) => (other.stamp < one.stamp ? other : one));
  const date = edition === undefined ? "" : ` Peildatum: ${edition}.`;
  return [
    s.type(graph, `${DCAT}Resource`),
    s.line(
      graph,
      `${DCT}description`,
      s.text(`${title}, uit ${sourceName(source)}. Aantal uitspraken: ${current.quads}.${date}`, "nl"),
    ),
    s.line(graph, `${DCT}identifier`, s.text(graph)),
    ...openLines(s, operator, graph, source),
    s.line(graph, `${DCAT}keyword`, s.text("linked data", "nl")),
    s.line(graph, `${DCAT}keyword`, s.text(sourceName(source), "nl")),
    s.line(graph, `${DCT}issued`, s.dateTime(momentOf(first.stamp).toISOString())),
    s.line(graph, `${DCAT}landingPage`, s.node(`${path}.html`)),
    s.type(`${path}.html`, `${FOAF}Document`),
    s.type(licence, `${DCT}LicenseDocument`),
    ...rightsLines(s, graph, path, source),
    s.line(graph, `${VOID}sparqlEndpoint`, s.node("/sparql")),
    s.line(graph, `${VOID}dataDump`, s.node(`${path}.nq.gz`)),
    ...RDF_FORMATS.flatMap((format) => distributionLines(s, entry, current, format, licence)),
  ];
}

/** A file of RDF: which dataset it is of, the page that tells of it, its address, form and licence. */
export interface DatasetFile {
  readonly of: string;
  readonly page: string;
  readonly at: string;
  readonly format: RdfFormat;
  readonly licence: string;
}

/** What DCAT says alike of all distributions that are a file. */
export function fileLines(
  s: Statements,
  distribution: string,
  { of, page, at, format, licence }: DatasetFile,
): string[] {
  const type = `${EU}file-type/${FILE_TYPES[format]}`;
  const media = `${MEDIA_TYPE}${MEDIA_TYPES[format]}`;
  return [
    s.line(of, `${DCAT}distribution`, s.node(distribution)),
    s.type(distribution, `${DCAT}Distribution`),
    s.line(distribution, `${DCAT}accessURL`, s.node(page)),
    s.line(distribution, `${DCAT}downloadURL`, s.node(at)),
    s.line(distribution, `${DCAT}mediaType`, s.node(media)),
    s.type(media, `${DCT}MediaType`),
    s.line(distribution, `${DCT}format`, s.node(type)),
    s.type(type, `${DCT}MediaTypeOrExtent`),
    s.line(distribution, `${DCT}license`, s.node(licence)),
    s.line(distribution, `${DCT}language`, s.node(DUTCH)),
  ];
}

function distributionLines(
  s: Statements,
  { path, title }: GraphEntry,
  current: GraphVersion,
  format: RdfFormat,
  licence: string,
): string[] {
  const distribution = `${path}#${format}`;
  const lines = [
    ...fileLines(s, distribution, { of: graphIri(s.base, path), page: path, at: `${path}.${format}`, format, licence }),
    s.line(distribution, `${DCT}title`, s.text(`${title}, als ${FORMAT_NAMES[format]}`, "nl")),
    s.line(distribution, `${DCT}modified`, s.dateTime(momentOf(current.stamp).toISOString())),
    s.line(distribution, `${DCAT}accessService`, s.node(SPARQL_SERVICE)),
  ];
  // Of the form that the archive holds as it is, everything is known before anybody asks.
  if (format !== "nq") return lines;
  const checksum = `${path}#nq-checksum`;
  return [
    ...lines,
    s.line(distribution, `${DCAT}byteSize`, literal(String(current.bytes), { datatype: `${XSD}nonNegativeInteger` })),
    s.line(distribution, `${SPDX}checksum`, s.node(checksum)),
    s.type(checksum, `${SPDX}Checksum`),
    s.line(checksum, `${SPDX}algorithm`, s.node(`${SPDX}checksumAlgorithm_sha256`)),
    s.type(`${SPDX}checksumAlgorithm_sha256`, `${SPDX}ChecksumAlgorithm`),
    s.line(checksum, `${SPDX}checksumValue`, literal(current.sha256, { datatype: `${XSD}hexBinary` })),
    s.line(checksum, `${RDFS}label`, s.text("SHA-256 van de N-Quads", "nl")),
  ];
}
