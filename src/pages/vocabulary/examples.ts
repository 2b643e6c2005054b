/** A few things of a class, or statements with a property, from the data: which ones stays as it is between publishes. */
import { LRUCache } from "lru-cache";
import type { Site } from "../../http/site.js";
import type { Quad, Term } from "../../rdf/terms.js";
import { labelsOf } from "../../resources/labels.js";
import { perVersion } from "../../resources/per-version.js";
import { select, sparqlIri } from "../../sparql/select.js";
import type { VocabularyTerm } from "./term-index.js";

/** A thing, and with a property the value that it has. */
export interface Example {
  readonly thing: string;
  readonly value?: Term;
}

export interface Examples {
  readonly found: readonly Example[];
  /** What the things and values are called. */
  readonly labels: readonly Quad[];
}

const SHOWN = 5;
const memory = perVersion(() => new LRUCache<string, Examples>({ max: 2000 }));

/** Examples of a term; none of what is neither class nor property. */
export async function examplesOf(site: Site, { iri, kind }: VocabularyTerm): Promise<Examples> {
  const known = memory(site).get(iri);
  if (known !== undefined) return known;
  const version = site.store.archiveVersion;
  const found = kind === "other" ? [] : await ask(site, iri, kind);
  const named = found.flatMap(({ thing, value }) => [thing, ...(value?.termType === "NamedNode" ? [value.value] : [])]);
  const examples = { found, labels: await labelsOf(site, new Set(named)) };
  if (site.store.archiveVersion === version) memory(site).set(iri, examples);
  return examples;
}

async function ask(site: Site, iri: string, kind: "class" | "property"): Promise<Example[]> {
  const pattern = kind === "class" ? `?thing a ${sparqlIri(iri)}` : `?thing ${sparqlIri(iri)} ?value`;
  const rows = await select(site.store, `SELECT * WHERE { ${pattern} } LIMIT ${SHOWN}`, site.queryTimeoutMs);
  return rows.flatMap(({ thing, value }) =>
    thing?.termType === "NamedNode" ? [{ thing: thing.value, ...(value === undefined ? {} : { value }) }] : [],
  );
}
