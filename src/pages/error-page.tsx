/** The page for an answer that is not what was asked for. */
import type { VNode } from "preact";
import { inLanguage, type Language } from "../http/documents.js";
import type { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { DOCUMENT_FORMATS, FORMAT_NAMES, MEDIA_TYPES } from "../rdf/media-types.js";
import { Layout, renderPage } from "./layout.js";
import { linkTo } from "./links.js";
import { SearchForm } from "./search/search-form.js";

const TITLES: Readonly<Record<number, { readonly nl: string; readonly en: string }>> = {
  400: { nl: "Deze vraag is niet te lezen", en: "This request cannot be read" },
  403: { nl: "Dit kan hier niet", en: "This cannot be done here" },
  404: { nl: "Niet gevonden", en: "Not found" },
  405: { nl: "Dit kan hier niet", en: "This cannot be done here" },
  406: { nl: "Niet in deze vorm", en: "Not in this form" },
  410: { nl: "Vervallen", en: "Gone" },
  413: { nl: "Te groot", en: "Too large" },
  414: { nl: "Te lang", en: "Too long" },
  415: { nl: "Niet in deze vorm", en: "Not in this form" },
  503: { nl: "Even geduld", en: "One moment" },
  504: { nl: "Dit duurde te lang", en: "This took too long" },
};
const OTHERS = {
  nl: {
    wrong: "Er ging iets mis",
    failed: "Dit lukt niet",
    available: "Wel beschikbaar:",
    home: "Naar de startpagina",
  },
  en: {
    wrong: "Something went wrong",
    failed: "This does not work",
    available: "Available:",
    home: "To the home page",
  },
} as const;
/** What is said in Dutch where a problem has no words for people. */
const UNTOLD = {
  wrong: "Er ging hier iets mis; het is opgeschreven. Probeer het later nog eens.",
  failed: "Op dit adres is dit niet mogelijk.",
} as const;

/**
 * The page about what went wrong, in Dutch or English.
 *
 * @param here the address that was asked for, as `addressAsked` has it
 */
export function errorPage(site: Site, problem: Problem, language: Language, here: string): string {
  const texts = OTHERS[language];
  const { status } = problem;
  const kind = status >= 500 ? "wrong" : "failed";
  const title = TITLES[status]?.[language] ?? texts[kind];
  // The detail of a problem is in English; what people are told in Dutch is its own text.
  const told = language === "en" ? sentence(problem.message) : (problem.options.forPeople ?? UNTOLD[kind]);
  return renderPage(
    <Layout site={site} language={language} title={title} here={here}>
      <p class="kind">
        <span class="utrecht-data-badge">{status}</span>
      </p>
      <h1>{title}</h1>
      <p class="utrecht-alert utrecht-alert--error">{told}</p>
      <Available {...{ site, problem, language }} />
      <SearchForm site={site} language={language} />
      <p>
        <a href={site.prefix + inLanguage("/", language)}>{texts.home}</a>
      </p>
    </Layout>,
  );
}

/** Media type → what people call it. */
const NAMES = new Map(DOCUMENT_FORMATS.map((format) => [MEDIA_TYPES[format], FORMAT_NAMES[format]]));

/** What there is, where something else was asked for: forms, or addresses of ours. */
function Available(props: { site: Site; problem: Problem; language: Language }): VNode | null {
  const { site, problem, language } = props;
  const available = problem.options.extra?.["available"];
  if (!Array.isArray(available)) return null;
  return (
    <>
      <p>{OTHERS[language].available}</p>
      <ul class="plain">
        {available.map((each: string) => {
          const href = linkTo(site, language, each);
          return <li key={each}>{href === undefined ? (NAMES.get(each) ?? each) : <a href={href}>{each}</a>}</li>;
        })}
      </ul>
    </>
  );
}

/** A detail of a problem begins in the middle of a line, as the word of a program; on a page it is a sentence. */
function sentence(detail: string): string {
  return `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}${/[.?!]$/.test(detail) ? "" : "."}`;
}
