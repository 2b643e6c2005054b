/** What points to a thing: per property a heading that says what these are to it, and their names a page at a time. */
import { Fragment, type VNode } from "preact";
import { inLanguage } from "../../http/documents.js";
import { PAGE_SIZE } from "../../resources/inbound.js";
import type { InboundGroup, InboundLink } from "../../resources/inbound-lists.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import type { FactsContext } from "./facts-context.js";
import { Name } from "../named.js";
import { inverseName } from "./inverse-names.js";
import { kindName } from "./kind-names.js";
import type { KindParts } from "./parts.js";
import { linkTo } from "../links.js";
import { knownName, otherLanguage } from "../names.js";
import { spelledOut } from "../spelled-out.js";
import { formatNumber } from "../wording.js";

const TEXTS = {
  nl: {
    inbound: "Hiernaar wordt verwezen",
    pointsBy: "Verwijst hierheen met",
    next: "Volgende",
    previous: "Vorige",
    page: (page: number, pages: number) => `Pagina ${page} van ${pages}`,
    all: (count: string) => `Toon alle ${count}`,
    other: "Overige",
  },
  en: {
    inbound: "What points here",
    pointsBy: "Points here with",
    next: "Next",
    previous: "Previous",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    all: (count: string) => `Show all ${count}`,
    other: "Other",
  },
} as const;

/** What points here, but for what the page lists already. */
export function InboundSection(props: {
  readonly view: ResourceView;
  readonly parts: readonly KindParts[];
  readonly groups: readonly InboundGroup[];
  readonly context: FactsContext;
}): VNode | null {
  const { view, parts, context } = props;
  const groups = props.groups.filter(({ predicate }) => !parts.some(({ listed }) => listed?.has(predicate) === true));
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="inkomend">
      <h2 id="inkomend">{TEXTS[view.language].inbound}</h2>
      {groups.map((group) => {
        const isCounted = view.via === undefined && parts.some(({ counted }) => counted?.has(group.predicate) === true);
        return (
          <Inbound
            key={group.predicate}
            group={isCounted ? { ...group, links: [] } : group}
            view={view}
            context={context}
          />
        );
      })}
    </section>
  );
}

function Inbound(props: { group: InboundGroup; view: ResourceView; context: FactsContext }): VNode {
  const { group, view, context } = props;
  const texts = TEXTS[view.language];
  const pages = Math.ceil(group.count / PAGE_SIZE);
  const links = group.links.map((link): NamedLink => {
    const name = nameOfLink(link, context);
    const isKnown = name === context.names(link.iri);
    const lang = isKnown ? otherLanguage(context.names.languageOf?.(link.iri), view.language) : undefined;
    return { iri: link.iri, name, lang };
  });
  const here = (page: number): string => {
    const query = new URLSearchParams({ via: group.predicate, pagina: String(page) });
    return view.site.prefix + inLanguage(`${view.path}?${query.toString()}#inkomend`, view.language);
  };
  return (
    <>
      <h3>
        <Heading property={group.predicate} context={context} /> ({formatNumber(group.count, view.language)})
      </h3>
      {group.links.length === 0 ? (
        <p>
          <a href={here(1)}>{texts.all(formatNumber(group.count, view.language))}</a>
        </p>
      ) : (
        byKind(links, view).map(([kind, members], _place, kinds) => (
          <Fragment key={kind}>
            {kinds.length > 1 || pages > 1 ? <h4>{kind}</h4> : null}
            <Links links={members} view={view} />
          </Fragment>
        ))
      )}
      {pages > 1 && group.links.length > 0 ? (
        <p class="row">
          {group.page > 1 ? (
            <a rel="prev" href={here(group.page - 1)}>
              {texts.previous}
            </a>
          ) : null}
          <span>{texts.page(group.page, pages)}</span>
          {group.page < pages ? (
            <a rel="next" href={here(group.page + 1)}>
              {texts.next}
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

interface NamedLink {
  readonly iri: string;
  readonly name: string;
  /** The language of the name, where it is another than that of the page. */
  readonly lang: string | undefined;
}

/** Links by the kind that they are of, in the order in which they come. */
function byKind(links: readonly NamedLink[], { site, language }: ResourceView): (readonly [string, NamedLink[]])[] {
  const kinds = new Map<string, NamedLink[]>();
  for (const link of links) {
    const kind = kindName(site.base, link.iri, language) ?? TEXTS[language].other;
    kinds.set(kind, [...(kinds.get(kind) ?? []), link]);
  }
  return [...kinds];
}

function Links({ links, view }: { links: readonly NamedLink[]; view: ResourceView }): VNode {
  const called = links.map(({ name }) => name.toLowerCase());
  const namesakes = new Set(called.filter((name, place) => called.indexOf(name) !== place));
  return (
    <ul class="plain columns">
      {links.map(({ iri, name, lang }) => (
        <li key={iri}>
          <a href={linkTo(view.site, view.language, iri)} title={iri} lang={lang}>
            {name}
          </a>
          {/* Only its code tells it from another of that name. */}
          {namesakes.has(name.toLowerCase()) ? <span class="code"> {iri.replace(/^.*[/#]/, "")}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** "Vestigingen"; of a property without such a word, that it points here. */
function Heading({ property, context }: { property: string; context: FactsContext }): VNode {
  const inverse = inverseName(context.site.base, property, context.language);
  if (inverse !== undefined) return <Name iri={property} context={{ ...context, names: () => inverse }} plain />;
  return (
    <>
      {TEXTS[context.language].pointsBy} ‘<Name iri={property} context={context} plain />’
    </>
  );
}

/** What the page calls it, in its language; else the label by which the list is ordered; else by its kind and code. */
function nameOfLink({ iri, label }: InboundLink, context: FactsContext): string {
  const { site } = context;
  const known = knownName(iri, context) ?? label;
  if (known !== undefined) return known;
  const statistic = statisticOf(iri, site.base);
  if (statistic !== undefined) {
    // `…/id/observatie/07-geslaagden/2014-2015_16SW03` reads "Geslaagden en gezakten: 2014-2015, 16SW03".
    return `${context.names(statistic)}: ${iri.slice(iri.lastIndexOf("/") + 1).replaceAll("_", ", ")}`;
  }
  return iri.startsWith(`${site.base}/id/`) ? spelledOut(iri.slice(site.base.length)) : iri;
}

/** The statistic that an observation is of, as its URI tells; undefined for what is none. */
export function statisticOf(iri: string, base: string): string | undefined {
  const [, cube] = iri.startsWith(`${base}/id/`) ? (/\/id\/observatie\/([^/]+)\/[^/]+$/.exec(iri) ?? []) : [];
  return cube === undefined ? undefined : `${base}/id/statistiek/${cube}`;
}
