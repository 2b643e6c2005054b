/** Answering with one of several representations of a document: which one, its links, its validators. */
import type { Context } from "koa";
import { LRUCache } from "lru-cache";
import { contentType, DOCUMENT_FORMATS, type DocumentFormat, MEDIA_TYPES } from "../rdf/media-types.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { link } from "./headers.js";
import { negotiate, type Offer } from "./negotiate.js";
import { Problem } from "./problem.js";
import type { Site } from "./site.js";

/**
 * The form to answer in: that of the extension, else what Accept prefers.
 *
 * @throws {Problem} 406, listing what there is
 */
export function chooseFormat(
  ctx: Context,
  extension: DocumentFormat | undefined,
  offered: readonly DocumentFormat[] = DOCUMENT_FORMATS,
): DocumentFormat {
  if (extension !== undefined && offered.includes(extension)) return extension;
  if (extension === undefined) {
    const format = preferred(ctx.get("Accept"), offered);
    if (format !== undefined) return format;
  }
  throw new Problem(406, "none of the media types in Accept is available here; choose one of `available`", {
    extra: { available: offered.map((format) => MEDIA_TYPES[format]) },
    forPeople: "Dit document bestaat niet in de vorm waarom gevraagd is.",
  });
}

/** What forms are too: who asks for no more than JSON can read JSON-LD. */
const ALSO: Partial<Readonly<Record<DocumentFormat, string>>> = { jsonld: "application/json", rdf: "application/xml" };

/** Forms as what is offered to Accept. */
export function offersOf<T extends DocumentFormat>(formats: readonly T[]): readonly Offer<T>[] {
  return formats.map((value) => {
    const offer = { mediaType: MEDIA_TYPES[value], value };
    const isAlso = ALSO[value];
    return isAlso === undefined ? offer : { ...offer, isAlso };
  });
}

/** There are few such headers, and each is read for every answer: what was chosen by them, of each list of forms. */
const chosen = new WeakMap<readonly DocumentFormat[], LRUCache<string, DocumentFormat>>();
/** Characters of a header that is remembered at most. */
const LONGEST = 500;

function preferred(accept: string, offered: readonly DocumentFormat[]): DocumentFormat | undefined {
  let known = chosen.get(offered);
  if (known === undefined) chosen.set(offered, (known = new LRUCache({ max: 200 })));
  let format = known.get(accept);
  if (format !== undefined) return format;
  format = negotiate(accept === "" ? undefined : accept, offersOf(offered));
  if (format !== undefined && accept.length <= LONGEST) known.set(accept, format);
  return format;
}

/**
 * Links to the other representations of a document (RFC 8288; `alternate` of HTML).
 *
 * @param at where each is
 */
export function alternates(
  at: (format: DocumentFormat) => string,
  chosen: DocumentFormat,
  offered: readonly DocumentFormat[] = DOCUMENT_FORMATS,
): string[] {
  return offered
    .filter((format) => format !== chosen)
    .map((format) => link(at(format), "alternate", MEDIA_TYPES[format]));
}

/** Which representation of which document an answer is. */
export interface Form {
  /** Path of the document, without extension and prefix. */
  readonly path: string;
  readonly format: DocumentFormat;
  readonly offered?: readonly DocumentFormat[];
  /** With its `?`; the other forms are without it. */
  readonly query?: string;
  /** Behind the extension, such as `.gz`. */
  readonly coding?: string;
  /** Further links: what describes it, its licence. */
  readonly links: readonly string[];
}

/** Sets Content-Location, and the links of a document: its other forms, its own address, and the further ones. */
export function tellForm(ctx: Context, { base, prefix }: Pick<Site, "base" | "prefix">, form: Form): void {
  const { path, format, offered, query = "", coding = "", links } = form;
  const here = `${prefix}${path}.${format}${coding}${query}`;
  ctx.set("Content-Location", format === "html" ? inLanguage(here, languageOf(ctx)) : here);
  const others = alternates((other) => `${prefix}${path}.${other}`, format, offered);
  const all = [...others, link(base + path + query, "canonical"), ...links];
  ctx.set("Link", all.join(", "));
}

/** The link to a licence, where that is an IRI. */
export function licenceLinks(licence: string | undefined): string[] {
  return licence !== undefined && isAbsoluteIri(licence) ? [link(licence, "license")] : [];
}

/** Sets the body with the content type of its form. */
export function respond(ctx: Context, format: DocumentFormat, body: string | Buffer): void {
  ctx.set("Content-Type", contentType(format));
  ctx.body = body;
}

/** `nl` unless English is asked for with `?lang=en`. */
export type Language = "nl" | "en";
export function languageOf(ctx: Context): Language {
  // Koa parses even an empty query, for each request anew.
  return ctx.search !== "" && ctx.query["lang"] === "en" ? "en" : "nl";
}

/** Characters of an address that is told again at most; browsers send no longer one back everywhere. */
const LONGEST_ADDRESS = 2000;
const HERE = new URL("http://here.invalid");

/**
 * The address that was asked for, below the prefix and without its language. It is read as browsers read a link: one that would
 * lead to another host, as `//elsewhere` does, is the home page.
 */
export function addressAsked(ctx: Pick<Context, "path" | "search">): string {
  const asked = ctx.path + ctx.search;
  const url = asked.length <= LONGEST_ADDRESS && URL.canParse(asked, HERE) ? new URL(asked, HERE) : undefined;
  if (url?.origin !== HERE.origin || url.pathname.startsWith("//")) return "/";
  if (url.searchParams.has("lang")) url.searchParams.delete("lang");
  return url.pathname + url.search;
}

/**
 * The path below `start`, percent-decoded; or read otherwise.
 *
 * @param read throws for malformed escapes
 * @throws {Problem} 400 for malformed escapes
 */
export function pathBelow(ctx: Context, start: string, read: (path: string) => string = decodeURIComponent): string {
  try {
    return read(ctx.path.slice(start.length));
  } catch {
    throw new Problem(400, `the path ${ctx.path} has a malformed percent-escape; write % as %25`, {
      forPeople: "Het adres bevat een onjuist procentteken.",
    });
  }
}

/** A path of ours, with its query and fragment, in a language: English has `lang=en`, Dutch is what says nothing. */
export function inLanguage(path: string, language: Language): string {
  if (language === "nl") return path;
  const [address = "", fragment] = path.split("#", 2);
  const asked = `${address}${address.includes("?") ? "&" : "?"}lang=en`;
  return fragment === undefined ? asked : `${asked}#${fragment}`;
}
