/** What the store says of a thing, and what points to it: the two lookups that descriptions are made of. */
import type { Site } from "../http/site.js";
import { namedNode, type Quad, quad, type Term } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { perVersion } from "./per-version.js";
import { together } from "./together.js";
import { usualChildren } from "./usual-children.js";

/** Statements that point to a thing which are asked for at once. */
export const PROBED = 200;

export interface Around {
  /** What is said of the thing itself, with its graphs. */
  readonly own: readonly Quad[];
  /** What points to it: all of it, or more than {@link PROBED} statements. */
  readonly inbound: readonly Quad[];
  /** What is said of children that it may have: of others nothing is known. */
  readonly children: ReadonlyMap<string, readonly Quad[]>;
}

/** Things of one question: some visitors' worth, and an answer of milliseconds. */
const AT_ONCE = 16;

const lookups = perVersion((site) => ({
  around: together((iris) => askAround(site, iris), AT_ONCE),
  statements: together((iris) => askStatements(site, iris), AT_ONCE),
}));

/** @throws what {@link select} throws */
export function around(site: Site, iri: string): Promise<Around> {
  return lookups(site).around(iri);
}

/** What is said of a thing, with its graphs. @throws what {@link select} throws */
export function statementsOf(site: Site, iri: string): Promise<readonly Quad[]> {
  return lookups(site).statements(iri);
}

async function askAround(site: Site, iris: readonly string[]): Promise<Around[]> {
  const children = new Map(iris.map((iri) => [iri, usualChildren(site, iri)]));
  const things = iris.map(sparqlIri).join(" ");
  const most = iris.length * (PROBED + 1);
  const rows = await select(
    site.store,
    `SELECT ?g ?of ?to ?s ?p ?o WHERE {
      { VALUES ?of { ${things} ${[...children.values()].flat().map(sparqlIri).join(" ")} } GRAPH ?g { ?of ?p ?o } }
      UNION { SELECT ?g ?s ?p ?to WHERE { VALUES ?to { ${things} } GRAPH ?g { ?s ?p ?to } } LIMIT ${most} } }`,
    site.queryTimeoutMs,
  );
  const said = new Map<string, Quad[]>([...iris, ...[...children.values()].flat()].map((iri) => [iri, []]));
  const inbound = new Map<string, Quad[]>(iris.map((iri) => [iri, []]));
  let pointing = 0;
  for (const { g, of, to, s, p, o } of rows) {
    if (of !== undefined) add(said.get(of.value), g, of, p, o);
    else if (to !== undefined) {
      pointing += 1;
      add(inbound.get(to.value), g, s, p, to);
    }
  }
  // One that very much points to left no room for what points to the others.
  if (pointing >= most && iris.length > 1) {
    const each: Around[] = [];
    for (const iri of iris) each.push(...(await askAround(site, [iri])));
    return each;
  }
  return [...children].map(([iri, usual]) => ({
    own: said.get(iri) ?? [],
    inbound: inbound.get(iri) ?? [],
    children: new Map(usual.map((child) => [child, said.get(child) ?? []])),
  }));
}

async function askStatements(site: Site, iris: readonly string[]): Promise<Quad[][]> {
  const rows = await select(
    site.store,
    `SELECT ?g ?s ?p ?o WHERE { VALUES ?s { ${iris.map(sparqlIri).join(" ")} } GRAPH ?g { ?s ?p ?o } }`,
    site.queryTimeoutMs,
  );
  const found = new Map<string, Quad[]>(iris.map((iri) => [iri, []]));
  for (const { g, s, p, o } of rows) if (s !== undefined) add(found.get(s.value), g, s, p, o);
  return [...found.values()];
}

function add(to: Quad[] | undefined, g?: Term, s?: Term, p?: Term, o?: Term): void {
  if (to === undefined || p === undefined || o === undefined) return;
  if (s === undefined || s.termType === "Literal" || g === undefined || g.termType === "Literal") return;
  to.push(quad(s, p.termType === "NamedNode" ? p : namedNode(p.value), o, g));
}
