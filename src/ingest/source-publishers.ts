/** Who publishes what a source has, what it is about, and who can get at it: for descriptions of datasets (DCAT-AP-NL). */
import { sourceName } from "./source-names.js";

const EU = "http://publications.europa.eu/resource/authority/";

interface SourcePublisher {
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
  duo: { name: "Dienst Uitvoering Onderwijs", page: "https://onderwijsdata.duo.nl/", access: "PUBLIC" },
  "edu-v": { access: "RESTRICTED" },
  onderwijsloket: { page: "https://onderwijsloket.com/", access: "RESTRICTED" },
  tweedekamer: { page: "https://opendata.tweedekamer.nl/", theme: "GOVE", access: "PUBLIC" },
  donl: { theme: "GOVE", access: "PUBLIC" },
  lds: { theme: "GOVE", access: "PUBLIC" },
};

function of(source: string): SourcePublisher | undefined {
  return Object.hasOwn(PUBLISHERS, source) ? PUBLISHERS[source] : undefined;
}

/** Name of who publishes a source, by its slug. */
export function publisherName(source: string): string {
  return of(source)?.name ?? sourceName(source);
}

/** Page on which a source tells of its data, where it is known. */
export function publisherPage(source: string): string | undefined {
  return of(source)?.page;
}

/** IRI of the theme of what a source has, in the EU list. */
export function themeOf(source: string): string {
  return `${EU}data-theme/${of(source)?.theme ?? "EDUC"}`;
}

/** IRI of the access right of what a source has, in the EU list. What nobody decided is `RESTRICTED`, as its definition has room for. */
export function accessRight(source: string): string {
  return `${EU}access-right/${of(source)?.access ?? "RESTRICTED"}`;
}
