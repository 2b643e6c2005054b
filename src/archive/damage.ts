/** Which files of a data folder are not as they were written: after a restore, a bad disk, or somebody's rm. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openFile, openVersion } from "./graph-file.js";
import { ifThere } from "./if-there.js";
import { inside, RAW } from "./layout.js";
import type { GraphVersion, Manifest } from "./manifest.js";
import { rawFileOf } from "./raw.js";

/** A file with what is wrong with it, and what to do. */
export interface Damage {
  /** Path inside the data folder. */
  readonly file: string;
  readonly fault: string;
}

/** What to do about a graph file that is damaged or gone. */
const REMEDY = "restore it from a backup, or remove it and ingest its source again";
const RAW_REMEDY = "restore it from a backup, or fetch its dataset again";

/** Reads every file that the manifest names, and every raw file, and compares it with its checksum. */
export async function damageOf(dir: string, manifest: Manifest): Promise<Damage[]> {
  const damage: Damage[] = [];
  const check = async (file: string, sha256: string, open: () => Readable, remedy: string): Promise<void> => {
    const fault = await faultOf(open, sha256);
    if (fault !== undefined) damage.push({ file, fault: `${fault}; ${remedy}` });
  };
  for (const { current, older } of Object.values(manifest.graphs)) {
    for (const version of current === undefined ? older : [current, ...older])
      await check(version.file, version.sha256, () => openVersion(dir, version), REMEDY);
  }
  const names = (await ifThere(readdir(join(dir, RAW), { recursive: true }))) ?? [];
  for (const sidecar of names.filter((name) => name.endsWith(".json")).sort()) {
    const raw = await rawFileOf(dir, `${RAW}/${sidecar}`);
    // What an ingest removed meanwhile is no damage.
    if (raw !== undefined) await check(raw.file, raw.sha256, () => openFile(inside(dir, raw.file)), RAW_REMEDY);
  }
  return damage;
}

/** Whether the file of a current version has the size it was written with: a look that costs nothing. */
export function seemsWhole(dir: string, { file, bytes }: GraphVersion): boolean {
  return statSync(inside(dir, file), { throwIfNoEntry: false })?.size === bytes;
}

/**
 * What is wrong with the file of a version, told with its absolute path.
 *
 * @param place in it, as `:12` for a line
 */
export function damaged(dir: string, { file }: GraphVersion, fault: string, place = ""): Error {
  return new Error(`${inside(dir, file)}${place}: ${fault}; the file is damaged: ${REMEDY}`);
}

async function faultOf(open: () => Readable, sha256: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    await pipeline(open(), hash);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || code === "ENOENT") return "is missing";
    return code.startsWith("Z_") ? "is no sound gzip file" : `cannot be read (${message})`;
  }
  return hash.digest("hex") === sha256 ? undefined : "has other bytes than were written";
}
