/** The page about one thing: its name, what is said of it and by whom, what its kind adds, and what points to it. */
import type { VNode } from "preact";
import type { HtmlPage } from "../http/html-page.js";
import { DOCUMENT_FORMATS } from "../rdf/media-types.js";
import { serialise } from "../rdf/serialise.js";
import { RDF_TYPE } from "../rdf/terms.js";
import { PAGE_SIZE } from "../resources/inbound.js";
import type { InboundGroup, InboundLink } from "../resources/inbound-lists.js";
import type { Ontology } from "../resources/ontology.js";
import type { ResourceView } from "../resources/resource-routes.js";
import { CubeSection } from "./cube-section.js";
import { QB, structureOf } from "./cube-structure.js";
import { cubeTotals } from "./cube-totals.js";
import { Facts, type FactsContext, Name } from "./facts.js";
import { Layout, renderPage } from "./layout.js";
import { inLanguage, linkTo } from "./links.js";
import { addressHref, PlaceMap, TILE_ORIGIN } from "./map.js";
import { nameOf, namesFrom } from "./names.js";
import { unitCubes } from "./observations.js";
import { addressOf, placeOf } from "./places.js";
import { UnitStatistics } from "./unit-statistics.js";
import { decisionsAbout, Votes } from "./votes.js";
import { formatNumber } from "./wording.js";

const TEXTS = {
  nl: {
    gone: "Dit is vervallen. Wat de bron erover meldde is verwijderd; hieronder staat wanneer.",
    inbound: "Hiernaar wordt verwezen",
    as: "als",
    next: "Volgende",
    previous: "Vorige",
    page: (page: number, pages: number) => `Pagina ${page} van ${pages}`,
    all: "Toon",
    facts: "Gegevens",
    address: "Adres",
    find: "Zoek dit adres op de kaart (OpenStreetMap)",
  },
  en: {
    gone: "This is gone. What the source said about it has been removed; below is when.",
    inbound: "What points here",
    as: "as",
    next: "Next",
    previous: "Previous",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    all: "Show",
    facts: "Facts",
    address: "Address",
    find: "Find this address on the map (OpenStreetMap)",
  },
} as const;

/** Renders the page about a thing, with what its kind has beyond the facts. */
export function resourcePage(ontology: Ontology): (view: ResourceView) => Promise<HtmlPage> {
  return async (view) => {
    const { site, language, description, path } = view;
    const texts = TEXTS[language];
    const { iri, quads } = description;
    const names = namesFrom(quads, ontology.labels, language);
    const context: FactsContext = { site, language, names, origins: view.origins, quads };
    const title = nameOf(iri, quads, language) ?? spelledOut(path);
    const types = [
      ...new Set(
        quads.filter((q) => q.subject.value === iri && q.predicate.value === RDF_TYPE).map((q) => q.object.value),
      ),
    ];
    const place = placeOf(iri, quads);
    const address = place === undefined ? addressOf(quads, iri) : undefined;
    // What points here tells whether there is anything to ask for.
    const pointedBy = (term: string): boolean =>
      view.inbound.some(({ predicate }) => predicate === `${site.base}/def/${term}`);
    const cubes = pointedBy("onderwijs#eenheid") ? await unitCubes(site, iri) : [];
    const decisions = types.includes(`${site.base}/def/parlement#Zaak`) ? await decisionsAbout(site, iri) : [];
    const structure = types.includes(`${QB}DataSet`) ? structureOf(ontology, site.base, iri) : undefined;
    const totals = structure === undefined ? undefined : await cubeTotals(site, iri, structure);
    const html = renderPage(
      <Layout
        site={site}
        language={language}
        title={title}
        here={hereOf(view)}
        trail={types
          .filter((type) => type.startsWith(`${site.base}/def/`))
          .slice(0, 1)
          .map((type) => ({ name: names(type), href: linkTo(site, language, type) }))}
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
        <h1>{title}</h1>
        <p class="iri">{iri}</p>
        {description.gone ? <p class="utrecht-alert utrecht-alert--warning">{texts.gone}</p> : null}
        {decisions.length === 0 ? null : <Votes decisions={decisions} context={context} />}
        {structure === undefined ? null : <CubeSection cube={iri} {...{ structure, totals, context }} />}
        <Beside
          aside={
            place !== undefined ? (
              <PlaceMap place={place} name={title} language={language} />
            ) : address === undefined ? null : (
              <div class="card">
                <h2>{texts.address}</h2>
                <address>{address}</address>
                <p>
                  <a href={addressHref(address)}>{texts.find}</a>
                </p>
              </div>
            )
          }
        >
          <section aria-label={texts.facts}>
            <Facts iri={iri} context={context} />
          </section>
        </Beside>
        {cubes.length === 0 ? null : <UnitStatistics unit={iri} cubes={cubes} ontology={ontology} context={context} />}
        {view.inbound.length === 0 ? null : (
          <section aria-labelledby="inkomend">
            <h2 id="inkomend">{texts.inbound}</h2>
            {view.inbound.map((group) => (
              <Inbound key={group.predicate} group={group} view={view} context={context} />
            ))}
          </section>
        )}
      </Layout>,
    );
    return place === undefined ? { html } : { html, needs: { images: [TILE_ORIGIN] } };
  };
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

/** This page, at the place in a list of links that it shows. */
function hereOf(view: ResourceView): string {
  const turned = view.inbound.find(({ page }) => page > 1);
  if (turned === undefined) return view.path;
  return `${view.path}?${new URLSearchParams({ via: turned.predicate, pagina: String(turned.page) }).toString()}`;
}

function Inbound(props: { group: InboundGroup; view: ResourceView; context: FactsContext }): VNode {
  const { group, view, context } = props;
  const texts = TEXTS[view.language];
  const pages = Math.ceil(group.count / PAGE_SIZE);
  const here = (page: number): string => {
    const query = new URLSearchParams({ via: group.predicate, pagina: String(page) });
    return view.site.prefix + inLanguage(`${view.path}?${query.toString()}#inkomend`, view.language);
  };
  return (
    <>
      <h3>
        {texts.as} <Name iri={group.predicate} context={context} plain /> ({formatNumber(group.count, view.language)})
      </h3>
      {group.links.length === 0 ? (
        <p>
          <a href={here(1)}>{texts.all}</a>
        </p>
      ) : (
        <ul class="plain columns">
          {group.links.map((link) => (
            <li key={link.iri}>
              <a href={linkTo(view.site, view.language, link.iri)} title={link.iri}>
                {link.label ?? shortened(link.iri, view.site.base)}
              </a>
              {hasNamesake(link, group) ? <span class="code"> {link.iri.replace(/^.*[/#]/, "")}</span> : null}
            </li>
          ))}
        </ul>
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

/** What a thing without any name is called: `/doc/bevoegd-gezag/41645` is "Bevoegd gezag 41645". */
function spelledOut(path: string): string {
  const [, concept = "", ref = ""] = /^\/doc\/([^/]+)\/(.*)$/.exec(path) ?? [];
  const words = concept.replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} ${ref}`;
}

/** Whether another in the list has the same name, so that only its code tells them apart. */
function hasNamesake(link: InboundLink, group: InboundGroup): boolean {
  const name = link.label?.toLowerCase();
  return name !== undefined && group.links.some((other) => other !== link && other.label?.toLowerCase() === name);
}

function shortened(iri: string, base: string): string {
  return iri.startsWith(`${base}/id/`) ? iri.slice(base.length + "/id/".length) : iri;
}
