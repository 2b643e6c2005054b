/** Pages tell search engines of datasets what these ask for (schema.org/Dataset; Google's "Dataset" structured data). */
import { describe, expect, it } from "vitest";
import { catalogueJsonLd, datasetJsonLd } from "#src/catalog/schema-org.js";
import type { GraphEntry } from "#src/archive/manifest.js";

const BASE = "https://graaf.test";
const current = {
  stamp: "20261122T101112Z",
  file: "x.nq",
  quads: 1,
  bytes: 206,
  sha256: "00",
  provenance: { source: "duo", edition: "2026-10-01", run: `${BASE}/id/lading/duo/20261122T101112Z` },
};
const ENTRY: GraphEntry = {
  path: "/graph/duo/a",
  title: "A",
  rank: 1,
  licence: "https://example.org/l",
  current,
  older: [],
};
const publisher = { name: "Uitgever", email: "data@example.org", url: "https://example.org/" };

interface Told {
  readonly [name: string]: unknown;
  readonly description: string;
  readonly distribution?: readonly Record<string, unknown>[];
  readonly dataset?: readonly Told[];
}
const read = (text: string | undefined): Told => JSON.parse(text ?? "null") as Told;

describe("a graph", () => {
  it("has the name and the description that are required, and who may be asked about it", () => {
    const told = read(datasetJsonLd({ base: BASE, publisher }, ENTRY));
    expect(told).toMatchObject({
      "@type": "Dataset",
      name: "A",
      license: "https://example.org/l",
      temporalCoverage: "2026-10-01",
      creator: { "@type": "Organization", name: "Uitgever", url: "https://example.org/" },
      publisher: { contactPoint: { email: "data@example.org" } },
      includedInDataCatalog: { name: "Onderwijsgraaf" },
    });
    expect(told.description.length).toBeGreaterThanOrEqual(50);
    expect(told.distribution?.map(({ contentUrl }) => contentUrl)).toContain(`${BASE}/graph/duo/a.ttl`);
  });

  it("is published by the service where nobody else is named", () => {
    expect(read(datasetJsonLd({ base: BASE }, ENTRY))["publisher"]).toEqual({
      "@type": "Organization",
      name: "Onderwijsgraaf",
      url: `${BASE}/`,
    });
  });

  it("without a current version is no dataset", () => {
    const { current: _, ...gone } = ENTRY;
    expect(datasetJsonLd({ base: BASE }, gone)).toBeUndefined();
    expect(read(catalogueJsonLd({ base: BASE }, [gone])).dataset).toEqual([]);
  });
});

it("the catalogue has of each graph what a search engine shows, and leaves the rest to its page", () => {
  const [dataset] = read(catalogueJsonLd({ base: BASE, publisher }, [ENTRY])).dataset ?? [];
  expect(dataset).toMatchObject({ "@id": `${BASE}/graph/duo/a`, url: `${BASE}/graph/duo/a`, name: "A" });
  expect(dataset?.description.length).toBeGreaterThanOrEqual(50);
  expect(dataset?.distribution).toBeUndefined();
});
