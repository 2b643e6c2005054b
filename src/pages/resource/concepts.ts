/** The concepts of a scheme as a tree, walked from the top: broader before narrower, else by notation and name. */
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import { RDFS_LABEL } from "../../rdf/terms.js";
import { perVersion } from "../../resources/per-version.js";
import { LRUCache } from "lru-cache";
import { select, sparqlIri } from "../../sparql/select.js";

export const SKOS = "http://www.w3.org/2004/02/skos/core#";

/** Concepts of a scheme that are put in order; of a larger one the first, as the index has them. */
const MOST_CONCEPTS = 5000;
/** Rows on a page. */
export const CONCEPTS_PER_PAGE = 100;
/** A tree that is deeper is shown flat from there. */
const DEEPEST = 8;

export interface Concept {
  readonly iri: string;
  readonly name: string;
  readonly notation: string | undefined;
  /** 0 at the top. */
  readonly depth: number;
  /** How many concepts are directly narrower. */
  readonly narrower: number;
}

interface Draft {
  readonly iri: string;
  name: string;
  notation: string | undefined;
  readonly broader: Set<string>;
}

const memory = perVersion(() => new LRUCache<string, readonly Concept[]>({ max: 50 }));

/** The concepts of a scheme in the order in which they are shown. */
export async function conceptsOf(site: Site, scheme: string, language: Language): Promise<readonly Concept[]> {
  const key = `${language} ${scheme}`;
  const known = memory(site).get(key);
  if (known !== undefined) return known;
  const version = site.store.archiveVersion;
  const concepts = inTreeOrder(await read(site, scheme, language), language);
  if (site.store.archiveVersion === version) memory(site).set(key, concepts);
  return concepts;
}

async function read(site: Site, scheme: string, language: Language): Promise<Draft[]> {
  const rows = await select(
    site.store,
    `SELECT ?c ?p ?o WHERE {
      { SELECT DISTINCT ?c WHERE { ?c <${SKOS}inScheme> ${sparqlIri(scheme)} } LIMIT ${MOST_CONCEPTS} }
      { ?c <${RDFS_LABEL}> ?o BIND(<${RDFS_LABEL}> AS ?p) }
      UNION { ?c <${SKOS}prefLabel> ?o BIND(<${SKOS}prefLabel> AS ?p) }
      UNION { ?c <${SKOS}notation> ?o BIND(<${SKOS}notation> AS ?p) }
      UNION { ?c <${SKOS}broader> ?o BIND(<${SKOS}broader> AS ?p) }
      UNION { ?c <${SKOS}inScheme> ?o BIND(<${SKOS}inScheme> AS ?p) } }`,
    site.queryTimeoutMs,
  );
  const drafts = new Map<string, Draft & { rank: number }>();
  for (const { c, p, o } of rows) {
    if (c?.termType !== "NamedNode" || p === undefined || o === undefined) continue;
    const draft = drafts.get(c.value) ?? { iri: c.value, name: "", notation: undefined, broader: new Set(), rank: 9 };
    drafts.set(c.value, draft);
    if (p.value === `${SKOS}broader`) draft.broader.add(o.value);
    else if (p.value === `${SKOS}notation`) draft.notation ??= o.value;
    else if (o.termType === "Literal") {
      const rank = o.language === language ? 0 : p.value === RDFS_LABEL ? 1 : o.language === "nl" ? 2 : 3;
      if (rank < draft.rank) Object.assign(draft, { name: o.value, rank });
    }
  }
  return [...drafts.values()];
}

/** Each concept once, below the first of its broader concepts that is in the scheme. */
function inTreeOrder(drafts: readonly Draft[], language: Language): Concept[] {
  const inScheme = new Set(drafts.map(({ iri }) => iri));
  const below = new Map<string, Draft[]>();
  const tops: Draft[] = [];
  for (const draft of drafts) {
    const parents = [...draft.broader].filter((iri) => inScheme.has(iri) && iri !== draft.iri);
    if (parents.length === 0) tops.push(draft);
    for (const parent of parents) below.set(parent, [...(below.get(parent) ?? []), draft]);
  }
  const compare = (a: Draft, b: Draft): number =>
    (a.notation ?? a.name).localeCompare(b.notation ?? b.name, language, { numeric: true }) || (a.iri < b.iri ? -1 : 1);
  const seen = new Set<string>();
  const shown: Concept[] = [];
  const walk = (siblings: readonly Draft[], depth: number): void => {
    for (const { iri, name, notation } of siblings.toSorted(compare)) {
      if (seen.has(iri)) continue;
      seen.add(iri);
      const narrower = below.get(iri) ?? [];
      const called = name === "" ? iri.slice(iri.lastIndexOf("/") + 1) : name;
      shown.push({ iri, name: called, notation, depth, narrower: narrower.length });
      walk(narrower, Math.min(depth + 1, DEEPEST));
    }
  };
  walk(tops, 0);
  // What is only below itself has no top.
  walk(drafts, 0);
  return shown;
}
