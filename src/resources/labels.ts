/** Labels of things, as the statements that give them. Boards, places and concepts come back in thousands of descriptions. */
import { LRUCache } from "lru-cache";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { namedNode, type Quad, quad, RDFS_LABEL, type Term } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { perVersion } from "./per-version.js";

/** Things of which it is remembered what they are called, or that they have no name: some 10 MB. */
const REMEMBERED = 20_000;
/** Asked for in one query at most. */
const AT_ONCE = 500;

const LABEL = namedNode(RDFS_LABEL);
const memory = perVersion(() => new LRUCache<string, readonly Quad[]>({ max: REMEMBERED }));

/** Those of the IRIs whose labels have to be asked for; the labels of the others are added to `into`. */
export function withoutKnownLabels(site: Site, iris: Iterable<string>, into: Quad[]): string[] {
  const known = memory(site);
  const unknown: string[] = [];
  for (const iri of iris) {
    const labels = known.get(iri);
    if (labels !== undefined) into.push(...labels);
    else if (isAbsoluteIri(iri)) unknown.push(iri);
  }
  return unknown;
}

/** The group of a query that binds `?g`, `?s` and `?label` to the labels of things. */
export function labelPattern(iris: readonly string[]): string {
  // The predicate is a constant: given by VALUES it made the engine walk all labels there are.
  return `{ VALUES ?s { ${iris.map(sparqlIri).join(" ")} } GRAPH ?g { ?s <${RDFS_LABEL}> ?label } }`;
}

/** The labels in the rows of a query with {@link labelPattern}: all there are of `asked`, which is remembered. */
export function learnLabels(
  site: Site,
  asked: readonly string[],
  rows: readonly Readonly<Record<string, Term>>[],
): Quad[] {
  const found = rows.flatMap(({ g, s, label }) =>
    s?.termType === "NamedNode" && g?.termType === "NamedNode" && label !== undefined ? [quad(s, LABEL, label, g)] : [],
  );
  const byThing = new Map<string, Quad[]>(asked.map((iri) => [iri, []]));
  for (const statement of found) byThing.get(statement.subject.value)?.push(statement);
  for (const [iri, labels] of byThing) memory(site).set(iri, labels);
  return found;
}

/** All labels of these things. */
export async function labelsOf(site: Site, iris: Iterable<string>): Promise<Quad[]> {
  const labels: Quad[] = [];
  const unknown = withoutKnownLabels(site, iris, labels);
  for (let start = 0; start < unknown.length; start += AT_ONCE) {
    const asked = unknown.slice(start, start + AT_ONCE);
    const rows = await select(site.store, `SELECT ?g ?s ?label WHERE ${labelPattern(asked)}`, site.queryTimeoutMs);
    labels.push(...learnLabels(site, asked, rows));
  }
  return labels;
}
