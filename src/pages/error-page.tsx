/** The page for an answer that is not what was asked for. */
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import type { Problem } from "../http/problem.js";
import { Layout, renderPage } from "./layout.js";
import { SearchForm } from "./search-form.js";

const TITLES: Readonly<Record<number, { readonly nl: string; readonly en: string }>> = {
  400: { nl: "Deze vraag is niet te lezen", en: "This request cannot be read" },
  403: { nl: "Dit kan hier niet", en: "This cannot be done here" },
  404: { nl: "Niet gevonden", en: "Not found" },
  405: { nl: "Dit kan hier niet", en: "This cannot be done here" },
  406: { nl: "Niet in deze vorm", en: "Not in this form" },
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
    logged: "Er ging hier iets mis; het is opgeschreven. Probeer het later nog eens.",
    impossible: "Op dit adres is dit niet mogelijk.",
  },
  en: {
    wrong: "Something went wrong",
    failed: "This does not work",
    logged: "Something went wrong here; it has been logged. Try again later.",
    impossible: "This is not possible at this address.",
  },
} as const;

/** The page about what went wrong, in Dutch or English. */
export function errorPage(site: Site, problem: Problem, language: Language): string {
  const texts = OTHERS[language];
  const title = TITLES[problem.status]?.[language] ?? (problem.status >= 500 ? texts.wrong : texts.failed);
  // The detail of a problem is in English; what people are told in Dutch is its own text.
  const told = language === "en" && problem.status < 500 ? sentence(problem.message) : problem.options.forPeople;
  return renderPage(
    <Layout site={site} language={language} title={title} here="/">
      <p class="kind">
        <span class="utrecht-data-badge">{problem.status}</span>
      </p>
      <h1>{title}</h1>
      <p class="utrecht-alert utrecht-alert--error">
        {told ?? (problem.status >= 500 ? texts.logged : texts.impossible)}
      </p>
      <SearchForm site={site} language={language} />
    </Layout>,
  );
}

/** A detail of a problem begins in the middle of a line, as the word of a program; on a page it is a sentence. */
function sentence(detail: string): string {
  return `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}${/[.?!]$/.test(detail) ? "" : "."}`;
}
