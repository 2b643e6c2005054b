/** Writes results row by row: SPARQL 1.1 Query Results JSON, XML, CSV and TSV. */
import { termToNQuads } from "../rdf/nquads.js";
import { type Term, XSD, XSD_STRING } from "../rdf/terms.js";
import type { ResultSyntax } from "./graph-store.js";

/** Variable → term; a variable without a value is absent. */
export type Solution = ReadonlyMap<string, Term>;

export interface ResultWriter {
  readonly head: (names: readonly string[]) => string;
  readonly row: (row: Solution) => string;
  /** What stands behind the last row. */
  readonly end: () => string;
  /** The answer of an ASK, which is all. */
  readonly boolean: (value: boolean) => string;
}

export function resultWriter(syntax: Exclude<ResultSyntax, "nt">): ResultWriter {
  if (syntax === "json") return jsonWriter();
  return syntax === "xml" ? xmlWriter() : separatedWriter(syntax);
}

function jsonWriter(): ResultWriter {
  let between = "";
  return {
    head: (names) => `{"head":{"vars":${JSON.stringify(names)}},"results":{"bindings":[`,
    row: (row) => {
      const text = between + JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name, jsonTerm(term)])));
      between = ",";
      return text;
    },
    end: () => "]}}",
    boolean: (value) => `{"head":{},"boolean":${value}}`,
  };
}

function jsonTerm(term: Term): Record<string, string> {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  const plain = { type: "literal", value: term.value };
  if (term.language !== "") return { ...plain, "xml:lang": term.language };
  return term.datatype.value === XSD_STRING ? plain : { ...plain, datatype: term.datatype.value };
}

const XML_HEAD = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>';

function xmlWriter(): ResultWriter {
  return {
    head: (names) =>
      `${XML_HEAD}${names.map((name) => `<variable name="${escaped(name)}"/>`).join("")}</head><results>`,
    row: (row) =>
      `<result>${[...row].map(([name, term]) => `<binding name="${escaped(name)}">${xmlTerm(term)}</binding>`).join("")}</result>`,
    end: () => "</results></sparql>",
    boolean: (value) => `${XML_HEAD}</head><boolean>${value}</boolean></sparql>`,
  };
}

function xmlTerm(term: Term): string {
  const text = escaped(term.value);
  if (term.termType === "NamedNode") return `<uri>${text}</uri>`;
  if (term.termType === "BlankNode") return `<bnode>${text}</bnode>`;
  if (term.language !== "") return `<literal xml:lang="${escaped(term.language)}">${text}</literal>`;
  return term.datatype.value === XSD_STRING
    ? `<literal>${text}</literal>`
    : `<literal datatype="${escaped(term.datatype.value)}">${text}</literal>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"\r]/g, (c) => ENTITIES[c] ?? c);
}

function separatedWriter(syntax: "csv" | "tsv"): ResultWriter {
  const csv = syntax === "csv";
  const line = (cells: readonly string[]): string => (csv ? `${cells.join(",")}\r\n` : `${cells.join("\t")}\n`);
  let names: readonly string[] = [];
  return {
    head: (all) => {
      names = all;
      return line(csv ? all.map(quotedWhereNeeded) : all.map((name) => `?${name}`));
    },
    row: (row) =>
      line(
        names.map((name) => {
          const term = row.get(name);
          if (term === undefined) return "";
          return csv ? csvTerm(term) : tsvTerm(term);
        }),
      ),
    end: () => "",
    boolean: (value) => (csv ? `${value}\r\n` : `${value}\n`),
  };
}

function csvTerm(term: Term): string {
  return quotedWhereNeeded(term.termType === "BlankNode" ? `_:${term.value}` : term.value);
}

function quotedWhereNeeded(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Terms as Turtle has them (CSV and TSV §4.1), where whole numbers need no type. */
function tsvTerm(term: Term): string {
  const whole = term.termType === "Literal" && term.datatype.value === `${XSD}integer` && /^[+-]?\d+$/.test(term.value);
  return whole ? term.value : termToNQuads(term);
}
