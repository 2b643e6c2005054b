/** `/download/{graph}/{stamp}.{ext}[.gz]`: dated versions, which never change. */
import type { Context } from "koa";
import { findVersion } from "../archive/download-names.js";
import { alternates, licenceLinks, pathBelow } from "../http/documents.js";
import { DATED, link } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { RDF_FORMATS, splitExtension } from "../rdf/media-types.js";
import { type Downloads, sendVersion } from "./send-version.js";

/** The handler of `/download/…`. */
export function downloadRoute(site: Site, downloads: Downloads): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const path = pathBelow(ctx, "/download/");
    const gz = path.endsWith(".gz");
    const { name, format } = splitExtension(gz ? path.slice(0, -3) : path);
    const [, slug = "", stamp = ""] = /^([^/]+)\/([0-9]{8}T[0-9]{6}Z[0-9A-Za-z-]*)$/.exec(name) ?? [];
    const found = findVersion(site.manifest(), slug, stamp);
    if (found === undefined || format === undefined || format === "html") {
      throw new Problem(404, `there is no download /download/${path}; the page of each graph lists its versions`, {
        forPeople: "Deze download bestaat niet. Op de pagina van elke graaf staan de versies.",
      });
    }
    ctx.vary("Accept");
    const { entry } = found;
    const links = [
      ...alternates((other) => `${site.prefix}/download/${name}.${other}`, format, RDF_FORMATS),
      link(`${site.base}/download/${path}`, "canonical"),
      link(site.prefix + entry.path, "latest-version"),
      link(`${site.prefix}/catalog`, "describedby"),
      ...licenceLinks(entry.licence),
    ];
    ctx.set("Link", links.join(", "));
    // Its address ends in the stamp, which says nothing in a folder of downloads.
    const file = path.replaceAll(/[^A-Za-z0-9._~-]/g, "-");
    ctx.set("Content-Disposition", `attachment; filename="${file}"`);
    await sendVersion(ctx, site, downloads, { ...found, format, gz, cacheControl: DATED });
  };
}
