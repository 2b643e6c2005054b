/** The query editor, and results for people: a plain form that needs no script, in whose place YASGUI comes where there is one. */
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";
import type { HtmlPage } from "../http/html-page.js";
import type { Site } from "../http/site.js";
import { shortened } from "../rdf/prefixes.js";
import type { Term } from "../rdf/terms.js";
import { type EditorView, SHOWN_STATEMENTS } from "../sparql/endpoint.js";
import { answerable, type ExampleQuery, textIn, titleIn, withPrefixes } from "../sparql/example-queries.js";
import type { Results, Row } from "../sparql/results-json.js";
import type { EditorAssets } from "./assets.js";
import { Chart } from "./chart.js";
import { Layout, renderPage } from "./layout.js";
import { exampleHref, linkTo } from "./links.js";
import { QueryError } from "./query-error.js";
import { formatLiteral, formatNumber, safeHref } from "./wording.js";
import { Scroll } from "./scroll.js";

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
    yes: "Ja",
    no: "Nee",
    rows: (n: number) => (n === 1 ? "1 rij" : `${formatNumber(n, "nl")} rijen`),
    cut: (shown: number) => `De eerste ${formatNumber(shown, "nl")} rijen staan hier; vraag CSV voor alle.`,
    cutGraph: (shown: number) =>
      `De eerste ${formatNumber(shown, "nl")} uitspraken staan hier; vraag Turtle of JSON-LD voor alle.`,
    chart: (what: string, by: string) => `${what} per ${by}`,
    about: "De getallen staan in de tabel hieronder.",
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
    yes: "Yes",
    no: "No",
    rows: (n: number) => (n === 1 ? "1 row" : `${formatNumber(n, "en")} rows`),
    cut: (shown: number) => `The first ${formatNumber(shown, "en")} rows are here; ask for CSV to have all.`,
    cutGraph: (shown: number) =>
      `The first ${formatNumber(shown, "en")} statements are here; ask for Turtle or JSON-LD to have all.`,
    chart: (what: string, by: string) => `${what} by ${by}`,
    about: "The numbers are in the table below.",
    editor: "Query editor",
  },
} as const;

/** More rows than people read, and fewer than a browser minds. */
const SHOWN_ROWS = 1000;

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
    const html = renderPage(
      <Layout
        site={site}
        language={language}
        title={texts.title}
        description={texts.lead}
        // A long question would make an address that nobody can send.
        here={parameters === "" || parameters.length > 1500 ? "/sparql" : `/sparql?${parameters}`}
        trail={[]}
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
            <h2 id="antwoord">{texts.result}</h2>
            <Result result={result} site={site} language={language} />
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

function Result(props: { result: NonNullable<EditorView["result"]>; site: Site; language: Language }): VNode {
  const { result, site, language } = props;
  const texts = TEXTS[language];
  if ("error" in result) {
    return <QueryError {...result} language={language} />;
  }
  if ("turtle" in result) {
    return (
      <>
        {result.cut ? <p class="utrecht-alert utrecht-alert--info">{texts.cutGraph(SHOWN_STATEMENTS)}</p> : null}
        <pre>
          <code>{result.turtle}</code>
        </pre>
      </>
    );
  }
  const { table } = result;
  if (table.boolean !== undefined) return <p class="lead">{table.boolean ? texts.yes : texts.no}</p>;
  return (
    <>
      <ResultChart table={table} language={language} />
      <Table table={table} site={site} language={language} />
    </>
  );
}

/** Rows that a chart can hold. */
const CHARTED_ROWS = 40;
const NUMBER = /#(?:integer|decimal|double|int)$/;

/** What is asked for as a name and a number is shown as bars too. */
function ResultChart(props: { table: Results; language: Language }): VNode | null {
  const { table, language } = props;
  const texts = TEXTS[language];
  const numeric = table.variables.filter((name) => table.rows.some((row) => isNumber(row[name])));
  const label = table.variables.find(
    (name) => !numeric.includes(name) && table.rows.every((row) => row[name]?.termType === "Literal"),
  );
  const categories = label === undefined ? [] : table.rows.map((row) => row[label]?.value ?? "");
  const distinct = new Set(categories).size === categories.length;
  if (
    label === undefined ||
    numeric.length === 0 ||
    !distinct ||
    categories.length < 2 ||
    categories.length > CHARTED_ROWS
  ) {
    return null;
  }
  const title = texts.chart(numeric.join(", "), label);
  return (
    <Chart
      id="grafiek"
      title={title}
      description={`${title}. ${texts.about}`}
      categories={categories}
      series={numeric.map((name) => ({
        name,
        values: table.rows.map((row) => (isNumber(row[name]) ? Number(row[name]?.value) : undefined)),
      }))}
      shape="bars"
      language={language}
    />
  );
}

function isNumber(term: Term | undefined): boolean {
  return term?.termType === "Literal" && NUMBER.test(term.datatype.value);
}

function Table(props: { table: Results; site: Site; language: Language }): VNode {
  const { table, site, language } = props;
  const texts = TEXTS[language];
  return (
    <>
      {table.rows.length > SHOWN_ROWS ? <p class="utrecht-alert utrecht-alert--info">{texts.cut(SHOWN_ROWS)}</p> : null}
      <Scroll labelledBy="antwoord">
        <table>
          <caption>{texts.rows(table.rows.length)}</caption>
          <thead>
            <tr>
              {table.variables.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, SHOWN_ROWS).map((row, place) => (
              <tr key={place}>
                {table.variables.map((name) => (
                  <Cell key={name} row={row} name={name} site={site} language={language} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Cell(props: { row: Row; name: string; site: Site; language: Language }): VNode {
  const term: Term | undefined = props.row[props.name];
  if (term === undefined) return <td />;
  if (term.termType === "BlankNode") return <td>_:{term.value}</td>;
  if (term.termType === "Literal") {
    return <td class={isNumber(term) ? "n" : undefined}>{formatLiteral(term, props.language)}</td>;
  }
  const { value } = term;
  const href = safeHref(value);
  const text = value.startsWith(`${props.site.base}/id/`)
    ? value.slice(props.site.base.length)
    : shortened(value, props.site.vocabulary.prefixes);
  if (href === undefined) return <td>{text}</td>;
  return (
    <td>
      <a href={linkTo(props.site, props.language, href)} title={value}>
        {text}
      </a>
    </td>
  );
}
