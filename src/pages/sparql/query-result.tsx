/** The answer to a question for people: a table, with a chart where it can be drawn; Turtle, yes or no, or what was wrong. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import { shortened } from "../../rdf/prefixes.js";
import type { Term } from "../../rdf/terms.js";
import { type EditorView, SHOWN_STATEMENTS } from "../../sparql/endpoint.js";
import type { Results, Row } from "../../sparql/results-json.js";
import { Chart } from "../statistics/chart.js";
import { linkTo } from "../links.js";
import { QueryError } from "./query-error.js";
import { Scroll } from "../scroll.js";
import { formatLiteral, formatNumber, safeHref } from "../wording.js";

const TEXTS = {
  nl: {
    yes: "Ja",
    no: "Nee",
    rows: (n: number) => (n === 1 ? "1 rij" : `${formatNumber(n, "nl")} rijen`),
    cut: (shown: number) => `De eerste ${formatNumber(shown, "nl")} rijen staan hier; vraag CSV voor alle.`,
    cutGraph: (shown: number) =>
      `De eerste ${formatNumber(shown, "nl")} uitspraken staan hier; vraag Turtle of JSON-LD voor alle.`,
    chart: (what: string, by: string) => `${what} per ${by}`,
    about: "De getallen staan in de tabel hieronder.",
  },
  en: {
    yes: "Yes",
    no: "No",
    rows: (n: number) => (n === 1 ? "1 row" : `${formatNumber(n, "en")} rows`),
    cut: (shown: number) => `The first ${formatNumber(shown, "en")} rows are here; ask for CSV to have all.`,
    cutGraph: (shown: number) =>
      `The first ${formatNumber(shown, "en")} statements are here; ask for Turtle or JSON-LD to have all.`,
    chart: (what: string, by: string) => `${what} by ${by}`,
    about: "The numbers are in the table below.",
  },
} as const;

/** More rows than people read, and fewer than a browser minds. */
const SHOWN_ROWS = 1000;

/** What came of a question, under the heading `antwoord` of its page. */
export function QueryResult(props: {
  result: NonNullable<EditorView["result"]>;
  site: Site;
  language: Language;
}): VNode {
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
  const numeric = numericOf(table);
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

/** The variables that have numbers. */
function numericOf({ variables, rows }: Results): string[] {
  return variables.filter((name) => rows.some((row) => isNumber(row[name])));
}

function isNumber(term: Term | undefined): boolean {
  return term?.termType === "Literal" && NUMBER.test(term.datatype.value);
}

function Table(props: { table: Results; site: Site; language: Language }): VNode {
  const { table, site, language } = props;
  const texts = TEXTS[language];
  const numeric = new Set(numericOf(table));
  return (
    <>
      {table.rows.length > SHOWN_ROWS ? <p class="utrecht-alert utrecht-alert--info">{texts.cut(SHOWN_ROWS)}</p> : null}
      <Scroll labelledBy="antwoord">
        <table>
          <caption>{texts.rows(table.rows.length)}</caption>
          <thead>
            <tr>
              {table.variables.map((name) => (
                <th key={name} scope="col" class={numeric.has(name) ? "n" : undefined}>
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
