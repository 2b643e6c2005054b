/**
 * Names for records of the Tweede Kamer whose own says too little: what has but a kind and a code is called after whose it
 * is, "Fractiezetel: Fictieve Partij Noord"; a decision and a vote after what they are about, "Verworpen: Motie over …".
 */
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import { select, sparqlIri } from "../../sparql/select.js";
import type { Names } from "../names.js";
import { ownName } from "./vote-words.js";

/** Asked for at once, for one page: what points to a thing is listed in six groups of 25. */
const MOST = 200;

/** A thing that a page names, by the label that the data give it. */
export interface Labelled {
  readonly iri: string;
  readonly label?: string;
}

interface Composed {
  /** Whose a record is, a person first; or the cases that it is about. */
  readonly others: readonly string[];
  /** Its own label, where that is more than its kind and its code. */
  readonly own: string | undefined;
}

/** Record → what it is called after. */
export type Composition = ReadonlyMap<string, Composed>;

/** What the records among the things of a page are called after. */
export async function compositionOf(site: Site, named: readonly Labelled[]): Promise<Composition> {
  const coded = new Set(named.filter((each) => isCoded(each, site)).map(({ iri }) => iri));
  const labels = new Map(named.map(({ iri, label }) => [iri, label]));
  const those = (which: (iri: string) => boolean): string[] => [...labels.keys()].filter(which).slice(0, MOST);
  const decisions = those((iri) => isA("besluit", iri, site));
  const votes = those((iri) => isA("stemming", iri, site));
  const owned = those((iri) => coded.has(iri) && !isAbout(iri, site));
  const tk = `${site.base}/def/parlement#`;
  const words = [`${tk}persoon`, "http://www.w3.org/ns/org#organization", `${tk}fractie`, `${tk}commissie`];
  // A record says little, so that it is read in full: four questions of each cost more.
  const parts = [
    { records: owned, pattern: `?record ?word ?other FILTER(?word IN (${words.map(sparqlIri).join(", ")}))` },
    { records: decisions, pattern: `?record <${tk}zaak> ?other` },
    { records: votes, pattern: `?record <${tk}besluit> ?decision . ?decision <${tk}zaak> ?other` },
  ].filter(({ records }) => records.length > 0);
  if (parts.length === 0) return new Map();
  const union = parts.map(
    ({ records, pattern }) => `{ VALUES ?record { ${records.map(sparqlIri).join(" ")} } ${pattern} }`,
  );
  const rows = await select(
    site.store,
    `SELECT ?record ?word ?other WHERE { ${union.join(" UNION ")} }`,
    site.queryTimeoutMs,
  );
  const placeOf = (word = ""): number => words.indexOf(word);
  const composition = new Map<string, Composed>();
  for (const { record, other } of rows.toSorted((a, b) => placeOf(a["word"]?.value) - placeOf(b["word"]?.value))) {
    if (record === undefined || other === undefined) continue;
    const others = composition.get(record.value)?.others ?? [];
    composition.set(record.value, {
      others: [...new Set([...others, other.value])],
      own: coded.has(record.value) ? undefined : labels.get(record.value),
    });
  }
  return composition;
}

/** Names in which records are called after what goes with them: of several cases the first, and how many more. */
export function withComposition(
  names: Names,
  composition: Composition,
  { site, language }: { readonly site: Pick<Site, "base">; readonly language: Language },
): Names {
  const composed = (iri: string): string => {
    const found = composition.get(iri);
    if (found === undefined) return names(iri);
    const own = found.own === undefined ? kindOf(iri, names, site) : ownName(found.own, language);
    const [first = "", ...rest] = found.others.map(names);
    const more = isAbout(iri, site) ? (rest.length === 0 ? "" : ` (+${rest.length})`) : ["", ...rest].join(", ");
    return `${own}: ${first}${more}`;
  };
  return Object.assign(composed, {
    languageOf: (iri: string): string => (composition.has(iri) ? "" : (names.languageOf?.(iri) ?? "")),
  });
}

function isA(kind: string, iri: string, { base }: Pick<Site, "base">): boolean {
  return iri.startsWith(`${base}/id/tk/${kind}/`);
}

function isAbout(iri: string, site: Pick<Site, "base">): boolean {
  return isA("besluit", iri, site) || isA("stemming", iri, site);
}

/** Whether the label of a record of the Tweede Kamer ends in its own code. */
function isCoded({ iri, label }: Labelled, { base }: Pick<Site, "base">): boolean {
  return iri.startsWith(`${base}/id/tk/`) && label?.endsWith(iri.slice(iri.lastIndexOf("/") + 1)) === true;
}

/** `…/id/tk/fractie-zetel/…` is a `tk:FractieZetel`: "Fractiezetel". */
function kindOf(iri: string, names: Names, { base }: Pick<Site, "base">): string {
  const [concept = ""] = iri.slice(`${base}/id/tk/`.length).split("/", 1);
  const words = concept.split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const name = names(`${base}/def/parlement#${words.join("")}`);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
