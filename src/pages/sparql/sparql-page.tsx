/** The query editor: a plain form that needs no script, in whose place YASGUI comes where there is one. */
import type { VNode } from "preact";
import { inLanguage, type Language } from "../../http/documents.js";
import type { HtmlPage } from "../../http/html-page.js";
import type { Site } from "../../http/site.js";
import type { EditorView } from "../../sparql/endpoint.js";
import { answerable, type ExampleQuery, textIn, titleIn, withPrefixes } from "../../sparql/example-queries.js";
import type { EditorAssets } from "../assets.js";
import { Layout, renderPage } from "../layout.js";
import { exampleHref } from "../links.js";
import { QueryResult } from "./query-result.js";

const TEXTS = {
  nl: {
    title: "Vragen stellen in SPARQL",
    lead: "Stel een vraag over alle grafen samen. De gebruikelijke afkortingen van naamruimten staan er al.",
    label: "De vraag, in SPARQL 1.1",
    form: "Antwoord als",
    formats: {
      html: "tabel of Turtle op deze pagina",
      csv: "CSV (rekenblad)",
      json: "JSON",
      xml: "XML",
      tsv: "TSV",
      ttl: "Turtle (CONSTRUCT, DESCRIBE)",
      jsonld: "JSON-LD (CONSTRUCT, DESCRIBE)",
    },
    go: "Stel de vraag",
    examples: "Voorbeelden",
    without: "Voorbeelden waarvoor hier nog geen gegevens zijn",
    result: "Antwoord",
    wrong: "Fout in de vraag",
    editor: "Vraagbewerker",
  },
  en: {
    title: "Ask questions in SPARQL",
    lead: "Ask a question about all graphs together. The usual abbreviations of namespaces are there already.",
    label: "The question, in SPARQL 1.1",
    form: "Answer as",
    formats: {
      html: "table or Turtle on this page",
      csv: "CSV (spreadsheet)",
      json: "JSON",
      xml: "XML",
      tsv: "TSV",
      ttl: "Turtle (CONSTRUCT, DESCRIBE)",
      jsonld: "JSON-LD (CONSTRUCT, DESCRIBE)",
    },
    go: "Ask",
    examples: "Examples",
    without: "Examples that there is no data for yet",
    result: "Answer",
    wrong: "Error in the question",
    editor: "Query editor",
  },
} as const;

const FIRST_QUESTION = `SELECT ?school ?naam WHERE {
  ?school a ond:Vestiging ;
          rdfs:label ?naam .
}
ORDER BY ?naam
LIMIT 25
`;

/** Renders the editor, with what was asked, a chosen example or a first question in it. */
export function sparqlPage(examples: readonly ExampleQuery[], assets: EditorAssets): (view: EditorView) => HtmlPage {
  return (view) => {
    const { site, language, request, result } = view;
    const texts = TEXTS[language];
    const example = examples.find(({ name }) => name === view.chosen);
    const chosen = example === undefined ? undefined : textIn(example, language);
    const query = request?.query ?? chosen ?? withPrefixes(FIRST_QUESTION, site.vocabulary.prefixes);
    const asked: Record<string, string> =
      request !== undefined ? { query } : example === undefined ? {} : { voorbeeld: example.name };
    const here = answerable(examples, site.manifest());
    const parameters = new URLSearchParams(asked).toString();
    const isWrong = result !== undefined && "error" in result;
    const step = result === undefined ? example && titleIn(example, language) : isWrong ? texts.wrong : texts.result;
    const html = renderPage(
      <Layout
        site={site}
        language={language}
        title={step ?? texts.title}
        kind={step === undefined ? undefined : texts.title}
        description={texts.lead}
        // A long question would make an address that nobody can send.
        here={parameters === "" || parameters.length > 1500 ? "/sparql" : `/sparql?${parameters}`}
        trail={step === undefined ? [] : [{ name: texts.title, href: site.prefix + inLanguage("/sparql", language) }]}
        canonical={`${site.base}/sparql`}
        head={<script type="module" src={site.prefix + assets.script} />}
      >
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
        <div
          id="editor"
          role="region"
          aria-label={texts.editor}
          hidden
          data-endpoint={`${site.prefix}/sparql`}
          data-library={site.prefix + assets.library}
          data-style={site.prefix + assets.style}
          data-prefixes={JSON.stringify(site.vocabulary.prefixes)}
        />
        <form id="vraag" action={`${site.prefix}/sparql#antwoord`} method="get">
          <label for="query">{texts.label}</label>
          <textarea
            class="utrecht-textarea"
            id="query"
            name="query"
            rows={Math.min(24, Math.max(10, query.split("\n").length + 1))}
            spellcheck={false}
            aria-invalid={isWrong ? true : undefined}
            aria-describedby={isWrong ? "fout" : undefined}
          >
            {query}
          </textarea>
          {language === "en" ? <input type="hidden" name="lang" value="en" /> : null}
          <div class="row">
            <label for="format">{texts.form}</label>
            <select class="utrecht-select" id="format" name="format">
              {Object.entries(texts.formats).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
            <button class="utrecht-button utrecht-button--primary-action" type="submit">
              {texts.go}
            </button>
          </div>
        </form>
        {result === undefined ? null : (
          <section aria-labelledby="antwoord">
            <h2 id="antwoord">{isWrong ? texts.wrong : texts.result}</h2>
            <QueryResult result={result} site={site} language={language} />
          </section>
        )}
        {examples.length === 0 ? null : (
          <section aria-labelledby="voorbeelden">
            <h2 id="voorbeelden">{texts.examples}</h2>
            <ExampleList examples={here} site={site} language={language} />
            {here.length === examples.length ? null : (
              <details>
                <summary>{texts.without}</summary>
                <ExampleList examples={examples.filter((each) => !here.includes(each))} {...{ site, language }} />
              </details>
            )}
          </section>
        )}
      </Layout>,
    );
    return { html, needs: { scripts: true, inlineStyles: true } };
  };
}

function ExampleList(props: { examples: readonly ExampleQuery[]; site: Site; language: Language }): VNode {
  const { examples, site, language } = props;
  return (
    <ul class="plain">
      {examples.map((each) => (
        <li key={each.name}>
          <a href={exampleHref(site, language, each.name)}>{titleIn(each, language)}</a>
        </li>
      ))}
    </ul>
  );
}
