/** Who held which place in a group or a committee of the Tweede Kamer, and when. */
import type { Site } from "../../http/site.js";
import { select, sparqlIri } from "../../sparql/select.js";

export const ORG = "http://www.w3.org/ns/org#";

/** Memberships that are shown at most: a large group has had some hundreds. */
const MOST = 200;

export interface Membership {
  readonly iri: string;
  readonly person: string;
  /** The group or the committee. */
  readonly body: string;
  /** "Voorzitter", as the source says. */
  readonly role: string | undefined;
  readonly isSubstitute: boolean;
  /** Days: `2023-12-06`. */
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export interface Memberships {
  /** Those that last first, then the newest. */
  readonly shown: readonly Membership[];
  /** The question that is answered by all of them, where there are more than are shown. */
  readonly rest: string | undefined;
}

/** The memberships of a person. */
export function membershipsOf(site: Site, person: string): Promise<Memberships> {
  const { base } = site;
  const member = `?membership <${ORG}member> ${sparqlIri(person)} .`;
  return ask(
    site,
    `${placesIn(base, "?body")
      .map((place) => `{ ${member} ${place} }`)
      .join(" UNION ")} BIND(${sparqlIri(person)} AS ?person)`,
  );
}

/** The members of a group or a committee. */
export function membersOf(site: Site, body: string): Promise<Memberships> {
  const { base } = site;
  return ask(
    site,
    `${placesIn(base, sparqlIri(body))
      .map((place) => `{ ${place} ?membership <${ORG}member> ?person }`)
      .join(" UNION ")} BIND(${sparqlIri(body)} AS ?body)`,
  );
}

/** The ways from a membership to the body: as the source brings it along, and by the seat. */
function placesIn(base: string, body: string): string[] {
  const seats = ["fractieZetel", "commissieZetel"].map(
    (seat) => `?seat <${ORG}postIn> ${body} . ?membership <${base}/def/parlement#${seat}> ?seat .`,
  );
  return [`?membership <${ORG}organization> ${body} .`, ...seats];
}

async function ask(site: Site, pattern: string): Promise<Memberships> {
  const tk = `${site.base}/def/parlement#`;
  const query = `SELECT ?membership ?person ?body ?role ?from ?until ?substitute WHERE {
      { SELECT DISTINCT ?membership ?person ?body WHERE { ${pattern} } }
      OPTIONAL { ?membership <${tk}functie> ?role }
      OPTIONAL { ?membership <${tk}van> ?from }
      OPTIONAL { ?membership <${tk}totEnMet> ?until }
      OPTIONAL { ?membership a ?substitute FILTER(?substitute = <${tk}CommissieZetelVervangerPersoon>) }
    } ORDER BY BOUND(?until) DESC(?from) ?membership`;
  const rows = await select(site.store, `${query} LIMIT ${MOST + 1}`, site.queryTimeoutMs);
  const byIri = new Map<string, Membership>();
  for (const { membership, person, body, role, from, until, substitute } of rows) {
    if (membership === undefined || person === undefined || body === undefined) continue;
    byIri.set(membership.value, {
      iri: membership.value,
      person: person.value,
      body: body.value,
      role: role?.value,
      isSubstitute: substitute !== undefined,
      from: from?.value.slice(0, 10),
      until: until?.value.slice(0, 10),
    });
  }
  return { shown: [...byIri.values()].slice(0, MOST), rest: rows.length > MOST ? query : undefined };
}
