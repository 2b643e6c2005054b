/** Content codings: which a client takes (RFC 9110 §12.5.3), and bytes in them. */
import { promisify } from "node:util";
import type { Transform } from "node:stream";
import zlib, { type BrotliOptions, constants } from "node:zlib";
import { LRUCache } from "lru-cache";

export type Coding = "br" | "zstd" | "gzip";

interface Coder {
  readonly whole: (bytes: Uint8Array) => Promise<Buffer>;
  readonly stream: () => Transform;
}

/** Quick enough to do while somebody waits: the highest qualities take fifty times as long for a tenth less. */
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const GZIP = { level: 5 };

const brotli = promisify(zlib.brotliCompress) as (bytes: Uint8Array, options: BrotliOptions) => Promise<Buffer>;
const gzip = promisify(zlib.gzip) as (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Buffer>;

/** Node 20 has no Zstandard; from 22.15 on it does. */
interface MaybeZstd {
  readonly zstdCompress?: (bytes: Uint8Array, done: (error: Error | null, result: Buffer) => void) => void;
  readonly createZstdCompress?: () => Transform;
}

function zstd(): readonly (readonly [Coding, Coder])[] {
  const { zstdCompress, createZstdCompress } = zlib as MaybeZstd;
  if (zstdCompress === undefined || createZstdCompress === undefined) return [];
  return [["zstd", { whole: promisify(zstdCompress), stream: () => createZstdCompress() }]];
}

/** The best first. */
const CODERS: ReadonlyMap<string, Coder> = new Map<Coding, Coder>([
  ["br", { whole: (bytes) => brotli(bytes, BROTLI), stream: () => zlib.createBrotliCompress(BROTLI) }],
  ...zstd(),
  ["gzip", { whole: (bytes) => gzip(bytes, GZIP), stream: () => zlib.createGzip(GZIP) }],
]);

/** Bytes in a coding; the work is done in a thread of its own. */
export function compressed(bytes: Uint8Array, coding: Coding): Promise<Buffer> {
  return coder(coding).whole(bytes);
}

/** What puts a stream of bytes into a coding. */
export function compressor(coding: Coding): Transform {
  return coder(coding).stream();
}

function coder(coding: Coding): Coder {
  const found = CODERS.get(coding);
  if (found === undefined) throw new Error(`this Node has no ${coding}`);
  return found;
}

/** The coding to answer in; undefined for none, which every client is taken to accept. */
export function chosenCoding(header: string): Coding | undefined {
  const weights = weightsOf(header);
  let best: { readonly coding: Coding; readonly weight: number } | undefined;
  for (const coding of CODERS.keys() as Iterable<Coding>) {
    const weight = weights(coding);
    if (weight > (best?.weight ?? 0)) best = { coding, weight };
  }
  // §12.5.3: identity is as good as it is said to be.
  return best === undefined || best.weight < weights("identity") ? undefined : best.coding;
}

/** Whether a client takes a coding. */
export function takesCoding(header: string, coding: Coding): boolean {
  return weightsOf(header)(coding) > 0;
}

type Weights = (coding: string) => number;

/** There are few such headers, and each is read for every answer. */
const read = new LRUCache<string, Weights>({ max: 100 });

function weightsOf(header: string): Weights {
  let weights = read.get(header);
  if (weights === undefined) read.set(header, (weights = parsed(header)));
  return weights;
}

function parsed(header: string): Weights {
  const weights = new Map<string, number>();
  for (const element of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = element.split(";").map((part) => part.trim());
    const q = parameters.map((each) => /^q\s*=\s*([01](?:\.[0-9]{0,3})?)$/.exec(each)?.[1]).find(Boolean);
    if (name !== "") weights.set(name === "x-gzip" ? "gzip" : name, Math.min(Number(q ?? 1), 1));
  }
  const others = weights.get("*") ?? 0;
  // What is not mentioned: identity is acceptable, though anything named is better; all else is not.
  return (coding) => weights.get(coding) ?? (coding === "identity" ? others || 0.0001 : others);
}
