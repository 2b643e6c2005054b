/** The search form, as it stands on several pages. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";

const TEXTS = {
  nl: {
    label: "Zoek een school, bestuur of begrip",
    hint: "Naam, plaats, BRIN of trefwoord",
    go: "Zoek",
    suggestions: "Suggesties",
    suggested: "{n} suggesties; kies met de pijltoetsen",
  },
  en: {
    label: "Find a school, board or concept",
    hint: "Name, place, BRIN or keyword",
    go: "Search",
    suggestions: "Suggestions",
    suggested: "{n} suggestions; choose with the arrow keys",
  },
} as const;

/** The form that asks `/search`; with {@link Suggestions} it suggests as one types. */
export function SearchForm(props: { site: Pick<Site, "prefix">; language: Language; question?: string }): VNode {
  const { site, language } = props;
  const texts = TEXTS[language];
  const english = language === "en";
  return (
    <form
      class="find"
      role="search"
      action={`${site.prefix}/search`}
      method="get"
      data-suggest={`${site.prefix}/search/suggest${english ? "?lang=en" : ""}`}
      data-suggest-label={texts.suggestions}
      data-suggest-count={texts.suggested}
    >
      <label for="q">{texts.label}</label>
      <input
        class="utrecht-textbox"
        id="q"
        type="search"
        name="q"
        placeholder={texts.hint}
        value={props.question ?? ""}
        maxLength={200}
      />
      {english ? <input type="hidden" name="lang" value="en" /> : null}
      <button class="utrecht-button utrecht-button--primary-action" type="submit">
        {texts.go}
      </button>
    </form>
  );
}

/** What makes a {@link SearchForm} suggest; the page needs scripts (`PageNeeds`). */
export function Suggestions(props: { site: Pick<Site, "prefix" | "look"> }): VNode {
  return <script src={props.site.prefix + props.site.look.searchScript} defer />;
}
