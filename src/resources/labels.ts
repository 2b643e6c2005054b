/** Labels of things, as the statements that give them. Boards, places and concepts come back in thousands of descriptions. */
import { LRUCache } from "lru-cache";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { ownTerm } from "../rdf/own-text.js";
import { namedNode, type Quad, quad, RDFS_LABEL } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { perVersion } from "./per-version.js";
import { together } from "./together.js";

/** Things of which it is remembered what they are called, or that they have no name: some 10 MB. */
const REMEMBERED = 20_000;
/** Asked for in one query at most. */
const AT_ONCE = 500;

const LABEL = namedNode(RDFS_LABEL);
type Known = LRUCache<string, readonly Quad[]>;

const names = perVersion((site) => {
  const known: Known = new LRUCache({ max: REMEMBERED });
  return { known, ask: together((iris) => askLabels(site, known, iris), AT_ONCE) };
});

/**
 * Whether a thing has no name, in whatever graph: an observation (docs/decisions/0018). Many point to a school, and nobody
 * need be asked what they are called.
 */
export function isNameless({ base }: Site, iri: string): boolean {
  return iri.startsWith(`${base}/id/observatie/`);
}

/** All labels of these things. @throws what {@link select} throws */
export async function labelsOf(site: Site, iris: Iterable<string>): Promise<Quad[]> {
  const { known, ask } = names(site);
  const labels: Quad[] = [];
  const asked: Promise<readonly Quad[]>[] = [];
  for (const iri of iris) {
    const there = known.get(iri);
    if (there !== undefined) labels.push(...there);
    else if (isAbsoluteIri(iri) && !isNameless(site, iri)) asked.push(ask(iri));
  }
  for (const found of await Promise.all(asked)) labels.push(...found);
  return labels;
}

async function askLabels(site: Site, known: Known, iris: readonly string[]): Promise<Quad[][]> {
  // The predicate is a constant: given by VALUES it made the engine walk all labels there are.
  const rows = await select(
    site.store,
    `SELECT ?g ?s ?label WHERE { VALUES ?s { ${iris.map(sparqlIri).join(" ")} } GRAPH ?g { ?s <${RDFS_LABEL}> ?label } }`,
    site.queryTimeoutMs,
  );
  const byThing = new Map<string, Quad[]>(iris.map((iri) => [iri, []]));
  for (const { g, s, label } of rows) {
    if (s?.termType !== "NamedNode" || g?.termType !== "NamedNode" || label === undefined) continue;
    byThing.get(s.value)?.push(quad(s, LABEL, ownTerm(label), g));
  }
  for (const [iri, labels] of byThing) known.set(iri, labels);
  return [...byThing.values()];
}
