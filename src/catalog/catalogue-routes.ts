/** `/catalog[.ext]` and `/.well-known/void`: our own catalogue, with what each graph holds (MODEL §1.1, §2.7). */
import type { Context } from "koa";
import type { GraphEntry } from "../archive/manifest.js";
import { CC0 } from "../ingest/licences.js";
import { chooseFormat, type Language, languageOf, licenceLinks, respond, tellForm } from "../http/documents.js";
import { holdsFor } from "../http/given-again.js";
import { entityTag, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { type DocumentFormat, splitExtension } from "../rdf/media-types.js";
import type { CatalogueText } from "./catalogue-text.js";

/** What the catalogue needs to know of the service: it asks no store. */
export type CatalogueSite = Pick<Site, "base" | "prefix" | "look" | "edition" | "publisher" | "manifest">;

/** What the page of the catalogue shows. */
export interface CatalogueView {
  readonly site: CatalogueSite;
  readonly language: Language;
  readonly graphs: readonly GraphEntry[];
}

export type CataloguePage = (view: CatalogueView) => string;

/** The handler of `/catalog` and `/catalog.{ext}`. */
export function catalogueRoute(
  site: CatalogueSite,
  text: CatalogueText,
  page: CataloguePage,
): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { name, format } = splitExtension(ctx.path);
    if (name !== "/catalog") throw new Problem(404, `there is nothing at ${ctx.path}; the catalogue is at /catalog`);
    await answer(ctx, site, text, format, page);
  };
}

/** The handler of `/.well-known/void`: the same, for clients that look for VoID there. */
export function voidRoute(
  site: CatalogueSite,
  text: CatalogueText,
  page: CataloguePage,
): (ctx: Context) => Promise<void> {
  return (ctx) => answer(ctx, site, text, undefined, page);
}

async function answer(
  ctx: Context,
  site: CatalogueSite,
  text: CatalogueText,
  extension: DocumentFormat | undefined,
  page: CataloguePage,
): Promise<void> {
  ctx.vary("Accept");
  const format = chooseFormat(ctx, extension);
  const manifest = site.manifest();
  const links = [link(`${site.base}/id/catalogus/hoofd`, "describes"), ...licenceLinks(CC0)];
  tellForm(ctx, site, { path: "/catalog", format, links });
  const language = languageOf(ctx);
  const etag = entityTag(manifest.version, site.edition, "catalog", format, format === "html" ? language : "");
  if (notModified(ctx, { etag, lastModified: stampDate(manifest.version), cacheControl: REVALIDATE })) return;
  holdsFor(ctx, manifest.version);
  respond(
    ctx,
    format,
    format === "html"
      ? page({ site, language, graphs: Object.values(manifest.graphs) })
      : await text.of(manifest, format),
  );
}
