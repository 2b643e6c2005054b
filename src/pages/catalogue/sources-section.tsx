/** The sources of the service: how much there is of each, how fresh it is, what one may do with it, and its graphs. */
import type { VNode } from "preact";
import type { GraphEntry, GraphVersion } from "../../archive/manifest.js";
import { inLanguage, type Language } from "../../http/documents.js";
import { stampDate } from "../../http/headers.js";
import type { Site } from "../../http/site.js";
import { rankOf, RANKS } from "../../ingest/ranks.js";
import { sourceName } from "../../ingest/source-names.js";
import { licenceText } from "../licences.js";
import { formatDate, formatDay, formatNumber, safeHref } from "../wording.js";
import { otherLanguage } from "../names.js";

const TEXTS = {
  nl: {
    title: "Bronnen",
    total: (graphs: string, quads: string) => `${graphs} grafen met samen ${quads} uitspraken.`,
    catalogue: "De catalogus heeft ze alle, met downloads.",
    graphs: (n: number, all: string) => (n === 1 ? "één graaf" : `${all} grafen`),
    statements: (n: number, all: string) => `${all} ${n === 1 ? "uitspraak" : "uitspraken"}`,
    records: (n: number, all: string) => `${all} ${n === 1 ? "record" : "records"}`,
    loaded: "geladen op",
    since: (from: string, to: string) => `geladen van ${from} tot en met ${to}`,
    edition: "nieuwste peildatum",
    licence: "licentie",
    unknown: "niet bekend",
    absent: "Nog niet geladen.",
    show: (n: string) => `Grafen (${n})`,
    only: "alleen oudere versies",
    all: "In de catalogus",
    tells: {
      duo: "Scholen, besturen, samenwerkingsverbanden, leerlingen en examens.",
      "edu-v": "Organisaties, opleidingen en vakken zoals scholen die in hun administratie hebben.",
      onderwijsloket: "Lerarenopleidingen, locaties, regioloketten, artikelen en routes naar het onderwijs.",
      donl: "Beschrijvingen van datasets van de overheid.",
      tweedekamer: "Kamerleden, fracties, commissies, activiteiten, moties, stemmingen en documenten.",
      lds: "Begrippen, gebieden en schooljaren, de woordenlijsten, en wat de dienst over zichzelf zegt.",
    },
  },
  en: {
    title: "Sources",
    total: (graphs: string, quads: string) => `${graphs} graphs with ${quads} statements together.`,
    catalogue: "The catalogue has them all, with downloads.",
    graphs: (n: number, all: string) => (n === 1 ? "one graph" : `${all} graphs`),
    statements: (n: number, all: string) => `${all} ${n === 1 ? "statement" : "statements"}`,
    records: (n: number, all: string) => `${all} ${n === 1 ? "record" : "records"}`,
    loaded: "loaded on",
    since: (from: string, to: string) => `loaded from ${from} to ${to}`,
    edition: "newest reference date",
    licence: "licence",
    unknown: "not known",
    absent: "Not loaded yet.",
    show: (n: string) => `Graphs (${n})`,
    only: "older versions only",
    all: "In the catalogue",
    tells: {
      duo: "Schools, boards, partnerships, pupils and exams.",
      "edu-v": "Organisations, studies and subjects as schools administer them.",
      onderwijsloket: "Teacher training, locations, regional desks, articles and routes into education.",
      donl: "Descriptions of datasets of the government.",
      tweedekamer: "Members of parliament, groups, committees, activities, motions, votes and documents.",
      lds: "Concepts, areas and school years, the vocabularies, and what the service says of itself.",
    },
  },
} as const;

/** The sources that the service knows how to load, in order; they are shown before they are loaded, too. */
const KNOWN = Object.keys(RANKS).filter((name) => name !== "reference" && name !== "service");
/** The service itself. */
const OWN = "lds";

interface SourceGraphs {
  readonly source: string;
  readonly graphs: readonly GraphEntry[];
}

/** The graphs of each source: those it knows first, the service itself last. */
export function bySource(graphs: readonly GraphEntry[]): SourceGraphs[] {
  const groups = new Map<string, GraphEntry[]>(KNOWN.map((source) => [source, []]));
  for (const graph of graphs) {
    const source = (graph.current ?? graph.older[0])?.provenance.source ?? OWN;
    groups.set(source, [...(groups.get(source) ?? []), graph]);
  }
  return [...groups]
    .map(([source, all]) => ({ source, graphs: all.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }))
    .sort((a, b) => place(a.source) - place(b.source) || (a.source < b.source ? -1 : 1));
}

function place(source: string): number {
  return source === OWN ? Infinity : rankOf(source);
}

export function SourcesSection(props: {
  readonly site: Pick<Site, "prefix">;
  readonly language: Language;
  readonly graphs: readonly GraphEntry[];
}): VNode {
  const { site, language, graphs } = props;
  const texts = TEXTS[language];
  const quads = graphs.reduce((sum, { current }) => sum + (current?.quads ?? 0), 0);
  return (
    <section aria-labelledby="bronnen">
      <h2 id="bronnen">{texts.title}</h2>
      <p>
        {texts.total(formatNumber(graphs.length, language), formatNumber(quads, language))}{" "}
        <a href={site.prefix + inLanguage("/catalog", language)}>{texts.catalogue}</a>
      </p>
      <ul class="cards">
        {bySource(graphs).map((each) => (
          <li key={each.source} class="card" id={`bron-${each.source}`}>
            <SourceCard {...each} {...{ site, language }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SourceCard(props: SourceGraphs & { site: Pick<Site, "prefix">; language: Language }): VNode {
  const { source, graphs, site, language } = props;
  const texts = TEXTS[language];
  const tells = Object.hasOwn(texts.tells, source) ? texts.tells[source as keyof typeof texts.tells] : undefined;
  return (
    <>
      <h3>{sourceName(source)}</h3>
      {tells === undefined ? null : <p>{tells}</p>}
      {graphs.length === 0 ? (
        <p class="soft">{texts.absent}</p>
      ) : (
        <Amounts source={source} graphs={graphs} site={site} language={language} />
      )}
    </>
  );
}

function Amounts(props: SourceGraphs & { site: Pick<Site, "prefix">; language: Language }): VNode {
  const { source, graphs, site, language } = props;
  const texts = TEXTS[language];
  const versions = graphs.flatMap(({ current }) => (current === undefined ? [] : [current]));
  const sum = (of: (version: GraphVersion) => number | undefined): number =>
    versions.reduce((total, version) => total + (of(version) ?? 0), 0);
  const number = (n: number): string => formatNumber(n, language);
  const records = sum(({ provenance }) => provenance.rows);
  const quads = sum((version) => version.quads);
  const editions = versions.flatMap(({ provenance }) => provenance.edition ?? []).sort();
  const edition = editions.at(-1);
  return (
    <>
      <p>
        {[
          texts.graphs(graphs.length, number(graphs.length)),
          ...(records === 0 ? [] : [texts.records(records, number(records))]),
          texts.statements(quads, number(quads)),
        ].join(" · ")}
      </p>
      <p class="soft">
        <Freshness versions={versions} language={language} />
        {edition === undefined ? null : `; ${texts.edition} ${formatDay(edition, language)}`}
      </p>
      <p class="soft">
        {texts.licence}: <Licences graphs={graphs} language={language} />
      </p>
      <details>
        <summary>{texts.show(number(graphs.length))}</summary>
        <ul class="plain">
          {graphs.map(({ path, title, current }) => (
            <li key={path}>
              <a href={site.prefix + inLanguage(path, language)} lang={otherLanguage("nl", language)}>
                {title}
              </a>
              {current === undefined ? <span class="soft"> ({texts.only})</span> : null}
            </li>
          ))}
        </ul>
      </details>
      {versions.length === 0 ? null : (
        <p>
          <a
            href={site.prefix + inLanguage(`/catalog#bron-${source}`, language)}
            aria-label={`${texts.all}: ${sourceName(source)}`}
          >
            {texts.all}
          </a>
        </p>
      )}
    </>
  );
}

/** When the graphs were loaded: one day, or the first and the last. */
function Freshness(props: { versions: readonly GraphVersion[]; language: Language }): VNode {
  const { versions, language } = props;
  const texts = TEXTS[language];
  const days = versions.flatMap(({ stamp }) => stampDate(stamp) ?? []).sort((a, b) => a.getTime() - b.getTime());
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return <>{texts.only}</>;
  const [from, to] = [formatDate(first, language), formatDate(last, language)];
  if (from !== to) return <>{texts.since(from, to)}</>;
  return (
    <>
      {texts.loaded} <time dateTime={last.toISOString()}>{to}</time>
    </>
  );
}

function Licences({ graphs, language }: { graphs: readonly GraphEntry[]; language: Language }): VNode {
  const texts = TEXTS[language];
  const all = [...new Set(graphs.flatMap(({ licence }) => licence ?? []))].sort();
  if (all.length === 0) return <>{texts.unknown}</>;
  return (
    <>
      {all.map((licence, nth) => (
        <span key={licence}>
          {nth > 0 ? ", " : ""}
          <a href={safeHref(licence)}>{licenceText(licence)}</a>
        </span>
      ))}
    </>
  );
}
