/** What the page of a concept scheme adds, its concepts as a tree; and that of a concept, what is broader and narrower. */
import type { VNode } from "preact";
import { inLanguage } from "../../http/documents.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { type Concept, CONCEPTS_PER_PAGE, SKOS } from "./concepts.js";
import type { FactsContext } from "./facts-context.js";
import { Name } from "../named.js";
import type { Step } from "../layout.js";
import { linkTo } from "../links.js";
import { bestText, literalsOf } from "../names.js";
import { formatNumber } from "../wording.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    title: "Begrippen",
    concept: "begrip",
    code: "code",
    narrower: "smallere begrippen",
    scheme: "begrippenlijst",
    previous: "Vorige",
    next: "Volgende",
    page: (page: string, pages: string) => `Pagina ${page} van ${pages}`,
    turn: "Pagina’s",
    none: "Deze lijst heeft hier geen begrippen.",
    around: "Plaats in de lijst",
    broader: "breder",
  },
  en: {
    title: "Concepts",
    concept: "concept",
    code: "code",
    narrower: "narrower concepts",
    scheme: "concept scheme",
    previous: "Previous",
    next: "Next",
    page: (page: string, pages: string) => `Page ${page} of ${pages}`,
    turn: "Pages",
    none: "This list has no concepts here.",
    around: "Place in the list",
    broader: "broader",
  },
} as const;

/** What the page of a scheme tells in its list, so that neither facts nor links to it need. */
export const TOLD_OF_SCHEME: ReadonlySet<string> = new Set([`${SKOS}hasTopConcept`]);
export const LISTED_OF_SCHEME: ReadonlySet<string> = new Set([`${SKOS}inScheme`, `${SKOS}topConceptOf`]);

/** What the page of a concept tells at its head, and in that it is of its list. */
export const TOLD_OF_CONCEPT: ReadonlySet<string> = new Set(
  ["definition", "broader", "narrower", "topConceptOf"].map((name) => SKOS + name),
);
export const LISTED_OF_CONCEPT: ReadonlySet<string> = new Set([`${SKOS}broader`, `${SKOS}hasTopConcept`]);

/** The list of a scheme, a page at a time: the page is that of the things that point to it by `skos:inScheme`. */
export function SchemeSection(props: { concepts: readonly Concept[]; view: ResourceView }): VNode {
  const { concepts, view } = props;
  const { site, language, path } = view;
  const texts = TEXTS[language];
  const pages = Math.ceil(concepts.length / CONCEPTS_PER_PAGE);
  const asked = view.inbound.find(({ predicate }) => predicate === `${SKOS}inScheme`)?.page ?? 1;
  const page = Math.max(1, Math.min(asked, pages));
  const shown = concepts.slice((page - 1) * CONCEPTS_PER_PAGE, page * CONCEPTS_PER_PAGE);
  const hasCodes = concepts.some(({ name, notation = name }) => notation.toLowerCase() !== name.toLowerCase());
  const isTree = concepts.some(({ narrower }) => narrower > 0);
  const turned = (to: number): string => {
    const query = new URLSearchParams({ via: `${SKOS}inScheme`, pagina: String(to) });
    return site.prefix + inLanguage(`${path}?${query.toString()}#begrippen`, language);
  };
  return (
    <section aria-labelledby="begrippen">
      <h2 id="begrippen">
        {texts.title} ({formatNumber(concepts.length, language)})
      </h2>
      {concepts.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Scroll labelledBy="begrippen">
          <table aria-labelledby="begrippen">
            <thead>
              <tr>
                <th scope="col">{texts.concept}</th>
                {hasCodes ? <th scope="col">{texts.code}</th> : null}
                {isTree ? (
                  <th scope="col" class="n">
                    {texts.narrower}
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ iri, name, notation, depth, narrower }) => (
                <tr key={iri}>
                  <th scope="row" class={depth === 0 ? undefined : `d${depth}`}>
                    <a href={linkTo(site, language, iri)} title={iri}>
                      {name}
                    </a>
                  </th>
                  {hasCodes ? <td>{notation ?? "–"}</td> : null}
                  {isTree ? <td class="n">{narrower === 0 ? "–" : formatNumber(narrower, language)}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {pages < 2 ? null : (
        <nav class="turn" aria-label={texts.turn}>
          {page > 1 ? (
            <a rel="prev" href={turned(page - 1)}>
              {texts.previous}
            </a>
          ) : null}
          <span>{texts.page(formatNumber(page, language), formatNumber(pages, language))}</span>
          {page < pages ? (
            <a rel="next" href={turned(page + 1)}>
              {texts.next}
            </a>
          ) : null}
        </nav>
      )}
    </section>
  );
}

/** The scheme, and the broader concept, that a concept stands below. */
export function stepsAbove(view: ResourceView, context: FactsContext): Step[] {
  return [...valuesOf(view, "inScheme").slice(0, 1), ...valuesOf(view, "broader").slice(0, 1)].map((iri) => ({
    name: context.names(iri),
    href: linkTo(context.site, context.language, iri),
  }));
}

function valuesOf({ description }: ResourceView, property: string): string[] {
  const { iri, quads } = description;
  const found = quads.filter((q) => q.subject.value === iri && q.predicate.value === SKOS + property);
  return [...new Set(found.flatMap(({ object }) => (object.termType === "NamedNode" ? [object.value] : [])))];
}

/** What a concept means, and the concepts around it. */
export function ConceptSection({ view, context }: { view: ResourceView; context: FactsContext }): VNode {
  const { language } = context;
  const texts = TEXTS[language];
  const { iri, quads } = view.description;
  const own = quads.filter(({ subject }) => subject.value === iri);
  const definition = bestText(literalsOf(own, `${SKOS}definition`), language);
  const broader = valuesOf(view, "broader");
  const pointing = view.inbound.find(({ predicate }) => predicate === `${SKOS}broader`);
  const labels = new Map(pointing?.links.map((link) => [link.iri, link.label]));
  const names = (concept: string): string => labels.get(concept) ?? context.names(concept);
  const narrower = [...new Set([...valuesOf(view, "narrower"), ...labels.keys()])];
  const around = [
    [texts.broader, broader],
    [texts.narrower, narrower],
  ] as const;
  return (
    <>
      {definition === undefined ? null : <p class="lead">{definition}</p>}
      {broader.length + narrower.length === 0 ? null : (
        <section aria-labelledby="plaats">
          <h2 id="plaats">{texts.around}</h2>
          <dl class="facts">
            {around.map(([name, iris]) =>
              iris.length === 0 ? null : (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <ul>
                      {iris.map((concept) => (
                        <li key={concept}>
                          <Name iri={concept} context={{ ...context, names }} />
                        </li>
                      ))}
                    </ul>
                  </dd>
                </div>
              ),
            )}
          </dl>
        </section>
      )}
    </>
  );
}
