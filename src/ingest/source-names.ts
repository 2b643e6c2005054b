/** What sources are called by people. */

interface SourceName {
  /** What the source calls itself, in full. */
  readonly full: string;
  /** What it is called where there is room for a word or two; one name where it is the same in both languages. */
  readonly short: string | Readonly<Record<"nl" | "en", string>>;
}

/** Sources by their slug, and our own graphs by the first step of their path. */
const SOURCES: Readonly<Record<string, SourceName>> = {
  duo: { full: "DUO, open onderwijsdata", short: "DUO" },
  "edu-v": { full: "Edu-V", short: "Edu-V" },
  onderwijsloket: { full: "Het Onderwijsloket", short: "Onderwijsloket" },
  donl: { full: "data.overheid.nl", short: "data.overheid.nl" },
  tweedekamer: {
    full: "Tweede Kamer der Staten-Generaal",
    short: { nl: "Tweede Kamer", en: "House of Representatives" },
  },
  rdf: { full: "RDF van elders", short: { nl: "RDF van elders", en: "RDF from elsewhere" } },
  lds: { full: "Onderwijsgraaf", short: "Onderwijsgraaf" },
  referentie: {
    full: "Onderwijsgraaf: begrippen en gebieden",
    short: { nl: "Onderwijsgraaf: begrippen", en: "Onderwijsgraaf: concepts" },
  },
  ontologie: {
    full: "Onderwijsgraaf: woordenlijsten",
    short: { nl: "Onderwijsgraaf: woordenlijsten", en: "Onderwijsgraaf: vocabularies" },
  },
  afgeleid: { full: "Onderwijsgraaf", short: "Onderwijsgraaf" },
  identiteit: { full: "Onderwijsgraaf", short: "Onderwijsgraaf" },
  meta: { full: "Onderwijsgraaf", short: "Onderwijsgraaf" },
};

function known(slug: string): SourceName | undefined {
  return Object.hasOwn(SOURCES, slug) ? SOURCES[slug] : undefined;
}

/** Name of a source, by its slug. */
export function sourceName(slug: string): string {
  return known(slug)?.full ?? slug;
}

/** Short name of a source in the language of a page, by its slug or by the first step of the path of a graph. */
export function shortSourceName(slug: string, language: "nl" | "en"): string {
  const short = known(slug)?.short ?? slug;
  return typeof short === "string" ? short : short[language];
}
