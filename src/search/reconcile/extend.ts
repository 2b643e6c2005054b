/** Values of properties for things that were matched (Reconciliation Service API 0.2, "Data Extension Service"). */
import type { Site } from "../../http/site.js";
import { isAbsoluteIri } from "../../rdf/iri.js";
import { RDFS_LABEL, type Term, XSD } from "../../rdf/terms.js";
import { select, sparqlIri } from "../../sparql/select.js";
import { expanded } from "../curie.js";
import { identifierOf } from "./manifest.js";
import type { Extension } from "./query-batch.js";

/** Things asked for in one query to the store. */
const AT_ONCE = 100;
/** Values in one cell; a board has hundreds of schools, and no cell shows them. */
const MOST_VALUES = 50;
/** Instances that are looked at to propose properties. */
const SAMPLE = 200;
const MOST_PROPOSED = 100;

const WHOLE = new Set(["integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"].map((t) => XSD + t));
const FRACTION = new Set(["decimal", "double", "float"].map((t) => XSD + t));
/** The form of dates that the schema of the specification asks for. */
const MOMENT = /^-?(?:[1-9][0-9]*)?[0-9]{4}-(?:1[0-2]|0[1-9])-(?:3[01]|0[1-9]|[12][0-9])T[0-9:.]+(?:Z|[+-][0-9:]+)?$/;

/** What stands in a cell. */
export type Cell =
  | { readonly id: string; readonly name: string }
  | { readonly str: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly date: string };

/** Cells by identifier and property, as asked for; what is not known has none. What a thing does not say itself, its visiting address says. */
export async function extensionRows(site: Site, asked: Extension): Promise<Record<string, Record<string, Cell[]>>> {
  const properties = new Map(asked.properties.map((id) => [expanded(id, site), id]));
  const known = [...properties.keys()].filter(isAbsoluteIri);
  const rows: Record<string, Record<string, Cell[]>> = Object.create(null);
  const things = new Map<string, string>();
  for (const id of asked.ids) {
    rows[id] = Object.fromEntries(asked.properties.map((property) => [property, []]));
    const iri = `${site.base}/id/${id}`;
    if (isAbsoluteIri(iri)) things.set(iri, id);
  }
  if (known.length === 0) return rows;
  const iris = [...things.keys()];
  for (let start = 0; start < iris.length; start += AT_ONCE) {
    const found = await select(
      site.store,
      valuesQuery(site, iris.slice(start, start + AT_ONCE), known),
      site.queryTimeoutMs,
    );
    for (const { s, p, o, label } of found) {
      const row = rows[things.get(s?.value ?? "") ?? ""];
      const cells = row?.[properties.get(p?.value ?? "") ?? ""];
      if (o !== undefined && cells !== undefined && cells.length < MOST_VALUES) cells.push(cellOf(site, o, label));
    }
  }
  return rows;
}

function valuesQuery(site: Site, things: readonly string[], properties: readonly string[]): string {
  return `SELECT DISTINCT ?s ?p ?o ?label WHERE {
    VALUES ?s { ${things.map(sparqlIri).join(" ")} } VALUES ?p { ${properties.map(sparqlIri).join(" ")} }
    { ?s ?p ?o } UNION { ?s <http://schema.org/address> ?a . ?a ?p ?o
      FILTER(!STRENDS(STR(?a), "#correspondentieadres")) FILTER NOT EXISTS { ?s ?p ?own } }
    OPTIONAL { ?o <${RDFS_LABEL}> ?label FILTER(STRSTARTS(STR(?o), "${site.base}/id/")) }
  } ORDER BY ?s ?p ?o ?label`;
}

function cellOf(site: Site, term: Term, label: Term | undefined): Cell {
  if (term.termType !== "Literal") {
    const path = term.value.startsWith(`${site.base}/id/`) ? term.value.slice(site.base.length) : undefined;
    return path === undefined || path.includes("#")
      ? { str: term.value }
      : { id: identifierOf(path), name: label?.value ?? identifierOf(path) };
  }
  const type = term.datatype.value;
  const number = Number(term.value);
  if (WHOLE.has(type) && Number.isSafeInteger(number)) return { int: number };
  if (FRACTION.has(type) && Number.isFinite(number)) return { float: number };
  if (type === `${XSD}dateTime` && MOMENT.test(term.value)) return { date: term.value };
  return { str: term.value };
}

/** Properties that things of a class have, the most frequent first; looked up from a sample of them. */
export async function propertiesOf(site: Site, type: string, limit: number): Promise<string[]> {
  if (!isAbsoluteIri(type)) return [];
  const rows = await select(
    site.store,
    `SELECT ?p (COUNT(*) AS ?n) WHERE {
      { SELECT DISTINCT ?s WHERE { ?s a ${sparqlIri(type)} } LIMIT ${SAMPLE} }
      { ?s ?p ?o } UNION { ?s <http://schema.org/address> ?a . ?a ?p ?o FILTER(!STRENDS(STR(?a), "#correspondentieadres")) }
    } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT ${Math.min(limit, MOST_PROPOSED)}`,
    site.queryTimeoutMs,
  );
  return rows.flatMap(({ p }) => (p === undefined ? [] : [p.value]));
}
