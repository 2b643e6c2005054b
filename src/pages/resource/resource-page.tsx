/** The page about one thing: its name, what is said of it and by whom, what its kind adds, and what points to it. */
import type { VNode } from "preact";
import type { HtmlPage } from "../../http/html-page.js";
import { DOCUMENT_FORMATS } from "../../rdf/media-types.js";
import { serialise } from "../../rdf/serialise.js";
import { literal, namedNode, type Quad, quad, RDF_TYPE, RDFS_LABEL } from "../../rdf/terms.js";
import { labelsOf } from "../../resources/labels.js";
import type { Ontology } from "../../resources/ontology.js";
import { otherNames } from "../../resources/other-names.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { isAdministrative } from "./administrative.js";
import { broaderProperties } from "./broader-properties.js";
import { compositionOf, type Labelled, withComposition } from "../parliament/composed-names.js";
import type { FactsContext } from "./facts-context.js";
import { Facts } from "./facts.js";
import { Name } from "../named.js";
import { onceEach } from "./inbound-once.js";
import { InboundSection, statisticOf } from "./inbound-section.js";
import { inverseProperties } from "./inverse-properties.js";
import { partsOf } from "./kind-parts.js";
import { Layout, renderPage, type Step } from "../layout.js";
import { linkTo } from "../links.js";
import { loadName, withLoads } from "./load-names.js";
import { addressHref, type Place, PlaceMap, TILE_ORIGIN } from "./map.js";
import { madeOnce, namedBy, namesFrom, otherLanguage } from "../names.js";
import type { KindParts } from "./parts.js";
import { addressOf, placeOf } from "./places.js";
import { factsOf, type Property } from "./properties.js";
import { SearchForm } from "../search/search-form.js";
import { spelledOut } from "../spelled-out.js";

const TEXTS = {
  nl: {
    gone: "Dit is vervallen. Wat de bron erover meldde is verwijderd; hieronder staat wanneer. Zoek wat er nog wel is:",
    facts: "Gegevens",
    rest: "Overige gegevens",
    record: "Administratieve gegevens",
    address: "Adres",
    find: "Zoek dit adres op de kaart (OpenStreetMap)",
  },
  en: {
    gone: "This is gone. What the source said about it has been removed; below is when. Search for what there still is:",
    facts: "Facts",
    rest: "Other facts",
    record: "Administrative data",
    address: "Address",
    find: "Find this address on the map (OpenStreetMap)",
  },
} as const;

/** Renders the page about a thing, with what its kind has beyond the facts. */
export function resourcePage(ontology: Ontology): (view: ResourceView) => Promise<HtmlPage> {
  const broader = broaderProperties(ontology.modules.values());
  const inverse = inverseProperties(ontology.modules.values());
  return async (view) => {
    const { site, language, description, path } = view;
    const { iri, quads } = description;
    const types = [
      ...new Set(
        quads.filter((q) => q.subject.value === iri && q.predicate.value === RDF_TYPE).map((q) => q.object.value),
      ),
    ];
    const labelled = labelledIn(view);
    const [parts, composition] = await Promise.all([
      partsOf(ontology, broader, view, types),
      compositionOf(site, labelled),
    ]);
    const named = [
      ...parts.flatMap((part) => part.named ?? []),
      ...[...composition.values()].flatMap(({ others }) => others),
      ...view.inbound.flatMap(({ links }) => links.flatMap((link) => statisticOf(link.iri, site.base) ?? [])),
    ];
    // The labels of what is named beside the description are asked for as well.
    const withLabel = new Set([
      ...labelled.flatMap(({ iri: each, label }) => (label === undefined ? [] : [each])),
      ...named.filter((each) => each.startsWith(`${site.base}/`)),
    ]);
    const [others, labels] = await Promise.all([
      otherNames(site, [...referredIn(view), ...named], language, withLabel),
      labelsOf(site, new Set(named)),
    ]);
    const given = namesFrom([...quads, ...labels, ...others, ...graphTitles(view)], ontology.labels, language);
    const names = madeOnce(withLoads(withComposition(given, composition, { site, language }), site, language));
    const context: FactsContext = { site, language, names, origins: view.origins, quads, broader };
    const isMade = composition.has(iri) || loadName(site, iri, language) !== undefined;
    const name = isMade ? undefined : namedBy(iri, quads, language);
    const title =
      parts.flatMap((part) => part.title?.(context) ?? [])[0] ??
      (isMade ? names(iri) : name?.value) ??
      spelledOut(path);
    const titleLanguage = title === name?.value ? otherLanguage(name.language, language) : undefined;
    const place = placeOf(iri, quads);
    const told = new Set(parts.flatMap((part) => [...(part.told ?? [])]));
    const { facts, record } = apart(factsOf(iri, context, told), site.base);
    const html = renderPage(
      <Layout
        site={site}
        language={language}
        title={title}
        titleLanguage={titleLanguage}
        kind={
          types[0] === undefined
            ? undefined
            : names(types.find((type) => type.startsWith(`${site.base}/def/`)) ?? types[0])
        }
        here={hereOf(view)}
        trail={trailOf(parts, types, context)}
        canonical={site.base + path}
        forms={{ path, formats: DOCUMENT_FORMATS }}
        jsonLd={serialise(quads, "jsonld", site.vocabulary, { described: iri })}
      >
        <p class="kind">
          {types.map((type) => (
            <span key={type} class="utrecht-data-badge">
              <Name iri={type} context={context} plain />
            </span>
          ))}
        </p>
        <h1 lang={titleLanguage}>{title}</h1>
        <p class="iri">{iri}</p>
        {description.gone ? <Gone site={site} language={language} /> : null}
        {parts.map(({ above }) => above?.(context))}
        <Beside aside={whereabouts(iri, title, place, context)}>
          <section aria-label={TEXTS[language].facts}>
            {facts.length > 0 && parts.some(({ leavesRest }) => leavesRest === true) ? (
              <h2>{TEXTS[language].rest}</h2>
            ) : null}
            <Facts facts={facts} context={context} />
          </section>
        </Beside>
        {parts.map(({ below }) => below?.(context))}
        <InboundSection
          view={view}
          parts={parts}
          groups={onceEach(view, { broader, inverse, names })}
          context={context}
        />
        {record.length === 0 ? null : (
          <section aria-labelledby="registratie">
            <h2 id="registratie">{TEXTS[language].record}</h2>
            <Facts facts={record} context={context} />
          </section>
        )}
      </Layout>,
    );
    return {
      html,
      ...(place === undefined ? {} : { needs: { images: [TILE_ORIGIN] } }),
      isPassing: parts.some(({ isPassing }) => isPassing === true),
    };
  };
}

/** That a thing is no more, and a way to what there is. */
function Gone(props: Pick<ResourceView, "site" | "language">): VNode {
  return (
    <>
      <p class="utrecht-alert utrecht-alert--warning">{TEXTS[props.language].gone}</p>
      <SearchForm {...props} />
    </>
  );
}

/** What is said of the thing, and of its record; where that is all, it is what the page is for. */
function apart(all: readonly Property[], base: string): { facts: readonly Property[]; record: readonly Property[] } {
  const facts = all.filter(({ predicate }) => !isAdministrative(base, predicate));
  if (facts.length === 0) return { facts: all, record: [] };
  return { facts, record: all.filter((each) => !facts.includes(each)) };
}

/** What is not a name of something but its address elsewhere. */
const ADDRESSES = /[#/](?:sameAs|seeAlso|url|homepage|page|landingPage)$/;

/** The things that the page names. */
function referredIn({ description, inbound }: ResourceView): string[] {
  return [
    ...description.quads.flatMap(({ predicate, object }) =>
      object.termType === "NamedNode" && predicate.value !== RDF_TYPE && !ADDRESSES.test(predicate.value)
        ? [object.value]
        : [],
    ),
    ...inbound.flatMap(({ links }) => links.map((link) => link.iri)),
  ];
}

/** Labels of the graphs among them: as the catalogue calls them, in Dutch. */
function graphTitles(view: ResourceView): Quad[] {
  return referredIn(view).flatMap((iri) => {
    const title = view.origins.get(iri)?.title;
    return title === undefined ? [] : [quad(namedNode(iri), namedNode(RDFS_LABEL), literal(title, { language: "nl" }))];
  });
}

/** The things of which the data give the page a label. */
function labelledIn({ description, inbound }: ResourceView): Labelled[] {
  const labels = description.quads.filter(({ predicate }) => predicate.value === RDFS_LABEL);
  return [
    ...inbound.flatMap(({ links }) => links.filter(({ label }) => label !== undefined)),
    ...labels.map(({ subject, object }) => ({ iri: subject.value, label: object.value })),
  ];
}

function trailOf(parts: readonly KindParts[], types: readonly string[], context: FactsContext): Step[] {
  const { site, language, names } = context;
  const own = types.find((type) => type.startsWith(`${site.base}/def/`));
  return [
    ...(own === undefined ? [] : [{ name: names(own), href: linkTo(site, language, own) }]),
    ...parts.flatMap(({ trail }) => trail?.(context) ?? []),
  ];
}

/** The facts, and beside them what there is to see at a glance. */
function Beside(props: { aside: VNode | null; children: VNode }): VNode {
  if (props.aside === null) return props.children;
  return (
    <div class="columns-2">
      {props.children}
      <div>{props.aside}</div>
    </div>
  );
}

/** Where a thing is: a map, or a link that looks its address up. */
function whereabouts(iri: string, title: string, place: Place | undefined, context: FactsContext): VNode | null {
  const { language, quads } = context;
  if (place !== undefined) return <PlaceMap place={place} name={title} language={language} />;
  const address = addressOf(quads, iri);
  if (address === undefined) return null;
  const texts = TEXTS[language];
  return (
    <div class="card">
      <h2>{texts.address}</h2>
      <address>{address}</address>
      <p>
        <a href={addressHref(address)}>{texts.find}</a>
      </p>
    </div>
  );
}

/** This page, at the place in a list of links that it shows. */
function hereOf(view: ResourceView): string {
  const turned = view.inbound.find(({ page }) => page > 1);
  if (turned === undefined) return view.path;
  return `${view.path}?${new URLSearchParams({ via: turned.predicate, pagina: String(turned.page) }).toString()}`;
}
