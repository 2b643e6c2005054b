/** The elements of a JSON file: streamed from an array or object on a plain path, else the document as a whole. */
import { stat } from "node:fs/promises";
import { ElementScanner } from "../../sources/files/element-scanner.js";
import type { LogicalSource } from "../model.js";
import { fileBytes, fileText } from "./bytes.js";
import { InputError } from "./input-error.js";

/** JSON.parse needs the text and the tree at once; beyond this, an iterator must name an array. */
const MAX_WHOLE = 256 * 1024 * 1024;

/**
 * Elements in batches. `container`: keys from the root to the array or object; absent: the whole document is the one
 * element.
 *
 * @throws {InputError} on text that is not JSON, or a document too large to be taken as a whole
 */
export async function* jsonElements(
  source: LogicalSource,
  file: string,
  container: readonly string[] | undefined,
): AsyncGenerator<readonly unknown[]> {
  try {
    if (container === undefined) yield [await whole(source, file)];
    else yield* scanned(source, file, container);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError(`${file} is not JSON: ${error.message.replace(/^not JSON: /, "")}`, { cause: error });
  }
}

async function* scanned(
  source: LogicalSource,
  file: string,
  container: readonly string[],
): AsyncGenerator<readonly unknown[]> {
  const scanner = new ElementScanner(container);
  const encoding = (source.encoding ?? "utf-8").toLowerCase();
  const bytes = encoding === "utf-8" || encoding === "utf8" ? fileBytes(source, file) : recoded(source, file);
  for await (const chunk of bytes) {
    const elements = scanner.push(chunk);
    if (elements.length > 0) yield elements;
  }
  scanner.end();
}

async function* recoded(source: LogicalSource, file: string): AsyncGenerator<Buffer> {
  for await (const text of fileText(source, file)) yield Buffer.from(text);
}

async function whole(source: LogicalSource, file: string): Promise<unknown> {
  const { size } = await stat(file);
  const tooLarge = `${file} is larger than 256 MB, and the iterator "${source.iterator ?? "$"}" needs all of it at once`;
  if (size > MAX_WHOLE) throw new InputError(`${tooLarge}; name the list in it, as in $.items[*]`);
  let text = "";
  for await (const piece of fileText(source, file)) {
    text += piece;
    if (text.length > MAX_WHOLE) throw new InputError(`${tooLarge}; name the list in it, as in $.items[*]`);
  }
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}
