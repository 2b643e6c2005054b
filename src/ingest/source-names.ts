/** What sources are called by people. */

const SOURCES: Readonly<Record<string, string>> = {
  duo: "DUO, open onderwijsdata",
  "edu-v": "Edu-V",
  onderwijsloket: "Het Onderwijsloket",
  donl: "data.overheid.nl",
  tweedekamer: "Tweede Kamer der Staten-Generaal",
  rdf: "RDF van elders",
  lds: "Onderwijsgraaf",
};

/** Name of a source, by its slug. */
export function sourceName(slug: string): string {
  return SOURCES[slug] ?? slug;
}
