/** The frame of every page: head, landmarks, navigation, its other forms and its other language. */
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { inLanguage, type Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { Footer } from "./footer.js";
import { FORMAT_NAMES, MEDIA_TYPES, type DocumentFormat } from "../rdf/media-types.js";

const TEXTS = {
  nl: {
    skip: "Naar de inhoud",
    menu: "Hoofdmenu",
    trail: "Kruimelpad",
    home: "Start",
    search: "Zoeken",
    sparql: "Vragen stellen",
    catalogue: "Catalogus",
    vocabulary: "Woordenlijsten",
    forms: "Deze pagina als data",
    other: "English",
    language: "Taal",
  },
  en: {
    skip: "Skip to content",
    menu: "Main menu",
    trail: "Breadcrumb",
    home: "Home",
    search: "Search",
    sparql: "Ask questions",
    catalogue: "Catalogue",
    vocabulary: "Vocabularies",
    forms: "This page as data",
    other: "Nederlands",
    language: "Language",
  },
} as const;

/** A step of the breadcrumb: what it is called, and its address, if that may be a link. */
export interface Step {
  readonly name: string;
  readonly href: string | undefined;
}

export interface LayoutProps {
  readonly site: Pick<Site, "prefix" | "look" | "publisher">;
  readonly language: Language;
  readonly title: string;
  /** The language of the title, where it is another than that of the page. */
  readonly titleLanguage?: string | undefined;
  /** What sort of thing the page is about: in the title of the window it tells namesakes apart (WCAG 2.4.2). */
  readonly kind?: string | undefined;
  /** Path of this page below the prefix, with its query but for the language: where the other language is. */
  readonly here: string;
  readonly description?: string;
  /** IRI of the document, for `rel=canonical`. */
  readonly canonical?: string;
  /** The other forms of this page, and its path without extension. */
  readonly forms?: { readonly path: string; readonly formats: readonly DocumentFormat[]; readonly gz?: boolean };
  /** What stands between the home page and this one. */
  readonly trail?: readonly Step[];
  /** JSON-LD text to embed. */
  readonly jsonLd?: string;
  /** Further elements of the head. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page as HTML text. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}

export function Layout(props: LayoutProps): VNode {
  const { site, language, forms, trail } = props;
  const data = forms?.formats.filter((format) => format !== "html") ?? [];
  const other = language === "nl" ? "en" : "nl";
  return (
    <html lang={language} class={site.look.themeClass === "" ? undefined : site.look.themeClass}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{[props.title, props.kind, "Onderwijsgraaf"].filter((part) => part !== undefined).join(" · ")}</title>
        {props.description === undefined ? null : <meta name="description" content={props.description} />}
        {site.look.stylesheets.map((path) => (
          <link key={path} rel="stylesheet" href={site.prefix + path} />
        ))}
        <link rel="icon" href={`${site.prefix}/favicon.svg`} type="image/svg+xml" />
        {props.canonical === undefined ? null : <link rel="canonical" href={props.canonical} />}
        <link rel="alternate" hreflang={other} href={site.prefix + inLanguage(props.here, other)} />
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
        {props.head}
      </head>
      <body class="utrecht-page-layout">
        <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
          {TEXTS[language].skip}
        </a>
        <Header {...props} />
        <div class="utrecht-page-body">
          <div class="utrecht-page-body__content">
            {trail === undefined ? null : <Trail {...props} trail={trail} />}
            <main id="inhoud">
              {props.children}
              {forms === undefined ? null : <Forms {...props} forms={forms} data={data} />}
            </main>
          </div>
        </div>
        <Footer {...props} />
      </body>
    </html>
  );
}

function Header({ site, language, here }: LayoutProps): VNode {
  const texts = TEXTS[language];
  const other = language === "nl" ? "en" : "nl";
  const to = (path: string): string => site.prefix + inLanguage(path, language);
  const item = (path: string, name: string): VNode => (
    <a href={to(path)} aria-current={here.split("?", 1)[0] === path ? "page" : undefined}>
      {name}
    </a>
  );
  return (
    <header class="utrecht-page-header">
      <div class="utrecht-page-header__content">
        <a class="name" href={to("/")}>
          <img src={`${site.prefix}/favicon.svg`} alt="" width="32" height="32" />
          Onderwijsgraaf
        </a>
        <nav aria-label={texts.menu}>
          {item("/search", texts.search)}
          {item("/sparql", texts.sparql)}
          {item("/catalog", texts.catalogue)}
          {item("/def/onderwijs", texts.vocabulary)}
        </nav>
        <nav aria-label={texts.language} class="language">
          <a href={site.prefix + inLanguage(here, other)} hreflang={other} lang={other} rel="alternate">
            {texts.other}
          </a>
        </nav>
      </div>
    </header>
  );
}

function Trail({ site, language, title, titleLanguage, trail }: LayoutProps & { trail: readonly Step[] }): VNode {
  const texts = TEXTS[language];
  const steps = [{ name: texts.home, href: site.prefix + inLanguage("/", language) }, ...trail];
  return (
    <nav class="utrecht-breadcrumb-nav" aria-label={texts.trail}>
      <ol class="utrecht-breadcrumb-nav__list">
        {steps.map(({ name, href }) => (
          <li key={name} class="utrecht-breadcrumb-nav__item">
            <a class="utrecht-breadcrumb-nav__link" href={href}>
              {name}
            </a>
          </li>
        ))}
        <li class="utrecht-breadcrumb-nav__item" aria-current="page" lang={titleLanguage}>
          {title}
        </li>
      </ol>
    </nav>
  );
}

function Forms(
  props: LayoutProps & { forms: NonNullable<LayoutProps["forms"]>; data: readonly DocumentFormat[] },
): VNode {
  const { site, forms, data } = props;
  return (
    <section aria-labelledby="vormen">
      <h2 id="vormen">{TEXTS[props.language].forms}</h2>
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
  );
}
