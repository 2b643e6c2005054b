/** `--from`: a file, a folder or a URL. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Delivery } from "./delivery.js";
import { SourceError } from "./source-error.js";

/** The URL that `from` is, or undefined when it names something on disk. @throws {SourceError} when it is half a URL */
export function asUrl(from: string): URL | undefined {
  if (!/^https?:\/\//i.test(from)) return undefined;
  if (!URL.canParse(from)) throw new SourceError(`${from}: is no web address; write it like https://host/path`);
  return new URL(from);
}

/** `x.csv` of `x.csv.gz`: what a file is called without its compression. */
export function plainName(fileName: string): string {
  return fileName.replace(/\.gz$/i, "");
}

/**
 * The files that `from` names: itself, or all below it in the order of their names, as deliveries. Hidden files and
 * folders are passed over; a link is not followed, since it may lead out of the folder.
 *
 * @throws {SourceError} when it does not exist, or is a folder without files
 */
export async function filesOf(from: string): Promise<Delivery[]> {
  const info = await stat(from).catch(() => undefined);
  if (info === undefined) throw new SourceError(`${from}: no such file or folder`);
  if (!info.isDirectory()) return [fileDelivery(from, basename(from))];
  const paths = (await filesBelow(from)).sort();
  if (paths.length === 0) throw new SourceError(`${from}: the folder holds no files`);
  return paths.map((path) => fileDelivery(path, relative(from, path).split(sep).join("/")));
}

/** Step by step: what Node's recursive reading makes of a link to a folder depends on its version. */
async function filesBelow(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile()) paths.push(path);
    else if (entry.isDirectory()) paths.push(...(await filesBelow(path)));
  }
  return paths;
}

function fileDelivery(path: string, shown: string): Delivery {
  return {
    fileName: plainName(basename(path)),
    origin: shown,
    async open() {
      const info = await stat(path).catch(() => undefined);
      if (info === undefined) throw new SourceError(`${path}: no such file`);
      return { body: createReadStream(path), lastModified: info.mtime };
    },
  };
}
