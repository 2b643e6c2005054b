/** A whole service on a loopback port, over a small archive on disk: what the tests of publication talk to. */
import { Forms } from "#src/catalog/forms.js";
import { loadOntology } from "#src/resources/ontology.js";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { GraphEntry, GraphVersion, Manifest } from "#src/archive/manifest.js";
import { packagePath } from "#src/package/package-files.js";
import type { Log } from "#src/http/errors.js";
import { Searcher } from "#src/search/searcher.js";
import { createServer, type ServerOptions } from "#src/server.js";
import type { FederationSettings } from "#src/sparql/federation/allow-list.js";
import { federating } from "#src/sparql/federation/federating-store.js";
import { MemoryStore } from "./memory-store.js";

export const BASE = "https://graaf.test";
export const SCHOOL = `${BASE}/id/vestiging/16SW03`;
export const BOARD = `${BASE}/id/bevoegd-gezag/41645`;
export const GRAPH = "/graph/duo/03-vestigingen";
const STAMP = "20261122T101112Z";
const OLD_STAMP = "20251122T101112Z";
const OND = `${BASE}/def/onderwijs#`;
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const here = dirname(fileURLToPath(import.meta.url));

function many(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const school = `<${BASE}/id/vestiging/${String(10 + (i % 90))}AB${String(Math.floor(i / 90)).padStart(2, "0")}>`;
    return `${school} <${OND}bevoegdGezag> <${BOARD}>`;
  });
}

/** Graph path → its statements, without graph name. */
const GRAPHS: Readonly<Record<string, readonly string[]>> = {
  [GRAPH]: [
    `<${SCHOOL}> ${TYPE} <${OND}Vestiging>`,
    `<${SCHOOL}> <http://schema.org/name> "De Wilg </script> \\"&\\" é"`,
    `<${SCHOOL}> <${OND}bevoegdGezag> <${BOARD}>`,
    `<${SCHOOL}> <${OND}bezoekadres> <${SCHOOL}#bezoekadres>`,
    `<${SCHOOL}> <http://schema.org/url> <javascript:alert(1)>`,
    `<${SCHOOL}> <${OND}aantalLeerlingen> "12345"^^<http://www.w3.org/2001/XMLSchema#integer>`,
    `<${SCHOOL}> <http://purl.org/dc/terms/modified> "2026-05-01"^^<http://www.w3.org/2001/XMLSchema#date>`,
    `<${SCHOOL}#bezoekadres> <http://schema.org/addressLocality> "Tilburg"`,
    `<${SCHOOL}#losse-eindjes> <http://schema.org/name> "nergens aan vast"`,
    `<${BOARD}> ${TYPE} <${OND}BevoegdGezag>`,
    ...many(60),
  ],
  "/graph/edu-v/bron/organisations": [`<${SCHOOL}> <${OND}bevoegdGezag> <${BOARD}>`],
  "/graph/afgeleid/labels": [`<${SCHOOL}> ${LABEL} "De Wilg"`, `<${BOARD}> ${LABEL} "Stichting Tangent"`],
  "/graph/identiteit": [
    `<${BASE}/id/onderwijslocatie/112X995> <http://www.w3.org/2002/07/owl#sameAs> <${SCHOOL}>`,
    `<${BASE}/id/onderwijslocatie/113X995> <http://www.w3.org/2002/07/owl#sameAs> <https://elders.test/x>`,
  ],
  "/graph/meta": [
    `<${BASE}${GRAPH}> <http://www.w3.org/ns/prov#wasGeneratedBy> <${BASE}/id/lading/duo/${STAMP}>`,
    `<${BASE}/id/lading/duo/${STAMP}> <http://www.w3.org/ns/prov#endedAtTime> "2026-11-22T10:11:12Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
  ],
  "/graph/meta/grafstenen": [
    `<${BASE}/id/vestiging/99ZZ00> ${TYPE} <${BASE}/def/dienst#Grafsteen>`,
    `<${BASE}/id/vestiging/99ZZ00> <http://www.w3.org/ns/prov#invalidatedAtTime> "2026-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
  ],
};

export interface Rig {
  readonly url: string;
  readonly store: MemoryStore;
  readonly logged: string[];
  readonly dataDir: string;
  readonly manifest: Manifest;
  /** Has the service see another manifest than {@link Rig.manifest}. */
  manifestIs(now: () => Manifest): void;
  /** Fetches without following redirects. */
  get(path: string, headers?: Record<string, string>, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Sorted N-Quads of a graph as the archive has them. */
export function graphText(path: string, graphs = GRAPHS): string {
  const lines = (graphs[path] ?? []).map((statement) => `${statement} <${BASE}${path}> .\n`);
  return [...new Set(lines)].sort().join("");
}

async function writeVersion(
  dataDir: string,
  path: string,
  stamp: string,
  text: string,
  gz: boolean,
): Promise<GraphVersion> {
  const file = `graphs${path}/${stamp}.nq${gz ? ".gz" : ""}`;
  await mkdir(dirname(join(dataDir, file)), { recursive: true });
  await writeFile(join(dataDir, file), gz ? gzipSync(text) : text);
  return {
    stamp,
    file,
    quads: text.split("\n").length - 1,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    provenance: { source: "duo", edition: "2026-10-01", rows: 61, run: `${BASE}/id/lading/duo/${stamp}` },
  };
}

interface RigOptions {
  /** Nothing was ingested. */
  readonly empty?: boolean;
  readonly base?: string;
  readonly federation?: FederationSettings;
  /** Further graphs: path → statements, without graph name. */
  readonly more?: Readonly<Record<string, readonly string[]>>;
  /** With the vocabularies of the package, instead of a few terms. */
  readonly realOntology?: boolean;
  readonly server?: Pick<ServerOptions, "publisher" | "theme">;
}

/** Starts a service. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const { more = {} } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "publicatie-"));
  const graphs: Record<string, GraphEntry> = {};
  for (const path of options.empty === true ? [] : Object.keys(GRAPHS)) {
    const current = await writeVersion(dataDir, path, STAMP, graphText(path), false);
    const older = path === GRAPH ? [await writeVersion(dataDir, path, OLD_STAMP, graphText(path), true)] : [];
    const licence = path === GRAPH ? { licence: "https://creativecommons.org/publicdomain/zero/1.0/" } : {};
    graphs[path] = { path, title: `Graaf ${path}`, rank: 1, current, older, ...licence };
  }
  for (const path of Object.keys(more)) {
    const version = await writeVersion(dataDir, path, STAMP, graphText(path, more), false);
    const provenance = { ...version.provenance, source: path.split("/")[2] ?? "" };
    graphs[path] = { path, title: `Graaf ${path}`, rank: 5, current: { ...version, provenance }, older: [] };
  }
  const manifest: Manifest = { format: 1, base: BASE, version: STAMP, graphs, datasets: {} };
  let manifestNow = (): Manifest => manifest;
  const nquads = Object.keys(graphs)
    .map((path) => graphText(path, path in more ? more : GRAPHS))
    .join("");
  const store = new MemoryStore(nquads, STAMP);
  const logged: string[] = [];
  const note = (details: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(details)}`);
  };
  const log: Log = { info: note, warn: note, error: note };
  const searcher = new Searcher({
    dir: dataDir,
    manifest: () => manifestNow(),
    log: { ...log, info: () => undefined },
  });
  const { federation } = options;
  const asked =
    federation === undefined ? store : federating(store, { ...federation, timeoutMs: 30_000, userAgent: "test" });
  const app = createServer(
    {
      store: asked,
      searcher,
      manifest: () => manifestNow(),
      dataDir,
      forms: new Forms(join(dataDir, "forms")),
      ontology: loadOntology(
        options.realOntology === true ? packagePath("ontology") : join(here, "ontology"),
        options.base ?? BASE,
      ),
      queriesDir: join(here, "queries"),
      log,
    },
    {
      base: options.base ?? BASE,
      softwareVersion: "0.0.0-test",
      queryTimeoutMs: federation === undefined ? 5000 : 30_000,
      federates: federation !== undefined,
      ...options.server,
    },
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    store,
    logged,
    dataDir,
    manifest,
    manifestIs: (now) => {
      manifestNow = now;
    },
    get: (path, headers = {}, init = {}) => fetch(url + path, { redirect: "manual", ...init, headers }),
    close: async () => {
      server.closeAllConnections();
      await asked.close();
      await searcher.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
