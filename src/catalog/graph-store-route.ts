/**
 * Graphs by their IRI: `/sparql?graph=IRI` and `/sparql?default` (SPARQL 1.1 Graph Store HTTP Protocol §4.2, §5.2), for
 * reading. Writing is refused where requests are routed.
 */
import type { Context } from "koa";
import { graphIri, graphPath } from "../archive/graph-name.js";
import { mergedTriples } from "../archive/merge-triples.js";
import { chooseFormat } from "../http/documents.js";
import { entityTag, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { contentType, MEDIA_TYPES, RDF_FORMATS, type RdfFormat } from "../rdf/media-types.js";
import { quadBatches } from "../rdf/nquads-lines.js";
import { streamSerialise } from "../rdf/serialise.js";
import { namedFormat } from "../sparql/result-formats.js";
import { type OpenFile, openVersion, plainBytes } from "./graph-file.js";
import { sendCurrent } from "./graph-routes.js";
import { textChunks } from "./text-chunks.js";
import type { Downloads } from "./send-version.js";
import { Readable } from "node:stream";

/** Whether a request is one of the Graph Store Protocol: it names a graph and not a query. */
export function asksForGraph(ctx: Context): boolean {
  return (ctx.method === "GET" || ctx.method === "HEAD") && ("graph" in ctx.query || "default" in ctx.query);
}

/** The handler of `/sparql?graph=` and `/sparql?default`. */
export function graphStoreRoute(site: Site, downloads: Downloads): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { graph, default: whole, query } = ctx.query;
    if (query !== undefined) throw bad("`query` asks a question and `graph` or `default` a graph; give one of them");
    if (graph !== undefined && whole !== undefined) throw bad("`graph` and `default` are two graphs; give one of them");
    if (Array.isArray(graph)) throw bad("the parameter `graph` must occur exactly once");
    ctx.vary("Accept");
    const format = formatOf(ctx);
    if (graph === undefined) return sendUnion(ctx, site, downloads.dataDir, format);
    if (!isAbsoluteIri(graph)) throw bad(`\`graph\` must be an absolute IRI, which "${graph.slice(0, 200)}" is not`);
    const entry = site.manifest().graphs[pathOf(site, graph)];
    if (entry?.current === undefined) throw unknown(graph);
    const links = [link(site.base + entry.path, "canonical")];
    if (entry.licence !== undefined && isAbsoluteIri(entry.licence)) links.push(link(entry.licence, "license"));
    ctx.set("Link", links.join(", "));
    await sendCurrent(ctx, site, downloads, { entry, format, gz: false });
  };
}

function bad(detail: string): Problem {
  return new Problem(400, detail, { forPeople: `De graaf kan zo niet gevraagd worden: ${detail}.` });
}

function unknown(graph: string): Problem {
  return new Problem(404, `there is no graph <${graph.slice(0, 500)}>; the service description at /sparql lists them`, {
    forPeople: "Deze graaf bestaat niet. Op de startpagina staan alle grafen.",
  });
}

function pathOf(site: Site, graph: string): string {
  try {
    return graphPath(site.base, graph);
  } catch {
    throw unknown(graph);
  }
}

/** `format=` first, for people who cannot set a header, then Accept. */
function formatOf(ctx: Context): RdfFormat {
  const asked = [ctx.query["format"] ?? []].flat().filter((each) => each !== "");
  if (asked.length > 1) throw bad("the parameter `format` must occur at most once");
  const offers = RDF_FORMATS.map((format) => ({ mediaType: MEDIA_TYPES[format], value: format }));
  const named = asked[0] === undefined ? undefined : namedFormat(asked[0], offers);
  if (asked[0] !== undefined && named === undefined) {
    throw new Problem(406, "a graph is not given in the form asked for; choose one of `available`", {
      extra: { available: offers.map(({ mediaType }) => mediaType) },
      forPeople: "Een graaf bestaat niet in de gevraagde vorm.",
    });
  }
  return chooseFormat(ctx, named, RDF_FORMATS) as RdfFormat;
}

/** The default graph: what all graphs say, as a set, merged while it is sent. */
async function sendUnion(ctx: Context, site: Site, dataDir: string, format: RdfFormat): Promise<void> {
  const manifest = site.manifest();
  const freshness = {
    etag: entityTag(manifest.version, site.softwareVersion, "default", format),
    lastModified: stampDate(manifest.version),
    cacheControl: REVALIDATE,
  };
  ctx.set("Content-Type", contentType(format));
  if (notModified(ctx, freshness) || ctx.method === "HEAD") return;
  const files = await openAll(site, dataDir);
  const source = Readable.from(mergedTriples(files.map(({ graph, file }) => ({ graph, bytes: plainBytes(file) }))), {
    objectMode: false,
  });
  // Files that were not begun are closed here; the others end with their streams.
  source.once("close", () => void Promise.all(files.map(({ file }) => file.close())));
  // Triples are N-Quads too, of the default graph.
  ctx.body =
    format === "nt" || format === "nq"
      ? source
      : Readable.from(textChunks(streamSerialise(quadBatches(source), format, site.vocabulary)), { objectMode: false });
  // A client that was gone before the first piece never began to read.
  (ctx.body as Readable).once("close", () => source.destroy());
  ctx.set("Content-Type", contentType(format));
}

interface OpenGraph {
  readonly graph: string;
  readonly file: OpenFile;
}

/** Opens all current graphs of one version of the archive; a publish in between may have moved some: then anew. */
async function openAll(site: Site, dataDir: string): Promise<OpenGraph[]> {
  for (let attempt = 0; ; attempt++) {
    const files: OpenGraph[] = [];
    try {
      for (const { path, current } of Object.values(site.manifest().graphs)) {
        if (current === undefined) continue;
        files.push({ graph: graphIri(site.base, path), file: await openVersion(dataDir, current) });
      }
      return files;
    } catch (error) {
      await Promise.all(files.map(({ file }) => file.close()));
      if (attempt > 0 || !(error instanceof Problem)) throw error;
    }
  }
}
