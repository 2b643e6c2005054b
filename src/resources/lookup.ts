/** What stands behind a URI: a thing, an alias of another, or nothing (MODEL §1.1, §1.3). */
import type { Site } from "../http/site.js";
import { select, sparqlIri } from "../sparql/select.js";

export type Found =
  | { readonly kind: "thing" }
  | { readonly kind: "alias"; readonly canonical: string }
  | { readonly kind: "nothing" };

/** One question; an alias wins from data under the alias. Tombstones are things that explain themselves. */
export async function lookUp(site: Site, iri: string): Promise<Found> {
  const thing = sparqlIri(iri);
  const rows = await select(
    site.store,
    `SELECT ?canonical WHERE {
      { GRAPH <${site.base}/graph/identiteit> { ${thing} <http://www.w3.org/2002/07/owl#sameAs> ?canonical } }
      UNION { SELECT (1 AS ?found) WHERE { ${thing} ?p ?o } LIMIT 1 } }`,
    site.queryTimeoutMs,
  );
  for (const row of rows) {
    const canonical = row["canonical"];
    // Only our own URIs: whoever can write an alias must not be able to send people elsewhere.
    if (canonical?.value.startsWith(`${site.base}/id/`) === true && canonical.value !== iri) {
      return { kind: "alias", canonical: canonical.value };
    }
  }
  return rows.length > 0 ? { kind: "thing" } : { kind: "nothing" };
}
