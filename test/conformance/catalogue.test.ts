/** Our own catalogue, as it is served, against the official shapes of DCAT-AP-NL 3.0 and DCAT-AP 3.0.1. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Parser, Store } from "n3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogueRoute } from "#src/catalog/catalogue-routes.js";
import { CatalogueText } from "#src/catalog/catalogue-text.js";
import { Statistics } from "#src/catalog/statistics.js";
import { findVersion } from "#src/archive/download-names.js";
import { readManifest } from "#src/archive/manifest-file.js";
import type { Manifest } from "#src/archive/manifest.js";
import { packagePath } from "#src/package/package-files.js";
import { ingest } from "#src/ingest/ingest.js";
import { packageVocabulary } from "#src/package/vocabulary.js";
import { BASE } from "../mapping/donl.js";
import { LOCATIONS, silent } from "../ingest/run.js";
import { answerOf } from "../server/one-route.js";
import { sharedIsMissing } from "../shared.js";
import { dcatAp, dcatApNl, lacking, ownShapes } from "./official-shapes.js";

let dir: string;
let turtle: string;
let manifest: Manifest;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "catalogus-"));
  await ingest({
    base: BASE,
    dataDir: dir,
    sources: [
      { source: "duo", from: packagePath("samples", "duo") },
      { source: "donl", from: packagePath("samples", "donl") },
    ],
    now: new Date("2026-03-01T12:00:00Z"),
    progress: silent(),
    operator: { name: "Fictieve Dienst", email: "data@example.org", url: "https://example.org/" },
  });
  manifest = (await readManifest(dir)) as Manifest;
  const site = {
    base: BASE,
    prefix: "",
    look: { stylesheets: [], themeClass: "", searchScript: "" },
    edition: "0",
    manifest: () => manifest,
    vocabulary: await packageVocabulary(BASE),
  };
  turtle = await answerOf(
    /^\/catalog/,
    catalogueRoute(site, new CatalogueText(site, dir, new Statistics(dir)), () => ""),
    "/catalog.ttl",
  );
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const catalogue = (): Store => new Store(new Parser().parse(turtle));
const DCAT = "http://www.w3.org/ns/dcat#";
const VOID = "http://rdfs.org/ns/void#";
const CATALOGUE = `${BASE}/id/catalogus/hoofd`;

test.skipIf(sharedIsMissing)("it conforms to DCAT-AP-NL 3.0", async () => {
  expect(await dcatApNl(catalogue())).toEqual([]);
});
test.skipIf(sharedIsMissing)("it conforms to DCAT-AP 3.0.1", async () => {
  expect(await dcatAp(catalogue())).toEqual([]);
});
test.skipIf(sharedIsMissing)("it has all that the Dutch profile makes mandatory", () => {
  expect(lacking(catalogue())).toEqual([]);
});
test.skipIf(sharedIsMissing)("without its contact point it would not conform: the shapes bite", async () => {
  const data = catalogue();
  data.removeQuads(data.getQuads(CATALOGUE, `${DCAT}contactPoint`, null, null));
  expect(await dcatApNl(data)).not.toEqual([]);
});
test("it conforms to our own shapes for datasets", async () => {
  expect(await ownShapes(catalogue())).toEqual([]);
});

test("every current graph is a dataset in it, with its size and six distributions", () => {
  const data = catalogue();
  const current = Object.values(manifest.graphs).filter(
    (graph) => graph.current !== undefined && graph.path !== "/graph/meta",
  );
  expect(
    data
      .getObjects(CATALOGUE, `${DCAT}dataset`, null)
      .map((node) => node.value)
      .sort(),
  ).toEqual(current.map(({ path }) => BASE + path).sort());
  for (const { path, current: version } of current) {
    expect(data.getObjects(BASE + path, `${VOID}triples`, null)[0]?.value).toBe(String(version?.quads));
    expect(data.countQuads(BASE + path, `${DCAT}distribution`, null, null)).toBe(6);
    expect(data.countQuads(BASE + path, `${VOID}propertyPartition`, null, null)).toBeGreaterThan(0);
  }
});

test("a program finds what a graph was: each dated version is a dataset, and its dump can be downloaded", () => {
  const data = catalogue();
  const one = (subject: string, property: string): string =>
    data.getObjects(subject, property, null)[0]?.value ?? `no ${property}`;
  const found = Object.values(manifest.graphs).flatMap(({ path }) =>
    data.getObjects(BASE + path, `${DCAT}hasVersion`, null).map(({ value }) => {
      const address = one(one(value, `${DCAT}distribution`), `${DCAT}downloadURL`);
      const [, slug = "", stamp = ""] = /\/download\/([^/]+)\/([^/]+)\.nq\.gz$/.exec(address) ?? [];
      const held = findVersion(manifest, slug, stamp);
      return [
        path,
        one(value, `${DCAT}version`),
        one(value, `${DCAT}isVersionOf`),
        held?.entry.path,
        held?.version.stamp,
      ];
    }),
  );
  const kept = Object.values(manifest.graphs).flatMap(({ path, older }) =>
    older.map(({ stamp }) => [path, stamp, BASE + path, path, stamp]),
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(found.sort()).toEqual(kept.sort());
});

test("the partitions of a graph by property add up to its statements", () => {
  const data = catalogue();
  for (const { path, current } of Object.values(manifest.graphs)) {
    if (current === undefined) continue;
    const parts = data.getObjects(BASE + path, `${VOID}propertyPartition`, null);
    const total = parts.reduce((sum, part) => sum + Number(data.getObjects(part, `${VOID}triples`, null)[0]?.value), 0);
    expect([path, total]).toEqual([path, current.quads]);
  }
});

test("a program that reads it finds the SPARQL endpoint, the stream of changes and the reconciliation service", () => {
  const data = catalogue();
  const found = data.getObjects(CATALOGUE, `${DCAT}service`, null).map((service) => ({
    iri: service.value,
    at: data.getObjects(service, `${DCAT}endpointURL`, null)[0]?.value,
    speaks: data.getObjects(service, "http://purl.org/dc/terms/conformsTo", null)[0]?.value,
    serves: data.countQuads(service, `${DCAT}servesDataset`, `${BASE}${LOCATIONS}`, null),
  }));
  expect(found).toHaveLength(3);
  expect(found).toEqual(
    expect.arrayContaining([
      {
        iri: `${BASE}/sparql#service`,
        at: `${BASE}/sparql`,
        speaks: "https://www.w3.org/TR/sparql11-protocol/",
        serves: 1,
      },
      { iri: `${CATALOGUE}#changes`, at: `${BASE}/changes`, speaks: "https://w3id.org/ldes/specification", serves: 1 },
      {
        iri: `${CATALOGUE}#reconcile`,
        at: `${BASE}/reconcile`,
        speaks: "https://reconciliation-api.github.io/specs/0.2/",
        serves: 1,
      },
    ]),
  );
});

test("what two graphs say of a theme stands in it once", () => {
  const quads = new Parser().parse(turtle);
  expect(quads.length).toBe(new Store(quads).size);
});
