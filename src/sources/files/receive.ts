/**
 * Receiving a file: it is copied as it came, and looked at on the way, so that reading can start from
 * what it is instead of what it is called. Nothing is held in memory but the first bytes.
 */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { firstCause } from "../first-cause.js";
import { pageInstead } from "../page-instead.js";
import { BrokenAnswer } from "../broken-answer.js";
import { SourceError } from "../source-error.js";

/** What a received file turned out to be. */
export interface Received {
  /** Where the copy is, not compressed. */
  readonly path: string;
  /** Size in bytes, uncompressed. */
  readonly bytes: number;
  /** SHA-256 of the uncompressed bytes, lower-case hex. */
  readonly sha256: string;
  readonly encoding: "utf-8" | "windows-1252";
  /** The first bytes, at most {@link HEAD_BYTES}. */
  readonly head: Buffer;
}

export const HEAD_BYTES = 65_536;

/** The first bytes of gzip (RFC 1952 §2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Files that are surely no table, by their first bytes. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["%PDF-", "a PDF document"],
  ["PK\u0003\u0004", "a ZIP archive or spreadsheet (.xlsx, .ods)"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Office document (.xls)"],
  ["\u0089PNG", "a PNG image"],
  ["\u00ff\u00d8\u00ff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["\u00ff\u00fe", "UTF-16 text"],
  ["\u00fe\u00ff", "UTF-16 text"],
];

export interface ReceiveOptions {
  /** Gives up when aborted, throwing its reason. */
  readonly signal?: AbortSignal;
  /** Bytes, uncompressed, after which a file is refused: a small gzip file may hold a disk full. */
  readonly largest?: number;
}

/** 4 GiB; the largest files of our sources are some 100 MB. */
const LARGEST = 4 * 1024 ** 3;

/** Watches bytes pass: size, hash, whether they are UTF-8, whether they are text at all. */
class Watch extends Transform {
  readonly #hash = createHash("sha256");
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #utf8 = true;
  bytes = 0;
  /** Offset of the first NUL byte, or -1. */
  nulAt = -1;

  constructor(
    readonly name: string,
    readonly largest: number,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    if (this.nulAt === -1) {
      const at = chunk.indexOf(0);
      if (at !== -1) this.nulAt = this.bytes + at;
    }
    if (this.#headBytes < HEAD_BYTES) {
      const part = chunk.subarray(0, HEAD_BYTES - this.#headBytes);
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    if (this.#utf8) this.#decode(chunk, true);
    this.bytes += chunk.length;
    if (this.bytes > this.largest) {
      const most = Math.floor(this.largest / 1e6);
      done(new SourceError(`${this.name}: larger than ${most} MB, which no file of this source is`));
      return;
    }
    done(null, chunk);
  }

  #decode(chunk: Buffer, stream: boolean): void {
    try {
      this.#decoder.decode(chunk, { stream });
    } catch {
      this.#utf8 = false;
    }
  }

  /** To be called once, when all has passed. */
  outcome(): { sha256: string; utf8: boolean; head: Buffer } {
    if (this.#utf8) this.#decode(Buffer.alloc(0), false);
    return { sha256: this.#hash.digest("hex"), utf8: this.#utf8, head: Buffer.concat(this.#head) };
  }
}

/**
 * Copies `body` to `path`, undoing gzip where its first bytes say so, and tells what it is.
 *
 * @param name how messages call it: a file name or URL
 * @throws {BrokenAnswer} when it ends early
 * @throws {SourceError} when it is no text: binary, an HTML page, empty; or there is no room for it
 */
export async function receive(
  body: Readable,
  path: string,
  name: string,
  options: ReceiveOptions = {},
): Promise<Received> {
  const { signal, largest = LARGEST } = options;
  const watch = new Watch(name, largest);
  try {
    const { start, all } = await peek(body, GZIP.length);
    const steps = start.subarray(0, GZIP.length).equals(GZIP) ? [createGunzip()] : [];
    await pipeline([all, ...steps, watch, createWriteStream(path)], { signal });
  } catch (error) {
    signal?.throwIfAborted();
    // It names its own place: what is copied may be put together from several answers.
    if (error instanceof SourceError) throw error;
    const told = codeOf(error) === "ENOSPC" ? SourceError : BrokenAnswer;
    throw new told(`${name}: ${whyBroken(error)}`, { cause: error });
  }
  const { sha256, utf8, head } = watch.outcome();
  const objection = whyNoText(head, watch.bytes, watch.nulAt);
  if (objection !== undefined) throw new SourceError(`${name}: ${objection}`);
  return { path, bytes: watch.bytes, sha256, encoding: utf8 ? "utf-8" : "windows-1252", head };
}

/** Takes at least `wanted` bytes off a stream, where it has them, and gives them back in front. */
async function peek(body: Readable, wanted: number): Promise<{ start: Buffer; all: Readable }> {
  const iterator: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < wanted) {
    const next = await iterator.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  async function* startAndRest(): AsyncGenerator<Buffer> {
    try {
      if (start.length > 0) yield start;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      body.destroy();
    }
  }
  return { start, all: Readable.from(startAndRest(), { objectMode: false }) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function whyBroken(error: unknown): string {
  const code = codeOf(error);
  if (code === "Z_BUF_ERROR") return "the gzip stream ends early; the file is cut off, fetch it again";
  if (code.startsWith("Z_")) return `not a sound gzip file (${code}); fetch it again`;
  if (code === "ENOSPC") return "no space left in the data folder";
  return `reading broke off: ${firstCause(error)}`;
}

function whyNoText(head: Buffer, bytes: number, nulAt: number): string | undefined {
  if (bytes === 0) return "the file is empty";
  const start = head.toString("latin1", 0, 8);
  const signature = SIGNATURES.find(([magic]) => start.startsWith(magic));
  if (signature !== undefined) return `this is ${signature[1]}, not CSV or JSON`;
  if (nulAt !== -1) return `this is a binary file (a NUL byte at offset ${nulAt}), not CSV or JSON`;
  const text = head
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (text === "") return "the file holds only white space";
  const page = pageInstead(text);
  return page === undefined
    ? undefined
    : `this is ${page.what}, not CSV or JSON; the server may have sent an error page`;
}
