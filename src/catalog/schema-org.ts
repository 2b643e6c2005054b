/** Graphs as schema.org datasets, for the search engines that look for datasets (schema.org/Dataset). */
import { graphIri } from "../archive/graph-name.js";
import type { GraphEntry, GraphVersion } from "../archive/manifest.js";
import { momentOf } from "../archive/stamp.js";
import { sourceName } from "../ingest/source-names.js";
import type { Site } from "../http/site.js";
import { FORMAT_NAMES, MEDIA_TYPES, RDF_FORMATS } from "../rdf/media-types.js";

type Json = Readonly<Record<string, unknown>>;
type Publishing = Pick<Site, "base" | "publisher">;

/** What search engines show of a dataset before anybody goes there. */
function summaryJson({ base }: Publishing, { path, title, licence }: GraphEntry, { stamp, quads }: GraphVersion): Json {
  return {
    "@type": "Dataset",
    "@id": graphIri(base, path),
    url: base + path,
    name: title,
    // schema.org's readers want 50 characters at least.
    description: `${title}, als Linked Data in de Onderwijsgraaf. Aantal uitspraken: ${quads}. Versie ${stamp}.`,
    dateModified: momentOf(stamp).toISOString(),
    ...(licence === undefined ? {} : { license: licence }),
  };
}

function publisherJson({ base, publisher }: Publishing): Json {
  const { name, url = `${base}/`, email } = publisher ?? { name: sourceName("lds") };
  return {
    "@type": "Organization",
    name,
    url,
    ...(email === undefined ? {} : { contactPoint: { "@type": "ContactPoint", email } }),
  };
}

/** One graph as a document of its own; undefined when it has no current version. */
export function datasetJsonLd(site: Publishing, entry: GraphEntry): string | undefined {
  const { path, current } = entry;
  if (current === undefined) return undefined;
  const address = site.base + path;
  const publisher = publisherJson(site);
  return JSON.stringify({
    "@context": "https://schema.org/",
    ...summaryJson(site, entry, current),
    identifier: graphIri(site.base, path),
    inLanguage: "nl",
    isAccessibleForFree: true,
    keywords: ["Onderwijsgraaf", "linked data"],
    version: current.stamp,
    creator: publisher,
    publisher,
    ...(current.provenance.edition === undefined ? {} : { temporalCoverage: current.provenance.edition }),
    includedInDataCatalog: { "@type": "DataCatalog", "@id": `${site.base}/id/catalogus/hoofd`, name: "Onderwijsgraaf" },
    distribution: RDF_FORMATS.map((format) => ({
      "@type": "DataDownload",
      name: FORMAT_NAMES[format],
      encodingFormat: MEDIA_TYPES[format],
      contentUrl: `${address}.${format}`,
    })),
  });
}

/** The catalogue with its graphs, of which the rest is told on the page of each. */
export function catalogueJsonLd(site: Publishing, graphs: readonly GraphEntry[]): string {
  return JSON.stringify({
    "@context": "https://schema.org/",
    "@type": "DataCatalog",
    "@id": `${site.base}/id/catalogus/hoofd`,
    url: `${site.base}/catalog`,
    name: "Onderwijsgraaf",
    description: "Nederlandse open data over onderwijs en overheid als Linked Data, in één graaf.",
    publisher: publisherJson(site),
    dataset: graphs.flatMap((entry) => (entry.current === undefined ? [] : summaryJson(site, entry, entry.current))),
  });
}
