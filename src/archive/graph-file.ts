/** Opening and compressing the files of graph versions. */
import { createReadStream, createWriteStream, openSync } from "node:fs";
import { unlink } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { through } from "../sources/through.js";
import { inside } from "./layout.js";
import type { GraphVersion } from "./manifest.js";

const CHUNK = 256 * 1024;

/** The bytes of a file, decompressed where its name ends in `.gz`. A missing file is an error of the stream. */
export function openFile(path: string): Readable {
  return decompressed(createReadStream(path, { highWaterMark: CHUNK }), path);
}

/**
 * As {@link openFile}, for who reads several: it is opened when its first bytes are asked for. A stream that is open before
 * it is read has nobody to tell of what goes wrong, which then ends the process, and is left open when it is not read.
 */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  yield* openFile(path) as AsyncIterable<Buffer>;
}

/** As {@link openVersion}, opened when its first bytes are asked for. */
export async function* versionBytes(dir: string, version: GraphVersion): AsyncGenerator<Buffer> {
  yield* openVersion(dir, version) as AsyncIterable<Buffer>;
}

/**
 * The N-Quads of a version, decompressed where needed. A version that was current when the manifest was read may have
 * been superseded and compressed since: then its compressed file is opened.
 *
 * @param dir the data folder
 * @throws {Error} when the file is not there
 */
export function openVersion(dir: string, version: GraphVersion): Readable {
  const { fd, path } = openVersionFile(dir, version);
  return decompressed(createReadStream(path, { fd, highWaterMark: CHUNK }), path);
}

/** Compresses a file with gzip; the same bytes give the same result. Removes what it made when it fails. */
export async function compress(from: string, to: string): Promise<void> {
  try {
    await pipeline(createReadStream(from, { highWaterMark: CHUNK }), createGzip(), createWriteStream(to));
  } catch (error) {
    await unlink(to).catch(() => undefined);
    throw error;
  }
}

function openVersionFile(dir: string, version: GraphVersion): { fd: number; path: string } {
  const path = inside(dir, version.file);
  for (const candidate of path.endsWith(".gz") ? [path] : [path, `${path}.gz`]) {
    try {
      return { fd: openSync(candidate, "r"), path: candidate };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error(`${path} is missing, though the manifest names it; restore it, or ingest its source again`);
}

function decompressed(file: Readable, path: string): Readable {
  return path.endsWith(".gz") ? through(file, createGunzip({ chunkSize: CHUNK })) : file;
}
