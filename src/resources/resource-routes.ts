/** `/doc/{concept}/{ref}[.ext]`: the document about a thing (MODEL §1.1). */
import type { Context } from "koa";
import { chooseFormat, inLanguage, type Language, languageOf, pathBelow } from "../http/documents.js";
import { holdsFor } from "../http/given-again.js";
import { entityTag, namesTag, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { contentPolicy, type HtmlPage } from "../http/html-page.js";
import { Problem } from "../http/problem.js";
import { redirect } from "../http/redirect.js";
import type { Site } from "../http/site.js";
import { asIriPath, asUri, isAbsoluteIri } from "../rdf/iri.js";
import {
  contentType,
  type DocumentFormat,
  isDocumentFormat,
  type RdfFormat,
  splitExtension,
} from "../rdf/media-types.js";
import { serialise } from "../rdf/serialise.js";
import { type Description, describe } from "./description.js";
import { documentLinks } from "./document-links.js";
import { type GraphOrigin, graphOrigins } from "./graph-origins.js";
import { type InboundGroup, inboundLinks, pagesOf, type Via } from "./inbound-lists.js";
import { collectionIri, inboundPageQuads, inboundQuads } from "./inbound-statements.js";
import { canonicalReference } from "./kinds.js";
import { lookUp, unknownThing } from "./lookup.js";
import { provenanceQuads } from "./provenance.js";

/** What a page about a thing shows. */
export interface ResourceView {
  readonly site: Site;
  readonly language: Language;
  readonly description: Description;
  readonly origins: ReadonlyMap<string, GraphOrigin>;
  readonly inbound: readonly InboundGroup[];
  /** The one list of what points here that is asked for. */
  readonly via: Via | undefined;
  /** Path of this page, without extension. */
  readonly path: string;
}

export type ResourcePage = (view: ResourceView) => Promise<HtmlPage>;

/** The reference and the fixed form that a path below `/doc/` asks for. */
function documentOf(requested: string): { reference: string; format: DocumentFormat | undefined } | undefined {
  const { name, format } = splitExtension(requested.replace(/\/+$/, ""));
  // `.NT` is another spelling of `.nt`.
  const dot = name.lastIndexOf(".");
  const lowered = name.slice(dot + 1).toLowerCase();
  const shouted = format === undefined && dot > 0 && isDocumentFormat(lowered) ? lowered : undefined;
  const reference = canonicalReference(shouted === undefined ? name : name.slice(0, dot));
  return reference === undefined ? undefined : { reference, format: format ?? shouted };
}

/** What a request to `/doc/…` is for. */
interface Asked {
  /** Path of the document, without extension and prefix. */
  readonly path: string;
  /** IRI of the thing. */
  readonly iri: string;
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly via: Via | undefined;
}

/** The handler of `/doc/…`. */
export function documentRoute(site: Site, page: ResourcePage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const requested = pathBelow(ctx, "/doc/", asIriPath);
    const named = documentOf(requested);
    if (named === undefined) throw unknownThing(`/doc/${requested}`);
    const path = `/doc/${asUri(named.reference)}`;
    const canonical = named.format === undefined ? path : `${path}.${named.format}`;
    if (ctx.path !== canonical) return redirect(ctx, 301, site.prefix + canonical + ctx.search);
    ctx.vary("Accept");
    const asked: Asked = {
      path,
      iri: `${site.base}/id/${named.reference}`,
      format: chooseFormat(ctx, named.format),
      language: languageOf(ctx),
      via: inboundPage(ctx),
    };
    const version = site.store.archiveVersion;
    const freshness = {
      etag: entityTag(version, site.edition, keyOf(asked)),
      lastModified: stampDate(version),
      cacheControl: REVALIDATE,
    };
    // A tag of ours names a description that existed in this very archive, so no question need be asked.
    if (namesTag(ctx, freshness.etag)) {
      ctx.set("Content-Location", contentLocation(site, asked));
      if (notModified(ctx, freshness)) return;
    }
    const description = await describe(site, asked.iri);
    if (description === undefined || isBareAlias(description, site)) {
      const found = await lookUp(site, asked.iri);
      withoutValidators(ctx);
      if (found.kind === "alias") {
        const elsewhere = asUri(found.canonical.slice(site.base.length)).replace("/id/", "/doc/");
        const page = asked.format === "html" ? inLanguage(elsewhere, asked.language) : elsewhere;
        return redirect(ctx, 301, site.prefix + (named.format === undefined ? page : `${elsewhere}.${named.format}`));
      }
      throw unknownThing(path);
    }
    checkPage(asked, description);
    const { headers, body, isPassing } = await represent(site, asked, description, page);
    if (description.gone || isPassing === true) {
      ctx.set("Cache-Control", "no-cache");
    } else if (notModified(ctx, freshness)) {
      // What else describes it, the client has (RFC 9110 §15.4.5).
      ctx.set("Content-Location", contentLocation(site, asked));
      return;
    } else {
      holdsFor(ctx, version);
    }
    ctx.set(headers);
    ctx.body = Buffer.from(body);
    ctx.status = description.gone ? 410 : 200;
  };
}

/** What tells the representations of all documents apart. */
function keyOf({ path, format, language, via }: Asked): string {
  const page = via === undefined ? "" : `?via=${via.predicate}&pagina=${via.page}`;
  return `${path}.${format}${page} ${format === "html" ? language : ""}`;
}

function contentLocation(site: Site, asked: Asked): string {
  const here = `${site.prefix}${asked.path}.${asked.format}${queryOf(asked)}`;
  return asked.format === "html" ? inLanguage(here, asked.language) : here;
}

/** The query of the page that is asked for, with its `?`. */
function queryOf({ via }: Asked): string {
  return via === undefined ? "" : `?${new URLSearchParams({ via: via.predicate, pagina: String(via.page) })}`;
}

/** @throws {Problem} 404 when there is no such page of what points here */
function checkPage({ iri, via }: Asked, { inbound }: Description): void {
  if (via === undefined) return;
  const group = inbound.find(({ predicate }) => predicate === via.predicate);
  if (group === undefined) throw unknownThing(`what points to <${iri}> by <${via.predicate}>`);
  const pages = pagesOf(group.count);
  if (via.page <= pages) return;
  throw new Problem(404, `there is no page ${via.page} of what points to <${iri}>; the last is ${pages}`, {
    forPeople: `Deze bladzijde is er niet; de laatste is bladzijde ${pages}.`,
  });
}

interface Representation {
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Whether it will soon be another, though the archive stays as it is. */
  readonly isPassing?: boolean | undefined;
}

async function represent(
  site: Site,
  asked: Asked,
  description: Description,
  page: ResourcePage,
): Promise<Representation> {
  const { path, format, language, via } = asked;
  const origins = await graphOrigins(site);
  const headers: Record<string, string> = {
    "Content-Type": contentType(format),
    "Content-Location": contentLocation(site, asked),
    Link: documentLinks(site, description, origins, path, queryOf(asked), format).join(", "),
  };
  if (format !== "html") {
    return { headers, body: await asRdf(site, asked, format, description, origins) };
  }
  const inbound = await inboundLinks(site, description, via);
  const { html, needs, isPassing } = await page({ site, language, description, origins, inbound, via, path });
  if (needs !== undefined) headers["Content-Security-Policy"] = contentPolicy(needs);
  return { headers, body: html, isPassing };
}

async function asRdf(
  site: Site,
  { path, iri, via }: Asked,
  format: RdfFormat,
  description: Description,
  origins: ReadonlyMap<string, GraphOrigin>,
): Promise<string> {
  const document = site.base + path;
  const group = description.inbound.find(({ predicate }) => predicate === via?.predicate);
  const said =
    via === undefined || group === undefined
      ? [...description.quads, ...inboundQuads(iri, document, description.inbound)]
      : await inboundPageQuads(site, iri, document, group, via.page);
  return serialise(
    format === "trig" ? [...said, ...provenanceQuads(said, origins, site.base)] : said,
    format,
    site.vocabulary,
    {
      described: via === undefined ? iri : collectionIri(document, via.predicate),
      comments: (graph) => originComments(origins.get(graph)),
    },
  );
}

/** What the answer to a failure must not carry: it is not the representation that they validate. */
function withoutValidators(ctx: Context): void {
  for (const header of ["ETag", "Last-Modified", "Content-Location", "Link"]) ctx.remove(header);
  ctx.set("Cache-Control", "no-cache");
}

/** Whether nothing but the alias itself is said of it. */
function isBareAlias(description: Description, site: Site): boolean {
  return description.quads.some(
    (q) => q.graph.value === `${site.base}/graph/identiteit` && q.subject.value === description.iri,
  );
}

/** @throws {Problem} 400 for a `via` that is no IRI, and a `pagina` that is no number from 1 */
function inboundPage(ctx: Context): Via | undefined {
  if (ctx.search === "") return undefined;
  const { via, pagina = "1" } = ctx.query;
  if (via === undefined) return undefined;
  if (typeof via !== "string" || !isAbsoluteIri(via)) throw wrong("via", "the IRI of one property");
  if (typeof pagina !== "string" || !/^[1-9][0-9]{0,6}$/.test(pagina)) throw wrong("pagina", "a number from 1");
  return { predicate: via, page: Number(pagina) };
}

function wrong(parameter: string, wanted: string): Problem {
  return new Problem(400, `the parameter ${parameter} is not ${wanted}; follow the links of the document`, {
    forPeople: "Dit adres klopt niet; volg de links op de bladzijde.",
  });
}

function originComments(origin: GraphOrigin | undefined): string[] {
  if (origin === undefined) return [];
  const lines = [origin.title];
  if (origin.run !== undefined) {
    lines.push(
      `geladen door <${origin.run}>${origin.loaded === undefined ? "" : ` op ${origin.loaded.toISOString()}`}`,
    );
  }
  return lines;
}
