/** A request to `/search` as a question, and its answer as JSON for programs. */
import type { Context } from "koa";
import type { Language } from "../http/documents.js";
import { Problem } from "../http/problem.js";
import { localHref, type Site } from "../http/site.js";
import { shortSourceName } from "../ingest/source-names.js";
import { expanded } from "./curie.js";
import type { Naming } from "./in-language.js";
import {
  FACETS,
  type Facet,
  type FacetName,
  type FacetValue,
  type Listed,
  LONGEST_QUESTION,
  MOST_PAGES,
  type SearchAnswer,
  type SearchQuestion,
} from "./questions.js";

/** One value of a parameter, cut to what is read; undefined when it is absent or blank. */
export function parameter(ctx: Context, name: string, longest = LONGEST_QUESTION): string | undefined {
  const given = ctx.query[name];
  const value = (Array.isArray(given) ? given[0] : given)?.trim().slice(0, longest);
  return value === "" ? undefined : value;
}

/**
 * The question of `?q=&type=&source=&province=&place=&page=`. A type or province is an IRI, or shortened: `ond:Vestiging`, `provincie/30`.
 *
 * @throws {Problem} 400 for a page that is no number from 1 to {@link MOST_PAGES}
 */
export function searchQuestion(ctx: Context, site: Site): SearchQuestion {
  const [type, source, province, place] = FACETS.map((name) => parameter(ctx, name));
  return {
    kind: "search",
    text: parameter(ctx, "q") ?? "",
    page: pageOf(parameter(ctx, "page")),
    ...(type === undefined ? {} : { type: expanded(type, site) }),
    ...(source === undefined ? {} : { source }),
    ...(province === undefined ? {} : { province: pathOf(province, site) }),
    ...(place === undefined ? {} : { place }),
  };
}

function pageOf(text: string | undefined): number {
  const page = Number(text ?? "1");
  if (Number.isInteger(page) && page >= 1 && page <= MOST_PAGES) return page;
  throw new Problem(400, `page must be a whole number from 1 to ${MOST_PAGES}; to get further, ask more precisely`, {
    forPeople: "Die pagina is er niet.",
  });
}

/** The path below the base of an IRI, a path, or what stands after `/id/`. */
function pathOf(text: string, site: Site): string {
  if (text.startsWith(`${site.base}/`)) return text.slice(site.base.length);
  return text.startsWith("/") ? text : `/id/${text}`;
}

/** Address of a search, relative to the host; what a filter is changed to stands in `changes`, `undefined` to drop it. */
export function searchHref(
  site: Pick<Site, "prefix">,
  question: SearchQuestion,
  changes: Partial<Record<"q" | FacetName | "page" | "format" | "lang", string | undefined>>,
): string {
  const { text, page, kind: _, ...filters } = question;
  const all = { q: text, ...filters, page: page === 1 ? undefined : String(page), ...changes };
  const parameters = Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as [string, string]],
  );
  return `${site.prefix}/search?${new URLSearchParams(parameters).toString()}`;
}

/** A thing in JSON: IRIs are whole. */
function listedJson(site: Site, thing: Listed): object {
  const { path, label, language, types, sources, code, place, list, text } = thing;
  const iri = site.base + path;
  return {
    iri,
    url: localHref(site, iri),
    label,
    ...(language === undefined ? {} : { lang: language }),
    type: types[0],
    types,
    code,
    place,
    ...(list === undefined ? {} : { list: { iri: site.base + list.path, label: list.label } }),
    description: text,
    sources,
  };
}

/** Labels in a language. */
export interface InLanguage {
  readonly language: Language;
  /** Names of classes. */
  readonly names: Naming;
}

/** The answer for programs; its results are in their language already. */
export function searchJson(
  site: Site,
  question: SearchQuestion,
  answer: SearchAnswer,
  { language, names }: InLanguage,
): object {
  const { page } = question;
  const lang = language === "nl" ? undefined : language;
  const told: Partial<Record<FacetName, (each: FacetValue) => FacetValue>> = {
    type: (each) => ({ ...each, label: names(each.value) }),
    source: (each) => ({ ...each, label: shortSourceName(each.value, language) }),
    province: (each) => ({ ...each, value: site.base + each.value }),
  };
  const facet = (name: FacetName): Facet => {
    const { values, others } = answer.facets[name];
    return { values: values.map(told[name] ?? ((each) => each)), others };
  };
  return {
    question: question.text,
    total: answer.total,
    page,
    pages: answer.pages,
    words: answer.words,
    typos: answer.typos,
    results: answer.results.map((thing) => listedJson(site, thing)),
    facets: Object.fromEntries(FACETS.map((name) => [name, facet(name)])),
    coverage: answer.coverage,
    ...(page < answer.pages
      ? { next: searchHref(site, question, { page: String(page + 1), format: "json", lang }) }
      : {}),
  };
}
