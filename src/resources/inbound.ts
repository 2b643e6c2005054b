/**
 * What points to a thing: told in full per property where it is little, counted where it is much. However much it is, the
 * engine is asked for a bounded number of statements first; only a thing with more is counted.
 */
import { byCodeUnit } from "../rdf/byte-order.js";
import { LRUCache } from "lru-cache";
import type { Site } from "../http/site.js";
import { namedNode, type Quad, quad } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { PROBED } from "./around.js";
import { perVersion } from "./per-version.js";

/** Things on a page of what points to a thing; a group of no more is part of the description itself. */
export const PAGE_SIZE = 25;

export interface InboundProperty {
  readonly predicate: string;
  /** Things that point here by it. */
  readonly count: number;
  /** All of them, with their graphs, where that is known without listing: always up to {@link PAGE_SIZE}. */
  readonly quads: readonly Quad[] | undefined;
}

/** The properties by which other things point to one, the most used first. */
export type Inbound = readonly InboundProperty[];

/** What was counted: who pages through 100,000 votes has them counted once. */
const counted = perVersion(() => new LRUCache<string, Inbound>({ max: 1000 }));

/** Groups what was `found` around the thing; asks on when that is not all. A thing's own children are part of it. */
export async function inboundOf(site: Site, iri: string, found: readonly Quad[]): Promise<Inbound> {
  if (found.length <= PROBED) return grouped(iri, found);
  const memory = counted(site);
  const known = memory.get(iri);
  if (known !== undefined) return known;
  const inbound = await countAll(site, iri);
  memory.set(iri, inbound);
  return inbound;
}

async function countAll(site: Site, iri: string): Promise<Inbound> {
  const thing = sparqlIri(iri);
  const rows = await select(
    site.store,
    `SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ${thing} } GROUP BY ?p`,
    site.queryTimeoutMs,
  );
  const counts = rows.flatMap(({ p, n }) =>
    p === undefined || n === undefined ? [] : [{ predicate: p.value, count: Number(n.value), quads: undefined }],
  );
  const many = counts.filter(({ count }) => count > PAGE_SIZE);
  const few = counts.filter(({ count }) => count <= PAGE_SIZE).map(({ predicate }) => predicate);
  return inOrder([...many, ...(few.length === 0 ? [] : grouped(iri, await listAll(site, iri, few)))]);
}

/** What points to a thing by each of some properties. */
async function listAll(site: Site, iri: string, predicates: readonly string[]): Promise<Quad[]> {
  const object = namedNode(iri);
  const rows = await select(
    site.store,
    `SELECT ?g ?s ?p WHERE { VALUES ?p { ${predicates.map(sparqlIri).join(" ")} } GRAPH ?g { ?s ?p ${sparqlIri(iri)} } }`,
    site.queryTimeoutMs,
  );
  return rows.flatMap(({ g, s, p }) =>
    g?.termType === "NamedNode" && s?.termType === "NamedNode" && p !== undefined
      ? [quad(s, namedNode(p.value), object, g)]
      : [],
  );
}

function grouped(iri: string, quads: readonly Quad[]): Inbound {
  const groups = new Map<string, Quad[]>();
  for (const statement of quads) {
    if (isPartOf(statement.subject.value, iri)) continue;
    const group = groups.get(statement.predicate.value);
    if (group === undefined) groups.set(statement.predicate.value, [statement]);
    else group.push(statement);
  }
  return inOrder(
    [...groups].map(([predicate, all]) => ({
      predicate,
      // A statement of several graphs is one.
      count: new Set(all.map(({ subject }) => subject.value)).size,
      quads: all.sort(
        (a, b) => byCodeUnit(a.subject.value, b.subject.value) || byCodeUnit(a.graph.value, b.graph.value),
      ),
    })),
  );
}

function isPartOf(subject: string, iri: string): boolean {
  return subject.startsWith(iri) && (subject.length === iri.length || subject[iri.length] === "#");
}

function inOrder(groups: readonly InboundProperty[]): Inbound {
  return groups
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || byCodeUnit(a.predicate, b.predicate));
}
