/**
 * Writing a graph: lines in any order, with duplicates, become one file sorted by UTF-8 bytes and duplicate-free (DESIGN
 * §8.10). What comes together about one subject is a group, sorted by itself: there are ten times fewer groups to sort than
 * lines. Groups are held up to a bounded size, then spilled to a run; runs are merged at the end, where groups about one
 * subject become one. Memory is bounded by that size, and by what is said of one subject.
 */
import { basename, dirname, join } from "node:path";
import { unlink } from "node:fs/promises";
import { byteGroups, GROUP_END, subjectOf, toByteText } from "./byte-lines.js";
import { openFile } from "./graph-file.js";
import { HeldGroups } from "./held-groups.js";
import { type Batches, writeLines } from "./line-file.js";
import { mergeLines } from "./merge-sorted.js";

/** A finished file of sorted, duplicate-free N-Quads, in staging until it is published. */
export interface GraphFile {
  /** Path inside the data folder. */
  readonly file: string;
  readonly quads: number;
  /** Size in bytes. */
  readonly bytes: number;
  /** SHA-256 of the bytes in lower-case hex. */
  readonly sha256: string;
}

export interface GraphWriter {
  /**
   * Takes one statement: subject, predicate and object in canonical N-Triples, a space between them. Graph, full stop and
   * newline are added when it is written out. Returns a promise only when the caller should wait for it.
   *
   * @throws {Error} when it ends in a newline, or this writer was closed
   */
  write(statement: string): void | Promise<void>;
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
  /** Told the path of the file when all of it was written. */
  readonly onWritten?: (path: string) => void;
}

/** More than 300,000 lines need no run. */
const SPILL_BYTES = 24 * 1024 * 1024;
/** Lines of a group; more about one subject are several. */
const MAX_GROUP = 1_000;
/** Runs merged at a time: each is an open file and a chunk of memory. */
const FAN_IN = 64;

/** Starts a file at `path` (absolute), in a folder that exists. */
export function sortedWriter(path: string, options: GraphWriterOptions): GraphWriter {
  return new SortedWriter(path, options);
}

class SortedWriter implements GraphWriter {
  /** What follows each statement. */
  readonly #ending: string;
  readonly #held = new HeldGroups();
  /** The subject of statements that came one after another with the space behind it, and the rest of each. */
  #start = "\n";
  #group: string[] = [];
  readonly #runs: string[] = [];
  #made = 0;
  #spilling: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(
    readonly path: string,
    readonly options: GraphWriterOptions,
  ) {
    this.#ending = toByteText(` <${options.graph}> .`);
  }

  write(statement: string): void | Promise<void> {
    if (statement.endsWith("\n")) throw new Error(`${JSON.stringify(statement)} is a line; give the statement alone`);
    if (this.#closed) throw new Error(`the file of <${this.options.graph}> was closed; start another to write more`);
    if (!statement.startsWith(this.#start) || this.#group.length === MAX_GROUP) {
      this.#endGroup();
      this.#start = `${subjectOf(statement)} `;
    }
    this.#group.push(statement.slice(this.#start.length));
    return this.#spilling;
  }

  async addSorted(lines: AsyncIterable<readonly string[]>): Promise<void> {
    await writeLines(this.#newRun(), grouped(lines, this.#ending), GROUP_END);
  }

  async close(): Promise<GraphFile> {
    this.#endGroup();
    this.#closed = true;
    while (this.#spilling !== undefined) await this.#spilling;
    if (this.#failure !== undefined) throw this.#failure.error;
    while (this.#runs.length > FAN_IN) {
      const some = this.#runs.splice(0, FAN_IN);
      await writeLines(this.#newRun(), mergeLines(some.map(groupsIn)), GROUP_END);
      await Promise.all(some.map((run) => unlink(run)));
    }
    const told = { quads: 0 };
    const written = await writeLines(this.path, settled(this.#all(), this.#ending, told), "\n");
    await Promise.all(this.#runs.map((run) => unlink(run)));
    this.options.onWritten?.(this.path);
    return { file: `${basename(dirname(this.path))}/${basename(this.path)}`, ...told, ...written };
  }

  #endGroup(): void {
    if (this.#group.length === 0) return;
    this.#held.add(groupOf(this.#start, this.#group));
    this.#group = [];
    if (this.#held.bytes > (this.options.spillBytes ?? SPILL_BYTES)) this.#spill();
  }

  #spill(): void {
    const batches = this.#held.take();
    const before = this.#spilling;
    const spilling = (async () => {
      await before;
      await writeLines(this.#newRun(), batches, GROUP_END);
    })()
      .catch((error: unknown) => {
        // Told by close(): a caller need not look at what write() returned.
        this.#failure ??= { error };
      })
      .finally(() => {
        if (this.#spilling === spilling) this.#spilling = undefined;
      });
    this.#spilling = spilling;
  }

  /** All groups in order; from here on the writer holds none. */
  #all(): Batches {
    const held = this.#held.take();
    return this.#runs.length === 0 ? held : mergeLines([...this.#runs.map(groupsIn), asynchronous(held)]);
  }

  #newRun(): string {
    this.#made += 1;
    const run = join(dirname(this.path), `${basename(this.path)}.run${this.#made}`);
    this.#runs.push(run);
    return run;
  }
}

function groupsIn(run: string): AsyncGenerator<string[]> {
  return byteGroups(openFile(run));
}

async function* asynchronous(batches: Batches): AsyncGenerator<readonly string[]> {
  yield* batches;
}

/**
 * A group: a subject and, on lines below it, what is said of it, as byte text. The order of groups is that of subjects, as
 * a space ends each; that of the rest does not change by what is added to each line, for a term that another begins with
 * is followed by a space too, which comes before `@` and `^`.
 */
function groupOf(start: string, rest: string[]): string {
  const text = `${start}\n${unique(rest.sort()).join("\n")}`;
  const bytes = toByteText(text);
  return bytes === text ? text : sortedGroup([bytes]);
}

/** Sorted lines, each once. */
function unique(lines: string[]): string[] {
  return lines.some((line, i) => i > 0 && line === lines[i - 1]) ? [...new Set(lines)] : lines;
}

/** Several groups about one subject as one, sorted, each line once. */
function sortedGroup(groups: readonly string[]): string {
  const rest = new Set(groups.flatMap((group) => group.split("\n").slice(1)));
  return [groups[0]?.split("\n", 1)[0], ...[...rest].sort()].join("\n");
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

/** The lines of sorted groups, as one text for each subject; they are counted on the way. */
async function* settled(batches: Batches, ending: string, told: { quads: number }): AsyncGenerator<readonly string[]> {
  let start = "\n";
  let same: string[] = [];
  const lines = (): string => {
    const group = same.length === 1 ? (same[0] ?? "") : sortedGroup(same);
    const statements = group.slice(start.length + 1).split("\n");
    told.quads += statements.length;
    return start + statements.join(`${ending}\n${start}`) + ending;
  };
  for await (const groups of batches) {
    const done: string[] = [];
    for (const group of groups) {
      if (!group.startsWith(start)) {
        if (same.length > 0) done.push(lines());
        same = [];
        start = group.slice(0, group.indexOf("\n"));
      }
      same.push(group);
    }
    yield done;
  }
  if (same.length > 0) yield [lines()];
}
