/** What stands behind a URI: a thing, an alias of another, or nothing (MODEL §1.1, §1.3). */
import { LRUCache } from "lru-cache";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { select, sparqlIri } from "../sparql/select.js";
import { perVersion } from "./per-version.js";

export type Found =
  | { readonly kind: "thing" }
  | { readonly kind: "alias"; readonly canonical: string }
  | { readonly kind: "nothing" };

const THING: Found = { kind: "thing" };
/** URIs of which it is remembered what stands behind them. What nothing stands behind is without end, and is not. */
const found = perVersion(() => new LRUCache<string, Found>({ max: 50_000 }));

/**
 * One question at most. A thing is what something is said of, or what something points to; an alias wins
 * from data under the alias. Tombstones are things that explain themselves.
 */
export async function lookUp(site: Site, iri: string): Promise<Found> {
  const memory = found(site);
  const known = memory.get(iri);
  if (known !== undefined) return known;
  const answer = await ask(site, iri);
  if (answer.kind !== "nothing") memory.set(iri, answer);
  return answer;
}

async function ask(site: Site, iri: string): Promise<Found> {
  const thing = sparqlIri(iri);
  const rows = await select(
    site.store,
    `SELECT ?canonical ?p WHERE {
      { GRAPH <${site.base}/graph/identiteit> { ${thing} <http://www.w3.org/2002/07/owl#sameAs> ?canonical } }
      UNION { SELECT ?p WHERE { ${thing} ?p ?o } LIMIT 1 }
      UNION { SELECT ?p WHERE { ?s ?p ${thing} } LIMIT 1 } }`,
    site.queryTimeoutMs,
  );
  for (const row of rows) {
    const canonical = row["canonical"];
    // Only our own URIs: whoever can write an alias must not be able to send people elsewhere.
    if (canonical?.value.startsWith(`${site.base}/id/`) === true && canonical.value !== iri) {
      return { kind: "alias", canonical: canonical.value };
    }
  }
  return rows.length > 0 ? THING : { kind: "nothing" };
}

/** What is answered when nothing stands behind a URI. */
export function unknownThing(what: string): Problem {
  return new Problem(404, `nothing is known about ${what}; check the code, or look it up by name at /search`, {
    forPeople: "Hierover is niets bekend. Controleer de code, of zoek op naam.",
  });
}
