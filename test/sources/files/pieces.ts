/** Cutting a text or bytes into pieces, as a stream would. */

/** The text in pieces of at most `size` characters. */
export async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** The bytes in chunks of at most `size`. */
export function* chunksOf(bytes: Uint8Array, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}
