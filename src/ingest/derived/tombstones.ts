/**
 * Tombstones (MODEL §1.6): what left the newest edition of a register, and is said of nowhere else, gets one; what comes
 * back loses it.
 */
import { fileBytes } from "../../archive/graph-file.js";
import { goneSubjects } from "../../archive/diff.js";
import type { GraphVersion } from "../../archive/manifest.js";
import type { Publication } from "../../archive/publication.js";
import { subjectGroups } from "../../archive/subject-groups.js";
import { parseLines } from "../../rdf/nquads-lines.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import { RANKS } from "../ranks.js";
import { rememberedFile } from "../remembered.js";
import { DCT, PROV, Statements } from "../statements.js";

export const TOMBSTONES_GRAPH = "/graph/meta/grafstenen";

/** A snapshot with less than this share of the rows before makes no tombstones: it is probably cut off. */
const BREAKER = 0.5;

/** A thing that left a graph. */
interface Gone {
  readonly types: readonly string[];
  /** When its source took it back, where the source says so: ISO 8601. */
  readonly at?: string;
  /** Address of its record at the source, where the source or the graph told it. */
  readonly record?: string;
  /** Paths of the graphs that it left. */
  readonly graphs: Set<string>;
}

/** What a source says of a thing that it took back. */
export interface Withdrawn extends Pick<Gone, "types"> {
  readonly at: string;
  readonly record: string;
  /** Path of the graph that it was in. */
  readonly graph: string;
}

/** Whether what leaves a graph gets a tombstone: registers and collections, not statistics of which a file was replaced. */
function hasTombstones(path: string): boolean {
  return /^\/graph\/(?:duo|edu-v|onderwijsloket|donl)\//.test(path) && !path.endsWith("/datasets");
}

/** What has no editions is no register: a number that is not given any more is no thing that is gone. */
function isRegister(path: string, { provenance }: GraphVersion): boolean {
  return !path.startsWith("/graph/duo/") || provenance.edition !== undefined;
}

function isHalved(before: GraphVersion, now: GraphVersion | undefined): boolean {
  const [rows, rowsBefore] = [now?.provenance.rows, before.provenance.rows];
  return rows !== undefined && rowsBefore !== undefined && rows < rowsBefore * BREAKER;
}

/** A graph that has less than half of the rows it had. */
export interface Halved {
  readonly path: string;
  readonly rows: number;
  readonly rowsBefore: number;
}

/** The graphs in which what is lacking is not called gone. */
export function halvedGraphs({ before, graphs }: Pick<Publication, "before" | "graphs">): Halved[] {
  return Object.entries(before.graphs).flatMap(([path, { current }]) => {
    const now = graphs.get(path)?.current;
    if (!hasTombstones(path) || current === undefined || now?.stamp === current.stamp) return [];
    if (!isRegister(path, current) || !isHalved(current, now)) return [];
    return [{ path, rows: now?.provenance.rows ?? 0, rowsBefore: current.provenance.rows ?? 0 }];
  });
}

/** Addresses at which a source shows one of its records. */
const RECORD_PAGE = /> <http:\/\/schema\.org\/sameAs> <(https:\/\/data\.overheid\.nl\/dataset\/[^>]+)>/;

/** The address of the record that statements about a thing come from. */
function recordOf(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const address = RECORD_PAGE.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  return undefined;
}

/** Whether what its source took back leaves the dated versions too (DESIGN §8.12). A school that closed stays in old editions. */
function isErased(path: string): boolean {
  return !path.startsWith("/graph/duo/");
}

export class Tombstones {
  readonly #publication: Publication;
  readonly #before: Publication["before"];
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #partial: ReadonlySet<string>;
  readonly #gone = new Map<string, Gone>();
  readonly #back = new Set<string>();
  readonly #buried = new Set<string>();

  /**
   * @param aliases other names of things, as paths: what moved to another URI is not gone
   * @param partial paths of graphs of which some may be missing
   */
  constructor(publication: Publication, aliases: ReadonlyMap<string, string>, partial: ReadonlySet<string>) {
    this.#aliases = aliases;
    this.#partial = partial;
    this.#publication = publication;
    this.#before = publication.before;
  }

  /**
   * Finds what left the graphs that have another current version now. To be called before {@link seen}.
   *
   * @throws {Error} when the tombstones of before are lost
   */
  async collect(fileBefore: (path: string) => string | undefined): Promise<void> {
    const graves = rememberedFile(this.#publication, TOMBSTONES_GRAPH);
    if (graves !== undefined) {
      for await (const { subject } of subjectGroups(fileBytes(graves))) this.#buried.add(subject);
    }
    for (const [path, entry] of Object.entries(this.#before.graphs)) {
      const oldFile = fileBefore(path);
      if (!hasTombstones(path) || entry.current === undefined || oldFile === undefined) continue;
      const graph = this.#publication.graphs.get(path);
      const now = graph?.current;
      if (graph !== undefined && (now === undefined || now.stamp === entry.current.stamp)) continue;
      if (!isRegister(path, entry.current)) continue;
      if (isHalved(entry.current, now) || this.#partial.has(path)) continue;
      await this.#collectFrom(path, oldFile, this.#publication.currentFile(path));
    }
  }

  async #collectFrom(path: string, oldFile: string, newFile: string | undefined): Promise<void> {
    const gone = new Set<string>();
    const { base } = this.#before;
    for await (const subject of goneSubjects(oldFile, newFile)) {
      if (!subject.startsWith(`${base}/id/`) || subject.startsWith(`${base}/id/observatie/`)) continue;
      if (!this.#aliases.has(subject.slice(base.length))) gone.add(subject);
    }
    if (gone.size === 0) return;
    for await (const { subject, lines } of subjectGroups(fileBytes(oldFile))) {
      if (!gone.has(subject)) continue;
      const types = parseLines(lines.filter((line) => line.includes(` <${RDF_TYPE}> `)).join(""));
      // A subject of which much is said comes in several groups.
      const known: Gone = this.#gone.get(subject) ?? { types: [], graphs: new Set() };
      const record = recordOf(lines) ?? known.record;
      this.#gone.set(subject, {
        types: [...known.types, ...types.map((q) => q.object.value)],
        graphs: known.graphs.add(path),
        ...(record === undefined ? {} : { record }),
      });
    }
  }

  /** A thing that its source says it took back. */
  withdrawn(subject: string, { types, at, record, graph }: Withdrawn): void {
    this.#gone.set(subject, { types, at, record, graphs: new Set([graph]) });
  }

  /** A thing that a data graph describes: it is not gone, and if it was, it is back. */
  seen(subject: string): void {
    this.#gone.delete(subject);
    if (this.#buried.has(subject)) this.#back.add(subject);
  }

  /**
   * Publishes the graph of tombstones.
   *
   * @param run IRI of the load run, for what no load brought
   * @returns the number of new ones
   */
  async publish(run: string, at: string): Promise<number> {
    if (this.#gone.size === 0 && this.#back.size === 0) return 0;
    const writer = this.#publication.graphWriter(TOMBSTONES_GRAPH);
    const s = new Statements(this.#before.base);
    await this.#publication.copyGraph(
      TOMBSTONES_GRAPH,
      writer,
      (subject) => !this.#back.has(subject) && !this.#gone.has(subject),
    );
    for (const [subject, { types, graphs, at: since, record }] of this.#gone) {
      await writer.write(s.type(subject, `${s.lds}Grafsteen`));
      await writer.write(s.line(subject, `${PROV}invalidatedAtTime`, s.dateTime(since ?? at)));
      await writer.write(s.line(subject, `${PROV}wasInvalidatedBy`, s.node(this.#runOf(graphs) ?? run)));
      if (record !== undefined) await writer.write(s.line(subject, `${DCT}source`, s.node(record)));
      for (const type of types) await writer.write(s.line(subject, `${s.lds}wasType`, s.node(type)));
    }
    const description = {
      title: "Grafstenen: wat er niet meer is",
      rank: RANKS.service,
      keepsHistory: false,
      provenance: { source: "lds", run },
    };
    this.#publication.setGraph(TOMBSTONES_GRAPH, description, await writer.close(), { asCurrent: true });
    await this.#erase();
    return this.#gone.size;
  }

  /** The load that brought the graph without it; none when the graph itself was removed. */
  #runOf(graphs: ReadonlySet<string>): string | undefined {
    return [...graphs].map((path) => this.#publication.graphs.get(path)?.current?.provenance.run).find((run) => run);
  }

  /** Takes what is gone out of the dated versions of the graphs that it left. */
  async #erase(): Promise<void> {
    const graphs = new Set([...this.#gone.values()].flatMap((gone) => [...gone.graphs]).filter(isErased));
    for (const path of graphs) {
      await this.#publication.eraseFromOlder(path, (subject) => !this.#gone.has(subject.replace(/#.*$/s, "")));
    }
  }
}
