/** The page of a named graph: what it holds, where it is from, how fresh it is, and all its downloads. */
import { graphIri } from "../../archive/graph-name.js";
import { sourceName } from "../../ingest/source-names.js";
import { downloadPath } from "../../archive/download-names.js";
import { datasetJsonLd } from "../../catalog/schema-org.js";
import type { GraphView } from "../../catalog/graph-routes.js";
import { stampDate } from "../../http/headers.js";
import { isAbsoluteIri } from "../../rdf/iri.js";
import { DOCUMENT_FORMATS } from "../../rdf/media-types.js";
import { labelsOf } from "../../resources/labels.js";
import type { Ontology } from "../../resources/ontology.js";
import { cubeIn, figuresHref } from "../statistics/cube-figures.js";
import { structureOf } from "../statistics/cube-structure.js";
import { Layout, renderPage } from "../layout.js";
import { licenceText } from "../licences.js";
import { linkTo } from "../links.js";
import { loadName } from "../resource/load-names.js";
import { namesFrom, otherLanguage } from "../names.js";
import { formatBytes, formatDate, formatDay, formatNumber, safeHref } from "../wording.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    kind: "Graaf",
    statements: "uitspraken",
    size: "omvang (N-Quads)",
    source: "bron",
    dataset: "dataset",
    edition: "peildatum",
    origin: "herkomst",
    rows: "gelezen rijen",
    loaded: "geladen op",
    run: "lading",
    licence: "licentie",
    unknown: "niet bekend",
    checksum: "SHA-256",
    figures: "Cijfers",
    csv: "Download de cijfers van deze graaf als CSV",
    versions: "Versies",
    version: "versie",
    none: "Van deze graaf is geen actuele versie; hieronder staan de oudere.",
    current: "actueel",
    download: "download",
  },
  en: {
    kind: "Graph",
    statements: "statements",
    size: "size (N-Quads)",
    source: "source",
    dataset: "dataset",
    edition: "reference date",
    origin: "origin",
    rows: "rows read",
    loaded: "loaded on",
    run: "load",
    licence: "licence",
    unknown: "not known",
    checksum: "SHA-256",
    figures: "Figures",
    csv: "Download the figures of this graph as CSV",
    versions: "Versions",
    version: "version",
    none: "This graph has no current version; below are the older ones.",
    current: "current",
    download: "download",
  },
} as const;

/** Renders the page of a graph; that of a statistic offers its figures as CSV. */
export function graphPage(ontology: Ontology): (view: GraphView) => Promise<string> {
  return async (view) => page(view, await figuresIn(view, ontology));
}

/** Where the figures that a graph holds can be had, and the statistic that they are of. */
interface Figures {
  readonly cube: string;
  readonly title: string;
  readonly href: string;
}

async function figuresIn({ site, language, entry }: GraphView, ontology: Ontology): Promise<Figures | undefined> {
  if (entry.current === undefined) return undefined;
  const graph = graphIri(site.base, entry.path);
  const cube = isAbsoluteIri(graph) ? await cubeIn(site, graph) : undefined;
  const structure = cube === undefined ? undefined : structureOf(ontology, site.base, cube);
  if (cube === undefined || structure === undefined) return undefined;
  const names = namesFrom(await labelsOf(site, [cube]), ontology.labels, language);
  return { cube, title: names(cube), href: figuresHref(site, cube, structure, { graph }) };
}

function page(view: GraphView, figures: Figures | undefined): string {
  const { site, language, entry } = view;
  const texts = TEXTS[language];
  const { current } = entry;
  const loaded = current === undefined ? undefined : stampDate(current.stamp);
  const origin = current?.provenance.origin;
  const facts: [string, string | undefined, string?][] =
    current === undefined
      ? []
      : [
          [texts.statements, formatNumber(current.quads, language)],
          [texts.size, formatBytes(current.bytes, language)],
          [texts.source, sourceName(current.provenance.source)],
          [texts.dataset, current.provenance.dataset],
          [texts.edition, dayOf(current.provenance.edition, language)],
          [texts.origin, origin, origin === undefined ? undefined : safeHref(origin)],
          [
            texts.rows,
            current.provenance.rows === undefined ? undefined : formatNumber(current.provenance.rows, language),
          ],
          [texts.loaded, loaded === undefined ? current.stamp : formatDate(loaded, language)],
          [
            texts.run,
            loadName(site, current.provenance.run, language) ?? current.provenance.run.slice(site.base.length + 1),
            linkTo(site, language, current.provenance.run),
          ],
          [texts.checksum, current.sha256],
        ];
  facts.push([
    texts.licence,
    entry.licence === undefined ? texts.unknown : licenceText(entry.licence),
    entry.licence === undefined ? undefined : safeHref(entry.licence),
  ]);
  const titleLanguage = otherLanguage("nl", language);
  const jsonLd = datasetJsonLd(site, entry);
  const versions = current === undefined ? entry.older : [current, ...entry.older];
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={entry.title}
      titleLanguage={titleLanguage}
      kind={texts.kind}
      here={entry.path}
      trail={[]}
      canonical={site.base + entry.path}
      {...(jsonLd === undefined ? {} : { jsonLd })}
      {...(current === undefined ? {} : { forms: { path: entry.path, formats: DOCUMENT_FORMATS, gz: true } })}
    >
      <p class="kind">
        <span class="utrecht-data-badge">{texts.kind}</span>
      </p>
      <h1 lang={titleLanguage}>{entry.title}</h1>
      <p class="iri">{graphIri(site.base, entry.path)}</p>
      {current === undefined ? <p class="utrecht-alert utrecht-alert--warning">{texts.none}</p> : null}
      <dl class="facts">
        {facts.map(([name, value, href]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{href === undefined ? value : <a href={href}>{value}</a>}</dd>
            </div>
          ),
        )}
      </dl>
      {figures === undefined ? null : (
        <section aria-labelledby="cijfers">
          <h2 id="cijfers">{texts.figures}</h2>
          <p class="row">
            <a href={linkTo(site, language, figures.cube)}>{figures.title}</a>
            <a href={figures.href}>{texts.csv}</a>
          </p>
        </section>
      )}
      <h2 id="versies">{texts.versions}</h2>
      <Scroll labelledBy="versies">
        <table aria-labelledby="versies">
          <thead>
            <tr>
              <th scope="col">{texts.loaded}</th>
              <th scope="col">{texts.edition}</th>
              <th scope="col" class="n">
                {texts.statements}
              </th>
              <th scope="col">{texts.download}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => {
              const date = stampDate(version.stamp);
              return (
                <tr key={version.stamp}>
                  <td>
                    {date === undefined ? version.stamp : formatDate(date, language)}
                    {version === current ? ` (${texts.current})` : ""}
                  </td>
                  <td>{dayOf(version.provenance.edition, language) ?? "–"}</td>
                  <td class="n">{formatNumber(version.quads, language)}</td>
                  <td>
                    <a href={site.prefix + downloadPath(entry.path, version)}>{version.stamp}.nq.gz</a>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </Layout>,
  );
}

function dayOf(day: string | undefined, language: GraphView["language"]): string | undefined {
  return day === undefined ? undefined : formatDay(day, language);
}
