/** The query editor, and results for people: a plain form that needs no script. */
import type { VNode } from "preact";
import { localHref, type Site } from "../http/site.js";
import { shortened } from "../rdf/prefixes.js";
import type { Term } from "../rdf/terms.js";
import { type EditorView, SHOWN_STATEMENTS } from "../sparql/endpoint.js";
import type { ExampleQuery } from "../sparql/example-queries.js";
import { withPrefixes } from "../sparql/example-queries.js";
import type { Results, Row } from "../sparql/results-json.js";
import { Layout, renderPage } from "./layout.js";
import { formatLiteral, formatNumber, safeHref } from "./wording.js";

const TEXTS = {
  title: "Vragen stellen in SPARQL",
  lead: "Stel een vraag over alle grafen samen. De gebruikelijke afkortingen van naamruimten staan er al.",
  label: "De vraag, in SPARQL 1.1",
  form: "Antwoord als",
  go: "Stel de vraag",
  examples: "Voorbeelden",
  result: "Antwoord",
  yes: "Ja",
  no: "Nee",
  rows: (n: number) => (n === 1 ? "1 rij" : `${formatNumber(n, "nl")} rijen`),
  cut: (shown: number) => `De eerste ${formatNumber(shown, "nl")} rijen staan hier; vraag CSV voor alle.`,
  cutGraph: (shown: number) =>
    `De eerste ${formatNumber(shown, "nl")} uitspraken staan hier; vraag Turtle of JSON-LD voor alle.`,
  error: "De vraag kon niet beantwoord worden",
};

const FORMATS = [
  ["html", "tabel of Turtle op deze pagina"],
  ["csv", "CSV (rekenblad)"],
  ["json", "JSON"],
  ["xml", "XML"],
  ["tsv", "TSV"],
  ["ttl", "Turtle (CONSTRUCT, DESCRIBE)"],
  ["jsonld", "JSON-LD (CONSTRUCT, DESCRIBE)"],
] as const;

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
export function sparqlPage(examples: readonly ExampleQuery[]): (view: EditorView) => string {
  return (view) => {
    const { site, request, result } = view;
    const example = examples.find(({ name }) => name === view.chosen);
    const query = request?.query ?? example?.query ?? withPrefixes(FIRST_QUESTION, site.vocabulary.prefixes);
    return renderPage(
      <Layout site={site} language="nl" title={TEXTS.title} description={TEXTS.lead} canonical={`${site.base}/sparql`}>
        <h1>{TEXTS.title}</h1>
        <p>{TEXTS.lead}</p>
        <form action={`${site.prefix}/sparql#antwoord`} method="get">
          <label for="query">{TEXTS.label}</label>
          <textarea
            id="query"
            name="query"
            rows={Math.min(24, Math.max(10, query.split("\n").length + 1))}
            spellcheck={false}
          >
            {query}
          </textarea>
          <div class="row">
            <label for="format">{TEXTS.form}</label>
            <select id="format" name="format">
              {FORMATS.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
            <button type="submit">{TEXTS.go}</button>
          </div>
        </form>
        {result === undefined ? null : (
          <section aria-labelledby="antwoord">
            <h2 id="antwoord">{TEXTS.result}</h2>
            <Result result={result} site={site} />
          </section>
        )}
        {examples.length === 0 ? null : (
          <section aria-labelledby="voorbeelden">
            <h2 id="voorbeelden">{TEXTS.examples}</h2>
            <ul class="plain">
              {examples.map(({ name, title }) => (
                <li key={name}>
                  <a href={`${site.prefix}/sparql?${new URLSearchParams({ voorbeeld: name }).toString()}`}>{title}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </Layout>,
    );
  };
}

function Result(props: { result: NonNullable<EditorView["result"]>; site: Site }): VNode {
  const { result, site } = props;
  if ("error" in result) {
    return (
      <div class="note error">
        <p>{TEXTS.error}:</p>
        <pre>
          <code>{result.error}</code>
        </pre>
      </div>
    );
  }
  if ("turtle" in result) {
    return (
      <>
        {result.cut ? <p class="note">{TEXTS.cutGraph(SHOWN_STATEMENTS)}</p> : null}
        <pre>
          <code>{result.turtle}</code>
        </pre>
      </>
    );
  }
  const { table } = result;
  if (table.boolean !== undefined) return <p class="lead">{table.boolean ? TEXTS.yes : TEXTS.no}</p>;
  return <Table table={table} site={site} />;
}

function Table(props: { table: Results; site: Site }): VNode {
  const { table, site } = props;
  return (
    <>
      {table.rows.length > SHOWN_ROWS ? <p class="note">{TEXTS.cut(SHOWN_ROWS)}</p> : null}
      <div class="scroll">
        <table>
          <caption>{TEXTS.rows(table.rows.length)}</caption>
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
                  <Cell key={name} row={row} name={name} site={site} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell(props: { row: Row; name: string; site: Site }): VNode {
  const term: Term | undefined = props.row[props.name];
  if (term === undefined) return <td />;
  if (term.termType === "BlankNode") return <td>_:{term.value}</td>;
  if (term.termType === "Literal") {
    const number = /#(?:integer|decimal|double|int)$/.test(term.datatype.value);
    return <td class={number ? "n" : undefined}>{formatLiteral(term, "nl")}</td>;
  }
  const { value } = term;
  const href = safeHref(value);
  const text = value.startsWith(`${props.site.base}/id/`)
    ? value.slice(props.site.base.length)
    : shortened(value, props.site.vocabulary.prefixes);
  if (href === undefined) return <td>{text}</td>;
  return (
    <td>
      <a href={localHref(props.site, href)} title={value}>
        {text}
      </a>
    </td>
  );
}
