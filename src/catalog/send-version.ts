/** Answers with a version of a graph in the form asked for: as the archive has it, or made once and kept. */
import { graphIri } from "../archive/graph-name.js";
import { setTimeout } from "node:timers/promises";
import { Readable } from "node:stream";
import type { Context } from "koa";
import type { GraphEntry, GraphVersion } from "../archive/manifest.js";
import { entityTag, notModified, stampDate } from "../http/headers.js";
import type { Site } from "../http/site.js";
import { contentType, type RdfFormat } from "../rdf/media-types.js";
import type { Form, FormInMaking, Forms } from "./forms.js";
import { openForm, openVersion } from "./graph-file.js";
import { sendFile } from "./send-file.js";

/** Milliseconds that a client waits for a form to be whole, and so for its length, before it gets the bytes as they come. */
const PATIENCE = 1000;

/** What to send, and how. */
export interface VersionAnswer {
  readonly entry: GraphEntry;
  readonly version: GraphVersion;
  readonly format: RdfFormat;
  readonly gz: boolean;
  readonly cacheControl: string;
}

/** Where versions and their forms are. */
export interface Downloads {
  readonly dataDir: string;
  readonly forms: Forms;
}

/**
 * @throws {Problem} 404 when the version is no longer in the archive
 * @throws {UnserialisableError} when RDF/XML cannot say what the graph says
 */
export async function sendVersion(
  ctx: Context,
  site: Site,
  { dataDir, forms }: Downloads,
  { entry, version, format, gz, cacheControl }: VersionAnswer,
): Promise<void> {
  const type = gz ? "application/gzip" : contentType(format);
  const file = await openVersion(dataDir, version);
  const lastModified = stampDate(version.stamp);
  if (format === "nq" && !gz && !file.compressed) {
    ctx.set("Repr-Digest", digest(version.sha256));
    return sendFile(ctx, file, type, { etag: `"${version.sha256}"`, lastModified, cacheControl });
  }
  await file.close();
  const comments = [
    entry.title,
    `${version.quads} uitspraken, geladen op ${version.stamp} door <${version.provenance.run}>`,
  ];
  // The bytes of the other forms depend on how this software writes them.
  const etag = entityTag(version.sha256, site.softwareVersion, format, String(gz), ...comments);
  const freshness = { etag, lastModified, cacheControl };
  if (notModified(ctx, freshness)) return;
  const { vocabulary, base } = site;
  const task = { dataDir, version, graph: graphIri(base, entry.path), format, gz, vocabulary, comments };
  const form = forms.get(etag.slice(1, -1), task);
  const whole = "whole" in form ? await inTime(ctx, form) : form;
  if (whole !== undefined) {
    ctx.set("Repr-Digest", digest(whole.sha256));
    return sendFile(ctx, await openForm(whole), type, freshness);
  }
  ctx.set("Content-Type", type);
  // Its length is not known: HEAD says all the rest.
  ctx.body =
    ctx.method === "HEAD" ? Readable.from([]) : Readable.from((form as FormInMaking).read(), { objectMode: false });
}

/** The form, when it is whole soon; who asks for a part of it waits, since where a part is, is known at the end. */
async function inTime(ctx: Context, form: FormInMaking): Promise<Form | undefined> {
  if (ctx.get("Range") !== "" && ctx.method === "GET") return form.whole;
  const patience = new AbortController();
  try {
    return await Promise.race([form.whole, setTimeout(PATIENCE, undefined, { signal: patience.signal })]);
  } finally {
    patience.abort();
  }
}

/** RFC 9530 §3: of the representation, whatever part of it is sent. */
function digest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
}
