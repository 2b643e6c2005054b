/** Memberships in words: of a person in which groups and committees, of those bodies who their members are. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { FactsContext } from "../resource/facts-context.js";
import { linkTo, queryHref } from "../links.js";
import type { Membership, Memberships } from "./memberships.js";
import { formatDay } from "../wording.js";

const TEXTS = {
  nl: {
    memberships: "Lidmaatschappen",
    members: "Leden",
    roles: {} as Readonly<Record<string, string>>,
    member: "Lid",
    substitute: "Plaatsvervangend lid",
    substituting: "plaatsvervanger",
    ofGroup: "van de fractie",
    ofCommittee: "van de commissie",
    of: "van de",
    since: (from: string) => `sinds ${from}`,
    period: (from: string, until: string) => `van ${from} tot en met ${until}`,
    until: (until: string) => `tot en met ${until}`,
    first: (count: number) => `Hier staan er ${count}; `,
    rest: "vraag ze allemaal op",
  },
  en: {
    memberships: "Memberships",
    members: "Members",
    roles: {
      Lid: "Member",
      Voorzitter: "Chair",
      Ondervoorzitter: "Vice-chair",
      Fractievoorzitter: "Leader",
    } as Readonly<Record<string, string>>,
    member: "Member",
    substitute: "Substitute member",
    substituting: "substitute",
    ofGroup: "of the parliamentary group",
    ofCommittee: "of the committee",
    of: "of the",
    since: (from: string) => `since ${from}`,
    period: (from: string, until: string) => `from ${from} to ${until}`,
    until: (until: string) => `until ${until}`,
    first: (count: number) => `Here are ${count} of them; `,
    rest: "ask for all of them",
  },
} as const;

interface SectionProps {
  readonly memberships: Memberships;
  readonly context: FactsContext;
}

/** Of what a person is or was a member. */
export function MembershipsSection({ memberships, context }: SectionProps): VNode {
  const { site, language, names } = context;
  return (
    <Section memberships={memberships} context={context} title={TEXTS[language].memberships}>
      {(membership) => (
        <>
          <Role membership={membership} context={context} isFirst /> {ofBody(membership.body, context)}{" "}
          <a href={linkTo(site, language, membership.body)}>{names(membership.body)}</a>
          {periodOf(membership, language)}
        </>
      )}
    </Section>
  );
}

/** Who is or was a member of a group or a committee. */
export function MembersSection({ memberships, context }: SectionProps): VNode {
  const { site, language, names } = context;
  return (
    <Section memberships={memberships} context={context} title={TEXTS[language].members}>
      {(membership) => (
        <>
          <a href={linkTo(site, language, membership.person)}>{names(membership.person)}</a>,{" "}
          <Role membership={membership} context={context} />
          {periodOf(membership, language)}
        </>
      )}
    </Section>
  );
}

function Section(props: SectionProps & { title: string; children: (membership: Membership) => VNode }): VNode {
  const { memberships, context, title, children } = props;
  const texts = TEXTS[context.language];
  return (
    <section aria-labelledby="leden">
      <h2 id="leden">{title}</h2>
      <ul>
        {memberships.shown.map((membership) => (
          <li key={membership.iri}>{children(membership)}</li>
        ))}
      </ul>
      {memberships.rest === undefined ? null : (
        <p>
          {texts.first(memberships.shown.length)}
          <a href={queryHref(context.site, memberships.rest)}>{texts.rest}</a>
        </p>
      )}
    </section>
  );
}

/** The role, as a link to the membership itself. */
function Role(props: { membership: Membership; context: FactsContext; isFirst?: boolean }): VNode {
  const { membership, context, isFirst = false } = props;
  const role = roleOf(membership, context.language);
  return (
    <a href={linkTo(context.site, context.language, membership.iri)}>
      {isFirst ? role : role.slice(0, 1).toLowerCase() + role.slice(1)}
    </a>
  );
}

function roleOf({ role, isSubstitute }: Membership, language: Language): string {
  const texts = TEXTS[language];
  if (role === undefined || role === "Lid") return isSubstitute ? texts.substitute : texts.member;
  const word = texts.roles[role] ?? role;
  return isSubstitute && !/^(?:plv|plaatsverv)/i.test(role) ? `${word} (${texts.substituting})` : word;
}

/** "van de fractie"; of a committee that says so in its name "van de" is enough. */
function ofBody(body: string, { site, language, names }: FactsContext): string {
  const texts = TEXTS[language];
  if (body.startsWith(`${site.base}/id/tk/fractie/`)) return texts.ofGroup;
  return /commissie|committee/i.test(names(body)) ? texts.of : texts.ofCommittee;
}

function periodOf({ from, until }: Membership, language: Language): string {
  const texts = TEXTS[language];
  const [first, last] = [from, until].map((day) => (day === undefined ? undefined : formatDay(day, language)));
  if (first === undefined) return last === undefined ? "" : `, ${texts.until(last)}`;
  return `, ${last === undefined ? texts.since(first) : texts.period(first, last)}`;
}
