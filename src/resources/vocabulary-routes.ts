/** `/def/{module}[/{version}][.ext]` and `/def/context.jsonld`: the vocabularies, as documentation or as RDF. */
import type { Context } from "koa";
import {
  chooseFormat,
  type Language,
  languageOf,
  licenceLinks,
  pathBelow,
  respond,
  tellForm,
} from "../http/documents.js";
import { holdsFor } from "../http/given-again.js";
import { entityTag, IMMUTABLE, link, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { contentType, type DocumentFormat, splitExtension } from "../rdf/media-types.js";
import { serialise } from "../rdf/serialise.js";
import type { Ontology, OntologyModule } from "./ontology.js";

export interface ModuleView {
  readonly site: Site;
  readonly language: Language;
  readonly module: OntologyModule;
  /** Whether another version of it is current. */
  readonly isEarlier: boolean;
  readonly ontology: Ontology;
  /** Path of this page, without extension. */
  readonly path: string;
  /** What stands after the `#` of the one term that the page is about, which is there. */
  readonly term?: string;
}

export type ModulePage = (view: ModuleView) => Promise<string>;

/** The forms that a vocabulary has: it is one graph, so TriG and N-Quads would say nothing more. */
export const MODULE_FORMATS: readonly DocumentFormat[] = ["html", "ttl", "jsonld", "nt", "rdf"];

/**
 * The handler of `/def/…`. `?term=Vestiging` gives the page about one term; the RDF is of the whole vocabulary, which is
 * the document that all its hash IRIs lead to.
 */
export function vocabularyRoute(site: Site, now: Ontology, page: ModulePage): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const requested = pathBelow(ctx, "/def/");
    if (requested === "context.jsonld") return answerContext(ctx, site, now);
    const { name: path, format: extension } = splitExtension(requested);
    const [name = "", version, ...more] = path.split("/");
    const isNow = version === undefined || version === now.modules.get(name)?.version;
    const ontology = isNow ? now : now.earlier.get(`${name}/${version}`);
    const module = ontology?.modules.get(name);
    if (ontology === undefined || module === undefined || more.length > 0) throw unknown(site, now, path);
    ctx.vary("Accept");
    const format = chooseFormat(ctx, extension, MODULE_FORMATS);
    const language = languageOf(ctx);
    const here = `/def/${path}`;
    const term = format === "html" ? termOf(ctx, module, `${site.base}/def/${name}#`) : undefined;
    const query = term === undefined ? "" : `?${new URLSearchParams({ term }).toString()}`;
    const links = [
      ...(version === undefined ? [] : [link(`${site.prefix}/def/${name}`, "latest-version")]),
      link(`${site.prefix}/catalog`, "describedby"),
      ...licenceLinks(module.licence),
    ];
    tellForm(ctx, site, { path: here, format, offered: MODULE_FORMATS, query, links });
    // The page shows examples from the data.
    const archive = site.store.archiveVersion;
    const shown = format === "html" ? [language, query, archive] : [];
    const freshness = {
      etag: entityTag(site.edition, here, format, module.text, ...shown),
      lastModified: format === "html" ? later(module.modified, stampDate(archive)) : module.modified,
      cacheControl: version === undefined || format === "html" ? REVALIDATE : IMMUTABLE,
    };
    if (notModified(ctx, freshness)) return;
    holdsFor(ctx, archive);
    if (format === "html") {
      const view = { site, language, module, isEarlier: !isNow, ontology, path: here };
      respond(ctx, format, await page(term === undefined ? view : { ...view, term }));
    } else if (format === "ttl") respond(ctx, format, module.text);
    else respond(ctx, format, serialise(module.quads, format, site.vocabulary));
  };
}

function later(a: Date, b: Date | undefined): Date {
  return b === undefined || a > b ? a : b;
}

/** What there is instead: the modules and, of the one that is named, its versions. */
function unknown({ base }: Site, { modules, earlier }: Ontology, path: string): Problem {
  const [name = ""] = path.split("/");
  const versions = [...earlier.keys()].filter((key) => key.startsWith(`${name}/`));
  const current = modules.get(name)?.version;
  if (current !== undefined) versions.push(`${name}/${current}`);
  return new Problem(404, `there is no vocabulary /def/${path}; what there is, is in \`available\``, {
    extra: { available: [...modules.keys(), ...versions].map((key) => `${base}/def/${key}`) },
    forPeople: "Deze woordenlijst, of deze versie ervan, bestaat niet.",
  });
}

/** The term that is asked for. @throws {Problem} 404 when the vocabulary has no such term */
function termOf(ctx: Context, module: OntologyModule, namespace: string): string | undefined {
  const { term } = ctx.query;
  if (typeof term !== "string") return undefined;
  if (term !== "" && module.quads.some(({ subject }) => subject.value === namespace + term)) return term;
  throw new Problem(
    404,
    `/def/${module.name} has no term ${JSON.stringify(term.slice(0, 100))}; the page without ?term= lists them`,
    {
      forPeople: "Deze term bestaat niet in deze woordenlijst.",
    },
  );
}

function answerContext(ctx: Context, site: Site, ontology: Ontology): void {
  const etag = entityTag(site.edition, ontology.contextText);
  // A context is read by machines on every document: let them keep it for a day.
  if (notModified(ctx, { etag, lastModified: ontology.contextModified, cacheControl: "public, max-age=86400" })) return;
  holdsFor(ctx, site.store.archiveVersion);
  ctx.set("Content-Type", contentType("jsonld"));
  ctx.body = ontology.contextText;
}
