/** The home page: what this is, where to begin, which sources there are and how fresh they are. */
import type { VNode } from "preact";
import { inLanguage, type Language } from "../http/documents.js";
import type { HtmlPage } from "../http/html-page.js";
import type { Site } from "../http/site.js";
import { answerable, type ExampleQuery, titleIn } from "../sparql/example-queries.js";
import { Layout, renderPage } from "./layout.js";
import { exampleHref } from "./links.js";
import { SearchForm, Suggestions } from "./search/search-form.js";
import { SourcesSection } from "./catalogue/sources-section.js";

const TEXTS = {
  nl: {
    title: "Open onderwijsdata als Linked Data",
    lead: "Scholen, besturen, cijfers, opleidingen, datasets, moties en stemmingen uit Nederlandse open bronnen, samengebracht in één graaf. Alles heeft een eigen adres, dat mensen een pagina geeft en programma's data.",
    examples: "Voorbeeldvragen",
    more: "Stel zelf een vraag in SPARQL",
    empty: "Er zijn nog geen gegevens",
    how: "Laad een bron met de opdracht hieronder en herlaad daarna deze pagina.",
  },
  en: {
    title: "Open education data as Linked Data",
    lead: "Schools, boards, figures, programmes, datasets, motions and votes from Dutch open sources, brought together in one graph. Everything has an address of its own, which gives people a page and programs data.",
    examples: "Example questions",
    more: "Ask your own question in SPARQL",
    empty: "There is no data yet",
    how: "Load a source with the command below, then reload this page.",
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
  const graphs = Object.values(site.manifest().graphs);
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
      {graphs.length === 0 ? <Empty language={language} /> : null}
      {graphs.length === 0 ? null : <SourcesSection site={site} language={language} graphs={graphs} />}
      <h2 id="voorbeelden">{texts.examples}</h2>
      <ul class="plain">
        {answerable(examples, site.manifest()).map((example) => (
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
