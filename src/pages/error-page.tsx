/** The page for an answer that is not what was asked for. */
import type { Site } from "../http/site.js";
import type { Problem } from "../http/problem.js";
import { Layout, renderPage } from "./layout.js";
import { SearchForm } from "./search-page.js";

const TITLES: Readonly<Record<number, string>> = {
  400: "Deze vraag is niet te lezen",
  403: "Dit kan hier niet",
  404: "Niet gevonden",
  405: "Dit kan hier niet",
  406: "Niet in deze vorm",
  413: "Te groot",
  414: "Te lang",
  415: "Niet in deze vorm",
  503: "Even geduld",
  504: "Dit duurde te lang",
};

export function errorPage(site: Site, problem: Problem): string {
  const title = TITLES[problem.status] ?? (problem.status >= 500 ? "Er ging iets mis" : "Dit lukt niet");
  return renderPage(
    <Layout site={site} language="nl" title={title}>
      <p class="kind">{problem.status}</p>
      <h1>{title}</h1>
      <p class="note error">
        {problem.options.forPeople ??
          (problem.status >= 500
            ? "Er ging hier iets mis; het is opgeschreven. Probeer het later nog eens."
            : "Op dit adres is dit niet mogelijk.")}
      </p>
      <SearchForm site={site} language="nl" />
    </Layout>,
  );
}
