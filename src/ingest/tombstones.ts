/**
 * Tombstones (MODEL §1.6): what left the newest edition of a register, and is said of nowhere else, gets one; what comes
 * back loses it.
 */
import { createReadStream } from "node:fs";
import { goneSubjects } from "../archive/diff.js";
import type { Publication } from "../archive/publication.js";
import { subjectGroups } from "../archive/subject-groups.js";
import { parseLines } from "../rdf/nquads-lines.js";
import { RDF_TYPE } from "../rdf/terms.js";
import { RANKS } from "./ranks.js";
import { PROV, Statements } from "./statements.js";

export const TOMBSTONES_GRAPH = "/graph/meta/grafstenen";

/** A snapshot with less than this share of the rows before makes no tombstones: it is probably cut off. */
const BREAKER = 0.5;

/** A thing that left a graph. */
interface Gone {
  readonly types: readonly string[];
}

export class Tombstones {
  readonly #publication: Publication;
  readonly #before: Publication["before"];
  readonly #gone = new Map<string, Gone>();
  readonly #back = new Set<string>();
  readonly #buried = new Set<string>();
  /** Graphs whose new edition is less than half of the one before. */
  readonly halved: string[] = [];

  constructor(publication: Publication) {
    this.#publication = publication;
    this.#before = publication.before;
  }

  /** Finds what left the graphs that have another current version now. To be called before {@link seen}. */
  async collect(fileBefore: (path: string) => string | undefined): Promise<void> {
    const graves = fileBefore(TOMBSTONES_GRAPH);
    if (graves !== undefined) {
      for await (const { subject } of subjectGroups(createReadStream(graves))) this.#buried.add(subject);
    }
    for (const [path, entry] of Object.entries(this.#before.graphs)) {
      const now = this.#publication.graphs.get(path)?.current;
      const oldFile = fileBefore(path);
      if (
        entry.current === undefined ||
        oldFile === undefined ||
        now === undefined ||
        now.stamp === entry.current.stamp
      )
        continue;
      // What has no editions is no register: a number that is not given any more is no thing that is gone.
      if (!path.startsWith("/graph/duo/") || now.provenance.edition === undefined) continue;
      const [rows, rowsBefore] = [now.provenance.rows, entry.current.provenance.rows];
      if (rows !== undefined && rowsBefore !== undefined && rows < rowsBefore * BREAKER) {
        this.halved.push(path);
        continue;
      }
      await this.#collectFrom(oldFile, this.#publication.currentFile(path));
    }
  }

  async #collectFrom(oldFile: string, newFile: string | undefined): Promise<void> {
    const gone = new Set<string>();
    for await (const subject of goneSubjects(oldFile, newFile)) {
      if (subject.startsWith(`${this.#before.base}/id/`)) gone.add(subject);
    }
    if (gone.size === 0) return;
    for await (const { subject, lines } of subjectGroups(createReadStream(oldFile))) {
      if (!gone.has(subject)) continue;
      const types = parseLines(lines.filter((line) => line.includes(` <${RDF_TYPE}> `)).join(""));
      // A subject of which much is said comes in several groups.
      const known = this.#gone.get(subject)?.types ?? [];
      this.#gone.set(subject, { types: [...known, ...types.map((q) => q.object.value)] });
    }
  }

  /** A thing that a data graph describes: it is not gone, and if it was, it is back. */
  seen(subject: string): void {
    this.#gone.delete(subject);
    if (this.#buried.has(subject)) this.#back.add(subject);
  }

  /** Publishes the graph of tombstones; gives the number of new ones. */
  async publish(run: string, at: string): Promise<number> {
    if (this.#gone.size === 0 && this.#back.size === 0) return 0;
    const writer = this.#publication.graphWriter(TOMBSTONES_GRAPH);
    const s = new Statements(this.#before.base);
    await this.#publication.copyGraph(
      TOMBSTONES_GRAPH,
      writer,
      (subject) => !this.#back.has(subject) && !this.#gone.has(subject),
    );
    for (const [subject, { types }] of this.#gone) {
      await writer.write(s.type(subject, `${s.lds}Grafsteen`));
      await writer.write(s.line(subject, `${PROV}invalidatedAtTime`, s.dateTime(at)));
      await writer.write(s.line(subject, `${PROV}wasInvalidatedBy`, s.node(run)));
      for (const type of types) await writer.write(s.line(subject, `${s.lds}wasType`, s.node(type)));
    }
    const description = {
      title: "Grafstenen: wat er niet meer is",
      rank: RANKS.service,
      provenance: { source: "lds", run },
    };
    this.#publication.setGraph(TOMBSTONES_GRAPH, description, await writer.close(), { asCurrent: true });
    return this.#gone.size;
  }
}
