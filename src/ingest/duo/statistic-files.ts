/**
 * The files of statistics that a run takes. Those of one statistic may overlap, as exams of 2019 to 2024 and of 2020 to
 * 2025 do; what several say of the same, the newest says (docs/decisions/0052).
 */
import type { GraphFile } from "../../archive/graph-writer.js";
import { linesAbout } from "../../archive/lines-about.js";
import type { GraphEntry } from "../../archive/manifest.js";
import type { GraphDescription } from "../../archive/manifest-draft.js";
import type { Publication } from "../../archive/publication.js";
import { byCodeUnit } from "../../rdf/byte-order.js";
import type { StatisticsFamily } from "../../records/family-table.js";
import { type GraphPart, Overlap, type Rest } from "./overlap.js";
import type { FileReport } from "../report.js";

/** A file that was loaded, and is to be published. */
export interface StatisticFile {
  readonly family: StatisticsFamily;
  /** Path of its graph. */
  readonly path: string;
  readonly about: GraphDescription;
  readonly file: GraphFile;
  readonly report: Omit<FileReport, "outcome" | "graph" | "quads" | "superseded">;
}

/** A file of a statistic, published or to be. */
interface Part extends GraphPart {
  /** School years of which it has numbers: `2019-2020`. */
  readonly years: ReadonlySet<string>;
  /** Whether it is to be compared with the others: it says something else than what is published. */
  readonly isFresh: boolean;
}

export interface StatisticFilesOptions {
  readonly publication: Publication;
  readonly reports: FileReport[];
  /** Whether what is published may overlap: an earlier version of the software made it. */
  readonly again: boolean;
  /** Name of the family that the dataset of a graph is of. */
  readonly familyOf: (path: string) => string | undefined;
}

export class StatisticFiles {
  readonly #publication: Publication;
  readonly #reports: FileReport[];
  readonly #again: boolean;
  readonly #familyOf: (path: string) => string | undefined;
  readonly #taken = new Map<string, StatisticFile>();

  constructor({ publication, reports, again, familyOf }: StatisticFilesOptions) {
    this.#publication = publication;
    this.#reports = reports;
    this.#again = again;
    this.#familyOf = familyOf;
  }

  /** Takes a file. What was taken before is published when one of it is of the same graph, which gets both. */
  async take(file: StatisticFile): Promise<void> {
    if (this.#taken.has(file.path)) await this.publish();
    this.#taken.set(file.path, file);
  }

  /** Whether a file of a graph was taken, and is not published yet. */
  has(path: string): boolean {
    return this.#taken.has(path);
  }

  /** Publishes what was taken, and what is left of older files. */
  async publish(): Promise<void> {
    const taken = [...this.#taken.values()];
    this.#taken.clear();
    for (const family of new Set(taken.map((each) => each.family))) {
      await this.#publishFamily(
        family,
        taken.filter((each) => each.family === family),
      );
    }
  }

  async #publishFamily(family: StatisticsFamily, taken: readonly StatisticFile[]): Promise<void> {
    const publication = this.#publication;
    const parts = [
      ...taken.map((each) => this.#takenPart(each)),
      ...[...publication.graphs.values()]
        .filter(({ path }) => this.#familyOf(path) === family.name && !taken.some((each) => each.path === path))
        .flatMap((entry) => this.#publishedPart(family, entry)),
    ].sort(byAge);
    const mayOverlap = parts.filter((part) =>
      parts.some((other) => other !== part && (other.isFresh || part.isFresh) && shareYear(part, other)),
    );
    const overlap = new Overlap(publication, family, mayOverlap);
    const rests = await overlap.rests();
    for (const each of taken) {
      const { file, superseded } = rests.get(each.path) ?? { file: each.file, superseded: 0 };
      this.#set(each, file, superseded);
      rests.delete(each.path);
    }
    for (const [path, rest] of rests) this.#setRest(path, rest);
  }

  #takenPart(taken: StatisticFile): Part {
    const { path, family, file } = taken;
    const place = this.#publication.pathOf(file);
    const isFresh = this.#again || this.#publication.graphs.get(path)?.current?.sha256 !== file.sha256;
    return { path, file: place, years: this.#yearsIn(place, family), isFresh };
  }

  #publishedPart(family: StatisticsFamily, { path }: GraphEntry): Part[] {
    const file = this.#publication.currentFile(path);
    return file === undefined ? [] : [{ path, file, years: this.#yearsIn(file, family), isFresh: false }];
  }

  /** By its slices, one a school year. */
  #yearsIn(file: string, { name }: StatisticsFamily): Set<string> {
    const cube = `${this.#publication.before.base}/id/statistiek/${name}`;
    const lines = linesAbout([file], [cube]).get(cube) ?? "";
    return new Set(lines.match(/(?<=\/deel\/)\d{4}-\d{4}(?=>)/g));
  }

  #set({ path, about, report }: StatisticFile, file: GraphFile, superseded: number): void {
    const outcome = this.#publication.setGraph(path, about, file, { asCurrent: true });
    const { quads } = file;
    this.#reports.push({ ...report, outcome, graph: path, quads, ...(superseded === 0 ? {} : { superseded }) });
  }

  /** What is left of a file that this run did not read. */
  #setRest(path: string, { file, superseded }: Rest): void {
    const entry = this.#publication.graphs.get(path);
    if (entry?.current === undefined) return;
    const { title, rank, licence, current } = entry;
    const about = { title, rank, ...(licence === undefined ? {} : { licence }), provenance: current.provenance };
    const outcome = this.#publication.setGraph(path, about, file, { asCurrent: true });
    const name = current.provenance.dataset ?? path;
    this.#reports.push({ file: name, outcome, graph: path, quads: file.quads, superseded });
  }
}

/** The older first: what ends in an earlier school year, or is named earlier. */
function byAge(a: Part, b: Part): number {
  return byCodeUnit(lastYear(a), lastYear(b)) || byCodeUnit(a.path, b.path);
}

function lastYear({ years }: Part): string {
  return [...years].sort().at(-1) ?? "";
}

function shareYear({ years }: Part, other: Part): boolean {
  return [...years].some((year) => other.years.has(year));
}
