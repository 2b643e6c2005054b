/** `/graph/{source}/{name}[.ext][.gz]`: a named graph as a page, or whole, streamed from the archive. */
import type { Context } from "koa";
import { graphPath } from "../archive/graph-name.js";
import type { GraphEntry } from "../archive/manifest.js";
import {
  chooseFormat,
  type Language,
  languageOf,
  licenceLinks,
  pathBelow,
  respond,
  tellForm,
} from "../http/documents.js";
import { entityTag, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { type DocumentFormat, RDF_FORMATS, splitExtension } from "../rdf/media-types.js";
import { type Downloads, sendVersion, type VersionAnswer } from "./send-version.js";

/** What the page of a graph shows. */
export interface GraphView {
  readonly site: Site;
  readonly language: Language;
  readonly entry: GraphEntry;
}

/** Whoever takes anything gets the graph itself (Graph Store Protocol §4.1); browsers say that they like a page. */
const FORMATS: readonly DocumentFormat[] = [...RDF_FORMATS, "html"];

export type GraphPage = (view: GraphView) => Promise<string>;

interface Asked {
  readonly entry: GraphEntry;
  readonly format: DocumentFormat | undefined;
  readonly gz: boolean;
}

/**
 * The graph and form that a path names; a graph whose own name ends like an extension is found first.
 *
 * @param path as it was requested, or percent-decoded: the IRI of a graph may have escapes of its own
 */
function findGraph(site: Site, path: string): Asked | undefined {
  const { graphs } = site.manifest();
  const entryAt = (name: string): GraphEntry | undefined =>
    Object.hasOwn(graphs, name) ? graphs[name] : graphs[keptAt(site.base, name) ?? ""];
  const whole = entryAt(path);
  if (whole !== undefined) return { entry: whole, format: undefined, gz: false };
  const gz = path.endsWith(".gz");
  const { name, format } = splitExtension(gz ? path.slice(0, -3) : path);
  const entry = entryAt(name);
  if (entry === undefined || format === undefined || (gz && format === "html")) return undefined;
  return { entry, format, gz };
}

/** Where the archive keeps a graph whose own address is no path of it, as one with an accent; undefined when it cannot. */
function keptAt(base: string, path: string): string | undefined {
  try {
    return graphPath(base, base + path);
  } catch {
    return undefined;
  }
}

/** The handler of `/graph/…`. */
export function graphRoute(site: Site, downloads: Downloads, page: GraphPage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const path = `/graph/${pathBelow(ctx, "/graph/")}`;
    const asked = findGraph(site, path) ?? findGraph(site, ctx.path);
    if (asked === undefined) {
      throw new Problem(404, `there is no graph ${path}; the home page lists the graphs there are`, {
        forPeople: "Deze graaf bestaat niet. Op de startpagina staan alle grafen.",
      });
    }
    const { entry, gz } = asked;
    ctx.vary("Accept");
    const format = chooseFormat(ctx, asked.format, FORMATS);
    const links = [link(`${site.prefix}/catalog`, "describedby"), ...licenceLinks(entry.licence)];
    tellForm(ctx, site, { path: entry.path, format, coding: gz ? ".gz" : "", links });
    if (format === "html") {
      const manifest = site.manifest();
      const language = languageOf(ctx);
      const etag = entityTag(manifest.version, site.edition, entry.path, language);
      if (notModified(ctx, { etag, lastModified: stampDate(manifest.version), cacheControl: REVALIDATE })) return;
      return respond(ctx, format, await page({ site, language, entry }));
    }
    await sendCurrent(ctx, site, downloads, { entry, format, gz });
  };
}

/**
 * Sends the current version; a publish in between may have moved it, so the manifest is asked twice.
 *
 * @throws {Problem} 404 when there is none
 */
export async function sendCurrent(
  ctx: Context,
  site: Site,
  downloads: Downloads,
  asked: Pick<VersionAnswer, "entry" | "format" | "gz">,
): Promise<void> {
  const { path } = asked.entry;
  for (let attempt = 0; ; attempt++) {
    const version = site.manifest().graphs[path]?.current;
    if (version === undefined) {
      throw new Problem(404, `graph ${path} has no current version; its page lists the older ones`, {
        forPeople: "Van deze graaf is geen actuele versie; op de pagina staan de oudere.",
      });
    }
    try {
      return await sendVersion(ctx, site, downloads, { ...asked, version, cacheControl: REVALIDATE });
    } catch (error) {
      if (attempt > 0 || !(error instanceof Problem) || error.status !== 503) throw error;
    }
  }
}
