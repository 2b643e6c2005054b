/** Who publishes what a source has, what it is about, and who can get at it: for descriptions of datasets (DCAT-AP-NL). */
import { sourceName } from "./source-names.js";
import { EU } from "./statements.js";

interface SourcePublisher {
  /** In the lists of OWMS, where it is there; data.overheid.nl names it so too. */
  readonly iri?: string;
  /** Where it differs from the name of the source. */
  readonly name?: string;
  /** Where it tells of its data. */
  readonly page?: string;
  /** In the EU list of themes; education without it. */
  readonly theme?: "GOVE";
  /** In the EU list of access rights; `RESTRICTED` is what needs a token or a contract. */
  readonly access: "PUBLIC" | "RESTRICTED";
}

const PUBLISHERS: Readonly<Record<string, SourcePublisher>> = {
  duo: {
    iri: "http://standaarden.overheid.nl/owms/terms/Dienst_Uitvoering_Onderwijs",
    name: "Dienst Uitvoering Onderwijs",
    page: "https://onderwijsdata.duo.nl/",
    access: "PUBLIC",
  },
  "edu-v": { access: "RESTRICTED" },
  onderwijsloket: { page: "https://onderwijsloket.com/", access: "RESTRICTED" },
  tweedekamer: { page: "https://opendata.tweedekamer.nl/", theme: "GOVE", access: "PUBLIC" },
  donl: { theme: "GOVE", access: "PUBLIC" },
  lds: { theme: "GOVE", access: "PUBLIC" },
};

function of(source: string): SourcePublisher | undefined {
  return Object.hasOwn(PUBLISHERS, source) ? PUBLISHERS[source] : undefined;
}

/** Who publishes a source: IRI, absolute or under the base IRI, name, and a page about its data where one is known. */
export function publisherOf(source: string): { readonly iri: string; readonly name: string; readonly page?: string } {
  const { iri = `/id/agent/${source}`, name = sourceName(source), page } = of(source) ?? {};
  return { iri, name, ...(page === undefined ? {} : { page }) };
}

/** IRI of the theme of what a source has, in the EU list. */
export function themeOf(source: string): string {
  return `${EU}data-theme/${of(source)?.theme ?? "EDUC"}`;
}

/** IRI of the access right of what a source has, in the EU list. What nobody decided is `RESTRICTED`, as its definition has room for. */
export function accessRight(source: string): string {
  return `${EU}access-right/${of(source)?.access ?? "RESTRICTED"}`;
}
