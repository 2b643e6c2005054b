/** Files of the archive as streams: opened before an answer is promised, closed whatever happens to it. */
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { inside } from "../archive/layout.js";
import type { GraphVersion } from "../archive/manifest.js";
import { Problem } from "../http/problem.js";
import type { ByteRange } from "./byte-range.js";

export interface OpenFile {
  readonly compressed: boolean;
  /** Bytes on disk. */
  readonly size: number;
  /** The bytes as they are, or a part of them; ends the file. To be called once. */
  readonly bytes: (range?: ByteRange) => Readable;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of a version.
 *
 * @throws {Problem} 404 when it is no longer there
 */
export async function openVersion(dataDir: string, version: GraphVersion): Promise<OpenFile> {
  const path = inside(dataDir, version.file);
  let file;
  try {
    file = await firstThatIs(path.endsWith(".gz") ? [path] : [path, `${path}.gz`]);
  } catch (error) {
    throw new Problem(
      404,
      `version ${version.stamp} is no longer in the archive; see the page of its graph for others`,
      {
        cause: error,
        forPeople: "Deze versie is niet meer beschikbaar.",
      },
    );
  }
  const { handle, compressed } = file;
  const { size } = await handle.stat();
  return {
    compressed,
    size,
    bytes: (range) =>
      handle.createReadStream({
        highWaterMark: 256 * 1024,
        ...(range === undefined ? {} : { start: range.first, end: range.last }),
      }),
    close: () => handle.close(),
  };
}

/**
 * Opens the first of some files that exists: a version that was superseded since the manifest was read is compressed,
 * and a service goes on with its manifest until the new version is loaded.
 */
async function firstThatIs(paths: readonly string[]): Promise<{ handle: FileHandle; compressed: boolean }> {
  let missing: unknown;
  for (const path of paths) {
    try {
      return { handle: await open(path, "r"), compressed: path.endsWith(".gz") };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      missing ??= error;
    }
  }
  throw missing;
}

/** The N-Quads, uncompressed. */
export function plainBytes(file: OpenFile): Readable {
  return file.compressed ? through(file.bytes(), createGunzip()) : file.bytes();
}

/** The N-Quads, gzipped. */
export function gzippedBytes(file: OpenFile): Readable {
  return file.compressed ? file.bytes() : gzipped(file.bytes());
}

/** Compresses as fast as it goes: the work is done for each download. */
export function gzipped(source: Readable): Readable {
  return through(source, createGzip({ level: 4 }));
}

/** One stream through another; when either ends early, both do. The reader sees the error. */
function through<T extends NodeJS.ReadWriteStream & Readable>(source: Readable, transform: T): T {
  pipeline(source, transform, () => undefined);
  return transform;
}

/**
 * Pieces of text, made from `source`, as a stream of bytes in chunks worth a system call. The source is closed with it,
 * also when a client was gone before the first piece.
 */
export function textStream(pieces: AsyncIterable<string>, source: Readable): Readable {
  const stream = Readable.from(chunks(pieces), { objectMode: false, highWaterMark: 256 * 1024 });
  stream.once("close", () => source.destroy());
  return stream;
}

async function* chunks(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < 64 * 1024) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}
