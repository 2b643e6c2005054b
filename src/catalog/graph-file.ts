/** Files of the archive as streams: opened before an answer is promised, closed whatever happens to it. */
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { inside } from "../archive/layout.js";
import type { GraphVersion } from "../archive/manifest.js";
import { Problem } from "../http/problem.js";
import { through } from "../sources/through.js";
import type { ByteRange } from "./byte-range.js";
import type { Form } from "./forms.js";

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
 * @throws {Problem} when it is no longer there: 404 of a dated version; 503 of a current one, in whose place another was
 *   published, which the service has not loaded yet
 */
export async function openForSending(dataDir: string, version: GraphVersion): Promise<OpenFile> {
  const path = inside(dataDir, version.file);
  let file;
  try {
    file = await firstThatIs(path.endsWith(".gz") ? [path] : [path, `${path}.gz`]);
  } catch (error) {
    if (!path.endsWith(".gz")) {
      throw new Problem(503, "a new version was published and is being loaded; try again in a few seconds", {
        cause: error,
        headers: { "Retry-After": "5" },
        forPeople: "Er is een nieuwe versie, die wordt geladen. Probeer het over enkele seconden opnieuw.",
      });
    }
    throw new Problem(
      404,
      `version ${version.stamp} is no longer in the archive; see the page of its graph for others`,
      {
        cause: error,
        forPeople: "Deze versie is niet meer beschikbaar. Op de pagina van de graaf staan de versies die er zijn.",
      },
    );
  }
  const { handle, compressed } = file;
  const { size } = await handle.stat();
  return fileOf(handle, size, compressed);
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

/** Opens a form that was made of a version. */
export async function openForm({ path, size }: Form): Promise<OpenFile> {
  return fileOf(await open(path, "r"), size, false);
}

/** The N-Quads of a version, uncompressed. */
export function plainBytes(file: OpenFile): Readable {
  return file.compressed ? through(file.bytes(), createGunzip()) : file.bytes();
}

function fileOf(handle: FileHandle, size: number, compressed: boolean): OpenFile {
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
