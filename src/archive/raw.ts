/**
 * Raw files: what a source gave is kept as it came, compressed, so that a changed mapping runs again without fetching.
 * A sidecar beside each tells where it came from. They are never served (DESIGN §8.12).
 */
import { byCodeUnit } from "../rdf/byte-order.js";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { z } from "zod";
import { ifThere, textIfThere } from "./if-there.js";
import { checkedSlug, RAW } from "./layout.js";

const meta = z.object({
  /** Slug of the dataset. */
  dataset: z.string(),
  /** The dataset as the source names it, which the slug may not tell: without the manifest it is found by this. */
  datasetName: z.string().exactOptional(),
  /** IRI of the licence, where known. */
  licence: z.string().exactOptional(),
  /** Name of the file, as the source gave it. */
  name: z.string(),
  /** URL it was fetched from, or the name of the file. */
  origin: z.string(),
  /** ISO 8601, UTC. */
  fetchedAt: z.iso.datetime(),
  contentType: z.string().exactOptional(),
  /** As the source said it, in the header of that name. */
  lastModified: z.string().exactOptional(),
  /** Peildatum of the edition, `yyyy-mm-dd`. */
  edition: z.string().exactOptional(),
  /** Which part of the dataset this is, where it comes in parts (a page, a delta). */
  part: z.string().exactOptional(),
  /** What the request says that the answer does not, as headers and cells of each of its records. */
  context: z.record(z.string(), z.string()).exactOptional(),
});

const sidecar = meta.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What is told about a raw file when it is kept. */
export type RawMeta = z.infer<typeof meta>;

/** A raw file that is kept. */
export interface RawFile extends RawMeta {
  /** Path inside the data folder, of the compressed file. */
  readonly file: string;
  /** SHA-256 of the bytes as they came, uncompressed, in lower-case hex. */
  readonly sha256: string;
}

/** Path of the sidecar of a raw file. */
export function sidecarOf(file: string): string {
  return `${file.replace(/\.gz$/, "")}.json`;
}

/** The text of a sidecar. */
export function sidecarText(raw: RawFile): string {
  const { file: _, ...rest } = raw;
  return `${JSON.stringify(sidecar.parse(rest), null, 2)}\n`;
}

/** Of gzip: three times as fast as the usual 6, for files that become some 5% larger. */
const RAW_LEVEL = 3;

/** Compresses a file; gives the SHA-256 of what was read. */
export async function compressHashed(from: string, to: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(
    createReadStream(from),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createGzip({ level: RAW_LEVEL }),
    createWriteStream(to, { flags: "wx" }),
  );
  return hash.digest("hex");
}

/**
 * Everything kept of a source, or of one dataset of it, newest first.
 *
 * @throws {Error} naming the sidecar, when one is damaged
 */
export async function allRawFiles(dir: string, source: string, dataset?: string): Promise<RawFile[]> {
  const root = join(dir, RAW, checkedSlug(source));
  const found: RawFile[] = [];
  for (const folder of dataset === undefined ? await namesIn(root) : [checkedSlug(dataset)]) {
    for (const name of await namesIn(join(root, folder))) {
      if (!name.endsWith(".gz")) continue;
      const file = `${RAW}/${source}/${folder}/${name}`;
      const told = await readSidecar(join(dir, sidecarOf(file)));
      // A file without sidecar was left by a publication that broke off; the next one that keeps it writes both.
      if (told !== undefined) found.push({ ...told, file });
    }
  }
  return found.sort((a, b) => byCodeUnit(b.fetchedAt, a.fetchedAt) || byCodeUnit(a.file, b.file));
}

/** The newest of each dataset, edition and part, out of files that are sorted newest first. */
export function newestOf(files: readonly RawFile[]): RawFile[] {
  const newest = new Map<string, RawFile>();
  for (const file of files) {
    const key = JSON.stringify([file.dataset, file.edition ?? "", file.part ?? ""]);
    if (!newest.has(key)) newest.set(key, file);
  }
  return [...newest.values()];
}

/** Whether only the newest of the two counts: they are the same dataset, edition and part. */
export function isSamePiece(a: RawMeta, b: RawMeta): boolean {
  return a.dataset === b.dataset && a.edition === b.edition && a.part === b.part;
}

/** The raw file that a sidecar (path inside the data folder) tells of, whether or not it is there. @throws as {@link allRawFiles} */
export async function rawFileOf(dir: string, sidecarFile: string): Promise<RawFile | undefined> {
  const told = await readSidecar(join(dir, sidecarFile));
  return told === undefined ? undefined : { ...told, file: sidecarFile.replace(/\.json$/, ".gz") };
}

async function readSidecar(path: string): Promise<z.infer<typeof sidecar> | undefined> {
  const text = await textIfThere(path);
  if (text === undefined) return undefined;
  try {
    return sidecar.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is damaged; remove it and its .gz file, and fetch that dataset again`, { cause: error });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return ((await ifThere(readdir(folder))) ?? []).sort();
}
