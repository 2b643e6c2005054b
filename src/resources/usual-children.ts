/** Which `#` children things of a kind were seen to have: asked for with a thing itself, they cost no second question. */
import { LRUCache } from "lru-cache";
import type { Site } from "../http/site.js";
import { perVersion } from "./per-version.js";

/** Fragments remembered of one kind; a thing with more children is asked about twice. */
const MOST = 4;

const seen = perVersion(() => new LRUCache<string, ReadonlySet<string>>({ max: 200 }));

/** IRIs of the children that a thing may have. */
export function usualChildren(site: Site, iri: string): string[] {
  return [...(seen(site).get(kindOf(iri)) ?? [])].map((fragment) => iri + fragment);
}

/** @param children IRIs of children that a thing has */
export function rememberChildren(site: Site, iri: string, children: Iterable<string>): void {
  const known = seen(site).get(kindOf(iri));
  const fragments = new Set(known);
  for (const child of children) if (fragments.size < MOST) fragments.add(child.slice(iri.length));
  if (fragments.size > (known?.size ?? 0)) seen(site).set(kindOf(iri), fragments);
}

/** What things of a kind have in common: all before their code. */
function kindOf(iri: string): string {
  return iri.slice(0, iri.lastIndexOf("/"));
}
