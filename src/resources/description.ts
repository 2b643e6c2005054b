/**
 * The description of a thing: what is said of it and of its `#` children, the labels of what it points to, and what
 * points to it; each statement with its graph. Children are found by following links from the thing, two steps deep,
 * never by a scan. Small questions that many can share cost the engine a fraction of what one with all of it costs.
 */
import { byCodeUnit } from "../rdf/byte-order.js";
import type { Site } from "../http/site.js";
import { type Quad, RDF_TYPE, RDFS_LABEL, type Term } from "../rdf/terms.js";
import { around, statementsOf } from "./around.js";
import { type Inbound, inboundOf } from "./inbound.js";
import { labelsOf } from "./labels.js";
import { rememberChildren } from "./usual-children.js";

export interface Description {
  readonly iri: string;
  /** Sorted, so that equal data gives equal bytes. Without what points to the thing. */
  readonly quads: readonly Quad[];
  readonly inbound: Inbound;
  /** Whether the thing is gone, and this is its tombstone. */
  readonly gone: boolean;
}

/** How many links from a thing its children, and theirs, are looked for. */
const DEPTH = 2;

/**
 * Describes a thing; undefined when nothing is said of it and nothing points to it. What only others speak of, such as a
 * motion of a year that was not loaded, is described by them.
 */
export async function describe(site: Site, iri: string): Promise<Description | undefined> {
  const { own, inbound, children } = await around(site, iri);
  if (own.length === 0 && inbound.length === 0) return undefined;
  const quads = await withChildrenAndLabels(site, iri, own, children);
  const tombstone = `${site.base}/def/dienst#Grafsteen`;
  const graveyard = `${site.base}/graph/meta/grafstenen`;
  return {
    iri,
    quads: quads.sort(compare),
    inbound: await inboundOf(site, iri, inbound),
    gone: own.some(
      (q) => q.predicate.value === RDF_TYPE && q.object.value === tombstone && q.graph.value === graveyard,
    ),
  };
}

async function withChildrenAndLabels(
  site: Site,
  iri: string,
  own: readonly Quad[],
  known: ReadonlyMap<string, readonly Quad[]>,
): Promise<Quad[]> {
  const quads = [...own];
  const described = new Set([iri]);
  const referred = new Set<string>();
  let fresh: readonly Quad[] = own;
  for (let depth = 0; fresh.length > 0; depth += 1) {
    const children = new Set<string>();
    for (const { predicate, object } of fresh) {
      if (object.termType !== "NamedNode" || described.has(object.value)) continue;
      if (depth < DEPTH && object.value.startsWith(iri) && object.value[iri.length] === "#") children.add(object.value);
      // What a class is called is told by its vocabulary, not by each thing that has it.
      else if (predicate.value !== RDF_TYPE) referred.add(object.value);
    }
    fresh = (await Promise.all([...children].map((child) => known.get(child) ?? statementsOf(site, child)))).flat();
    quads.push(...fresh);
    for (const child of children) described.add(child);
  }
  for (const each of described) referred.delete(each);
  described.delete(iri);
  rememberChildren(site, iri, described);
  return [...quads, ...(await labelsOf(site, referred))];
}

/** The order of statements: by subject, its label first, then by property and value. */
function compare(a: Quad, b: Quad): number {
  return (
    byCodeUnit(a.subject.value, b.subject.value) ||
    byCodeUnit(place(a.predicate.value), place(b.predicate.value)) ||
    byCodeUnit(a.object.value, b.object.value) ||
    byCodeUnit(kindOf(a.object), kindOf(b.object)) ||
    byCodeUnit(a.graph.value, b.graph.value)
  );
}

function place(predicate: string): string {
  return predicate === RDFS_LABEL ? "" : predicate;
}

/** What tells terms apart that have the same text. */
function kindOf(term: Term): string {
  return term.termType === "Literal" ? `"${term.language} ${term.datatype.value}` : term.termType;
}
