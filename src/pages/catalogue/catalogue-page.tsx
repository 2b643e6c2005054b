/** The page of the catalogue: every graph by source, with its size, freshness, licence and downloads. */
import type { GraphEntry } from "../../archive/manifest.js";
import type { CatalogueView } from "../../catalog/catalogue-routes.js";
import { catalogueJsonLd } from "../../catalog/schema-org.js";
import { inLanguage } from "../../http/documents.js";
import { stampDate } from "../../http/headers.js";
import { rankOf } from "../../ingest/ranks.js";
import { sourceName } from "../../ingest/source-names.js";
import { DOCUMENT_FORMATS, FORMAT_NAMES } from "../../rdf/media-types.js";
import { Layout, renderPage } from "../layout.js";
import { licenceText } from "../licences.js";
import { formatBytes, formatDate, formatNumber, safeHref } from "../wording.js";
import { Scroll } from "../scroll.js";
import { otherLanguage } from "../names.js";

const TEXTS = {
  nl: {
    title: "Catalogus",
    lead: "Alle grafen die hier te vinden zijn, met hun omvang, versie en licentie. Elke graaf is in zijn geheel te downloaden.",
    graph: "graaf",
    statements: "uitspraken",
    size: "omvang",
    loaded: "geladen op",
    licence: "licentie",
    unknown: "niet bekend",
    download: "downloads",
    empty: "Er zijn nog geen gegevens.",
    changes: "Wat er het laatst veranderde",
  },
  en: {
    title: "Catalogue",
    lead: "All graphs that can be found here, with their size, version and licence. Every graph can be downloaded whole.",
    graph: "graph",
    statements: "statements",
    size: "size",
    loaded: "loaded on",
    licence: "licence",
    unknown: "not known",
    download: "downloads",
    empty: "There is no data yet.",
    changes: "What changed last",
  },
} as const;

/** Forms that most people want; the page of a graph has them all. */
const SHOWN = ["ttl", "jsonld", "nq"] as const;

export function cataloguePage({ site, language, graphs }: CatalogueView): string {
  const texts = TEXTS[language];
  const bySource = new Map<string, GraphEntry[]>();
  for (const graph of graphs.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const source = graph.current?.provenance.source;
    if (source !== undefined) bySource.set(source, [...(bySource.get(source) ?? []), graph]);
  }
  const sources = [...bySource].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={texts.title}
      here="/catalog"
      trail={[]}
      description={texts.lead}
      canonical={`${site.base}/catalog`}
      forms={{ path: "/catalog", formats: DOCUMENT_FORMATS }}
      jsonLd={catalogueJsonLd(site, graphs)}
    >
      <h1>{texts.title}</h1>
      <p class="lead">{texts.lead}</p>
      <p>
        <a href={site.prefix + inLanguage("/changes", language)}>{texts.changes}</a>
      </p>
      {sources.length === 0 ? <p class="utrecht-alert">{texts.empty}</p> : null}
      {sources.map(([source, entries]) => (
        <section key={source} aria-labelledby={`bron-${source}`}>
          <h2 id={`bron-${source}`}>{sourceName(source)}</h2>
          <Scroll labelledBy={`bron-${source}`}>
            <table aria-labelledby={`bron-${source}`}>
              <thead>
                <tr>
                  <th scope="col">{texts.graph}</th>
                  <th scope="col" class="n">
                    {texts.statements}
                  </th>
                  <th scope="col" class="n">
                    {texts.size}
                  </th>
                  <th scope="col">{texts.loaded}</th>
                  <th scope="col">{texts.licence}</th>
                  <th scope="col">{texts.download}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map(({ path, title, current, licence }) => {
                  const loaded = current === undefined ? undefined : stampDate(current.stamp);
                  return (
                    <tr key={path}>
                      <th scope="row">
                        <a href={site.prefix + inLanguage(path, language)} lang={otherLanguage("nl", language)}>
                          {title}
                        </a>
                      </th>
                      <td class="n">{formatNumber(current?.quads ?? 0, language)}</td>
                      <td class="n">{formatBytes(current?.bytes ?? 0, language)}</td>
                      <td class="one-line">{loaded === undefined ? null : formatDate(loaded, language)}</td>
                      <td class="one-line">
                        {licence === undefined ? texts.unknown : <a href={safeHref(licence)}>{licenceText(licence)}</a>}
                      </td>
                      <td>
                        {SHOWN.map((format, place) => (
                          <span key={format}>
                            {place > 0 ? " " : ""}
                            <a
                              href={`${site.prefix}${path}.${format}`}
                              aria-label={`${title}, ${FORMAT_NAMES[format]}`}
                            >
                              {FORMAT_NAMES[format]}
                            </a>
                          </span>
                        ))}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </Scroll>
        </section>
      ))}
    </Layout>,
  );
}
