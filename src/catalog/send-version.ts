/** Answers with a version of a graph in the form asked for: as the archive has it, or made once and kept. */
import { graphIri } from "../archive/graph-name.js";
import type { Context } from "koa";
import type { GraphEntry, GraphVersion } from "../archive/manifest.js";
import { entityTag, stampDate } from "../http/headers.js";
import type { Site } from "../http/site.js";
import { contentType, type RdfFormat } from "../rdf/media-types.js";
import type { Forms } from "./forms.js";
import { openForSending } from "./graph-file.js";
import { sendFile } from "./send-file.js";
import { digest, sendForm } from "./send-form.js";

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
  const file = await openForSending(dataDir, version);
  const lastModified = stampDate(version.stamp);
  const comments = [
    entry.title,
    `${version.quads} uitspraken, geladen op ${version.stamp} door <${version.provenance.run}>`,
  ];
  // N-Quads are those of the archive, whether it keeps them compressed or not. The bytes of the other forms depend on how
  // this software writes them.
  const isArchived = format === "nq" && !gz;
  const etag = isArchived
    ? `"${version.sha256}"`
    : entityTag(version.sha256, site.softwareVersion, format, String(gz), ...comments);
  if (isArchived && !file.compressed) {
    ctx.set("Repr-Digest", digest(version.sha256));
    return sendFile(ctx, file, type, { etag, lastModified, cacheControl });
  }
  await file.close();
  const { vocabulary, base } = site;
  const of = { graph: { graph: graphIri(base, entry.path), version } };
  const task = { dataDir, of, format, gz, vocabulary, comments };
  await sendForm(ctx, forms, { task, type, freshness: { etag, lastModified, cacheControl } });
}
