/** Rows of RDF terms as SPARQL 1.1 Query Results JSON, XML, CSV and TSV; quads as N-Triples. */
import type * as RDF from "@rdfjs/types";
import { escapeLexical } from "../../rdf/nquads.js";
import { xmlText } from "../../rdf/xml-chars.js";
import type { ResultSyntax } from "../../store/graph-store.js";

export type TableSyntax = Exclude<ResultSyntax, "nt">;
export type Cell = RDF.Term | undefined;

const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";
const RESULTS_NS = "http://www.w3.org/2005/sparql-results#";

/** Text before the rows, one row, what is between rows, and text after them. */
export interface TableWriter {
  readonly head: string;
  row(cells: readonly Cell[]): string;
  readonly between: string;
  readonly foot: string;
}

export function tableWriter(syntax: TableSyntax, variables: readonly string[]): TableWriter {
  if (syntax === "csv") {
    return { head: `${variables.join(",")}\r\n`, row: (c) => `${c.map(csvCell).join(",")}\r\n`, between: "", foot: "" };
  }
  if (syntax === "tsv") {
    const head = `${variables.map((name) => `?${name}`).join("\t")}\n`;
    return { head, row: (cells) => `${cells.map(tsvCell).join("\t")}\n`, between: "", foot: "" };
  }
  if (syntax === "xml") {
    const names = variables.map((name) => `<variable name="${escapeXml(name)}"/>`).join("");
    return {
      head: `<?xml version="1.0"?><sparql xmlns="${RESULTS_NS}"><head>${names}</head><results>`,
      row: (cells) => `<result>${cells.map((cell, i) => xmlBinding(variables[i] ?? "", cell)).join("")}</result>`,
      between: "",
      foot: "</results></sparql>",
    };
  }
  return {
    head: `{"head":{"vars":${JSON.stringify(variables)}},"results":{"bindings":[`,
    row: (cells) => JSON.stringify(Object.fromEntries(cells.map((cell, i) => [variables[i] ?? "", jsonTerm(cell)]))),
    between: ",",
    foot: "]}}",
  };
}

/** The answer of an ASK; CSV and TSV have no form for it (SPARQL 1.1 Query Results CSV and TSV, §1). */
export function booleanResult(syntax: "json" | "xml", value: boolean): string {
  return syntax === "json"
    ? `{"head":{},"boolean":${value}}`
    : `<?xml version="1.0"?><sparql xmlns="${RESULTS_NS}"><head/><boolean>${value}</boolean></sparql>`;
}

/** A triple in N-Triples, with its line end. */
export function tripleLine({ subject, predicate, object }: RDF.BaseQuad): string {
  return `${ntTerm(subject)} ${ntTerm(predicate)} ${ntTerm(object)} .\n`;
}

function jsonTerm(term: Cell): object | undefined {
  if (term === undefined) return undefined;
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType !== "Literal") throw new Error(`a ${term.termType} cannot be in a result`);
  if (term.language !== "") return { type: "literal", value: term.value, "xml:lang": term.language };
  const datatype = term.datatype.value;
  return datatype === XSD_STRING
    ? { type: "literal", value: term.value }
    : { type: "literal", value: term.value, datatype };
}

function xmlBinding(name: string, term: Cell): string {
  if (term === undefined) return "";
  return `<binding name="${escapeXml(name)}">${xmlTerm(term)}</binding>`;
}

function xmlTerm(term: RDF.Term): string {
  const value = escapeXml(term.value);
  if (term.termType === "NamedNode") return `<uri>${value}</uri>`;
  if (term.termType === "BlankNode") return `<bnode>${value}</bnode>`;
  if (term.termType !== "Literal") throw new Error(`a ${term.termType} cannot be in a result`);
  if (term.language !== "") return `<literal xml:lang="${escapeXml(term.language)}">${value}</literal>`;
  const datatype = term.datatype.value;
  return datatype === XSD_STRING
    ? `<literal>${value}</literal>`
    : `<literal datatype="${escapeXml(datatype)}">${value}</literal>`;
}

const XML_ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What XML 1.0 §2.2 has no way to write becomes U+FFFD: a reader would refuse the whole answer. */
function escapeXml(text: string): string {
  return xmlText(text, "\ufffd")
    .replaceAll(/[&<>"]/g, (c) => XML_ESCAPES[c] ?? c)
    .replaceAll("\r", "&#13;");
}

/** RFC 4180; the value alone, as SPARQL 1.1 Query Results CSV §3.2 has it. */
function csvCell(term: Cell): string {
  if (term === undefined) return "";
  const value = term.termType === "BlankNode" ? `_:${term.value}` : term.value;
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function tsvCell(term: Cell): string {
  return term === undefined ? "" : ntTerm(term).replaceAll("\t", String.raw`\t`);
}

function ntTerm(term: RDF.Term): string {
  if (term.termType === "NamedNode") return `<${term.value}>`;
  if (term.termType === "BlankNode") return `_:${term.value}`;
  if (term.termType !== "Literal") throw new Error(`a ${term.termType} cannot be in a result`);
  const lexical = `"${escapeLexical(term.value)}"`;
  if (term.language !== "") return `${lexical}@${term.language}`;
  return term.datatype.value === XSD_STRING ? lexical : `${lexical}^^<${term.datatype.value}>`;
}
