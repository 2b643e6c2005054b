/** The pages that are not about one thing: home, search, and what browsers fetch beside a page. */
import type { Context } from "koa";
import { languageOf } from "../http/documents.js";
import { respondPage } from "../http/html-page.js";
import { holdsFor } from "../http/given-again.js";
import { entityTag, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { negotiate } from "../http/negotiate.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import type { Ontology } from "../resources/ontology.js";
import { inTheirLanguage } from "../search/in-language.js";
import { parameter, searchJson, searchQuestion } from "../search/search-request.js";
import type { Searcher } from "../search/searcher.js";
import type { ExampleQuery } from "../sparql/example-queries.js";
import { FAVICON } from "./assets.js";
import { homePage } from "./home-page.js";
import { namesFrom } from "./names.js";
import { isAsked, isBeyond, searchPage } from "./search/search-page.js";

/** The handler of `/`. */
export function homeRoute(site: Site, examples: readonly ExampleQuery[]): (ctx: Context) => void {
  return (ctx) => {
    const language = languageOf(ctx);
    const { version } = site.manifest();
    const etag = entityTag(version, site.edition, "/", language);
    if (notModified(ctx, { etag, lastModified: stampDate(version), cacheControl: REVALIDATE })) return;
    holdsFor(ctx, version);
    respondPage(ctx, homePage({ site, language, examples }));
  };
}

const SEARCH_OFFERS = [
  { mediaType: "text/html", value: "html" },
  { mediaType: "application/json", value: "json" },
] as const;

/** The handler of `/search?q=`: a page, or JSON for programs, by Accept or `format=json`. */
export function searchRoute(site: Site, ontology: Ontology, searcher: Searcher): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.vary("Accept");
    const named = parameter(ctx, "format");
    const format =
      named === undefined
        ? negotiate(ctx.get("Accept") || undefined, SEARCH_OFFERS)
        : SEARCH_OFFERS.find(({ value }) => value === named)?.value;
    if (format === undefined) {
      throw new Problem(406, "search answers in text/html or application/json; ask for one of these", {
        extra: { available: SEARCH_OFFERS.map((offer) => offer.mediaType) },
        forPeople: "Zoeken antwoordt niet in de gevraagde vorm.",
      });
    }
    const question = searchQuestion(ctx, site);
    const answer = await searcher.ask(question);
    ctx.set("Cache-Control", REVALIDATE);
    const beyond = isBeyond(question, answer);
    const language = languageOf(ctx);
    const names = namesFrom([], ontology.labels, language);
    const results = await inTheirLanguage(site, answer.results, language, names);
    if (format === "json") {
      if (beyond) throw new Problem(404, `there is no page ${question.page}; the last is ${answer.pages}`);
      ctx.set("Content-Type", "application/json; charset=utf-8");
      ctx.body = JSON.stringify(searchJson(site, question, { ...answer, results }, { language, names }));
      return;
    }
    const kinds = isAsked(question) ? [] : (await searcher.ask({ kind: "types" })).map(({ value }) => value);
    if (beyond) ctx.status = 404;
    respondPage(ctx, searchPage({ site, language, question, answer: { ...answer, results }, names, kinds }));
  };
}

/** The handler of `/favicon.svg` and `/favicon.ico`. */
export function faviconRoute(ctx: Context): void {
  if (notModified(ctx, { etag: entityTag(FAVICON), cacheControl: "public, max-age=86400" })) return;
  ctx.set("Content-Type", "image/svg+xml");
  ctx.body = FAVICON;
}

/** What crawlers leave alone: queries and dumps are no pages. */
const NO_PAGES = ["/sparql", "/search", "/reconcile", "/download/"];

/** The handler of `/robots.txt`: everything else may be read. */
export function robotsRoute({ prefix }: Pick<Site, "prefix">): (ctx: Context) => void {
  const body = ["User-agent: *", ...NO_PAGES.map((path) => `Disallow: ${prefix}${path}`), ""].join("\n");
  return (ctx) => {
    ctx.set("Cache-Control", "public, max-age=86400");
    ctx.set("Content-Type", "text/plain; charset=utf-8");
    ctx.body = body;
  };
}
