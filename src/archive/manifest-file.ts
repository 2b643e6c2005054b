/** Reading the manifest, which is checked like anything from outside, and writing it. */
import { join } from "node:path";
import { z } from "zod";
import { textIfThere } from "./if-there.js";
import { replaceFile } from "./durable.js";
import { checkedGraphPath, MANIFEST } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { isStamp } from "./stamp.js";

const stamp = z.string().refine(isStamp, "not a moment written as yyyymmddThhmmssZ");
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 in lower-case hex");
const file = z.string().regex(/^graphs\/(?!.*\.\.)[^\\]+\.nq(\.gz)?$/, "not a graph file inside the data folder");

const provenance = z.object({
  source: z.string(),
  dataset: z.string().exactOptional(),
  edition: z.string().exactOptional(),
  origin: z.string().exactOptional(),
  rawSha256: z.string().exactOptional(),
  rows: count.exactOptional(),
  run: z.string(),
});

const version = z.object({ stamp, file, quads: count, bytes: count, sha256, provenance });

const graph = z.object({
  path: z.string().refine(isGraphPath, "not the path of a graph"),
  title: z.string(),
  rank: z.number(),
  licence: z.string().exactOptional(),
  current: version.exactOptional(),
  older: z.array(version),
});

const dataset = z.object({
  name: z.string(),
  title: z.string().exactOptional(),
  family: z.string().exactOptional(),
  documentation: z.string().exactOptional(),
  download: z.string().exactOptional(),
  api: z.string().exactOptional(),
  licence: z.string().exactOptional(),
  mark: z.object({ at: z.string(), question: z.string() }).exactOptional(),
  columns: z.record(z.string(), z.object({ type: z.string(), target: z.string().exactOptional() })).exactOptional(),
  treatment: z.record(z.string(), z.enum(["year", "drop"])).exactOptional(),
  inScope: z.object({ records: count, off: z.int() }).exactOptional(),
});

const schema = z.object({
  format: z.literal(1),
  base: z.string(),
  version: stamp,
  graphs: z.record(z.string(), graph),
  datasets: z.record(z.string(), z.record(z.string(), dataset)),
});

/** The version of an archive that nothing was published to yet. */
export const NEVER_PUBLISHED = "00010101T000000Z";

/** What an archive holds before its first publish. */
export function emptyManifest(base: string): Manifest {
  return { format: 1, base, version: NEVER_PUBLISHED, graphs: {}, datasets: {} };
}

/**
 * The manifest of a data folder, for readers that never write; `undefined` when nothing was published there yet.
 *
 * @throws {Error} when the file is damaged, or written by a newer version of this program
 */
export async function readManifest(dir: string): Promise<Manifest | undefined> {
  const path = join(dir, MANIFEST);
  const text = await textIfThere(path);
  return text === undefined ? undefined : parseManifest(text, path);
}

/** Writes the manifest in one step; its folder must exist. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await replaceFile(join(dir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is damaged: it is not JSON (${(error as Error).message}); ${RECOVER}`, { cause: error });
  }
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (format !== 1) {
    throw new Error(
      `${path} has format ${JSON.stringify(format) ?? "nothing"}, and this version reads format 1; ` +
        `use the version that wrote it, or ingest into an empty --data folder`,
    );
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new Error(`${path} is damaged: ${z.prettifyError(checked.error)}; ${RECOVER}`);
  return checked.data;
}

const RECOVER = "restore it from a backup, or ingest again into an empty --data folder (raw/ can be mapped again)";

function isGraphPath(path: string): boolean {
  try {
    return checkedGraphPath(path) === path;
  } catch {
    return false;
  }
}
