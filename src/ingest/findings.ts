/**
 * Findings as statements (DESIGN §8.7). They are replaced per dataset in `/graph/meta/kwaliteit`; a file that is refused
 * leaves none.
 */
import type { GraphWriter } from "../archive/graph-writer.js";
import type { Publication } from "../archive/publication.js";
import type { Finding } from "../records/record.js";
import { slug } from "../records/slug.js";
import { SH, Statements } from "./statements.js";

export const QUALITY_GRAPH = "/graph/meta/kwaliteit";

/** Start of the IRI path of all findings of a dataset. */
function startOf(dataset: string): string {
  return `/id/bevinding/${dataset}/`;
}

/** The findings of one dataset, while it is being read. */
export class FindingsWriter {
  readonly #writer: GraphWriter;
  readonly #statements: Statements;
  /** Names given to findings that concern the whole file, and to those of the line at hand. */
  readonly #ofFile = new Map<string, number>();
  readonly #ofLine = new Map<string, number>();
  #line = 0;
  /** `kind: field` → number, for the report of the run. */
  readonly counts = new Map<string, number>();

  /** @param described path of the dataset that they are about: `/id/dataset/…` */
  constructor(
    publication: Publication,
    readonly described: string,
  ) {
    this.#writer = publication.graphWriter(QUALITY_GRAPH);
    this.#statements = new Statements(publication.before.base);
  }

  /** Resolves when more may be written. */
  async write(finding: Finding): Promise<void> {
    const s = this.#statements;
    const subject = this.#name(finding);
    const label = `${finding.kind}: ${finding.field}`;
    this.counts.set(label, (this.counts.get(label) ?? 0) + 1);
    const lines = [
      s.type(subject, `${s.lds}Bevinding`),
      s.line(subject, `${s.lds}dataset`, s.node(this.described)),
      s.line(subject, `${s.lds}veld`, s.text(finding.field)),
      s.line(subject, `${s.lds}waarde`, s.text(finding.value)),
      s.line(subject, `${s.lds}reden`, s.text(finding.reason, "nl")),
      s.line(subject, `${s.lds}ernst`, s.node(SH + finding.severity)),
    ];
    if (finding.about !== undefined) lines.push(s.line(subject, `${s.lds}betreft`, s.node(finding.about)));
    if (finding.line > 0) lines.push(s.line(subject, `${s.lds}regel`, s.integer(finding.line)));
    for (const line of lines) await this.#writer.write(line);
  }

  /** `/id/bevinding/{dataset}/{line}-{field}-{kind}`, numbered on where a line, or the file as a whole, has two. */
  #name({ dataset, line, field, kind }: Finding): string {
    const name = `${startOf(dataset)}${line}-${slug(field) || "veld"}-${kind}`;
    if (line !== this.#line) this.#ofLine.clear();
    this.#line = line;
    const given = line === 0 ? this.#ofFile : this.#ofLine;
    const n = (given.get(name) ?? 0) + 1;
    given.set(name, n);
    return n === 1 ? name : `${name}-${n}`;
  }

  close(): ReturnType<GraphWriter["close"]> {
    return this.#writer.close();
  }
}

/** Whether a finding, by its IRI, is about one of these datasets (slugs). */
export function isAbout(base: string, subject: string, datasets: ReadonlySet<string>): boolean {
  const start = `${base}/id/bevinding/`;
  return subject.startsWith(start) && datasets.has(subject.slice(start.length).split("/", 1)[0] ?? "");
}
