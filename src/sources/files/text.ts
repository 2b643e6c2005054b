/** Reading a received file back as text. */
import { createReadStream } from "node:fs";
import type { Received } from "./receive.js";

/**
 * The text of a received file in pieces, without byte order mark, with `\r\n` and `\r` read as `\n`, so that a line is
 * a line whatever machine wrote it.
 */
export async function* textOf(file: Pick<Received, "path" | "encoding">): AsyncGenerator<string> {
  const bytes = createReadStream(file.path, { highWaterMark: 262_144 });
  const decoder = new TextDecoder(file.encoding);
  let heldCr = false;
  for await (const chunk of bytes) {
    let text = decoder.decode(chunk as Buffer, { stream: true });
    if (heldCr) text = `\r${text}`;
    heldCr = text.endsWith("\r");
    if (heldCr) text = text.slice(0, -1);
    if (text !== "") yield text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }
  const tail = decoder.decode() + (heldCr ? "\n" : "");
  if (tail !== "") yield tail;
}
