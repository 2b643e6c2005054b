/** Where the image of an archive version is, and whether there is room for it. One is kept: that of the newest. */
import { mkdir, mkdtemp, readdir, rm, rmdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { memoryOfImage } from "./memory-image.js";

/** Inside the data folder; all of it can be thrown away. */
const FOLDER = "store";
/** Bytes of memory a statement takes at most when it is loaded; the image is never larger. */
const BYTES_PER_STATEMENT = 900;
/** What an engine takes that holds little. */
const BYTES_AT_LEAST = 256 * 1024 * 1024;

export interface ImagePlace {
  readonly path: string;
  /** What the image must be of. */
  readonly key: string;
  /** Bytes of memory that it will take, when there is one. */
  readonly memory?: number;
  /** Why none can be written, when none can. */
  readonly problem?: string;
}

/**
 * Looks for the image of an archive version, and for room to write it.
 *
 * @param dir the data folder
 * @param engineKey {@link EngineCode.key}
 * @param statements how many will be loaded
 * @param keep whether it is to be written when it is not there
 */
export async function imagePlace(
  dir: string,
  archiveVersion: string,
  engineKey: string,
  statements: number,
  keep: boolean,
): Promise<ImagePlace> {
  const folder = join(dir, FOLDER);
  const key = `${archiveVersion.replaceAll(/[^A-Za-z0-9._-]+/g, "-")}-${engineKey}`;
  const path = join(folder, `${key}.image`);
  const memory = memoryOfImage(path, key);
  if (memory !== undefined) return { path, key, memory };
  const problem = keep ? await whyNot(folder, BYTES_AT_LEAST + statements * BYTES_PER_STATEMENT) : "none is wanted";
  return { path, key, ...(problem === undefined ? {} : { problem }) };
}

/** Removes the images of other versions, and what an interrupted writer left; what cannot be removed stays. */
export async function removeOldImages({ path }: ImagePlace): Promise<void> {
  const folder = join(path, "..");
  const names = await readdir(folder).catch(() => []);
  const old = names.filter((name) => /\.image(?:\.[0-9-]+\.part)?$/.test(name) && join(folder, name) !== path);
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

async function whyNot(folder: string, bytes: number): Promise<string | undefined> {
  try {
    // Not recursively: that says of a read-only file system that there is no such folder.
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    // Tried, since rights do not tell it of a file system, nor of root.
    await rmdir(await mkdtemp(join(folder, "part-")));
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < bytes ? `${folder} has no room for ${Math.ceil(bytes / 1e6)} MB` : undefined;
  } catch (error) {
    return `${folder} cannot be written to (${error instanceof Error ? error.message : String(error)})`;
  }
}
