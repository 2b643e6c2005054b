/** What pages about the Tweede Kamer show beyond the facts. */
import type { Site } from "../../http/site.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { type Decision, decisionsAbout, MOST_VOTES, theDecision } from "./decisions.js";
import { type Membership, type Memberships, membersOf, membershipsOf, ORG } from "./memberships.js";
import { MembershipsSection, MembersSection } from "./memberships-section.js";
import type { KindParts } from "../resource/parts.js";
import { Decisions, TheOutcome, TheVote } from "./votes.js";

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
    named: votersOf(decision),
    listed: new Set(areListed ? [`${site.base}/def/parlement#besluit`, "http://www.w3.org/ns/opengov#voteEvent"] : []),
    above: (context) => <TheOutcome decision={decision} context={context} />,
  };
}

/** A vote: how much it counts for, and on what day. */
export async function ofVote(site: Site, { description }: ResourceView): Promise<KindParts> {
  const tk = `${site.base}/def/parlement#`;
  const about = description.quads.find(
    ({ subject, predicate }) => subject.value === description.iri && predicate.value === `${tk}besluit`,
  );
  const decision = about === undefined ? undefined : await theDecision(site, about.object.value);
  const vote = decision?.votes.find(({ iri }) => iri === description.iri);
  if (decision === undefined || vote === undefined) return {};
  return {
    told: new Set([`${tk}soort`, `${tk}fractieGrootte`, "http://www.w3.org/ns/opengov#weight"]),
    above: (context) => <TheVote decision={decision} vote={vote} context={context} />,
  };
}

/** A person: of which groups and committees a member. */
export async function ofPerson(site: Site, view: ResourceView): Promise<KindParts> {
  const memberships = await membershipsOf(site, view.description.iri);
  return told(memberships, view, { others: ({ body }) => body, by: "member", section: MembershipsSection });
}

/** A group or a committee: its members. */
export async function ofBody(site: Site, view: ResourceView): Promise<KindParts> {
  const memberships = await membersOf(site, view.description.iri);
  return told(memberships, view, { others: ({ person }) => person, by: "organization", section: MembersSection });
}

/** Memberships as a part of a page. */
function told(
  memberships: Memberships,
  { via }: ResourceView,
  about: {
    /** Whom a membership names beside the thing that the page is about. */
    readonly others: (membership: Membership) => string;
    /** Property of org by which memberships point here: told so, they need not be listed. */
    readonly by: "member" | "organization";
    readonly section: typeof MembersSection;
  },
): KindParts {
  if (memberships.shown.length === 0) return {};
  const areAllTold = memberships.rest === undefined && via === undefined;
  return {
    named: memberships.shown.map(about.others),
    listed: new Set(areAllTold ? [ORG + about.by] : []),
    below: (context) => about.section({ memberships, context }),
  };
}

function votersOf({ votes }: Decision): string[] {
  return votes.flatMap(({ person, group }) => [person ?? [], group ?? []].flat());
}
