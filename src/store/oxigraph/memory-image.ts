/**
 * The engine's memory as a file, and back: reading it takes a fraction of the time that parsing does (DESIGN §4). Pages
 * without a bit set are left out, of which a memory that was reserved and not used has many.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { threadId } from "node:worker_threads";
import { crc32 } from "node:zlib";
import { PAGE } from "./compiled-engine.js";

/** What of an instance holds its state. */
export interface EngineState {
  readonly memory: WebAssembly.Memory;
  /** Values of JavaScript that the engine points at. */
  readonly __wbindgen_externrefs: WebAssembly.Table;
}

interface Header {
  /** Archive version and engine that the image is of. */
  readonly key: string;
  /** Where the store is in the memory. */
  readonly pointer: number;
  readonly pages: number;
  /** Parts of the memory that hold something: first byte and length. */
  readonly parts: readonly (readonly [number, number])[];
  readonly crc: number;
  readonly references: readonly unknown[];
}

/** An image that is damaged, or of something else: the graph files are to be read instead. */
export class ImageUnusableError extends Error {
  override readonly name = "ImageUnusableError";
}

const MAGIC = Buffer.from("onderwijsgraaf memory image 1\n");
/** Bytes written or read by one call: less than the 2 GiB that one can take. */
const STEP = 256 * 1024 * 1024;
/** Bytes of one piece, and pieces that are read at once. */
const PIECE = 16 * 1024 * 1024;
const AT_ONCE = 4;

/**
 * Writes the state of an engine, under its name only when it is whole.
 *
 * @param pointer where the store is in the memory
 * @throws {Error} when it cannot be written; nothing is left of it
 */
export function saveImage(path: string, key: string, state: EngineState, pointer: number): void {
  const memory = new Uint8Array(state.memory.buffer);
  const parts = usedParts(memory);
  const crc = parts.reduce((sum, [at, length]) => crc32(memory.subarray(at, at + length), sum), 0);
  const table = state.__wbindgen_externrefs;
  // Objects cannot be kept; those here are left over from calls that have returned, and nothing points at them.
  const references = Array.from({ length: table.length }, (_, index): unknown => {
    const value: unknown = table.get(index);
    return value === null || (typeof value !== "object" && typeof value !== "function") ? value : undefined;
  });
  const header = serialize({ key, pointer, pages: memory.length / PAGE, parts, crc, references } satisfies Header);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  const unfinished = `${path}.${process.pid}-${threadId}.part`;
  try {
    const file = openSync(unfinished, "w", 0o600);
    try {
      for (const bytes of [MAGIC, length, header]) writeAll(file, bytes);
      for (const [at, size] of parts) writeAll(file, memory.subarray(at, at + size));
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/**
 * Puts a saved state into a fresh engine, which has answered nothing yet.
 *
 * @param check whether its checksum is computed, which takes a quarter of the time
 * @returns where the store is in the memory
 * @throws {ImageUnusableError} when it is missing, damaged or of something else; the engine is then not to be used
 */
export async function restoreImage(path: string, key: string, state: EngineState, check: boolean): Promise<number> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const { header, start } = readHeader(file.fd);
    if (header.key !== key) throw new ImageUnusableError(`it is of ${header.key}, and not of ${key}`);
    const size = header.parts.reduce((sum, [, length]) => sum + length, start);
    if ((await file.stat()).size !== size)
      throw new ImageUnusableError(`it does not have the ${size} bytes it should have`);
    const { memory } = state;
    const fresh = memory.buffer.byteLength;
    memory.grow(Math.max(0, header.pages - fresh / PAGE));
    // What a fresh engine has written is not part of the state; beyond it all is zero.
    const bytes = new Uint8Array(memory.buffer).fill(0, 0, fresh);
    const crc = await readParts(file, bytes, header.parts, start, check);
    if (check && crc !== header.crc) {
      throw new ImageUnusableError("its content is not what was written");
    }
    putReferences(state.__wbindgen_externrefs, header.references);
    return header.pointer;
  } catch (error) {
    if (error instanceof ImageUnusableError) throw error;
    throw new ImageUnusableError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await file?.close();
  }
}

/** Fills the parts, some pieces at once in threads of the system, and gives the checksum of all, when it is to be computed. */
async function readParts(
  file: FileHandle,
  memory: Uint8Array,
  parts: Header["parts"],
  start: number,
  check: boolean,
): Promise<number> {
  let position = start;
  const pieces = parts.flatMap(([from, length]) => {
    const piecesOfPart = [];
    for (let done = 0; done < length; done += PIECE) {
      piecesOfPart.push({ bytes: memory.subarray(from + done, from + Math.min(done + PIECE, length)), position });
      position += Math.min(PIECE, length - done);
    }
    return piecesOfPart;
  });
  const read = async ({ bytes, position: place }: { bytes: Uint8Array; position: number }): Promise<void> => {
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, place + at);
      if (bytesRead === 0) throw new ImageUnusableError("it ends too early");
      at += bytesRead;
    }
  };
  const started = (piece: (typeof pieces)[number]): Promise<void> => {
    const done = read(piece);
    // The first that fails is thrown below; another beside it, awaited by nobody, would end the process.
    done.catch(() => undefined);
    return done;
  };
  const reading = pieces.slice(0, AT_ONCE).map(started);
  let crc = 0;
  for (const [index, { bytes }] of pieces.entries()) {
    await reading[index];
    const next = pieces[index + AT_ONCE];
    if (next !== undefined) reading.push(started(next));
    if (check) crc = crc32(bytes, crc);
  }
  return crc;
}

/** Bytes of memory that an image will take; undefined when there is none, or none of what it must be of. */
export function memoryOfImage(path: string, key: string): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const { header } = readHeader(file);
    return header.key === key ? header.pages * PAGE : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readHeader(file: number): { header: Header; start: number } {
  const beginning = Buffer.alloc(MAGIC.length + 4);
  readAll(file, beginning, 0);
  if (!beginning.subarray(0, MAGIC.length).equals(MAGIC)) throw new ImageUnusableError("it is no image of a memory");
  const length = beginning.readUInt32BE(MAGIC.length);
  if (length > fstatSync(file).size) throw new ImageUnusableError("it ends too early");
  const bytes = Buffer.alloc(length);
  readAll(file, bytes, beginning.length);
  return { header: deserialize(bytes) as Header, start: beginning.length + length };
}

function putReferences(table: WebAssembly.Table, references: readonly unknown[]): void {
  if (table.length < references.length) table.grow(references.length - table.length);
  references.forEach((value, index) => table.set(index, value));
}

/** The runs of pages in which something is. */
function usedParts(memory: Uint8Array<ArrayBuffer>): [number, number][] {
  const words = new BigUint64Array(memory.buffer);
  const parts: [number, number][] = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    const end = (at + PAGE) / 8;
    let word = at / 8;
    while (word < end && words[word] === 0n) word += 1;
    if (word === end) continue;
    const last = parts.at(-1);
    if (last !== undefined && last[0] + last[1] === at) last[1] += PAGE;
    else parts.push([at, PAGE]);
  }
  return parts;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, Math.min(STEP, bytes.length - at));
}

function readAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    const read = readSync(file, bytes, at, Math.min(STEP, bytes.length - at), position + at);
    if (read === 0) throw new ImageUnusableError("it ends too early");
    at += read;
  }
}
