/** `/download/{graph}/{stamp}.nq[.gz]`: dated versions, which never change. */
import type { Context } from "koa";
import { pathBelow } from "../http/documents.js";
import { entityTag, IMMUTABLE, notModified, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { contentType } from "../rdf/media-types.js";
import { findVersion } from "./download-names.js";
import { gzippedBytes, openVersion, plainBytes } from "./graph-file.js";
import { sendFile } from "./send-file.js";

/** The handler of `/download/…`. */
export function downloadRoute(site: Site, dataDir: string): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const path = pathBelow(ctx, "/download/");
    const match = /^([^/]+)\/([0-9]{8}T[0-9]{6}Z[0-9A-Za-z-]*)\.nq(\.gz)?$/.exec(path);
    const found = match === null ? undefined : findVersion(site.manifest(), match[1] ?? "", match[2] ?? "");
    if (found === undefined) {
      throw new Problem(404, `there is no download /download/${path}; the page of each graph lists its versions`, {
        forPeople: "Deze download bestaat niet. Op de pagina van elke graaf staan de versies.",
      });
    }
    const { version } = found;
    const gz = match?.[3] !== undefined;
    const file = await openVersion(dataDir, version);
    const type = gz ? "application/gzip" : contentType("nq");
    // A version that is compressed later gives other gzip bytes for the same N-Quads: the tag says which.
    const etag = gz
      ? entityTag(version.sha256, "gz", String(file.compressed), String(file.size))
      : `"${version.sha256}"`;
    const freshness = { etag, lastModified: stampDate(version.stamp), cacheControl: IMMUTABLE };
    if (gz === file.compressed) return sendFile(ctx, file, type, freshness);
    if (notModified(ctx, freshness) || ctx.method === "HEAD") {
      ctx.set("Content-Type", type);
      return file.close();
    }
    ctx.set("Content-Type", type);
    ctx.body = gz ? gzippedBytes(file) : plainBytes(file);
  };
}
