/**
 * Graphs by their IRI: `/sparql?graph=IRI` and `/sparql?default` (SPARQL 1.1 Graph Store HTTP Protocol §4.2, §5.2), for
 * reading. Writing is refused where requests are routed.
 */
import type { Context } from "koa";
import { currentGraphs } from "../archive/current-graphs.js";
import { graphPath } from "../archive/graph-name.js";
import { alternates, licenceLinks, tellForm } from "../http/documents.js";
import { entityTag, link, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { contentType, RDF_FORMATS, type RdfFormat } from "../rdf/media-types.js";
import { parametersOf } from "../sparql/protocol.js";
import { askedFormat } from "../sparql/result-formats.js";
import { sendCurrent } from "./graph-routes.js";
import { sendForm } from "./send-form.js";
import type { Downloads } from "./send-version.js";

/** Whether a request is one of the Graph Store Protocol: it names a graph and not a query. */
export function asksForGraph(ctx: Context): boolean {
  return (ctx.method === "GET" || ctx.method === "HEAD") && ("graph" in ctx.query || "default" in ctx.query);
}

/** The handler of `/sparql?graph=` and `/sparql?default`. */
export function graphStoreRoute(site: Site, downloads: Downloads): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    // §4.2: the IRI is the value percent-decoded, in which a plus is a plus.
    const parameters = parametersOf(ctx.querystring.replaceAll("+", "%2B"), "URL");
    const [graph, ...others] = parameters.getAll("graph");
    if (parameters.has("query")) {
      throw bad("`query` asks a question and `graph` or `default` a graph; give one of them");
    }
    if (graph !== undefined && parameters.has("default")) {
      throw bad("`graph` and `default` are two graphs; give one of them");
    }
    if (others.length > 0) throw bad("the parameter `graph` must occur exactly once");
    ctx.vary("Accept");
    const format = formatOf(ctx, parameters);
    if (graph === undefined) return sendUnion(ctx, site, downloads, format);
    if (!isAbsoluteIri(graph)) throw bad(`\`graph\` must be an absolute IRI, which "${graph.slice(0, 200)}" is not`);
    const entry = site.manifest().graphs[pathOf(site, graph)];
    if (entry?.current === undefined) throw unknown(graph);
    const links = [link(`${site.prefix}/catalog`, "describedby"), ...licenceLinks(entry.licence)];
    // It is the very representation that the graph has at its own address.
    tellForm(ctx, site, { path: entry.path, format, links });
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

function formatOf(ctx: Context, parameters: URLSearchParams): RdfFormat {
  const asked = parameters.getAll("format").filter((each) => each !== "");
  if (asked.length > 1) throw bad("the parameter `format` must occur at most once");
  return askedFormat(ctx, asked[0], RDF_FORMATS) as RdfFormat;
}

/** The default graph: what all graphs say, as a set; a publish in between may have moved some of them: then anew. */
async function sendUnion(ctx: Context, site: Site, { dataDir, forms }: Downloads, format: RdfFormat): Promise<void> {
  const { softwareVersion, vocabulary, base, prefix } = site;
  const at = (form: string): string => `${prefix}/sparql?default&format=${form}`;
  const others = alternates(at, format, RDF_FORMATS);
  const links = [...others, link(`${base}/sparql?default`, "canonical"), link(`${prefix}/catalog`, "describedby")];
  ctx.set("Content-Location", at(format));
  ctx.set("Link", links.join(", "));
  for (;;) {
    const manifest = site.manifest();
    const union = currentGraphs(manifest);
    const etag = entityTag(...union.map(({ version }) => version.sha256), softwareVersion, "default", format);
    const freshness = { etag, lastModified: stampDate(manifest.version), cacheControl: REVALIDATE };
    const task = { dataDir, of: { union }, format, gz: false, vocabulary, comments: [] };
    try {
      return await sendForm(ctx, forms, { task, type: contentType(format), freshness });
    } catch (error) {
      if (site.manifest().version === manifest.version) throw error;
    }
  }
}
