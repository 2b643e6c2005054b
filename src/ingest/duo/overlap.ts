/** What is left of files of a statistic when newer ones tell of the same. */
import { toByteText } from "../../archive/byte-lines.js";
import { fileBytes } from "../../archive/graph-file.js";
import { graphIri } from "../../archive/graph-name.js";
import type { GraphFile } from "../../archive/graph-writer.js";
import type { Publication } from "../../archive/publication.js";
import { mergedGroups, mergedSubjects, type SubjectGroup } from "../../archive/subject-groups.js";
import { inPattern } from "../../rdf/in-pattern.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import type { StatisticsFamily } from "../../records/family-table.js";
import { QB, Statements } from "../statements.js";

export interface GraphPart {
  /** `/graph/…` */
  readonly path: string;
  /** Absolute path of its file. */
  readonly file: string;
}

/** A file without what newer ones tell. */
export interface Rest {
  readonly file: GraphFile;
  /** Observations that newer files tell of, in whole or in part. */
  readonly superseded: number;
}

export class Overlap {
  readonly #publication: Publication;
  readonly #parts: readonly GraphPart[];
  /** What IRIs of observations begin with. */
  readonly #start: string;
  readonly #masked: string;
  /** IRIs of the properties that give numbers. */
  readonly #numbers: ReadonlySet<string>;

  /** @param parts files of one statistic, the oldest first */
  constructor(publication: Publication, { name, measures, attributes }: StatisticsFamily, parts: readonly GraphPart[]) {
    const { base } = publication.before;
    const { ond } = new Statements(base);
    this.#publication = publication;
    this.#parts = parts;
    this.#start = `${base}/id/observatie/${name}/`;
    this.#masked = `${ond}gemaskeerdeMaat`;
    this.#numbers = new Set([...measures, ...attributes].map(({ property }) => ond + property));
  }

  /**
   * What is left of each file of which newer ones give, or mask, some of the numbers: path → its rest, without those
   * numbers, and without observations that have no other.
   */
  async rests(): Promise<Map<string, Rest>> {
    const rests = new Map<string, Rest>();
    for (const [part, newer] of await this.#pairs()) {
      const rest = await this.#rest(part, newer);
      if (rest.superseded > 0) rests.set(part.path, rest);
    }
    return rests;
  }

  /** Files, with those newer ones that tell of the same. */
  async #pairs(): Promise<ReadonlyMap<GraphPart, ReadonlySet<GraphPart>>> {
    const pairs = new Map<GraphPart, Set<GraphPart>>();
    if (this.#parts.length === 0) return pairs;
    const byGraph = new Map(this.#parts.map((part, age) => [this.#ending(part), { part, age }]));
    const isObservation = new RegExp(
      `^<${inPattern(this.#start)}[^>\\n]*> <${inPattern(RDF_TYPE)}> <${inPattern(`${QB}Observation`)}> .*$`,
      "gm",
    );
    const files = this.#parts.map(({ file }) => file);
    for await (const { lines } of mergedGroups(files, isObservation)) {
      if (lines.length === 1) continue;
      const telling = lines.flatMap((line) => byGraph.get(line.slice(line.lastIndexOf(" <"))) ?? []);
      telling.sort((a, b) => a.age - b.age);
      for (const [at, { part }] of telling.entries()) {
        for (const { part: newer } of telling.slice(at + 1)) pairs.set(part, (pairs.get(part) ?? new Set()).add(newer));
      }
    }
    return pairs;
  }

  async #rest(part: GraphPart, newer: ReadonlySet<GraphPart>): Promise<Rest> {
    let superseded = 0;
    const writer = this.#publication.graphWriter(part.path);
    await writer.addSorted(this.#untoldOf(part, newer, () => (superseded += 1)));
    return { file: await writer.close(), superseded };
  }

  /** @param onTold called for each observation of which something is left out */
  async *#untoldOf(part: GraphPart, newer: ReadonlySet<GraphPart>, onTold: () => void): AsyncGenerator<string[]> {
    const ending = this.#ending(part);
    for await (const group of mergedSubjects([part, ...newer].map(({ file }) => fileBytes(file)))) {
      const own = group.lines.filter((line) => line.endsWith(ending));
      const kept = this.#untold(group, own);
      if (kept.length < own.length) onTold();
      yield kept.map((line) => toByteText(line.slice(0, -1)));
    }
  }

  /** Of the lines `own`, some of a group, those that no others make superfluous. */
  #untold({ subject, lines }: SubjectGroup, own: readonly string[]): readonly string[] {
    if (own.length === 0 || own.length === lines.length || !subject.startsWith(this.#start)) return own;
    const ours = new Set(own);
    const told = new Set(lines.filter((line) => !ours.has(line)).map((line) => this.#numberIn(line)));
    const kept = own.filter((line) => {
      const number = this.#numberIn(line);
      return number === undefined || !told.has(number);
    });
    return kept.some((line) => this.#numberIn(line) !== undefined) ? kept : [];
  }

  /** Which number a line gives, or says to be masked. */
  #numberIn(line: string): string | undefined {
    const [, predicate = "", object = ""] = /^\S+ <([^>]*)> (\S+)/.exec(line) ?? [];
    const number = predicate === this.#masked ? object.slice(1, -1) : predicate;
    return this.#numbers.has(number) ? number : undefined;
  }

  /** What lines of a graph end in. */
  #ending({ path }: GraphPart): string {
    return ` <${graphIri(this.#publication.before.base, path)}> .\n`;
  }
}
