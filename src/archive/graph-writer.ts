/**
 * Writing a graph: lines in any order, with duplicates, become one file sorted by UTF-8 bytes and duplicate-free (DESIGN
 * §8.10). Lines are held up to a bounded size, then sorted and spilled to a run; runs are merged at the end.
 */
import { basename, dirname, join } from "node:path";
import { unlink } from "node:fs/promises";
import { byteLines, toByteText } from "./byte-lines.js";
import { openFile } from "./graph-file.js";
import { HeldLines } from "./held-lines.js";
import { type Batch, writeLines, type Written } from "./line-file.js";
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
const SPILL_BYTES = 48 * 1024 * 1024;
/** Runs merged at a time: each is an open file and a chunk of memory. */
const FAN_IN = 64;
const NEWLINE = Buffer.from("\n");

/** Starts a file at `path` (absolute), in a folder that exists. */
export function sortedWriter(path: string, options: GraphWriterOptions): GraphWriter {
  return new SortedWriter(path, options);
}

class SortedWriter implements GraphWriter {
  readonly #ending: string;
  readonly #held = new HeldLines();
  readonly #runs: string[] = [];
  #made = 0;
  #spilling: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(
    readonly path: string,
    readonly options: GraphWriterOptions,
  ) {
    this.#ending = `${toByteText(` <${options.graph}>`)} .`;
  }

  write(statement: string): void | Promise<void> {
    if (statement.endsWith("\n")) throw new Error(`${JSON.stringify(statement)} is a line; give the statement alone`);
    if (this.#closed) throw new Error(`the file of <${this.options.graph}> was closed; start another to write more`);
    this.#held.add(toByteText(statement));
    if (this.#held.bytes > (this.options.spillBytes ?? SPILL_BYTES)) this.#spill();
    return this.#spilling;
  }

  async addSorted(lines: AsyncIterable<readonly string[]>): Promise<void> {
    await writeLines(this.#newRun(), this.#checked(lines));
  }

  async close(): Promise<GraphFile> {
    this.#closed = true;
    while (this.#spilling !== undefined) await this.#spilling;
    if (this.#failure !== undefined) throw this.#failure.error;
    const written = this.#runs.length === 0 ? await writeLines(this.path, this.#sorted()) : await this.#merged();
    this.options.onWritten?.(this.path);
    const file = `${basename(dirname(this.path))}/${basename(this.path)}`;
    return { file, quads: written.lines, bytes: written.bytes, sha256: written.sha256 };
  }

  #spill(): void {
    const batches = this.#sorted();
    const before = this.#spilling;
    const spilling = (async () => {
      await before;
      await writeLines(this.#newRun(), batches);
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

  /**
   * The lines held, sorted and duplicate-free; from here on the writer holds none. What is added to all does not change
   * their order: a term that another begins with is followed by a space, which comes before `@` and `^`.
   */
  #sorted(): AsyncIterable<Batch> {
    return withEnding(this.#held.take(), Buffer.from(`${this.#ending}\n`, "latin1"));
  }

  async #merged(): Promise<Written> {
    await writeLines(this.#newRun(), this.#sorted());
    while (this.#runs.length > FAN_IN) {
      const some = this.#runs.splice(0, FAN_IN);
      await mergeRuns(some, this.#newRun());
    }
    return mergeRuns(this.#runs, this.path);
  }

  #newRun(): string {
    this.#made += 1;
    const run = join(dirname(this.path), `${basename(this.path)}.run${this.#made}`);
    this.#runs.push(run);
    return run;
  }

  async *#checked(batches: AsyncIterable<readonly string[]>): AsyncGenerator<Batch> {
    for await (const lines of batches) {
      for (const line of lines) if (!line.endsWith(this.#ending)) throw this.#stranger(line);
      yield { lines, ending: NEWLINE };
    }
  }

  #stranger(line: string): Error {
    return new Error(
      `${JSON.stringify(line.slice(0, 200))} is no line of <${this.options.graph}>: ` +
        `it must be canonical N-Quads that ends in "<${this.options.graph}> ."`,
    );
  }
}

async function* withEnding(
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  ending: Buffer,
): AsyncGenerator<Batch> {
  for await (const lines of batches) yield { lines, ending };
}

async function mergeRuns(runs: readonly string[], to: string): Promise<Written> {
  const written = await writeLines(to, withEnding(mergeLines(runs.map((run) => byteLines(openFile(run)))), NEWLINE));
  await Promise.all(runs.map((run) => unlink(run)));
  return written;
}
