/** `/reconcile` and what is below it: the W3C Reconciliation Service API 0.2, for OpenRefine and its like. */
import type { Context } from "koa";
import { type Language, languageOf, respond } from "../../http/documents.js";
import { REVALIDATE } from "../../http/headers.js";
import { negotiate } from "../../http/negotiate.js";
import { Problem } from "../../http/problem.js";
import type { Site } from "../../http/site.js";
import { MEDIA_TYPES } from "../../rdf/media-types.js";
import { readBody } from "../../sparql/request-body.js";
import { expanded } from "../curie.js";
import { foldedName } from "../fold.js";
import { type Candidate, type Listed, SUGGESTIONS } from "../questions.js";
import type { Searcher } from "../searcher.js";
import { parameter } from "../search-request.js";
import type { NamesIn } from "../suggest-route.js";
import { comparables } from "../thing.js";
import { extensionRows, propertiesOf } from "./extend.js";
import { defaultTypes, identifierOf, serviceManifest } from "./manifest.js";
import { extensionQuery, queryBatch } from "./query-batch.js";

export interface ReconcileDeps {
  readonly site: Site;
  readonly searcher: Searcher;
  /** Properties that things have, the most frequent first. */
  readonly properties: () => Promise<readonly string[]>;
  readonly namesIn: NamesIn;
}

/** What a person sees at the address of the service. */
export type ReconcilePage = (view: {
  readonly language: Language;
  /** IRIs of the classes that a column mostly is about. */
  readonly types: readonly string[];
}) => string;

/** Programs that say nothing of what they take are given the manifest. */
const OFFERS = [
  { mediaType: "application/json", value: "json" },
  { mediaType: MEDIA_TYPES.html, value: "html" },
] as const;

const MOST_SKIPPED = 10_000;
const LONGEST_IRI = 500;

/** The handler of `/reconcile`: the manifest, or a page; matches for `queries`; values for `extend`; by GET or as a form. */
export function reconcileRoute(deps: ReconcileDeps, page: ReconcilePage): (ctx: Context) => Promise<void> {
  const { site } = deps;
  return async (ctx) => {
    const form = ctx.method === "POST" ? await formOf(ctx) : new URLSearchParams(ctx.querystring);
    const [queries, extend] = [form.get("queries"), form.get("extend")];
    if (queries !== null) return json(ctx, await matches(deps, queries));
    if (extend !== null) return json(ctx, await extended(deps, extend));
    if (ctx.method === "POST") {
      throw new Problem(400, "send a form with an element `queries` or `extend` (Reconciliation Service API 0.2)");
    }
    ctx.vary("Accept");
    ctx.set("Cache-Control", REVALIDATE);
    if (negotiate(ctx.get("Accept") || undefined, OFFERS) === "html") {
      return respond(ctx, "html", page({ language: languageOf(ctx), types: defaultTypes(site) }));
    }
    json(ctx, serviceManifest(site, deps.namesIn));
  };
}

function json(ctx: Context, value: object): void {
  ctx.set("Content-Type", "application/json; charset=utf-8");
  ctx.body = JSON.stringify(value);
}

async function formOf(ctx: Context): Promise<URLSearchParams> {
  if (ctx.is("application/x-www-form-urlencoded") === false) {
    throw new Problem(415, "send the body as application/x-www-form-urlencoded", {
      headers: { "Accept-Post": "application/x-www-form-urlencoded" },
    });
  }
  return new URLSearchParams(await readBody(ctx));
}

async function matches({ site, searcher, namesIn }: ReconcileDeps, text: string): Promise<object> {
  const batch = queryBatch(text, site);
  const found = await searcher.ask({ kind: "match", questions: [...batch.values()] });
  const names = namesIn("nl");
  const results = [...batch.keys()].map((key, i) => [
    key,
    { result: (found[i] ?? []).map((each) => candidate(each, names)) },
  ]);
  return Object.fromEntries(results) as object;
}

function candidate(each: Candidate, names: (iri: string) => string): object {
  const { path, label, types, score, match, features } = each;
  const description = describedBy(each);
  return {
    id: identifierOf(path),
    name: label,
    ...(description === "" ? {} : { description }),
    type: types.map((id) => ({ id, name: names(id) })),
    score,
    match,
    features,
  };
}

/** What tells namesakes apart. */
function describedBy({ list, place, code }: Listed): string {
  return [list?.label, place, code].filter((part) => part !== undefined).join(" · ");
}

async function extended({ site, namesIn }: ReconcileDeps, text: string): Promise<object> {
  const asked = extensionQuery(text);
  const names = namesIn("nl");
  return {
    meta: asked.properties.map((id) => ({ id, name: names(expanded(id, site)) })),
    rows: await extensionRows(site, asked),
  };
}

/** The handler of `/reconcile/suggest/entity`: `?prefix=`, and `cursor` suggestions to skip. */
export function suggestEntityRoute({ searcher, namesIn }: ReconcileDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const text = parameter(ctx, "prefix") ?? "";
    const found = await searcher.ask({ kind: "suggest", text, skip: cursorOf(ctx), onlyThings: true });
    const names = namesIn("nl");
    json(ctx, {
      result: found.map((thing) => ({
        id: identifierOf(thing.path),
        name: thing.label,
        ...(describedBy(thing) === "" ? {} : { description: describedBy(thing) }),
        notable: thing.types.map((id) => ({ id, name: names(id) })),
      })),
    });
  };
}

/** The handler of `/reconcile/suggest/type`: classes that things have, the most frequent first. */
export function suggestTypeRoute({ site, searcher, namesIn }: ReconcileDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const types = await searcher.ask({ kind: "types" });
    const names = namesIn("nl");
    const all = types.map(({ value, count }) => ({ id: value, name: names(value), description: `${count} ×` }));
    json(ctx, { result: suggested(ctx, site, all) });
  };
}

/** The handler of `/reconcile/suggest/property`: what values can be compared with first, then all that things have. */
export function suggestPropertyRoute({ site, properties, namesIn }: ReconcileDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const names = namesIn("nl");
    const compared = new Set(comparables(site.base));
    const all = [...new Set([...compared, ...(await properties())])].map((id) => ({
      id,
      name: names(id),
      ...(compared.has(id) ? { description: "wordt vergeleken bij het koppelen" } : {}),
    }));
    json(ctx, { result: suggested(ctx, site, all) });
  };
}

/** Those whose name has a word that begins as the client's text does, or whose IRI it is, short or whole. */
function suggested<T extends { id: string; name: string }>(ctx: Context, site: Site, all: readonly T[]): T[] {
  const prefix = parameter(ctx, "prefix", LONGEST_IRI) ?? "";
  const wanted = foldedName(prefix);
  const iri = expanded(prefix, site);
  const fits = ({ id, name }: T): boolean => id === iri || ` ${foldedName(name)}`.includes(` ${wanted}`);
  const start = cursorOf(ctx);
  return all.filter(fits).slice(start, start + SUGGESTIONS);
}

function cursorOf(ctx: Context): number {
  const cursor = Number(parameter(ctx, "cursor") ?? "0");
  if (Number.isInteger(cursor) && cursor >= 0 && cursor <= MOST_SKIPPED) return cursor;
  throw new Problem(400, `cursor must be a whole number from 0 to ${MOST_SKIPPED}`);
}

/** The handler of `/reconcile/properties?type=`: properties that can be fetched for things of a class. */
export function proposeRoute({ site, namesIn }: ReconcileDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const type = parameter(ctx, "type", LONGEST_IRI);
    if (type === undefined) throw new Problem(400, "give a type, such as ?type=ond:Vestiging");
    const limit = Number(parameter(ctx, "limit") ?? "50");
    if (!Number.isInteger(limit) || limit < 1) throw new Problem(400, "limit must be a whole number above 0");
    const names = namesIn("nl");
    const found = await propertiesOf(site, expanded(type, site), limit);
    ctx.set("Cache-Control", REVALIDATE);
    json(ctx, { type, limit, properties: found.map((id) => ({ id, name: names(id) })) });
  };
}

/**
 * The handler of `/reconcile/preview?id=`: a small page about a thing, for a frame in another program.
 *
 * @throws {Problem} 404 for what is not in the index
 */
export function previewRoute(deps: ReconcileDeps, page: (thing: Listed) => string): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const id = parameter(ctx, "id", LONGEST_IRI) ?? "";
    const [thing] = await deps.searcher.ask({ kind: "describe", paths: [`/id/${id}`] });
    if (thing === undefined) throw new Problem(404, `nothing is known under the identifier "${id}"`);
    // Unlike any other page it is made to stand in a frame; it has nothing to click but a link to the thing.
    ctx.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *");
    ctx.set("Cache-Control", REVALIDATE);
    ctx.set("Content-Type", "text/html; charset=utf-8");
    ctx.body = page(thing);
  };
}
