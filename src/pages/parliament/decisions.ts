/** What was decided about a case of the Tweede Kamer, when, and who voted what. */
import type { Site } from "../../http/site.js";
import { byCodeUnit } from "../../rdf/byte-order.js";
import type { Row } from "../../sparql/results-json.js";
import { select, sparqlIri } from "../../sparql/select.js";

/** Decisions of one case that are read at most: a bill has some dozens. */
const MOST_DECISIONS = 200;
/** Votes that are read at most: a roll call of the whole chamber has 150, and a case may have several. */
export const MOST_VOTES = 4000;

export interface Vote {
  readonly iri: string;
  /** `Voor`, `Tegen` or `Niet deelgenomen`, as the source says. */
  readonly choice: string;
  /** The name that the source wrote down, for who has no page here. */
  readonly actor: string | undefined;
  readonly group: string | undefined;
  /** The abbreviation that the source wrote down. */
  readonly groupName: string | undefined;
  /** Who voted in person, in a roll call. */
  readonly person: string | undefined;
  /** Seats of the group. */
  readonly seats: number | undefined;
  /** Cast by mistake, as the source says: it is shown and not counted. */
  readonly mistaken: boolean;
}

export interface Decision {
  readonly iri: string;
  /** What was decided: "Aangenomen". */
  readonly outcome: string | undefined;
  /** `Met handopsteken`, `Hoofdelijk` or `Zonder stemming`, as the source says. */
  readonly form: string | undefined;
  /** The day of the meeting: `2025-11-18`. */
  readonly day: string | undefined;
  readonly votes: readonly Vote[];
}

/** The decisions about a case, the latest first. */
export function decisionsAbout(site: Site, subject: string): Promise<readonly Decision[]> {
  const tk = `${site.base}/def/parlement#`;
  return decisionsWhere(site, `?decision <${tk}zaak> ${sparqlIri(subject)} ; a <${tk}Besluit> .`);
}

/** One decision; none when nothing is known of it. */
export async function theDecision(site: Site, iri: string): Promise<Decision | undefined> {
  const tk = `${site.base}/def/parlement#`;
  const decisions = await decisionsWhere(site, `VALUES ?decision { ${sparqlIri(iri)} } ?decision a <${tk}Besluit> .`);
  return decisions[0];
}

async function decisionsWhere(site: Site, pattern: string): Promise<Decision[]> {
  const tk = `${site.base}/def/parlement#`;
  const rows = await select(
    site.store,
    `SELECT ?decision ?text ?kind ?form ?place ?date WHERE {
      ${pattern}
      OPTIONAL { ?decision <${tk}besluitTekst> ?text }
      OPTIONAL { ?decision <${tk}besluitSoort> ?kind }
      OPTIONAL { ?decision <${tk}stemmingsSoort> ?form }
      OPTIONAL { ?decision <${tk}agendapuntZaakBesluitVolgorde> ?place }
      OPTIONAL { ?decision <${tk}agendapunt> ?item . ?item <${tk}activiteit> ?meeting . ?meeting <${tk}datum> ?date }
    } LIMIT ${MOST_DECISIONS}`,
    site.queryTimeoutMs,
  );
  // What is said twice of a decision gives it several rows.
  const byIri = new Map(rows.flatMap((row) => (row["decision"] === undefined ? [] : [[row["decision"].value, row]])));
  const votes = byIri.size === 0 ? new Map<string, Map<string, Vote>>() : await votesOn(site, [...byIri.keys()]);
  return [...byIri]
    .sort(
      ([a, one], [b, other]) =>
        byCodeUnit(dayOf(other), dayOf(one)) || placeOf(other) - placeOf(one) || byCodeUnit(a, b),
    )
    .map(([iri, row]) => ({
      iri,
      outcome: outcomeOf(row["text"]?.value) ?? row["kind"]?.value,
      form: row["form"]?.value,
      day: dayOf(row) || undefined,
      votes: [...(votes.get(iri)?.values() ?? [])],
    }));
}

/** "Aangenomen." as it is said within a sentence. */
export function outcomeOf(text: string | undefined): string | undefined {
  return text?.trim().replace(/\.$/, "") || undefined;
}

/** The day as it was written: the source gives it as midnight here. */
function dayOf({ date }: Row): string {
  return date?.value.slice(0, 10) ?? "";
}

function placeOf({ place }: Row): number {
  return Number(place?.value ?? 0);
}

/** Decision → the votes on it, each once. */
async function votesOn(site: Site, decisions: readonly string[]): Promise<Map<string, Map<string, Vote>>> {
  const tk = `${site.base}/def/parlement#`;
  const rows = await select(
    site.store,
    `SELECT ?decision ?vote ?choice ?actor ?group ?groupName ?person ?seats ?mistaken WHERE {
      VALUES ?decision { ${decisions.map(sparqlIri).join(" ")} }
      ?vote <${tk}besluit> ?decision ; <${tk}soort> ?choice .
      OPTIONAL { ?vote <${tk}actorNaam> ?actor }
      OPTIONAL { ?vote <${tk}actorFractie> ?groupName }
      OPTIONAL { ?vote <${tk}fractie> ?group }
      OPTIONAL { ?vote <${tk}persoon> ?person }
      OPTIONAL { ?vote <${tk}fractieGrootte> ?seats }
      OPTIONAL { ?vote <${tk}vergissing> ?mistaken }
    } LIMIT ${MOST_VOTES}`,
    site.queryTimeoutMs,
  );
  const found = new Map<string, Map<string, Vote>>();
  for (const { decision, vote, choice, actor, group, groupName, person, seats, mistaken } of rows) {
    if (decision === undefined || vote === undefined || choice === undefined) continue;
    const votes = found.get(decision.value) ?? new Map<string, Vote>();
    found.set(decision.value, votes);
    votes.set(vote.value, {
      iri: vote.value,
      choice: choice.value,
      actor: actor?.value,
      group: group?.value,
      groupName: groupName?.value,
      person: person?.value,
      seats: seats === undefined ? undefined : Number(seats.value),
      mistaken: mistaken?.value === "true",
    });
  }
  return found;
}
