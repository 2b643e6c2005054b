/** `/graph/{source}/{name}[.ext][.gz]`: a named graph as a page, or whole, streamed from the archive. */
import type { Context } from "koa";
import type { GraphEntry, GraphVersion } from "../archive/manifest.js";
import { alternates, chooseFormat, type Language, languageOf, pathBelow, respond } from "../http/documents.js";
import { entityTag, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { contentType, type DocumentFormat, type RdfFormat, splitExtension } from "../rdf/media-types.js";
import { lineBatches, quadBatches } from "../rdf/nquads-lines.js";
import { streamSerialise } from "../rdf/serialise.js";
import { gzipped, gzippedBytes, type OpenFile, openVersion, plainBytes, textStream } from "./graph-file.js";
import { sendFile } from "./send-file.js";

/** What the page of a graph shows. */
export interface GraphView {
  readonly site: Site;
  readonly language: Language;
  readonly entry: GraphEntry;
}

export type GraphPage = (view: GraphView) => string;

interface Asked {
  readonly entry: GraphEntry;
  readonly format: DocumentFormat | undefined;
  readonly gz: boolean;
}

/** The graph and form that a path names; a graph whose own name ends like an extension is found first. */
function findGraph(site: Site, path: string): Asked | undefined {
  const { graphs } = site.manifest();
  const entryAt = (name: string): GraphEntry | undefined => (Object.hasOwn(graphs, name) ? graphs[name] : undefined);
  const whole = entryAt(path);
  if (whole !== undefined) return { entry: whole, format: undefined, gz: false };
  const gz = path.endsWith(".gz");
  const { name, format } = splitExtension(gz ? path.slice(0, -3) : path);
  const entry = entryAt(name);
  if (entry === undefined || format === undefined || (gz && format === "html")) return undefined;
  return { entry, format, gz };
}

/** The handler of `/graph/…`. */
export function graphRoute(site: Site, dataDir: string, page: GraphPage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const path = `/graph/${pathBelow(ctx, "/graph/")}`;
    const asked = findGraph(site, path);
    if (asked === undefined) {
      throw new Problem(404, `there is no graph ${path}; the home page lists the graphs there are`, {
        forPeople: "Deze graaf bestaat niet. Op de startpagina staan alle grafen.",
      });
    }
    const { entry, gz } = asked;
    ctx.vary("Accept");
    const format = chooseFormat(ctx, asked.format);
    ctx.set("Content-Location", `${site.prefix}${entry.path}.${format}${gz ? ".gz" : ""}`);
    const links = [...alternates(site.prefix + entry.path, format), link(site.base + entry.path, "canonical")];
    if (entry.licence !== undefined && isAbsoluteIri(entry.licence)) links.push(link(entry.licence, "license"));
    ctx.set("Link", links.join(", "));
    if (format === "html") {
      const manifest = site.manifest();
      const language = languageOf(ctx);
      const etag = entityTag(manifest.version, site.softwareVersion, entry.path, language);
      if (notModified(ctx, { etag, lastModified: stampDate(manifest.version), cacheControl: REVALIDATE })) return;
      return respond(ctx, format, page({ site, language, entry }));
    }
    await sendGraph(ctx, site, dataDir, entry, format, gz);
  };
}

async function sendGraph(
  ctx: Context,
  site: Site,
  dataDir: string,
  entry: GraphEntry,
  format: RdfFormat,
  gz: boolean,
): Promise<void> {
  const { version, file } = await openCurrent(site, dataDir, entry.path);
  const freshness = {
    // The bytes of the other forms depend on how this software writes them.
    etag:
      format === "nq" && !gz
        ? `"${version.sha256}"`
        : entityTag(version.sha256, site.softwareVersion, format, String(gz)),
    lastModified: stampDate(version.stamp),
    cacheControl: REVALIDATE,
  };
  if (format === "nq" && !gz && !file.compressed) return sendFile(ctx, file, contentType("nq"), freshness);
  if (notModified(ctx, freshness) || ctx.method === "HEAD") {
    ctx.set("Content-Type", gz ? "application/gzip" : contentType(format));
    return file.close();
  }
  const comments = [
    entry.title,
    `${version.quads} uitspraken, geladen op ${version.stamp} door <${version.provenance.run}>`,
  ];
  ctx.set("Content-Type", gz ? "application/gzip" : contentType(format));
  if (format === "nq") {
    ctx.body = gz ? gzippedBytes(file) : plainBytes(file);
    return;
  }
  const source = plainBytes(file);
  const pieces =
    format === "nt"
      ? triplesOf(source, site.base + entry.path)
      : streamSerialise(quadBatches(source), format, site.vocabulary, comments);
  const text = textStream(pieces, source);
  ctx.body = gz ? gzipped(text) : text;
}

/** N-Triples of a graph's N-Quads: each line without its graph, which needs no parsing. */
async function* triplesOf(source: AsyncIterable<Uint8Array>, graph: string): AsyncGenerator<string> {
  const end = ` <${graph}> .`;
  for await (const lines of lineBatches(source)) {
    let text = "";
    for (const line of lines) {
      if (line === "") continue;
      if (!line.endsWith(end)) throw new Error(`a line of <${graph}> does not end in its graph: ${line.slice(0, 200)}`);
      text += `${line.slice(0, -end.length)} .\n`;
    }
    yield text;
  }
}

/** Opens the current version; a publish in between may have moved it, so the manifest is asked twice. */
async function openCurrent(
  site: Site,
  dataDir: string,
  path: string,
): Promise<{ version: GraphVersion; file: OpenFile }> {
  for (let attempt = 0; ; attempt++) {
    const version = site.manifest().graphs[path]?.current;
    if (version === undefined) {
      throw new Problem(404, `graph ${path} has no current version; its page lists the older ones`, {
        forPeople: "Van deze graaf is geen actuele versie; op de pagina staan de oudere.",
      });
    }
    try {
      return { version, file: await openVersion(dataDir, version) };
    } catch (error) {
      if (attempt > 0 || !(error instanceof Problem)) throw error;
    }
  }
}
