/**
 * Names for records of the Tweede Kamer that have but a kind and a code, "Fractiezetel f1c71e00-…": they are called after
 * whose they are, "Fractiezetel: Fictieve Partij Noord".
 */
import type { Site } from "../http/site.js";
import { RDFS_LABEL } from "../rdf/terms.js";
import type { ResourceView } from "../resources/resource-routes.js";
import { select, sparqlIri } from "../sparql/select.js";
import type { Names } from "./names.js";

/** Asked for at once, for one page: what points to a thing is listed in six groups of 25. */
const MOST = 200;

/** Record → those whose it is, a person first. */
export type Owners = ReadonlyMap<string, readonly string[]>;

/** Whose the records are that a page names by their code. */
export async function ownersOf(view: ResourceView): Promise<Owners> {
  const { site } = view;
  const records = codedRecords(view).slice(0, MOST);
  if (records.length === 0) return new Map();
  const tk = `${site.base}/def/parlement#`;
  const words = [`${tk}persoon`, "http://www.w3.org/ns/org#organization", `${tk}fractie`, `${tk}commissie`];
  // A record says little, so that it is read in full: four questions of each cost more.
  const rows = await select(
    site.store,
    `SELECT ?record ?word ?owner WHERE {
      VALUES ?record { ${records.map(sparqlIri).join(" ")} } ?record ?word ?owner
      FILTER(?word IN (${words.map(sparqlIri).join(", ")}))
    }`,
    site.queryTimeoutMs,
  );
  const placeOf = (word = ""): number => words.indexOf(word);
  const owners = new Map<string, string[]>();
  for (const { record, owner } of rows.toSorted((a, b) => placeOf(a["word"]?.value) - placeOf(b["word"]?.value))) {
    if (record === undefined || owner === undefined) continue;
    const known = owners.get(record.value) ?? [];
    if (!known.includes(owner.value)) owners.set(record.value, [...known, owner.value]);
  }
  return owners;
}

/** Names in which records are called after whose they are. */
export function withOwners(names: Names, owners: Owners, site: Pick<Site, "base">): Names {
  const composed = (iri: string): string => {
    const whose = owners.get(iri);
    return whose === undefined ? names(iri) : `${kindOf(iri, names, site)}: ${whose.map(names).join(", ")}`;
  };
  return Object.assign(composed, {
    languageOf: (iri: string): string => (owners.has(iri) ? "" : (names.languageOf?.(iri) ?? "")),
  });
}

/** What the page names, itself included, whose label ends in its own code. */
function codedRecords({ site, description, inbound }: ResourceView): string[] {
  const labels = description.quads.filter(({ predicate }) => predicate.value === RDFS_LABEL);
  const named = [
    ...labels.map(({ subject, object }) => ({ iri: subject.value, label: object.value })),
    ...inbound.flatMap(({ links }) => links),
  ];
  const coded = named.filter(
    ({ iri, label }) => iri.startsWith(`${site.base}/id/tk/`) && label?.endsWith(iri.slice(iri.lastIndexOf("/") + 1)),
  );
  return [...new Set(coded.map(({ iri }) => iri))];
}

/** `…/id/tk/fractie-zetel/…` is a `tk:FractieZetel`: "Fractiezetel". */
function kindOf(iri: string, names: Names, { base }: Pick<Site, "base">): string {
  const [concept = ""] = iri.slice(`${base}/id/tk/`.length).split("/", 1);
  const words = concept.split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const name = names(`${base}/def/parlement#${words.join("")}`);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
