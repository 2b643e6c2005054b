/** What pages about the Tweede Kamer show beyond the facts. */
import type { Site } from "../http/site.js";
import type { ResourceView } from "../resources/resource-routes.js";
import { type Decision, decisionsAbout, MOST_VOTES, outcomeOf, theDecision } from "./decisions.js";
import type { FactsContext } from "./facts.js";
import { membersOf, membershipsOf, ORG } from "./memberships.js";
import { MembershipsSection, MembersSection } from "./memberships-section.js";
import type { KindParts } from "./parts.js";
import { literalsOf, nameOf } from "./names.js";
import { Decisions, TheOutcome } from "./votes.js";

/** A case: what was decided about it. */
export async function ofCase(site: Site, { description }: ResourceView): Promise<KindParts> {
  const decisions = await decisionsAbout(site, description.iri);
  if (decisions.length === 0) return {};
  return {
    named: decisions.flatMap(votersOf),
    above: (context) => <Decisions decisions={decisions} context={context} />,
  };
}

/** A decision: what it is about, and who voted what. */
export async function ofDecision(site: Site, { description, via }: ResourceView): Promise<KindParts> {
  const { iri } = description;
  const decision = await theDecision(site, iri);
  if (decision === undefined) return {};
  // Who asks for the list of what points here by one property gets it.
  const areListed = decision.votes.length < MOST_VOTES && via === undefined;
  return {
    title: (context) => titleOf(iri, context),
    named: votersOf(decision),
    listed: new Set(areListed ? [`${site.base}/def/parlement#besluit`, "http://www.w3.org/ns/opengov#voteEvent"] : []),
    above: (context) => <TheOutcome decision={decision} context={context} />,
  };
}

/** A person: of which groups and committees a member. */
export async function ofPerson(site: Site, { description, via }: ResourceView): Promise<KindParts> {
  const memberships = await membershipsOf(site, description.iri);
  if (memberships.shown.length === 0) return {};
  return {
    named: memberships.shown.map(({ body }) => body),
    listed: new Set(memberships.rest === undefined && via === undefined ? [`${ORG}member`] : []),
    below: (context) => <MembershipsSection memberships={memberships} context={context} />,
  };
}

/** A group or a committee: its members. */
export async function ofBody(site: Site, { description, via }: ResourceView): Promise<KindParts> {
  const memberships = await membersOf(site, description.iri);
  if (memberships.shown.length === 0) return {};
  return {
    named: memberships.shown.map(({ person }) => person),
    listed: new Set(memberships.rest === undefined && via === undefined ? [`${ORG}organization`] : []),
    below: (context) => <MembersSection memberships={memberships} context={context} />,
  };
}

/** "Verworpen: Motie van het lid …": its own name says no more than what the outcome was. */
function titleOf(iri: string, { site, language, quads }: FactsContext): string | undefined {
  const tk = `${site.base}/def/parlement#`;
  const own = quads.filter(({ subject }) => subject.value === iri);
  const cases = [
    ...new Set(own.filter(({ predicate }) => predicate.value === `${tk}zaak`).map(({ object }) => object.value)),
  ];
  const outcome = outcomeOf(literalsOf(own, `${tk}besluitTekst`)[0]?.value ?? nameOf(iri, quads, language));
  const about = cases.flatMap((each) => nameOf(each, quads, language) ?? [])[0];
  if (about === undefined) return outcome;
  const more = cases.length > 1 ? ` (+${cases.length - 1})` : "";
  return outcome === undefined ? `${about}${more}` : `${outcome}: ${about}${more}`;
}

function votersOf({ votes }: Decision): string[] {
  return votes.flatMap(({ person, group }) => [person ?? [], group ?? []].flat());
}
