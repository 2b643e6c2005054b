/** `/def/{module}[/{version}][.ext]` and `/def/context.jsonld`: the vocabularies, as documentation or as RDF. */
import type { Context } from "koa";
import { alternates, chooseFormat, type Language, languageOf, pathBelow, respond } from "../http/documents.js";
import { entityTag, IMMUTABLE, link, notModified, REVALIDATE } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { contentType, type DocumentFormat, splitExtension } from "../rdf/media-types.js";
import { serialise } from "../rdf/serialise.js";
import type { Ontology, OntologyModule } from "./ontology.js";

export interface ModuleView {
  readonly site: Site;
  readonly language: Language;
  readonly module: OntologyModule;
  readonly ontology: Ontology;
  /** Path of this page, without extension. */
  readonly path: string;
}

export type ModulePage = (view: ModuleView) => Promise<string>;

/** The forms that a vocabulary has: it is one graph, so TriG and N-Quads would say nothing more. */
export const MODULE_FORMATS: readonly DocumentFormat[] = ["html", "ttl", "jsonld", "nt", "rdf"];

/** The handler of `/def/…`. */
export function vocabularyRoute(site: Site, ontology: Ontology, page: ModulePage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const requested = pathBelow(ctx, "/def/");
    if (requested === "context.jsonld") return answerContext(ctx, site, ontology);
    const { name: path, format: extension } = splitExtension(requested);
    const [name = "", version, ...more] = path.split("/");
    const module = ontology.modules.get(name);
    if (module === undefined || more.length > 0 || (version !== undefined && version !== module.version)) {
      throw new Problem(404, `there is no vocabulary /def/${path}; the modules are in \`available\``, {
        extra: { available: [...ontology.modules.keys()].map((key) => `${site.base}/def/${key}`) },
        forPeople: "Deze woordenlijst, of deze versie ervan, bestaat niet.",
      });
    }
    ctx.vary("Accept");
    const format = chooseFormat(ctx, extension, MODULE_FORMATS);
    const language = languageOf(ctx);
    const here = `/def/${path}`;
    ctx.set("Content-Location", `${site.prefix}${here}.${format}`);
    ctx.set(
      "Link",
      [...alternates(site.prefix + here, format, MODULE_FORMATS), link(site.base + here, "canonical")].join(", "),
    );
    // The page shows examples from the data.
    const shown = format === "html" ? [language, site.store.archiveVersion] : [];
    const etag = entityTag(site.softwareVersion, here, format, module.text, ...shown);
    if (notModified(ctx, { etag, cacheControl: version === undefined || format === "html" ? REVALIDATE : IMMUTABLE }))
      return;
    if (format === "html") respond(ctx, format, await page({ site, language, module, ontology, path: here }));
    else if (format === "ttl") respond(ctx, format, module.text);
    else respond(ctx, format, serialise(module.quads, format, site.vocabulary));
  };
}

function answerContext(ctx: Context, site: Site, ontology: Ontology): void {
  const etag = entityTag(site.softwareVersion, ontology.contextText);
  // A context is read by machines on every document: let them keep it for a day.
  if (notModified(ctx, { etag, cacheControl: "public, max-age=86400" })) return;
  ctx.set("Content-Type", contentType("jsonld"));
  ctx.body = ontology.contextText;
}
