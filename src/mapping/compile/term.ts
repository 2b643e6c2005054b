/** Compiles a term map to a function that gives its term or terms as canonical N-Quads text (RML-Core §7). */
import { decimalText } from "../../records/decimal-text.js";
import { canonicalFloating } from "../../rdf/canonical-literal.js";
import { isAbsoluteIri } from "../../rdf/iri.js";
import { escapeLexical, termToNQuads } from "../../rdf/nquads.js";
import { XSD, XSD_STRING } from "../../rdf/terms.js";
import type { TermMap, TermType } from "../model.js";
import { blankLabel, isAbsolute, isLanguageTag, isUnsafeIri } from "./encode.js";
import { finding, type Report } from "./finding.js";
import type { Context, Value, Values } from "./context.js";
import { compileCondition, compileValues, wholeCharacters } from "./value.js";

/** IRIs remembered per term: bounds memory. */
const REMEMBERED = 1_000;

/** Terms as N-Quads text: none, one, or several. */
export type Terms = (record: unknown, report: Report) => string | readonly string[] | undefined;

/** A term map; `constant` is its text when no record changes it. */
export interface CompiledTerm {
  readonly terms: Terms;
  readonly constant?: string;
}

export interface TermContext extends Context {
  readonly base: string;
  /** A label that no other record gets. */
  readonly freshLabel: () => string;
}

export function compileTerm(map: TermMap, context: TermContext): CompiledTerm {
  const { expression } = map;
  if (expression.kind === "fresh") {
    const { freshLabel } = context;
    return guarded({ terms: () => `_:${freshLabel()}` }, map, context);
  }
  if (expression.kind === "constant") {
    const constant = constantText(map, context);
    if (constant !== undefined) return guarded({ terms: () => constant, constant }, map, context);
  }
  if (map.termType === "Literal") return guarded({ terms: literals(map, context) }, map, context);
  return guarded({ terms: resources(map, context) }, map, context);
}

function guarded(term: CompiledTerm, map: TermMap, context: TermContext): CompiledTerm {
  if (map.condition === undefined) return term;
  const holds = compileCondition(map.condition, context);
  const { terms } = term;
  return { terms: (record, report) => (holds(record, report) ? terms(record, report) : undefined) };
}

/** The text of a constant; nothing when its language or datatype differs per record. */
function constantText(map: TermMap, context: TermContext): string | undefined {
  if (map.expression.kind !== "constant") return undefined;
  const { term } = map.expression;
  if (term.termType === "BlankNode") return `_:${blankLabel(term.value)}`;
  if (term.termType === "NamedNode" && map.termType !== "Literal") {
    const iri = isAbsolute(term.value) ? term.value : context.base + term.value;
    const valid = map.termType.startsWith("Unsafe") ? isUnsafeIri(iri) : isAbsoluteIri(iri);
    if (!valid) context.problem(map.at, `<${iri}> is no IRI`, "give it a scheme, and write %20 for a space");
    return `<${iri}>`;
  }
  if (map.language !== undefined || map.datatype !== undefined) return undefined;
  if (term.termType === "Literal") return termToNQuads(term);
  return `"${escapeLexical(term.value)}"`;
}

// ---- IRIs and blank nodes

function resources(map: TermMap, context: TermContext): Terms {
  const values = compileValues({ ...map, condition: undefined }, context, map.termType);
  const write = map.termType === "BlankNode" ? blank : iriWriter(map, context);
  return (record, report) => {
    const value = values(record, report);
    if (value === undefined) return undefined;
    if (typeof value !== "object") return write(typeof value === "string" ? value : String(value), report);
    return value.flatMap((v) => write(String(v), report) ?? []);
  };
}

function blank(value: string): string {
  return `_:${blankLabel(value)}`;
}

function iriWriter(map: TermMap, context: TermContext): (value: string, report: Report) => string | undefined {
  const { base, place } = context;
  const { termType, expression } = map;
  const valid = termType === "IRI" || termType === "URI" ? isAbsoluteIri : isUnsafeIri;
  if (expression.kind === "template" && (termType === "IRI" || termType === "URI")) {
    const [first] = expression.parts;
    const start = first !== undefined && "text" in first ? first.text : "";
    const constants = expression.parts.map((part) => ("text" in part ? part.text : "")).join("");
    if (!isAbsoluteIri(`x:${constants}`)) {
      context.problem(
        map.at,
        `the template around "${constants}" makes no IRI`,
        'leave spaces and <>"{}|^`\\ out of it',
      );
    }
    // Its texts are checked here and its values are encoded, so what comes out needs no check.
    if (isAbsolute(start)) return (value) => `<${value}>`;
    if (/^[^:]*[/?#]/.test(start) && isAbsoluteIri(base)) return (value) => `<${base}${value}>`;
  }
  // Values of a dimension, such as concepts, are few and come again and again.
  const known = new Map<string, string>();
  return (value, report) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const iri = isAbsolute(value) ? value : base + value;
    if (!valid(iri)) {
      report(finding(place, "iri", value));
      return undefined;
    }
    const text = `<${iri}>`;
    if (known.size < REMEMBERED) known.set(value, text);
    return text;
  };
}

// ---- literals

function literals(map: TermMap, context: TermContext): Terms {
  const given = compileValues({ ...map, condition: undefined }, context);
  const values = map.expression.kind === "function" ? wholeCharacters(given, context.place) : given;
  if (map.language !== undefined) return withSuffixes(values, suffixes(map.language, "language", context));
  if (map.datatype !== undefined) return withSuffixes(values, suffixes(map.datatype, "datatype", context));
  // What a function gives has its type in any case.
  const write = context.source.natural || map.expression.kind === "function" ? natural : plain;
  const text = remembering("");
  return (record, report) => {
    const value = values(record, report);
    if (typeof value === "string") return text(value);
    if (value === undefined) return undefined;
    return typeof value === "object" ? value.map(write) : write(value);
  };
}

/** Quotes a text; one that is the same as the text before, as many are, is the same literal. */
function remembering(end: string): (value: string) => string {
  let last = "";
  let literal = quoted("", end);
  return (value) => {
    if (value === last) return literal;
    last = value;
    literal = quoted(value, end);
    return literal;
  };
}

function plain(value: Value): string {
  return `"${escapeLexical(String(value))}"`;
}

/** The natural RDF literal of a JSON value (RML-Core §7.5, as R2RML §10.2): numbers and booleans have a datatype. */
function natural(value: Value): string {
  if (typeof value === "string") return `"${escapeLexical(value)}"`;
  if (typeof value === "boolean") return `"${value}"^^<${XSD}boolean>`;
  // A larger one was rounded when the JSON was read; an integer would claim digits that were not in the file.
  if (Number.isSafeInteger(value)) return `"${value}"^^<${XSD}integer>`;
  return `"${canonicalFloating(value, "double")}"^^<${XSD}double>`;
}

function quoted(value: Value, end: string): string {
  return `"${typeof value === "number" ? numberText(value, end) : escapeLexical(String(value))}"${end}`;
}

const FLOATING = new Map((["double", "float"] as const).map((name) => [`^^<${XSD}${name}>`, name]));

/** A number in the form that its datatype has: JavaScript's own may have an exponent, which no decimal has. */
function numberText(value: number, end: string): string {
  const floating = FLOATING.get(end);
  if (floating !== undefined) return canonicalFloating(value, floating);
  return end.startsWith(`^^<${XSD}`) && Number.isFinite(value) ? decimalText(value) : String(value);
}

type Suffixes = (record: unknown, report: Report) => readonly string[];

function withSuffixes(values: Values, suffix: string | Suffixes): Terms {
  const text = remembering(typeof suffix === "string" ? suffix : "");
  return (record, report) => {
    const value = values(record, report);
    if (value === undefined) return undefined;
    if (typeof suffix === "string") {
      if (typeof value === "string") return text(value);
      return typeof value === "object" ? value.map((v) => quoted(v, suffix)) : quoted(value, suffix);
    }
    const ends = suffix(record, report);
    const list = typeof value === "object" ? value : [value];
    return list.flatMap((v) => ends.map((end) => quoted(v, end)));
  };
}

/** What follows the closing quote: one text when it is the same for all records. */
function suffixes(map: TermMap, kind: "language" | "datatype", context: TermContext): string | Suffixes {
  const { place, base } = context;
  const make = (text: string): string | undefined => {
    if (kind === "language") return isLanguageTag(text) ? `@${text.toLowerCase()}` : undefined;
    const iri = isAbsolute(text) ? text : base + text;
    if (!isAbsoluteIri(iri)) return undefined;
    return iri === XSD_STRING ? "" : `^^<${iri}>`;
  };
  if (map.expression.kind === "constant") {
    const text = map.expression.term.value;
    const suffix = make(text);
    if (suffix === undefined) {
      const hint =
        kind === "language" ? "write a tag such as nl or en-GB (BCP 47)" : "write a datatype such as xsd:date";
      context.problem(map.at, `"${text}" is no ${kind === "language" ? "language tag" : "datatype"}`, hint);
    }
    return suffix ?? "";
  }
  const encodeAs: TermType = kind === "language" ? "Literal" : "IRI";
  const values = compileValues(map, context, encodeAs);
  return (record, report) => {
    const value = values(record, report);
    const list = value === undefined ? [] : typeof value === "object" ? value : [value];
    return list.flatMap((v) => {
      const suffix = make(String(v));
      if (suffix === undefined) report(finding(place, kind, v));
      return suffix ?? [];
    });
  };
}
