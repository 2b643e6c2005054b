/** `/search/suggest?q=`: what somebody may be typing, for the search box. */
import type { Context } from "koa";
import { inLanguage, type Language, languageOf } from "../http/documents.js";
import { REVALIDATE } from "../http/headers.js";
import { localHref, type Site } from "../http/site.js";
import { inTheirLanguage, type Naming } from "./in-language.js";
import { parameter } from "./search-request.js";
import type { Searcher } from "./searcher.js";

/** Names of classes and properties in a language. */
export type NamesIn = (language: Language) => Naming;

/** The handler of `/search/suggest`. */
export function suggestRoute(site: Site, searcher: Searcher, namesIn: NamesIn): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const text = parameter(ctx, "q") ?? "";
    const language = languageOf(ctx);
    const names = namesIn(language);
    const suggested = await searcher.ask({ kind: "suggest", text, skip: 0 });
    const found = await inTheirLanguage(site, suggested, language, names);
    ctx.set("Cache-Control", REVALIDATE);
    ctx.set("Content-Type", "application/json; charset=utf-8");
    ctx.body = JSON.stringify({
      suggestions: found.map(({ path, label, types, code, place, list }) => ({
        iri: site.base + path,
        url: inLanguage(localHref(site, site.base + path), language),
        label,
        about: [types[0] === undefined ? undefined : names(types[0]), list?.label, place, code]
          .filter((part) => part !== undefined)
          .join(" · "),
      })),
    });
  };
}
