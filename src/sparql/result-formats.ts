/** The forms of an answer, by media type and by the short names that people write in `format=`. */
import type { Context } from "koa";
import { chooseFormat, offersOf } from "../http/documents.js";
import type { Offer } from "../http/negotiate.js";
import { Problem } from "../http/problem.js";
import { type DocumentFormat, MEDIA_TYPES, RDF_FORMATS } from "../rdf/media-types.js";
import type { ResultSyntax } from "../store/graph-store.js";
import type { QueryForm } from "./query-form.js";

export type TableFormat = Exclude<ResultSyntax, "nt"> | "html";

/** SPARQL 1.1 Query Results JSON, XML, CSV and TSV. */
export const TABLE_TYPES: Readonly<Record<Exclude<ResultSyntax, "nt">, string>> = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
};

/** JSON first: it is what a client gets that does not say what it wants. */
export const TABLE_OFFERS: readonly Offer<TableFormat>[] = [
  { mediaType: TABLE_TYPES.json, value: "json", isAlso: "application/json" },
  { mediaType: TABLE_TYPES.xml, value: "xml", isAlso: "application/xml" },
  { mediaType: TABLE_TYPES.csv, value: "csv" },
  { mediaType: TABLE_TYPES.tsv, value: "tsv" },
  { mediaType: "text/html", value: "html" },
];

/** Turtle first; a page is for who asks for one. */
export const GRAPH_OFFERS: readonly Offer<DocumentFormat>[] = offersOf([...RDF_FORMATS, "html"]);

export function isGraphForm(form: QueryForm): form is "CONSTRUCT" | "DESCRIBE" {
  return form === "CONSTRUCT" || form === "DESCRIBE";
}

/** What clients call the forms, beside our own short names. JSON and XML are forms of a table; of a graph they can only be these. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  turtle: "ttl",
  n3: "ttl",
  "json-ld": "jsonld",
  json: "jsonld",
  ntriples: "nt",
  nquads: "nq",
  "rdf+xml": "rdf",
  xml: "rdf",
};

/** A format by its short name or its media type; undefined when a query of this kind has none such. */
export function namedFormat<T extends string>(name: string, offers: readonly Offer<T>[]): T | undefined {
  const wanted = name.toLowerCase();
  const exact = offers.find((offer) => [offer.value, offer.mediaType, offer.isAlso].includes(wanted));
  return (exact ?? offers.find((offer) => offer.value === OTHER_NAMES[wanted]))?.value;
}

/**
 * The form of a document: what `format=` names, for people who cannot set a header, else what Accept prefers.
 *
 * @throws {Problem} 406, listing what there is
 */
export function askedFormat(
  ctx: Context,
  name: string | undefined,
  offered: readonly DocumentFormat[],
): DocumentFormat {
  if (name === undefined) return chooseFormat(ctx, undefined, offered);
  const named = namedFormat(name, offersOf(offered));
  if (named !== undefined) return named;
  throw new Problem(406, "`format` names none of the forms that there are; choose one of `available`", {
    extra: { available: offered.map((format) => MEDIA_TYPES[format]) },
    forPeople: "Dit document bestaat niet in de vorm waarom gevraagd is.",
  });
}

export function tableContentType(format: Exclude<TableFormat, "html">): string {
  return format === "json" || format === "xml" ? TABLE_TYPES[format] : `${TABLE_TYPES[format]}; charset=utf-8`;
}
