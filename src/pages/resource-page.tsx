/** The page about one thing: its name, what is said of it and by whom, and what points to it. */
import type { VNode } from "preact";
import { localHref } from "../http/site.js";
import { DOCUMENT_FORMATS } from "../rdf/media-types.js";
import { serialise } from "../rdf/serialise.js";
import { RDF_TYPE } from "../rdf/terms.js";
import { type InboundGroup, type InboundLink, PAGE_SIZE } from "../resources/inbound.js";
import type { Ontology } from "../resources/ontology.js";
import type { ResourceView } from "../resources/resource-routes.js";
import { Facts, type FactsContext, Name } from "./facts.js";
import { Layout, renderPage } from "./layout.js";
import { nameOf, namesFrom } from "./names.js";
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
  },
} as const;

/** Renders a description; `labels` are those of the ontology. */
export function resourcePage(labels: Ontology["labels"]): (view: ResourceView) => string {
  return (view) => {
    const { site, language, description, path } = view;
    const texts = TEXTS[language];
    const names = namesFrom(description.quads, labels, language);
    const context: FactsContext = { site, language, names, origins: view.origins, quads: description.quads };
    const title = nameOf(description.iri, description.quads, language) ?? spelledOut(path);
    const types = [
      ...new Set(
        description.quads
          .filter((q) => q.subject.value === description.iri && q.predicate.value === RDF_TYPE)
          .map((q) => q.object.value),
      ),
    ];
    return renderPage(
      <Layout
        site={site}
        language={language}
        title={title}
        canonical={site.base + path}
        forms={{ path, formats: DOCUMENT_FORMATS }}
        jsonLd={serialise(description.quads, "jsonld", site.vocabulary, { described: description.iri })}
      >
        <p class="kind">
          {types.map((type, place) => (
            <span key={type}>
              {place > 0 ? ", " : ""}
              <Name iri={type} context={context} plain />
            </span>
          ))}
        </p>
        <h1>{title}</h1>
        <p class="iri">{description.iri}</p>
        {description.gone ? <p class="note error">{texts.gone}</p> : null}
        <section aria-label={texts.facts}>
          <Facts iri={description.iri} context={context} />
        </section>
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
  };
}

function Inbound(props: { group: InboundGroup; view: ResourceView; context: FactsContext }): VNode {
  const { group, view, context } = props;
  const texts = TEXTS[view.language];
  const pages = Math.ceil(group.count / PAGE_SIZE);
  const here = (page: number): string => {
    const query = new URLSearchParams({ via: group.predicate, pagina: String(page) });
    if (view.language === "en") query.set("lang", "en");
    return `${view.site.prefix}${view.path}?${query.toString()}#inkomend`;
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
              <a href={localHref(view.site, link.iri)} title={link.iri}>
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
