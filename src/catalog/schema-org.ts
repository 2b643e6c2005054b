/** Graphs as schema.org datasets, for the search engines that look for datasets (schema.org/Dataset). */
import { graphIri } from "../archive/graph-name.js";
import type { GraphEntry } from "../archive/manifest.js";
import { momentOf } from "../archive/stamp.js";
import type { Site } from "../http/site.js";
import { FORMAT_NAMES, MEDIA_TYPES, RDF_FORMATS } from "../rdf/media-types.js";

type Json = Readonly<Record<string, unknown>>;

/** One graph; undefined when it has no current version. */
export function datasetJson(site: Pick<Site, "base">, { path, title, licence, current }: GraphEntry): Json | undefined {
  if (current === undefined) return undefined;
  const address = site.base + path;
  return {
    "@type": "Dataset",
    "@id": graphIri(site.base, path),
    url: address,
    name: title,
    // schema.org's readers want 50 characters at least.
    description: `${title}: ${current.quads} uitspraken als Linked Data in de Onderwijsgraaf, versie ${current.stamp}.`,
    identifier: graphIri(site.base, path),
    inLanguage: "nl",
    isAccessibleForFree: true,
    version: current.stamp,
    dateModified: momentOf(current.stamp).toISOString(),
    ...(licence === undefined ? {} : { license: licence }),
    ...(current.provenance.edition === undefined ? {} : { temporalCoverage: current.provenance.edition }),
    includedInDataCatalog: { "@id": `${site.base}/id/catalogus/hoofd` },
    distribution: RDF_FORMATS.map((format) => ({
      "@type": "DataDownload",
      name: FORMAT_NAMES[format],
      encodingFormat: MEDIA_TYPES[format],
      contentUrl: `${address}.${format}`,
    })),
  };
}

/** One graph as a document of its own; undefined when it has no current version. */
export function datasetJsonLd(site: Pick<Site, "base">, entry: GraphEntry): string | undefined {
  const dataset = datasetJson(site, entry);
  return dataset === undefined ? undefined : JSON.stringify({ "@context": "https://schema.org/", ...dataset });
}

/** The catalogue with all its graphs. */
export function catalogueJsonLd(site: Pick<Site, "base">, graphs: readonly GraphEntry[]): string {
  return JSON.stringify({
    "@context": "https://schema.org/",
    "@type": "DataCatalog",
    "@id": `${site.base}/id/catalogus/hoofd`,
    url: `${site.base}/catalog`,
    name: "Onderwijsgraaf",
    dataset: graphs.flatMap((entry) => datasetJson(site, entry) ?? []),
  });
}
