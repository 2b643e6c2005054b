/**
 * Writing a graph: lines in any order, with duplicates, become one file sorted by UTF-8 bytes and duplicate-free (DESIGN
 * §8.10). What comes together about one subject is a group, sorted by itself: there are ten times fewer groups to sort than
 * lines. Groups are collected to packs; a file of more than one pack is sorted and written by another thread.
 */
import { basename, dirname } from "node:path";
import { sortedByBytes } from "../rdf/byte-order.js";
import { GROUP_END, subjectOf, toByteText } from "./byte-lines.js";
import { GroupPacker } from "./group-pack.js";
import { excerptOf, GroupSorter, type Sorter, type SortTask } from "./group-sorter.js";
import { writeLines } from "./line-file.js";

/** A finished file of sorted, duplicate-free N-Quads, in staging until it is published. */
export interface GraphFile {
  /** Path inside the data folder. */
  readonly file: string;
  readonly quads: number;
  /** Size in bytes. */
  readonly bytes: number;
  /** SHA-256 of the bytes in lower-case hex. */
  readonly sha256: string;
  /** Absolute path of a file beside it with those of its lines that were asked for, where there is one. */
  readonly excerpt?: string;
}

export interface GraphWriter {
  /**
   * Takes one statement: subject, predicate and object in canonical N-Triples, a space between them. Graph, full stop and
   * newline are added when it is written out. Returns a promise only when the caller should wait for it.
   *
   * @throws {Error} when it ends in a newline, or this writer was closed
   */
  write(statement: string): void | Promise<void>;
  /**
   * Takes statements about one subject.
   *
   * @param subject as a term
   * @param statements for each a newline, and predicate and object with a space between them, sorted by UTF-8 bytes, each once
   * @throws {Error} when this writer was closed
   */
  add(subject: string, statements: string): void | Promise<void>;
  /** Takes lines of N-Quads as byte text, without newlines, that are sorted already, such as those of an earlier version. */
  addSorted(lines: AsyncIterable<readonly string[]>): Promise<void>;
  /** Ends the file. */
  close(): Promise<GraphFile>;
}

export interface GraphWriterOptions {
  /** Absolute IRI of the graph: every line ends with it. */
  readonly graph: string;
  /** Bytes of text held before a run is spilled. */
  readonly spillBytes?: number;
  /** Predicates (IRIs) of which a large file has its lines in an excerpt too. */
  readonly excerpt?: readonly string[];
  /** Told the path of the file when all of it was written. */
  readonly onWritten?: (path: string) => void;
  /** Gives what sorts a file that is large; this thread does it otherwise. */
  readonly sorter?: (task: SortTask) => Sorter;
}

/** More than 300,000 lines need no run. */
const SPILL_BYTES = 24 * 1024 * 1024;
/** Bytes of a pack: a file of one is not worth another thread. */
const PACK_BYTES = 4 * 1024 * 1024;
/** Lines of a group; more about one subject are several. */
const MAX_GROUP = 1_000;

/** Starts a file at `path` (absolute), in a folder that exists. */
export function sortedWriter(path: string, options: GraphWriterOptions): GraphWriter {
  return new SortedWriter(path, options);
}

class SortedWriter implements GraphWriter {
  /** What follows each statement. */
  readonly #ending: string;
  readonly #packer: GroupPacker;
  readonly #spillBytes: number;
  /** The subject of statements that came one after another with the space behind it, and the rest of each. */
  #start = "\n";
  #group: string[] = [];
  /** What sorts, once there is more than a pack. */
  #large: { readonly sorter: Sorter; readonly excerpt: readonly string[] } | undefined;
  readonly #runs: string[] = [];
  #handing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(
    readonly path: string,
    readonly options: GraphWriterOptions,
  ) {
    this.#ending = toByteText(` <${options.graph}> .`);
    this.#spillBytes = options.spillBytes ?? SPILL_BYTES;
    this.#packer = new GroupPacker(Math.min(this.#spillBytes, PACK_BYTES));
  }

  write(statement: string): void | Promise<void> {
    if (statement.endsWith("\n")) throw new Error(`${JSON.stringify(statement)} is a line; give the statement alone`);
    this.#mustBeOpen();
    if (!statement.startsWith(this.#start) || this.#group.length === MAX_GROUP) {
      this.#endGroup();
      this.#start = `${subjectOf(statement)} `;
    }
    this.#group.push(statement.slice(this.#start.length));
    return this.#handing;
  }

  add(subject: string, statements: string): void | Promise<void> {
    this.#mustBeOpen();
    this.#put(`${subject} ${statements}`);
    return this.#handing;
  }

  async addSorted(lines: AsyncIterable<readonly string[]>): Promise<void> {
    const run = `${this.path}.sorted${this.#runs.length + 1}`;
    this.#runs.push(run);
    await writeLines(run, grouped(lines, this.#ending), GROUP_END);
  }

  async close(): Promise<GraphFile> {
    this.#mustBeOpen();
    this.#endGroup();
    this.#closed = true;
    while (this.#handing !== undefined) await this.#handing;
    if (this.#failure !== undefined) throw this.#failure.error;
    const { sorter, excerpt } = this.#large ?? { sorter: new GroupSorter(this.#task([])), excerpt: [] };
    if (!this.#packer.isEmpty) await sorter.take(this.#packer.take());
    for (const run of this.#runs) await sorter.addRun(run);
    const sorted = await sorter.finish();
    this.options.onWritten?.(this.path);
    return {
      file: `${basename(dirname(this.path))}/${basename(this.path)}`,
      ...sorted,
      ...(excerpt.length === 0 ? {} : { excerpt: excerptOf(this.path) }),
    };
  }

  #endGroup(): void {
    if (this.#group.length === 0) return;
    const group = this.#group;
    this.#group = [];
    this.#put(`${this.#start}\n${sortedByBytes(group).join("\n")}`);
  }

  #put(group: string): void {
    if (!this.#packer.fits(group)) this.#hand();
    this.#packer.add(group);
  }

  /** Hands the pack on to what sorts. */
  #hand(): void {
    const pack = this.#packer.take();
    const { sorter } = (this.#large ??= this.#begin());
    const before = this.#handing;
    const handing = (async () => {
      await before;
      await sorter.take(pack);
    })()
      .catch((error: unknown) => {
        // Told by close(): a caller need not look at what write() returned.
        this.#failure ??= { error };
      })
      .finally(() => {
        if (this.#handing === handing) this.#handing = undefined;
      });
    this.#handing = handing;
  }

  #begin(): { readonly sorter: Sorter; readonly excerpt: readonly string[] } {
    const { sorter = (task: SortTask) => new GroupSorter(task), excerpt = [] } = this.options;
    return { sorter: sorter(this.#task(excerpt)), excerpt };
  }

  #task(excerpt: readonly string[]): SortTask {
    const terms = excerpt.map((iri) => toByteText(`<${iri}>`));
    return { path: this.path, ending: this.#ending, spillBytes: this.#spillBytes, excerpt: terms };
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Error(`the file of <${this.options.graph}> was closed; start another to write more`);
  }
}

/** Sorted lines as groups. @throws {Error} when one does not end in `ending` */
async function* grouped(batches: AsyncIterable<readonly string[]>, ending: string): AsyncGenerator<string[]> {
  let start = "\n";
  let rest: string[] = [];
  for await (const lines of batches) {
    const groups: string[] = [];
    for (const line of lines) {
      if (!line.endsWith(ending)) throw stranger(line, ending);
      if (!line.startsWith(start) || rest.length === MAX_GROUP) {
        if (rest.length > 0) groups.push(`${start}\n${rest.join("\n")}`);
        rest = [];
        start = `${subjectOf(line)} `;
      }
      rest.push(line.slice(start.length, -ending.length));
    }
    yield groups;
  }
  if (rest.length > 0) yield [`${start}\n${rest.join("\n")}`];
}

function stranger(line: string, ending: string): Error {
  return new Error(
    `${JSON.stringify(line.slice(0, 200))} is no line of the graph: it must be canonical N-Quads that ends in "${ending.trim()}"`,
  );
}
