/**
 * The feed as a Linked Data Event Stream in TREE pages (W3C TREE Hypermedia community group: TREE, and LDES §2). A member
 * is a version of a subject, with the statements about it; that of one that is gone is a `Delete` of Activity Streams.
 */
import { momentOf } from "../../archive/stamp.js";
import { parseLines } from "../../rdf/nquads-lines.js";
import { literal, namedNode, type Quad, quad, RDF_TYPE, type Term, XSD } from "../../rdf/terms.js";
import type { FeedIndex, Member } from "./feed-files.js";

const LDES = "https://w3id.org/ldes#";
const TREE = "https://w3id.org/tree#";
const GENERATED = "http://www.w3.org/ns/prov#generatedAtTime";
const DELETE = "https://www.w3.org/ns/activitystreams#Delete";

function triple(subject: string, predicate: string, object: Term | string): Quad {
  return quad(namedNode(subject), namedNode(predicate), typeof object === "string" ? namedNode(object) : object);
}

function moment(stamp: string): Term {
  return literal(momentOf(stamp).toISOString().replace(".000Z", "Z"), { datatype: `${XSD}dateTime` });
}

/** The stream, how its members are read, and where it begins. */
export function streamQuads(base: string): Quad[] {
  const stream = `${base}/changes`;
  return [
    triple(stream, RDF_TYPE, `${LDES}EventStream`),
    triple(stream, RDF_TYPE, `${TREE}Collection`),
    triple(stream, `${LDES}timestampPath`, GENERATED),
    triple(stream, `${LDES}versionOfPath`, `${base}/def/dienst#versieVan`),
    triple(stream, `${LDES}versionDeletePath`, RDF_TYPE),
    triple(stream, `${LDES}versionDeleteObject`, DELETE),
    triple(stream, "http://purl.org/dc/terms/title", literal("Wijzigingen in de Onderwijsgraaf", { language: "nl" })),
    triple(stream, `${TREE}view`, `${base}/changes/1`),
    triple(`${base}/changes/1`, RDF_TYPE, `${TREE}Node`),
  ];
}

/** One page: the stream, its members, and the page after it where there is one; then it is full, and stays as it is. */
export function pageQuads(base: string, number: number, members: readonly Member[], index: FeedIndex): Quad[] {
  const stream = `${base}/changes`;
  const page = `${stream}/${number}`;
  const quads = [...streamQuads(base), triple(page, RDF_TYPE, `${TREE}Node`)];
  const end = index.ends[number - 1];
  if (end !== undefined && number < index.pages) {
    const relation = `${page}#volgende`;
    quads.push(
      triple(page, `${LDES}immutable`, literal("true", { datatype: `${XSD}boolean` })),
      triple(page, `${TREE}relation`, relation),
      triple(relation, RDF_TYPE, `${TREE}GreaterThanOrEqualToRelation`),
      triple(relation, `${TREE}path`, GENERATED),
      triple(relation, `${TREE}value`, moment(end)),
      triple(relation, `${TREE}node`, `${stream}/${number + 1}`),
    );
  }
  for (const [place, member] of members.entries()) {
    quads.push(triple(stream, `${TREE}member`, memberIri(base, number, place)));
    quads.push(...memberQuads(base, number, place, member));
  }
  return quads;
}

/** One member. @param place its place in the page, the first being 0 */
export function memberQuads(base: string, number: number, place: number, { of, at, says }: Member): Quad[] {
  const version = memberIri(base, number, place);
  const statements = says?.map((said) => `<${version}> ${said} .`).join("\n");
  return [
    triple(version, `${base}/def/dienst#versieVan`, of),
    triple(version, GENERATED, moment(at)),
    ...(statements === undefined ? [triple(version, RDF_TYPE, DELETE)] : parseLines(statements)),
  ];
}

function memberIri(base: string, number: number, place: number): string {
  return `${base}/changes/${number}/${place + 1}`;
}
