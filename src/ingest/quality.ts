/** The graph of findings, while a run goes on: those of each dataset that is read replace the ones it had. */
import { byteLines } from "../archive/byte-lines.js";
import { fileBytes } from "../archive/graph-file.js";
import type { GraphFile, GraphWriter } from "../archive/graph-writer.js";
import type { Publication } from "../archive/publication.js";
import type { Loss } from "../records/record.js";
import { FindingsWriter, isAbout, QUALITY_GRAPH } from "./findings.js";
import { RANKS } from "./ranks.js";

/** Which findings are meant. */
export interface FindingsOf {
  /** Slug of the dataset, as in the IRIs of its findings. */
  readonly dataset: string;
  /** Path of the dataset: `/id/dataset/…`. */
  readonly described: string;
  /** Path of its graph. */
  readonly graph: string;
}

export class Quality {
  readonly #publication: Publication;
  readonly #writer: GraphWriter;
  /** Slugs of the datasets whose findings are replaced. */
  readonly #replaced = new Set<string>();
  readonly #byGraph = new Map<string, FindingsOf>();

  constructor(publication: Publication) {
    this.#publication = publication;
    this.#writer = publication.graphWriter(QUALITY_GRAPH);
  }

  /** Takes the findings of a dataset that was read. */
  async replace(of: FindingsOf, findings: GraphFile): Promise<void> {
    this.#replaced.add(of.dataset);
    this.#byGraph.set(of.graph, of);
    await this.#take(findings);
  }

  /** Adds what is found of a whole dataset, by its graph, once all were read. */
  async add(graph: string, loss: Loss): Promise<void> {
    const of = this.#byGraph.get(graph);
    if (of === undefined) return;
    const findings = new FindingsWriter(this.#publication, of.described);
    await findings.write({ ...loss, dataset: of.dataset, line: 0 });
    await this.#take(await findings.close());
  }

  async #take(findings: GraphFile): Promise<void> {
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
