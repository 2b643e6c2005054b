/** Writing the statements that the service itself makes, as canonical N-Triples without full stops. */
import { isAbsoluteIri } from "../rdf/iri.js";
import { termToNQuads } from "../rdf/nquads.js";
import { literal, namedNode, RDF_TYPE, type Term, XSD } from "../rdf/terms.js";
import { sayableText } from "../records/unsayable.js";

/** Namespaces of what the service says of its graphs. */
export const DCT = "http://purl.org/dc/terms/";
/** Lists of the EU: themes, licences, languages, … */
export const EU = "http://publications.europa.eu/resource/authority/";
export const DCAT = "http://www.w3.org/ns/dcat#";
export const QB = "http://purl.org/linked-data/cube#";
export const PROV = "http://www.w3.org/ns/prov#";
export const VOID = "http://rdfs.org/ns/void#";
export const SD = "http://www.w3.org/ns/sparql-service-description#";
export const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
export const SH = "http://www.w3.org/ns/shacl#";
export const FOAF = "http://xmlns.com/foaf/0.1/";
export const SKOS = "http://www.w3.org/2004/02/skos/core#";
export const SPDX = "http://spdx.org/rdf/terms#";
export const VCARD = "http://www.w3.org/2006/vcard/ns#";

/** Makes statements; relative IRIs (`/id/…`) get the base in front. */
export class Statements {
  readonly lds: string;
  readonly ond: string;

  /** @param base the base IRI, without trailing slash */
  constructor(readonly base: string) {
    this.lds = `${base}/def/dienst#`;
    this.ond = `${base}/def/onderwijs#`;
  }

  /** One statement. @throws {Error} when subject or predicate is no IRI */
  line(subject: string, predicate: string, object: Term): string {
    return `<${this.#iri(subject)}> <${this.#iri(predicate)}> ${termToNQuads(object)}`;
  }

  type(subject: string, type: string): string {
    return this.line(subject, RDF_TYPE, this.node(type));
  }

  node(iri: string): Term {
    return namedNode(this.#iri(iri));
  }

  /** A text; what no answer in XML could hold is left out of it. */
  text(value: string, language = ""): Term {
    return literal(sayableText(value), { language });
  }

  integer(value: number): Term {
    return literal(String(value), { datatype: `${XSD}integer` });
  }

  boolean(value: boolean): Term {
    return literal(String(value), { datatype: `${XSD}boolean` });
  }

  /** @param moment ISO 8601, UTC; zeros at the end of a fraction are left out, as the canonical form has it */
  dateTime(moment: string): Term {
    return literal(moment.replace(/(\.\d*?)0+Z$/, "$1Z").replace(".Z", "Z"), { datatype: `${XSD}dateTime` });
  }

  /** @param day `yyyy-mm-dd`, or a year alone */
  day(day: string): Term {
    return literal(day, { datatype: `${XSD}${day.length === 4 ? "gYear" : "date"}` });
  }

  #iri(value: string): string {
    const iri = value.startsWith("/") ? this.base + value : value;
    if (!isAbsoluteIri(iri)) throw new Error(`"${iri}" is no absolute IRI`);
    return iri;
  }
}
