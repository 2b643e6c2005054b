/** The graph of findings, while a run goes on: those of each dataset that is read replace the ones it had. */
import { byteLines } from "../archive/byte-lines.js";
import { fileBytes } from "../archive/graph-file.js";
import type { GraphFile, GraphWriter } from "../archive/graph-writer.js";
import type { Publication } from "../archive/publication.js";
import { isAbout, QUALITY_GRAPH } from "./findings.js";
import { RANKS } from "./ranks.js";

export class Quality {
  readonly #publication: Publication;
  readonly #writer: GraphWriter;
  /** Slugs of the datasets whose findings are replaced. */
  readonly #replaced = new Set<string>();

  constructor(publication: Publication) {
    this.#publication = publication;
    this.#writer = publication.graphWriter(QUALITY_GRAPH);
  }

  /** Takes the findings of a dataset that was read. */
  async replace(dataset: string, findings: GraphFile): Promise<void> {
    this.#replaced.add(dataset);
    await this.#writer.addSorted(byteLines(fileBytes(this.#publication.pathOf(findings))));
  }

  /** Forgets the findings of a dataset that is no longer there. */
  remove(dataset: string): void {
    this.#replaced.add(dataset);
  }

  /** Publishes the graph: what was taken, and what was there of other datasets. */
  async publish(run: string): Promise<void> {
    const publication = this.#publication;
    const { base } = publication.before;
    await publication.copyGraph(QUALITY_GRAPH, this.#writer, (subject) => !isAbout(base, subject, this.#replaced));
    const file = await this.#writer.close();
    if (file.quads === 0 && !publication.graphs.has(QUALITY_GRAPH)) return;
    publication.setGraph(
      QUALITY_GRAPH,
      {
        title: "Kwaliteit: bevindingen bij het laden",
        rank: RANKS.service,
        keepsHistory: false,
        provenance: { source: "lds", run },
      },
      file,
      { asCurrent: true },
    );
  }

  /** Gives up: nothing is published. */
  async discard(): Promise<void> {
    await this.#writer.close();
  }
}
