/**
 * Sorting groups of statements to one file of N-Quads (DESIGN §8.10). They are held up to a bounded size, then spilled to
 * a run; runs are merged at the end, where groups about one subject become one. Memory is bounded by that size, and by
 * what is said of one subject.
 */
import { unlink } from "node:fs/promises";
import { byteGroups, GROUP_END } from "./byte-lines.js";
import { fileBytes } from "./graph-file.js";
import type { Pack } from "./group-pack.js";
import { type Batches, Digest, LineFile, writeLines, type Written } from "./line-file.js";
import { mergeLines } from "./merge-sorted.js";

export interface SortTask {
  /** Absolute path of the file. */
  readonly path: string;
  /** What follows each statement, as byte text: ` <graph> .` */
  readonly ending: string;
  /** Bytes of groups that are held before a run is spilled. */
  readonly spillBytes: number;
  /** Predicates, as terms: the lines that have one of them are also written to a file of their own, {@link excerptOf} it. */
  readonly excerpt: readonly string[];
}

export interface Sorted extends Written {
  readonly quads: number;
}

/** What sorts the groups of one file, in this thread or in another. */
export interface Sorter {
  /** Takes groups in any order. Resolves when more may come. */
  take(pack: Pack): Promise<void>;
  /** Takes a file of groups that are sorted already, which is removed in the end. */
  addRun(path: string): Promise<void>;
  /** Writes the file. @throws {Error} also when something failed before */
  finish(): Promise<Sorted>;
}

/** Path of the excerpt of the file at `path`. */
export function excerptOf(path: string): string {
  return `${path}.excerpt`;
}

/** Runs merged at a time: each is an open file and a chunk of memory. */
const FAN_IN = 64;
/** Groups handed on at a time. */
const BATCH = 64;

export class GroupSorter implements Sorter {
  readonly #runs: string[] = [];
  #packs: Pack[] = [];
  #held = 0;
  #made = 0;

  constructor(readonly task: SortTask) {}

  async take(pack: Pack): Promise<void> {
    this.#packs.push(pack);
    this.#held += pack.bytes.length;
    if (this.#held > this.task.spillBytes) await this.#spill(this.#sorted());
  }

  async addRun(path: string): Promise<void> {
    this.#runs.push(path);
  }

  async finish(): Promise<Sorted> {
    while (this.#runs.length > FAN_IN) {
      const some = this.#runs.splice(0, FAN_IN);
      await this.#spill(mergeLines(some.map(groupsIn)));
      await Promise.all(some.map((run) => unlink(run)));
    }
    const held = this.#sorted();
    const all = this.#runs.length === 0 ? held : mergeLines([...this.#runs.map(groupsIn), asynchronous(held)]);
    const sorted = await this.#write(all);
    await Promise.all(this.#runs.map((run) => unlink(run)));
    return sorted;
  }

  /** The groups that are held in the order of their bytes, and so of their subjects; from here on none are. */
  *#sorted(): Generator<readonly string[]> {
    const packs = this.#packs.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    const groups = this.#packs.flatMap(({ ends }, pack) =>
      Array.from(ends, (end, i) => ({ bytes: packs[pack] ?? Buffer.alloc(0), start: ends[i - 1] ?? 0, end })),
    );
    this.#packs = [];
    this.#held = 0;
    groups.sort((a, b) => a.bytes.compare(b.bytes, b.start, b.end, a.start, a.end));
    for (let at = 0; at < groups.length; at += BATCH) {
      yield groups.slice(at, at + BATCH).map(({ bytes, start, end }) => bytes.toString("latin1", start, end));
    }
  }

  async #spill(batches: Batches): Promise<void> {
    this.#made += 1;
    const run = `${this.task.path}.run${this.#made}`;
    this.#runs.push(run);
    await writeLines(run, batches, GROUP_END);
  }

  async #write(batches: Batches): Promise<Sorted> {
    const { path, ending, excerpt } = this.task;
    const told = { quads: 0 };
    const wanted = [...excerpt].sort().map((predicate) => `\n${predicate} `);
    const digest = new Digest();
    const file = await LineFile.create(path, digest.take);
    const beside = wanted.length === 0 ? undefined : await LineFile.create(excerptOf(path));
    try {
      for await (const groups of whole(batches)) {
        const texts: string[] = [];
        const excerpts: string[] = [];
        for (const group of groups) {
          const [start = "", ...statements] = group.split("\n");
          told.quads += statements.length;
          texts.push(linesOf(start, statements, ending));
          const some = wanted.flatMap((each) => statementsIn(group, each));
          if (some.length > 0) excerpts.push(linesOf(start, some, ending));
        }
        await file.write(texts, "\n");
        await beside?.write(excerpts, "\n");
      }
    } finally {
      await Promise.all([file.close(), beside?.close()]);
    }
    return { ...told, ...digest.told() };
  }
}

function linesOf(start: string, statements: readonly string[], ending: string): string {
  return start + statements.join(`${ending}\n${start}`) + ending;
}

/** The statements of a group that begin with a text, which begins with the newline before them. */
function statementsIn(group: string, beginning: string): string[] {
  const found: string[] = [];
  for (let at = group.indexOf(beginning); at !== -1;) {
    const end = group.indexOf("\n", at + 1);
    found.push(group.slice(at + 1, end === -1 ? undefined : end));
    at = end !== -1 && group.startsWith(beginning, end) ? end : -1;
  }
  return found;
}

function groupsIn(run: string): AsyncGenerator<string[]> {
  return byteGroups(fileBytes(run));
}

async function* asynchronous(batches: Iterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  yield* batches;
}

/** Sorted groups, those about one subject as one. */
async function* whole(batches: Batches): AsyncGenerator<readonly string[]> {
  let start = "\n";
  let same: string[] = [];
  for await (const groups of batches) {
    const done: string[] = [];
    for (const group of groups) {
      if (!group.startsWith(start)) {
        if (same.length > 0) done.push(joined(same));
        same = [];
        start = group.slice(0, group.indexOf("\n"));
      }
      same.push(group);
    }
    yield done;
  }
  if (same.length > 0) yield [joined(same)];
}

/** Several groups about one subject as one, sorted, each line once. */
function joined(groups: readonly string[]): string {
  const [first = ""] = groups;
  if (groups.length === 1) return first;
  const rest = new Set(groups.flatMap((group) => group.split("\n").slice(1)));
  return [first.slice(0, first.indexOf("\n")), ...[...rest].sort()].join("\n");
}
