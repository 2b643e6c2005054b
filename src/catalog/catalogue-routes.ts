/** `/catalog[.ext]` and `/.well-known/void`: our own catalogue, with what each graph holds (MODEL §1.1, §2.7). */
import type { Context } from "koa";
import type { GraphEntry, Manifest } from "../archive/manifest.js";
import { CC0 } from "../ingest/licences.js";
import { chooseFormat, type Language, languageOf, licenceLinks, respond, tellForm } from "../http/documents.js";
import { entityTag, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { type DocumentFormat, splitExtension } from "../rdf/media-types.js";
import { quadBatches } from "../rdf/nquads-lines.js";
import { serialise } from "../rdf/serialise.js";
import type { Quad } from "../rdf/terms.js";
import { openVersion, plainBytes } from "./graph-file.js";
import type { Statistics } from "./statistics.js";
import { voidQuads } from "./void.js";

/** The graph in which ingest describes the catalogue. */
const DESCRIBED_IN = "/graph/meta";
/** The graph that names the terms of lists of others. */
const TERMS_IN = "/graph/referentie/waardelijsten";
const DCAT = "http://www.w3.org/ns/dcat#";

/** What the catalogue needs to know of the service: it asks no store. */
export type CatalogueSite = Pick<
  Site,
  "base" | "prefix" | "look" | "softwareVersion" | "vocabulary" | "publisher" | "manifest"
>;

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
  dataDir: string,
  statistics: Statistics,
  page: CataloguePage,
): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { name, format: extension } = splitExtension(ctx.path);
    if (name !== "/catalog") throw new Problem(404, `there is nothing at ${ctx.path}; the catalogue is at /catalog`);
    await answer(ctx, site, dataDir, statistics, chosen(ctx, extension), page);
  };
}

/** The handler of `/.well-known/void`: the same, for clients that look for VoID there. */
export function voidRoute(
  site: CatalogueSite,
  dataDir: string,
  statistics: Statistics,
  page: CataloguePage,
): (ctx: Context) => Promise<void> {
  return (ctx) => answer(ctx, site, dataDir, statistics, chosen(ctx, undefined), page);
}

function chosen(ctx: Context, extension: DocumentFormat | undefined): DocumentFormat {
  ctx.vary("Accept");
  return chooseFormat(ctx, extension);
}

async function answer(
  ctx: Context,
  site: CatalogueSite,
  dataDir: string,
  statistics: Statistics,
  format: DocumentFormat,
  page: CataloguePage,
): Promise<void> {
  const manifest = site.manifest();
  const links = [link(`${site.base}/id/catalogus/hoofd`, "describes"), ...licenceLinks(CC0)];
  tellForm(ctx, site, { path: "/catalog", format, links });
  const language = languageOf(ctx);
  const etag = entityTag(manifest.version, site.softwareVersion, "catalog", format, format === "html" ? language : "");
  if (notModified(ctx, { etag, lastModified: stampDate(manifest.version), cacheControl: REVALIDATE })) return;
  if (format === "html") {
    return respond(ctx, format, page({ site, language, graphs: Object.values(manifest.graphs) }));
  }
  const quads = await statementsOf(dataDir, manifest, DESCRIBED_IN);
  // Whoever reads it need not look elsewhere what its themes are called.
  const terms = new Set(quads.filter(isTheme).map((q) => q.object.value));
  const named = (await statementsOf(dataDir, manifest, TERMS_IN)).filter((q) => terms.has(q.subject.value));
  const counted = voidQuads(site.base, await statistics.of(manifest));
  respond(
    ctx,
    format,
    serialise([...quads, ...named, ...counted], format, site.vocabulary, {
      described: `${site.base}/id/catalogus/hoofd`,
    }),
  );
}

function isTheme({ predicate }: Quad): boolean {
  return predicate.value === `${DCAT}theme` || predicate.value === `${DCAT}themeTaxonomy`;
}

/** All statements of the current version of a small graph; none when it has none. */
async function statementsOf(dataDir: string, manifest: Manifest, path: string): Promise<Quad[]> {
  const version = manifest.graphs[path]?.current;
  if (version === undefined) return [];
  const quads: Quad[] = [];
  for await (const batch of quadBatches(plainBytes(await openVersion(dataDir, version)))) quads.push(...batch);
  return quads;
}
