/** Our own catalogue as RDF: what ingest says of it, and what VoID counts of each graph (MODEL §2.7). */
import type { Manifest } from "../archive/manifest.js";
import type { Site } from "../http/site.js";
import type { RdfFormat } from "../rdf/media-types.js";
import { tripleText } from "../rdf/nquads.js";
import { quadBatches } from "../rdf/nquads-lines.js";
import { serialise } from "../rdf/serialise.js";
import type { Quad } from "../rdf/terms.js";
import { openForSending, plainBytes } from "./graph-file.js";
import type { Statistics } from "./statistics.js";
import { voidQuads } from "./void.js";

/** The graph in which ingest describes the catalogue. */
const DESCRIBED_IN = "/graph/meta";
/** The graph that names the terms of lists of others. */
const TERMS_IN = "/graph/referentie/waardelijsten";
const DCAT = "http://www.w3.org/ns/dcat#";

/** Each form is made once for a version of the archive: it is as long as there are graphs, and is made on the thread of HTTP. */
export class CatalogueText {
  readonly #made = new Map<RdfFormat, Promise<Buffer>>();
  #version: string | undefined;

  constructor(
    readonly site: Pick<Site, "base" | "vocabulary">,
    readonly dataDir: string,
    readonly statistics: Statistics,
  ) {}

  /** The catalogue of a version of the archive. */
  of(manifest: Manifest, format: RdfFormat): Promise<Buffer> {
    if (this.#version !== manifest.version) this.#made.clear();
    this.#version = manifest.version;
    const known = this.#made.get(format);
    if (known !== undefined) return known;
    const made = this.#make(manifest, format);
    this.#made.set(format, made);
    // What failed is tried again by the next who asks.
    made.catch(() => {
      if (this.#made.get(format) === made) this.#made.delete(format);
    });
    return made;
  }

  async #make(manifest: Manifest, format: RdfFormat): Promise<Buffer> {
    const { base, vocabulary } = this.site;
    const quads = await this.#statementsOf(manifest, DESCRIBED_IN);
    // Whoever reads it need not look elsewhere what its themes are called.
    const terms = new Set(quads.filter(isTheme).map((q) => q.object.value));
    const said = new Set(quads.map(textOf));
    const named = (await this.#statementsOf(manifest, TERMS_IN)).filter(
      (q) => terms.has(q.subject.value) && !said.has(textOf(q)),
    );
    const all = [...quads, ...named, ...voidQuads(base, await this.statistics.of(manifest))];
    return Buffer.from(serialise(all, format, vocabulary, { described: `${base}/id/catalogus/hoofd` }));
  }

  /** All statements of the current version of a small graph; none when it has none. */
  async #statementsOf(manifest: Manifest, path: string): Promise<Quad[]> {
    const version = manifest.graphs[path]?.current;
    if (version === undefined) return [];
    const quads: Quad[] = [];
    for await (const batch of quadBatches(plainBytes(await openForSending(this.dataDir, version))))
      quads.push(...batch);
    return quads;
  }
}

function textOf({ subject, predicate, object }: Quad): string {
  return tripleText(subject, predicate, object);
}

function isTheme({ predicate }: Quad): boolean {
  return predicate.value === `${DCAT}theme` || predicate.value === `${DCAT}themeTaxonomy`;
}
