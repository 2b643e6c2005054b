/** The pages of all our own vocabularies, of every term in them, as they are written with an empty archive. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Site } from "#src/http/site.js";
import { modulePage } from "#src/pages/vocabulary/module-page.js";
import { termIndex } from "#src/pages/vocabulary/term-index.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { loadOntology } from "#src/resources/ontology.js";
import { MemoryStore } from "../../server/memory-store.js";

const BASE = "https://graaf.test";
/** Bytes that a page may weigh compressed; the stylesheet comes on top. */
const HEAVIEST = 120_000;
const ontology = loadOntology(fileURLToPath(new URL("../../../ontology", import.meta.url)), BASE);
const site: Site = {
  base: BASE,
  prefix: "",
  softwareVersion: "0.0.0-test",
  edition: "0",
  queryTimeoutMs: 5000,
  vocabulary: { prefixes: prefixesFor(BASE), context: ontology.context, contextUrl: `${BASE}/def/context.jsonld` },
  look: { stylesheets: [], themeClass: "", searchScript: "" },
  store: new MemoryStore("", "20261122T101112Z"),
  manifest: () => ({ format: 1, base: BASE, version: "", graphs: {}, datasets: {} }),
};
const terms = [...termIndex(ontology, BASE).terms.values()];

it.each([...ontology.modules.values()].map((module) => [module.name, module] as const))(
  "the vocabulary %s has an entry for each of its terms, and is light",
  async (name, module) => {
    const html = await modulePage({ site, language: "nl", module, isEarlier: false, ontology, path: `/def/${name}` });
    const own = terms.filter((term) => term.module === name);
    expect(own.filter(({ local }) => !html.includes(`id="${local}"`))).toEqual([]);
    expect(gzipSync(html).length).toBeLessThan(HEAVIEST);
  },
);

it.each(["nl", "en"] as const)(
  "every term has a page in %s that says what it is called, and is light",
  { timeout: 120_000 },
  async (language) => {
    expect(terms.length).toBeGreaterThan(400);
    for (const { local, module: name } of terms) {
      const module = ontology.modules.get(name);
      if (module === undefined) throw new Error(`${name} is no module`);
      const html = await modulePage({
        site,
        language,
        module,
        isEarlier: false,
        ontology,
        path: `/def/${name}`,
        term: local,
      });
      expect(html).toMatch(/<h1>[^<]+<\/h1>/);
      expect(html).not.toMatch(/undefined|\[object|NaN/);
      expect(gzipSync(html).length).toBeLessThan(HEAVIEST);
    }
  },
);
