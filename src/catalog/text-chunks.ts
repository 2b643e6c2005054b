/** Text on its way to a file or a client. */

/** Characters of text that are worth a system call, and few enough for V8's heap for the young. */
export const CHUNK = 64 * 1024;

/** Pieces of text as UTF-8, in chunks worth a system call. */
export async function* textChunks(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}
