/** `/id/{concept}/{ref}`: from a thing to the document about it (MODEL §1.1; "Cool URIs for the Semantic Web", 303). */
import type { Context } from "koa";
import { chooseFormat, inLanguage, languageOf, pathBelow } from "../http/documents.js";
import { link } from "../http/headers.js";
import { redirect } from "../http/redirect.js";
import type { Site } from "../http/site.js";
import { asIriPath, asUri } from "../rdf/iri.js";
import { canonicalReference } from "./kinds.js";
import { lookUp, unknownThing } from "./lookup.js";

/** The handler of `/id/…`. */
export function identifierRoute(site: Site): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const requested = pathBelow(ctx, "/id/", asIriPath);
    // A page stays in its language wherever its address moves to.
    const language = languageOf(ctx);
    const reference = canonicalReference(requested);
    if (reference === undefined) throw unknownThing(`/id/${requested}`);
    const path = asUri(reference);
    if (ctx.path !== `/id/${path}`) return redirect(ctx, 301, inLanguage(`${site.prefix}/id/${path}`, language));
    ctx.vary("Accept");
    const format = chooseFormat(ctx, undefined);
    const found = await lookUp(site, `${site.base}/id/${reference}`);
    if (found.kind === "nothing") throw unknownThing(`/id/${reference}`);
    if (found.kind === "alias") {
      return redirect(ctx, 301, inLanguage(site.prefix + asUri(found.canonical.slice(site.base.length)), language));
    }
    const document = `${site.prefix}/doc/${path}`;
    ctx.set("Link", link(document, "describedby"));
    redirect(ctx, 303, format === "html" ? inLanguage(document, language) : `${document}.${format}`);
  };
}
