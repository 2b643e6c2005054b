/** The bytes of an input file, decompressed and in UTF-8, with backpressure. */
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";
import type { LogicalSource } from "../model.js";
import { InputError } from "./input-error.js";

/** Bytes decoded at a time: V8 keeps a string of more than 128 KiB outside its heap for the young, and is slower with it. */
const PIECE = 64 * 1024;

/** Chunks of the file; `.gz` by name or by the mapping is decompressed. @throws {InputError} on what cannot be read */
export async function* fileBytes(source: LogicalSource, file: string): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: 256 * 1024 });
  let stream: Readable = raw;
  if (source.compression === "gzip" || file.endsWith(".gz")) {
    const gunzip = createGunzip({ chunkSize: 256 * 1024 });
    raw.on("error", (error) => gunzip.destroy(error));
    stream = raw.pipe(gunzip);
  }
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new InputError(`the input ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

/** The file as text. @throws {InputError} on an encoding that is not known */
export async function* fileText(source: LogicalSource, file: string): AsyncGenerator<string> {
  const encoding = source.encoding ?? source.dialect?.encoding ?? "utf-8";
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    throw new InputError(`the encoding "${encoding}" of ${file} is not known; write utf-8 or another IANA name`, {
      cause: error,
    });
  }
  try {
    for await (const chunk of fileBytes(source, file)) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        yield decoder.decode(chunk.subarray(at, at + PIECE), { stream: true });
      }
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError(
      `${file} is not written in ${encoding}; name its encoding in the mapping, such as encoding: windows-1252`,
      { cause: error },
    );
  }
}
