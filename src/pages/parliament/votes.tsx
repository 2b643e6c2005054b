/** What was decided about a motion or another matter, when, and where there was a vote: a bar, and who voted what. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { Decision, Vote } from "./decisions.js";
import type { FactsContext } from "../resource/facts-context.js";
import { linkTo } from "../links.js";
import { knownName } from "../names.js";
import { counted, sumsOf, unitName, unitOf, type VoteUnit, weightOf } from "./vote-count.js";
import { VoteBar } from "./vote-bar.js";
import { CHOICES, wordFor, wordWithin } from "./vote-words.js";
import { formatDay, formatNumber } from "../wording.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    decisions: "Besluiten",
    outcome: "Uitslag",
    decision: "Besluit",
    votes: "Stemmen",
    voter: "Wie",
    group: "Fractie",
    vote: "Stem",
    mistake: "vergissing, telt niet mee",
  },
  en: {
    decisions: "Decisions",
    outcome: "Outcome",
    decision: "Decision",
    votes: "Votes",
    voter: "Who",
    group: "Group",
    vote: "Vote",
    mistake: "by mistake, not counted",
  },
} as const;

/** The decisions about a case, each with its outcome and its date. */
export function Decisions(props: { readonly decisions: readonly Decision[]; readonly context: FactsContext }): VNode {
  const { decisions, context } = props;
  const texts = TEXTS[context.language];
  return (
    <section aria-labelledby="stemming">
      <h2 id="stemming">{texts.decisions}</h2>
      {decisions.map((decision, place) => (
        <div key={decision.iri}>
          <h3>
            <OutcomeName decision={decision} context={context} />
          </h3>
          <Outcome {...{ decision, place, context }} />
        </div>
      ))}
    </section>
  );
}

/** What was decided, as a link; beside it the word of the source, where that is another. */
function OutcomeName({ decision, context }: { decision: Decision; context: FactsContext }): VNode {
  const { site, language } = context;
  const { outcome } = decision;
  const name = outcome === undefined ? TEXTS[language].decision : wordFor(outcome, language);
  return (
    <>
      <a href={linkTo(site, language, decision.iri)}>{name}</a>
      {outcome === undefined || outcome === name ? null : (
        <>
          {" "}
          <span class="soft" lang="nl">
            {outcome}
          </span>
        </>
      )}
    </>
  );
}

/** The outcome of the decision that the page is about; nothing where there is no more to tell than the facts do. */
export function TheOutcome(props: { readonly decision: Decision; readonly context: FactsContext }): VNode | null {
  const { decision, context } = props;
  if (decision.votes.length === 0 && decision.day === undefined) return null;
  return (
    <section aria-labelledby="stemming">
      <h2 id="stemming">{TEXTS[context.language].outcome}</h2>
      <Outcome {...{ decision, context }} place={0} />
    </section>
  );
}

/** The vote that the page is about: what it was, how much it counts for, and when. */
export function TheVote(props: {
  readonly decision: Decision;
  readonly vote: Vote;
  readonly context: FactsContext;
}): VNode {
  const { decision, vote, context } = props;
  const { language } = context;
  const unit = unitOf(decision);
  const weight = weightOf(vote, unit);
  const said = [wordOf(vote, language), ...(weight === undefined ? [] : [counted(weight, unit, language)])];
  const when = whenOf(decision, language);
  return (
    <>
      <p class="lead">{said.join(", ")}</p>
      {when === "" ? null : <p>{when}</p>}
    </>
  );
}

/** "18 november 2025, met handopsteken". */
function whenOf({ day, form }: Decision, language: Language): string {
  return [
    ...(day === undefined ? [] : [formatDay(day, language)]),
    ...(form === undefined ? [] : [wordWithin(form, language)]),
  ].join(", ");
}

/** "tegen (vergissing, telt niet mee)". */
function wordOf({ choice, mistaken }: Vote, language: Language): string {
  return `${wordWithin(choice, language)}${mistaken ? ` (${TEXTS[language].mistake})` : ""}`;
}

function Outcome(props: { decision: Decision; place: number; context: FactsContext }): VNode {
  const { decision, place, context } = props;
  const { language } = context;
  const when = whenOf(decision, language);
  const unit = unitOf(decision);
  const parts = sumsOf(decision.votes, unit).map(({ choice, count }) => ({
    choice,
    count,
    label: `${wordWithin(choice, language)}: ${counted(count, unit, language)}`,
  }));
  return (
    <>
      {when === "" ? null : <p>{when}</p>}
      <VoteBar parts={parts} />
      {decision.votes.length === 0 ? null : <VoteTable {...{ decision, place, unit, context }} />}
    </>
  );
}

function VoteTable(props: { decision: Decision; place: number; unit: VoteUnit; context: FactsContext }): VNode {
  const { decision, place, unit, context } = props;
  const { language } = context;
  const texts = TEXTS[language];
  const votes = decision.votes
    .map((vote) => ({ vote, voter: voterOf(vote, unit, context), weight: weightOf(vote, unit) }))
    .sort(
      (a, b) =>
        rankOf(a.vote) - rankOf(b.vote) ||
        (b.weight ?? 0) - (a.weight ?? 0) ||
        a.voter.name.localeCompare(b.voter.name, language),
    );
  return (
    <Scroll label={`${texts.votes} ${place + 1}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.voter}</th>
            {unit === "members" ? <th scope="col">{texts.group}</th> : null}
            <th scope="col">{texts.vote}</th>
            {unit === "seats" ? (
              <th scope="col" class="n">
                {unitName(unit, language)}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {votes.map(({ vote, voter, weight }) => (
            <tr key={vote.iri}>
              <th scope="row">
                <a href={linkTo(context.site, language, voter.iri)}>{voter.name}</a>
              </th>
              {unit === "members" ? (
                <td>
                  <Group vote={vote} context={context} />
                </td>
              ) : null}
              <td>{wordOf(vote, language)}</td>
              {unit === "seats" ? (
                <td class="n">{weight === undefined ? "" : formatNumber(weight, language)}</td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Of who is known by name alone there is no more to tell than the vote. */
function voterOf(vote: Vote, unit: VoteUnit, context: FactsContext): { iri: string; name: string } {
  const iri = unit === "members" ? vote.person : vote.group;
  const name = iri === undefined ? undefined : knownName(iri, context);
  return { iri: iri ?? vote.iri, name: name ?? vote.actor ?? vote.groupName ?? context.names(iri ?? vote.iri) };
}

/** The group of a member who voted in person. */
function Group({ vote, context }: { vote: Vote; context: FactsContext }): VNode {
  const { group, groupName } = vote;
  if (group === undefined) return <>{groupName ?? ""}</>;
  return (
    <a href={linkTo(context.site, context.language, group)}>
      {knownName(group, context) ?? groupName ?? context.names(group)}
    </a>
  );
}

function rankOf({ choice }: Vote): number {
  return CHOICES.findIndex((each) => each === choice);
}
