/** The page with what was found: results by page, or what to do where there are none. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { HtmlPage } from "../../http/html-page.js";
import type { Site } from "../../http/site.js";
import { wordsOf } from "../../search/fold.js";
import { FACETS, type Listed, type SearchAnswer, type SearchQuestion } from "../../search/questions.js";
import { searchHref } from "../../search/search-request.js";
import { Layout, renderPage } from "../layout.js";
import { linkTo } from "../links.js";
import { type Names, otherLanguage } from "../names.js";
import { Facets, hrefOf } from "./search-facets.js";
import { SearchForm, Suggestions } from "./search-form.js";
import { SearchStart } from "./search-start.js";
import { formatNumber } from "../wording.js";

const TEXTS = {
  nl: {
    title: "Zoeken",
    none: (q: string) => `Niets gevonden voor “${q}”.`,
    help: [
      "Controleer de spelling, of typ minder woorden.",
      "Zoek op een code: BRIN (16SW), vestiging (16SW03), bestuursnummer (41645).",
    ],
    wider: "Zoek zonder filters",
    found: (n: string, one: boolean) => (one ? "Eén resultaat" : `${n} resultaten`),
    sought: (q: string) => `voor “${q}”`,
    some: "Niets heeft al deze woorden; dit heeft er enkele.",
    typos: (q: string) => `Niets gevonden voor ‘${q}’; dit zijn resultaten die erop lijken.`,
    beyond: (page: string, last: string) => `Pagina ${page} is er niet; de laatste is ${last}.`,
    last: "Naar de laatste pagina",
    page: (n: string, of: string) => `Pagina ${n} van ${of}`,
    previous: "Vorige",
    next: "Volgende",
    turn: "Pagina’s",
    json: "Deze resultaten als JSON",
    noTexts: "Er is zoveel dat alleen namen, codes en plaatsen doorzocht zijn: geen omschrijvingen, geen stemmingen.",
    leftOut: (n: string) => `Voor ${n} dingen was in de zoekindex geen plaats.`,
  },
  en: {
    title: "Search",
    none: (q: string) => `Nothing found for “${q}”.`,
    help: [
      "Check the spelling, or type fewer words.",
      "Search by code: BRIN (16SW), location (16SW03), number of the board (41645).",
    ],
    wider: "Search without filters",
    found: (n: string, one: boolean) => (one ? "One result" : `${n} results`),
    sought: (q: string) => `for “${q}”`,
    some: "Nothing has all of these words; these have some.",
    typos: (q: string) => `Nothing found for ‘${q}’; these are results that resemble it.`,
    beyond: (page: string, last: string) => `There is no page ${page}; the last is ${last}.`,
    last: "To the last page",
    page: (n: string, of: string) => `Page ${n} of ${of}`,
    previous: "Previous",
    next: "Next",
    turn: "Pages",
    json: "These results as JSON",
    noTexts: "There is so much that only names, codes and places were searched: no descriptions, no votes.",
    leftOut: (n: string) => `The search index had no room for ${n} things.`,
  },
} as const;

export interface SearchView {
  readonly site: Site;
  readonly language: Language;
  readonly question: SearchQuestion;
  readonly answer: SearchAnswer;
  readonly names: Names;
  /** IRIs of the classes of what there is, for who asked nothing yet. */
  readonly kinds?: readonly string[];
}

export function searchPage(view: SearchView): HtmlPage {
  const { site, language, question } = view;
  const texts = TEXTS[language];
  const { text } = question;
  const asked = isAsked(question);
  const html = renderPage(
    <Layout
      site={site}
      language={language}
      title={text === "" ? texts.title : `${texts.title}: ${text}`}
      here={searchHref({ prefix: "" }, question, {})}
      trail={[]}
    >
      <h1>{texts.title}</h1>
      <SearchForm site={site} language={language} question={text} />
      <Suggestions site={site} />
      {asked ? <Outcome {...view} /> : <SearchStart site={site} language={language} kinds={view.kinds ?? []} />}
      {asked ? <Limits {...view} /> : null}
    </Layout>,
  );
  return { html, needs: { scripts: true } };
}

/** Whether a question asks for anything: words, or a filter. */
export function isAsked(question: SearchQuestion): boolean {
  return question.text !== "" || FACETS.some((name) => question[name] !== undefined);
}

/** Whether a page was asked for that comes after the last. */
export function isBeyond({ page }: SearchQuestion, { total, pages }: SearchAnswer): boolean {
  return total > 0 && page > pages;
}

function Outcome(view: SearchView): VNode {
  const { question, answer } = view;
  if (answer.total === 0) return <Nothing {...view} />;
  return isBeyond(question, answer) ? <Beyond {...view} /> : <Results {...view} />;
}

function Beyond(view: SearchView): VNode {
  const { question, answer, language } = view;
  const texts = TEXTS[language];
  return (
    <div class="utrecht-alert utrecht-alert--info" role="status">
      <p>{texts.beyond(formatNumber(question.page, language), formatNumber(answer.pages, language))}</p>
      <p>
        <a href={hrefOf(view, { page: String(answer.pages) })}>{texts.last}</a>
      </p>
    </div>
  );
}

function Nothing(view: SearchView): VNode {
  const texts = TEXTS[view.language];
  const { question } = view;
  const filtered = FACETS.some((name) => question[name] !== undefined);
  return (
    <div class="utrecht-alert utrecht-alert--info" role="status">
      <p>{texts.none(question.text)}</p>
      <ul>
        {texts.help.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {filtered ? (
          <li>
            <a href={hrefOf(view, WITHOUT_FILTERS)}>{texts.wider}</a>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

/** What was not searched, where the archive is too large to search it all. */
function Limits({ answer: { coverage }, language }: SearchView): VNode | null {
  const texts = TEXTS[language];
  if (coverage.texts && coverage.leftOut === 0) return null;
  return (
    <p class="lang">
      {coverage.texts ? null : texts.noTexts}{" "}
      {coverage.leftOut === 0 ? null : texts.leftOut(formatNumber(coverage.leftOut, language))}
    </p>
  );
}

const WITHOUT_FILTERS = { type: undefined, source: undefined, province: undefined, place: undefined, page: undefined };

function Results(view: SearchView): VNode {
  const { answer, language, question } = view;
  const texts = TEXTS[language];
  const number = (n: number): string => formatNumber(n, language);
  return (
    <div class="search">
      <Facets view={view} />
      <section aria-labelledby="gevonden">
        <h2 id="gevonden">
          {texts.found(number(answer.total), answer.total === 1)}
          {question.text === "" ? null : ` ${texts.sought(question.text)}`}
        </h2>
        {answer.typos ? <p class="utrecht-alert utrecht-alert--info">{texts.typos(question.text)}</p> : null}
        {answer.words === "some" && !answer.typos ? <p class="utrecht-alert">{texts.some}</p> : null}
        <ol>
          {answer.results.map((thing) => (
            <Hit key={thing.path} view={view} thing={thing} />
          ))}
        </ol>
        {answer.pages < 2 ? null : (
          <nav class="turn" aria-label={texts.turn}>
            {question.page > 1 ? (
              <a rel="prev" href={hrefOf(view, { page: String(question.page - 1) })}>
                {texts.previous}
              </a>
            ) : null}
            <span>{texts.page(number(question.page), number(answer.pages))}</span>
            {question.page < answer.pages ? (
              <a rel="next" href={hrefOf(view, { page: String(question.page + 1) })}>
                {texts.next}
              </a>
            ) : null}
          </nav>
        )}
        <p>
          <a href={hrefOf(view, { format: "json" })} type="application/json">
            {texts.json}
          </a>
        </p>
      </section>
    </div>
  );
}

function Hit({ view, thing }: { view: SearchView; thing: Listed }): VNode {
  const iri = view.site.base + thing.path;
  const [type] = thing.types;
  const about = [type === undefined ? undefined : view.names(type), thing.list?.label, thing.place, thing.code];
  return (
    <li class="hit">
      <a href={linkTo(view.site, view.language, iri)} title={iri} lang={otherLanguage(thing.language, view.language)}>
        {thing.label}
      </a>
      <p>{about.filter((part) => part !== undefined).join(" · ")}</p>
      {thing.text === undefined || repeats(thing.text, thing.label) ? null : <p>{shortened(thing.text)}</p>}
    </li>
  );
}

/** Whether a text says no more than the title above it. */
function repeats(text: string, title: string): boolean {
  return wordsOf(title).join(" ").startsWith(wordsOf(text).join(" "));
}

const LONGEST_TEXT = 160;

/** The beginning of a text, up to a word. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT).replace(/\s+\S*$/, "")}…`;
}
