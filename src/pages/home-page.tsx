/** The home page: what this is, where to begin, which graphs there are and how fresh they are. */
import { RANKS } from "../ingest/ranks.js";
import { sourceName } from "../ingest/source-names.js";
import type { VNode } from "preact";
import type { GraphEntry } from "../archive/manifest.js";
import type { Language } from "../http/documents.js";
import { stampDate } from "../http/headers.js";
import type { HtmlPage } from "../http/html-page.js";
import type { Site } from "../http/site.js";
import { type ExampleQuery, titleIn } from "../sparql/example-queries.js";
import { Layout, renderPage } from "./layout.js";
import { exampleHref, inLanguage } from "./links.js";
import { SearchForm, Suggestions } from "./search-page.js";
import { formatDate, formatDay, formatNumber } from "./wording.js";

const TEXTS = {
  nl: {
    title: "Open onderwijsdata als Linked Data",
    lead: "Scholen, vestigingen en besturen uit Nederlandse open bronnen, samengebracht in één graaf. Alles heeft een eigen adres, dat mensen een pagina geeft en programma's data.",
    graphs: "Grafen",
    graph: "graaf",
    source: "bron",
    statements: "uitspraken",
    loaded: "geladen op",
    edition: "peildatum",
    total: (graphs: number, quads: string) => `${graphs} grafen met samen ${quads} uitspraken`,
    examples: "Voorbeeldvragen",
    more: "Stel zelf een vraag in SPARQL",
    empty: "Er zijn nog geen gegevens",
    how: "Laad een bron met de opdracht hieronder en herlaad daarna deze pagina.",
    only: "alleen oudere versies",
  },
  en: {
    title: "Open education data as Linked Data",
    lead: "Schools, locations and boards from Dutch open sources, brought together in one graph. Everything has an address of its own, which gives people a page and programs data.",
    graphs: "Graphs",
    graph: "graph",
    source: "source",
    statements: "statements",
    loaded: "loaded on",
    edition: "reference date",
    total: (graphs: number, quads: string) => `${graphs} graphs with ${quads} statements together`,
    examples: "Example questions",
    more: "Ask your own question in SPARQL",
    empty: "There is no data yet",
    how: "Load a source with the command below, then reload this page.",
    only: "older versions only",
  },
} as const;

export interface HomeView {
  readonly site: Site;
  readonly language: Language;
  readonly examples: readonly ExampleQuery[];
}

export function homePage(view: HomeView): HtmlPage {
  const { site, language, examples } = view;
  const texts = TEXTS[language];
  const graphs = Object.values(site.manifest().graphs).sort((a, b) => (a.path < b.path ? -1 : 1));
  const html = renderPage(
    <Layout
      site={site}
      language={language}
      title={texts.title}
      here="/"
      description={texts.lead}
      canonical={`${site.base}/`}
    >
      <div class="hero">
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        <SearchForm site={site} language={language} />
        <Suggestions site={site} />
      </div>
      {graphs.length === 0 ? <Empty language={language} /> : <Graphs view={view} graphs={graphs} />}
      <h2 id="voorbeelden">{texts.examples}</h2>
      <ul class="plain">
        {examples.map((example) => (
          <li key={example.name}>
            <a href={exampleHref(site, language, example.name)}>{titleIn(example, language)}</a>
          </li>
        ))}
        <li>
          <a href={site.prefix + inLanguage("/sparql", language)}>{texts.more}</a>
        </li>
      </ul>
    </Layout>,
  );
  return { html, needs: { scripts: true } };
}

function Empty(props: { language: Language }): VNode {
  const texts = TEXTS[props.language];
  return (
    <section class="utrecht-alert utrecht-alert--info" aria-labelledby="leeg">
      <h2 id="leeg">{texts.empty}</h2>
      <p>{texts.how}</p>
      <pre>
        <code>onderwijsgraaf ingest duo</code>
      </pre>
    </section>
  );
}

/** The data of sources above the lists they use, and what the service says itself last. */
function dataFirst(a: GraphEntry, b: GraphEntry): number {
  return placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1);
}

function placeOf({ rank }: GraphEntry): number {
  return rank === RANKS.reference ? RANKS.service - 0.5 : rank;
}

function Graphs(props: { view: HomeView; graphs: readonly GraphEntry[] }): VNode {
  const { view, graphs } = props;
  const { site, language } = view;
  const texts = TEXTS[language];
  const quads = graphs.reduce((sum, entry) => sum + (entry.current?.quads ?? 0), 0);
  return (
    <section aria-labelledby="grafen">
      <h2 id="grafen">{texts.graphs}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="grafen">
        <table>
          <caption>{texts.total(graphs.length, formatNumber(quads, language))}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.graph}</th>
              <th scope="col">{texts.source}</th>
              <th scope="col" class="n">
                {texts.statements}
              </th>
              <th scope="col">{texts.edition}</th>
              <th scope="col">{texts.loaded}</th>
            </tr>
          </thead>
          <tbody>
            {graphs.toSorted(dataFirst).map((entry) => {
              const { current } = entry;
              const loaded = current === undefined ? undefined : stampDate(current.stamp);
              return (
                <tr key={entry.path}>
                  <td>
                    <a href={site.prefix + inLanguage(entry.path, language)}>{entry.title}</a>
                  </td>
                  <td>{current === undefined ? "–" : sourceName(current.provenance.source)}</td>
                  <td class="n">{current === undefined ? texts.only : formatNumber(current.quads, language)}</td>
                  <td>
                    {current?.provenance.edition === undefined ? "–" : formatDay(current.provenance.edition, language)}
                  </td>
                  <td>{loaded === undefined ? "–" : formatDate(loaded, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
