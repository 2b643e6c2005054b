/**
 * What things are called otherwise than by the one label that the service gives its own: those of elsewhere, such as a
 * publisher or a theme, by the name that a source gives them, and ours by a name in another language, or where they have no label.
 */
import { LRUCache } from "lru-cache";
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { ownTerm } from "../rdf/own-text.js";
import { type Literal, namedNode, type Quad, quad, RDFS_LABEL } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import { isNameless } from "./labels.js";
import { perVersion } from "./per-version.js";

/** In the order in which they count. */
const NAMING = [
  "http://www.w3.org/2004/02/skos/core#prefLabel",
  "http://xmlns.com/foaf/0.1/name",
  "http://schema.org/name",
  "http://purl.org/dc/terms/title",
];
/** Asked for at once, for one page. */
const MOST = 500;
/** Things of which it is remembered what they are called. */
const REMEMBERED = 10_000;

const memory = perVersion(() => new LRUCache<string, readonly Literal[]>({ max: REMEMBERED }));

/**
 * Labels made of other names, for those that need one: what is not ours or has no label, and on a page in another language
 * than Dutch all; ours by a name in the language of the page alone.
 *
 * @param labelled things that have a label, which is in Dutch
 */
export async function otherNames(
  site: Site,
  iris: Iterable<string>,
  language: Language,
  labelled: ReadonlySet<string>,
): Promise<Quad[]> {
  const ours = `${site.base}/`;
  const isCalled = (iri: string): boolean =>
    labelled.has(iri) || (iri.startsWith(ours) && (!iri.startsWith(`${ours}id/`) || iri.includes("#")));
  const wanted = [...new Set(iris)].filter(
    (iri) => isAbsoluteIri(iri) && !isNameless(site, iri) && (language !== "nl" || !isCalled(iri)),
  );
  const names = await namesOf(site, wanted.slice(0, MOST));
  const graph = namedNode(`${site.base}/graph/afgeleid/labels`);
  return wanted.flatMap((iri) =>
    (names.get(iri) ?? [])
      .filter((name) => !iri.startsWith(ours) || name.language === language)
      .map((name) => quad(namedNode(iri), namedNode(RDFS_LABEL), name, graph)),
  );
}

/** What things of ours are called in another language than Dutch; none in Dutch, in which their labels are. */
export async function translations(
  site: Site,
  iris: Iterable<string>,
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  if (language === "nl") return new Map();
  const names = await otherNames(site, iris, language, new Set());
  // The first name counts most.
  return new Map(names.toReversed().map(({ subject, object }) => [subject.value, object.value]));
}

async function namesOf(site: Site, iris: readonly string[]): Promise<Map<string, readonly Literal[]>> {
  const known = memory(site);
  const unknown = iris.filter((iri) => !known.has(iri));
  if (unknown.length > 0) {
    const version = site.store.archiveVersion;
    const found = await ask(site, unknown);
    if (site.store.archiveVersion !== version) return found;
    for (const iri of unknown) known.set(iri, found.get(iri) ?? []);
  }
  return new Map(iris.map((iri) => [iri, known.get(iri) ?? []]));
}

async function ask(site: Site, iris: readonly string[]): Promise<Map<string, readonly Literal[]>> {
  const values = iris.map(sparqlIri).join(" ");
  // The predicate is a constant in each part: given by VALUES it made the engine walk all names there are.
  const parts = NAMING.map(
    (property, place) => `{ VALUES ?s { ${values} } ?s <${property}> ?name BIND(${place} AS ?place) }`,
  );
  const rows = await select(
    site.store,
    `SELECT ?s ?name ?place WHERE { ${parts.join(" UNION ")} }`,
    site.queryTimeoutMs,
  );
  const found = new Map<string, Literal[]>();
  const inOrder = rows.toSorted((a, b) => Number(a["place"]?.value) - Number(b["place"]?.value));
  for (const { s, name } of inOrder) {
    if (s === undefined || name?.termType !== "Literal") continue;
    found.set(s.value, [...(found.get(s.value) ?? []), ownTerm(name)]);
  }
  return found;
}
