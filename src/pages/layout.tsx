/** The frame of every page: head, landmarks, navigation. */
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { FORMAT_NAMES, MEDIA_TYPES, type DocumentFormat } from "../rdf/media-types.js";
import { STYLESHEET_PATH } from "./stylesheet.js";

const TEXTS = {
  nl: {
    skip: "Naar de inhoud",
    menu: "Hoofdmenu",
    search: "Zoeken",
    sparql: "Vragen stellen (SPARQL)",
    vocabulary: "Woordenlijst",
    footer: "Open onderwijsdata als Linked Data. Alles hier is ook op te vragen als data.",
    forms: "Deze pagina als data",
  },
  en: {
    skip: "Skip to content",
    menu: "Main menu",
    search: "Search",
    sparql: "Ask questions (SPARQL)",
    vocabulary: "Vocabulary",
    footer: "Open education data as Linked Data. Everything here can be had as data too.",
    forms: "This page as data",
  },
} as const;

export interface LayoutProps {
  readonly site: Pick<Site, "prefix">;
  readonly language: Language;
  readonly title: string;
  readonly description?: string;
  /** IRI of the document, for `rel=canonical`. */
  readonly canonical?: string;
  /** The other forms of this page, and its path without extension. */
  readonly forms?: { readonly path: string; readonly formats: readonly DocumentFormat[]; readonly gz?: boolean };
  /** JSON-LD text to embed. */
  readonly jsonLd?: string;
  readonly children: ComponentChildren;
}

/** A page as HTML text. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}

export function Layout(props: LayoutProps): VNode {
  const { site, language, forms } = props;
  const texts = TEXTS[language];
  const data = forms?.formats.filter((format) => format !== "html") ?? [];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.title} · Onderwijsgraaf`}</title>
        {props.description === undefined ? null : <meta name="description" content={props.description} />}
        <link rel="stylesheet" href={site.prefix + STYLESHEET_PATH} />
        <link rel="icon" href={`${site.prefix}/favicon.svg`} type="image/svg+xml" />
        {props.canonical === undefined ? null : <link rel="canonical" href={props.canonical} />}
        {data.map((format) => (
          <link
            key={format}
            rel="alternate"
            type={MEDIA_TYPES[format]}
            href={`${site.prefix}${forms?.path}.${format}`}
          />
        ))}
        {props.jsonLd === undefined ? null : (
          // A data block; `<` is escaped so that no value can end it (HTML, restrictions on script contents).
          <script
            type="application/ld+json"
            dangerouslySetInnerHTML={{ __html: props.jsonLd.replaceAll("<", "\\u003c") }}
          />
        )}
      </head>
      <body>
        <a class="skip" href="#inhoud">
          {texts.skip}
        </a>
        <header class="top">
          <div class="wrap">
            <a class="name" href={`${site.prefix}/`}>
              Onderwijsgraaf
            </a>
            <nav aria-label={texts.menu}>
              <a href={`${site.prefix}/search`}>{texts.search}</a>
              <a href={`${site.prefix}/sparql`}>{texts.sparql}</a>
              <a href={`${site.prefix}/def/onderwijs`}>{texts.vocabulary}</a>
            </nav>
          </div>
        </header>
        <main id="inhoud">
          <div class="wrap">
            {props.children}
            {forms === undefined ? null : (
              <section aria-labelledby="vormen">
                <h2 id="vormen">{texts.forms}</h2>
                <ul class="forms">
                  {data.map((format) => (
                    <li key={format}>
                      <a href={`${site.prefix}${forms.path}.${format}`}>{FORMAT_NAMES[format]}</a>
                    </li>
                  ))}
                  {forms.gz === true
                    ? data.map((format) => (
                        <li key={`${format}.gz`}>
                          <a href={`${site.prefix}${forms.path}.${format}.gz`}>{`${FORMAT_NAMES[format]} (gzip)`}</a>
                        </li>
                      ))
                    : null}
                </ul>
              </section>
            )}
          </div>
        </main>
        <footer>
          <div class="wrap">{texts.footer}</div>
        </footer>
      </body>
    </html>
  );
}
