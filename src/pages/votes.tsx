/** Who voted what on a motion or another matter: per decision a bar of the seats for and against, and the votes. */
import type { VNode } from "preact";
import type { Site } from "../http/site.js";
import { RDFS_LABEL } from "../rdf/terms.js";
import { select, sparqlIri } from "../sparql/select.js";
import type { FactsContext } from "./facts.js";
import { linkTo } from "./links.js";
import { formatNumber } from "./wording.js";

/** Votes that are read at most: a roll call of the whole chamber has 150, and a case may have several. */
const MOST_VOTES = 4000;

export interface Vote {
  readonly iri: string;
  /** `Voor`, `Tegen` or `Niet deelgenomen`, as the source says. */
  readonly choice: string;
  /** Without IRI where the source only gives a name. */
  readonly voter: { readonly iri?: string; readonly name: string };
  /** Seats that the vote counts for. */
  readonly seats: number;
  /** Cast by mistake, as the source says: it is shown and not counted. */
  readonly mistaken: boolean;
}

export interface Decision {
  readonly iri: string;
  readonly text: string;
  readonly votes: readonly Vote[];
}

/** The decisions about a case that were voted on, with their votes. */
export async function decisionsAbout(site: Site, subject: string): Promise<readonly Decision[]> {
  const tk = `${site.base}/def/parlement#`;
  const rows = await select(
    site.store,
    `SELECT ?decision ?text ?vote ?choice ?actor ?group ?groupName ?person ?personName ?seats ?mistaken WHERE {
      ?decision <${tk}zaak> ${sparqlIri(subject)} .
      ?vote <${tk}besluit> ?decision ; <${tk}soort> ?choice .
      OPTIONAL { ?decision <${tk}besluitTekst> ?text }
      OPTIONAL { ?vote <${tk}actorNaam> ?actor }
      OPTIONAL { ?vote <${tk}fractie> ?group OPTIONAL { ?group <${RDFS_LABEL}> ?groupName } }
      OPTIONAL { ?vote <${tk}persoon> ?person OPTIONAL { ?person <${RDFS_LABEL}> ?personName } }
      OPTIONAL { ?vote <${tk}fractieGrootte> ?seats }
      OPTIONAL { ?vote <${tk}vergissing> ?mistaken }
    } LIMIT ${MOST_VOTES}`,
    site.queryTimeoutMs,
  );
  const decisions = new Map<string, { iri: string; text: string; votes: Map<string, Vote> }>();
  for (const row of rows) {
    const { decision, text, vote, choice, actor, group, groupName, person, personName, seats, mistaken } = row;
    if (decision === undefined || vote === undefined || choice === undefined) continue;
    const known = decisions.get(decision.value) ?? { iri: decision.value, text: text?.value ?? "", votes: new Map() };
    decisions.set(decision.value, known);
    // What has several labels has several rows, and one vote.
    if (known.votes.has(vote.value)) continue;
    const voter = person ?? group;
    const label = person === undefined ? groupName : personName;
    known.votes.set(vote.value, {
      iri: vote.value,
      choice: choice.value,
      voter: {
        name: (label ?? actor ?? voter ?? vote).value,
        ...(voter === undefined ? {} : { iri: voter.value }),
      },
      // A person has one vote, a group as many as it has seats.
      seats: person === undefined ? Number(seats?.value ?? 0) : 1,
      mistaken: mistaken?.value === "true",
    });
  }
  return [...decisions.values()]
    .map(({ votes, ...decision }) => ({ ...decision, votes: [...votes.values()] }))
    .sort((a, b) => (a.iri < b.iri ? -1 : 1));
}

const TEXTS = {
  nl: {
    title: "Stemming",
    voter: "Wie",
    vote: "Stem",
    seats: "zetels",
    Voor: "voor",
    Tegen: "tegen",
    none: "niet deelgenomen",
    mistake: "vergissing, telt niet mee",
  },
  en: {
    title: "Vote",
    voter: "Who",
    vote: "Vote",
    seats: "seats",
    Voor: "for",
    Tegen: "against",
    none: "not taking part",
    mistake: "by mistake, not counted",
  },
} as const;

const CHOICES = ["Voor", "Tegen", "Niet deelgenomen"] as const;
const CLASS = { Voor: "vote-for", Tegen: "vote-against", "Niet deelgenomen": "vote-none" } as const;

export function Votes(props: { readonly decisions: readonly Decision[]; readonly context: FactsContext }): VNode {
  const texts = TEXTS[props.context.language];
  return (
    <section aria-labelledby="stemming">
      <h2 id="stemming">{texts.title}</h2>
      {props.decisions.map((decision, place) => (
        <OneDecision key={decision.iri} {...{ decision, place, context: props.context }} />
      ))}
    </section>
  );
}

function wordFor(choice: string, texts: (typeof TEXTS)["nl" | "en"]): string {
  return choice === "Voor" || choice === "Tegen" ? texts[choice] : choice === "Niet deelgenomen" ? texts.none : choice;
}

function OneDecision(props: { decision: Decision; place: number; context: FactsContext }): VNode {
  const { decision, place, context } = props;
  const { site, language } = context;
  const texts = TEXTS[language];
  const sums = CHOICES.map((choice) => ({
    choice,
    seats: decision.votes
      .filter((vote) => vote.choice === choice && !vote.mistaken)
      .reduce((sum, vote) => sum + vote.seats, 0),
  })).filter(({ seats }) => seats > 0);
  const summary = sums
    .map(({ choice, seats }) => `${wordFor(choice, texts)}: ${formatNumber(seats, language)} ${texts.seats}`)
    .join(", ");
  const votes = decision.votes.toSorted(
    (a, b) =>
      CHOICES.findIndex((c) => c === a.choice) - CHOICES.findIndex((c) => c === b.choice) ||
      b.seats - a.seats ||
      (a.voter.name < b.voter.name ? -1 : 1),
  );
  return (
    <>
      <h3>
        <a href={linkTo(site, language, decision.iri)}>{decision.text === "" ? texts.title : decision.text}</a>
      </h3>
      <Seats id={`zetels-${place}`} sums={sums} title={summary} />
      <p>{summary}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={`${texts.title} ${place + 1}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.voter}</th>
              <th scope="col">{texts.vote}</th>
              <th scope="col" class="n">
                {texts.seats}
              </th>
            </tr>
          </thead>
          <tbody>
            {votes.map((vote) => (
              <tr key={vote.iri}>
                <th scope="row">
                  {/* Of who is known by name alone there is no more to tell than the vote. */}
                  <a href={linkTo(site, language, vote.voter.iri ?? vote.iri)}>{vote.voter.name}</a>
                </th>
                <td>
                  {wordFor(vote.choice, texts)}
                  {vote.mistaken ? ` (${texts.mistake})` : ""}
                </td>
                <td class="n">{formatNumber(vote.seats, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** One bar, as long as all seats together. */
function Seats(props: {
  id: string;
  title: string;
  sums: readonly { choice: (typeof CHOICES)[number]; seats: number }[];
}): VNode | null {
  const all = props.sums.reduce((sum, { seats }) => sum + seats, 0);
  if (all === 0) return null;
  let from = 0;
  return (
    <svg class="chart" viewBox="0 0 704 34" width="704" height="34" role="img" aria-labelledby={props.id}>
      <title id={props.id}>{props.title}</title>
      {props.sums.map(({ choice, seats }) => {
        const x = from;
        const width = (seats / all) * 704;
        from += width;
        return (
          <rect key={choice} class={CLASS[choice]} x={Math.round(x)} y="2" width={Math.round(width) - 1} height="30" />
        );
      })}
    </svg>
  );
}
