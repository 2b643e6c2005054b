/**
 * The forms that the archive does not hold as files (Turtle, gzip, the union of all graphs, …). Each is made once, into
 * a file beside the archive, so that whoever downloads it next gets a length, ranges and a checksum. All of them can be
 * made again: the folder may be emptied at any time, and the ones that were asked longest ago make room for new ones.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { UnserialisableError } from "../rdf/xml-names.js";
import type { FormMessage, FormTask, FormWhole } from "./form-task.js";
import { makeForm } from "./make-form.js";

/** A form that is whole. */
export interface Form {
  /** Absolute. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of its bytes, lower-case hex. */
  readonly sha256: string;
}

/** A form that is being made: it can be read while it grows, or waited for. */
export interface FormInMaking {
  /** @throws {UnserialisableError} when the form cannot say what is to be said; {Error} when it could not be written */
  readonly whole: Promise<Form>;
  /** Its bytes as they come. */
  read(): AsyncGenerator<Buffer>;
}

export interface FormsOptions {
  /** Bytes that all forms together may take on disk; 4 GiB by default. */
  readonly mostBytes?: number;
}

/** Forms made at the same time: one core is left for answers. */
const MAKERS = 1;
/** Bytes of N-Quads below which a form takes less time than starting a thread does: some 30 ms at most. */
const SMALL = 128 * 1024;
const MOST_BYTES = 4 * 1024 ** 3;
/** `{key}-{sha256}`, or `{key}-{number}.part` while it is made. */
const NAME = /^([\w-]+)-([0-9a-f]{64})$/;

export class Forms {
  readonly #folder: string;
  readonly #isTemporary: boolean;
  readonly #forms: LRUCache<string, Form>;
  readonly #making = new Map<string, Making>();
  readonly #inTurn = pLimit(MAKERS);
  #parts = 0;

  /** @param folder is made when missing; when it cannot be written, forms are kept in a temporary folder until {@link close} */
  constructor(folder: string, options: FormsOptions = {}) {
    this.#isTemporary = !isWritable(folder);
    this.#folder = this.#isTemporary ? mkdtempSync(join(tmpdir(), "onderwijsgraaf-")) : folder;
    const mostBytes = options.mostBytes ?? MOST_BYTES;
    this.#forms = new LRUCache({
      maxSize: mostBytes,
      // The newest stays, however large it is: it is being read.
      sizeCalculation: ({ size }) => Math.min(Math.max(size, 1), mostBytes),
      dispose: ({ path }, _, reason) => {
        // What cannot be removed is found again by the next service.
        if (reason === "evict") void rm(path, { force: true }).catch(() => undefined);
      },
    });
    const found = readdirSync(this.#folder).flatMap((name) => {
      const [, key, sha256] = NAME.exec(name) ?? [];
      const path = join(this.#folder, name);
      if (key !== undefined && sha256 !== undefined) return [{ key, sha256, path, ...statSync(path) }];
      // Left by a service that was stopped.
      if (/\.part$|^(?:merge|part)-/.test(name)) rmSync(path, { recursive: true, force: true });
      return [];
    });
    found.sort((a, b) => a.mtimeMs - b.mtimeMs);
    for (const { key, sha256, path, size } of found) this.#forms.set(key, { path, size, sha256 });
  }

  /**
   * A form; when it is not there yet, its making is begun, or joined.
   *
   * @param key names the bytes: other bytes, other key; of letters, digits, `_` and `-`
   */
  get(key: string, task: Omit<FormTask, "to">): Form | FormInMaking {
    const form = this.#forms.get(key);
    if (form !== undefined && statSync(form.path, { throwIfNoEntry: false })?.size === form.size) {
      const now = new Date();
      utimesSync(form.path, now, now);
      return form;
    }
    const known = this.#making.get(key);
    if (known !== undefined) return known;
    this.#parts += 1;
    const making = new Making(join(this.#folder, `${key}-${process.pid}-${this.#parts}.part`));
    this.#making.set(key, making);
    void this.#inTurn(() => this.#make(key, task, making));
    return making;
  }

  /** To be called once, when no form is wanted any more. */
  async close(): Promise<void> {
    if (this.#isTemporary) await rm(this.#folder, { recursive: true, force: true });
  }

  async #make(key: string, task: Omit<FormTask, "to">, making: Making): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const { bytes, sha256 } = await made({ ...task, to: making.path }, making);
      const form = { path: join(this.#folder, `${key}-${sha256}`), size: bytes, sha256 };
      await rename(making.path, form.path);
      this.#forms.set(key, form);
      making.finish(form);
    } catch (error) {
      making.fail(error instanceof Error ? error : new Error(String(error)));
      await rm(making.path, { force: true });
    } finally {
      this.#making.delete(key);
    }
  }
}

class Making implements FormInMaking {
  #bytes = 0;
  #ended: Form | Error | undefined;
  #told: () => void = () => undefined;
  #news = this.#next();
  #resolve!: (form: Form) => void;
  #reject!: (error: Error) => void;
  readonly whole = new Promise<Form>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  constructor(readonly path: string) {
    // Who reads while it grows is told by the reading.
    this.whole.catch(() => undefined);
  }

  written(bytes: number): void {
    this.#bytes = bytes;
    this.#tell();
  }

  finish(form: Form): void {
    this.#ended = form;
    this.#bytes = form.size;
    this.#resolve(form);
    this.#tell();
  }

  fail(error: Error): void {
    this.#ended = error;
    this.#reject(error);
    this.#tell();
  }

  async *read(): AsyncGenerator<Buffer> {
    while (this.#bytes === 0 && this.#ended === undefined) await this.#news;
    if (this.#ended instanceof Error) throw this.#ended;
    // The file keeps its contents for who has it open, whatever it is called or when it makes room for others.
    const file = await open(this.#ended?.path ?? this.path, "r");
    try {
      for (let at = 0; ;) {
        const news = this.#news;
        while (at < this.#bytes) {
          const piece = Buffer.allocUnsafe(Math.min(256 * 1024, this.#bytes - at));
          const { bytesRead } = await file.read(piece, 0, piece.length, at);
          at += bytesRead;
          yield piece.subarray(0, bytesRead);
        }
        if (this.#ended instanceof Error) throw this.#ended;
        if (this.#ended !== undefined) return;
        await news;
      }
    } finally {
      await file.close();
    }
  }

  #tell(): void {
    const told = this.#told;
    this.#news = this.#next();
    told();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#told = resolve;
    });
  }
}

function made(task: FormTask, making: Making): Promise<FormWhole> {
  const sources = "graph" in task.of ? [task.of.graph] : task.of.union;
  const bytes = sources.reduce((sum, { version }) => sum + version.bytes, 0);
  return bytes > SMALL ? madeInThread(task, making) : makeForm(task, (written) => making.written(written));
}

/** Makes a form in a thread of its own. */
function madeInThread(task: FormTask, making: Making): Promise<FormWhole> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("form-worker.js", import.meta.url), { workerData: task });
    // A service that is told to stop does not wait for a form.
    worker.unref();
    worker.on("message", (message: FormMessage) => {
      if (message.kind === "written") making.written(message.bytes);
      else if (message.kind === "whole") resolve(message);
      else reject(message.unserialisable ? new UnserialisableError(message.message) : new Error(message.message));
    });
    worker.on("error", reject);
    worker.on("exit", () =>
      reject(new Error(`the form ${task.format} was not finished: the thread that made it ended`)),
    );
  });
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(mkdtempSync(join(folder, "part-")), { recursive: true });
    return true;
  } catch {
    return false;
  }
}
