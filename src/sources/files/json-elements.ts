/**
 * Reading the elements of one array inside a JSON document without holding the document. The rest of the document is
 * given as a whole, without that array, and must be small.
 */
import { ElementScanner } from "./element-scanner.js";

/** What a document holds besides the elements of the array. */
export interface JsonFrame {
  /** Whether the document holds the array at all. */
  readonly hasArray: boolean;
  /** Members of the top-level object other than the array. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A JSON document that is no JSON, is cut off, or is too large outside the array. */
export class JsonShapeError extends Error {
  override readonly name = "JsonShapeError";
}

/** The rest of a document may be this long, in bytes. */
const FRAME_LIMIT = 4_000_000;

/**
 * Yields blocks of elements of the array that is the member `key` of the top-level object (several keys: the way to an
 * array further in), or of the top-level array itself when the document is one. The return value is the frame around
 * them.
 *
 * @throws {JsonShapeError} on bad JSON (with the place) and on a document that is cut off
 */
export async function* jsonElements(
  text: AsyncIterable<string | Uint8Array>,
  ...key: readonly string[]
): AsyncGenerator<readonly unknown[], JsonFrame> {
  const scan = new ElementScanner(key, { frame: FRAME_LIMIT });
  for await (const piece of text) {
    const block = orShapeError(() => scan.push(Buffer.from(piece)));
    if (block.length > 0) yield block;
  }
  return orShapeError(() => {
    scan.end();
    return frameOf(scan, key.length === 1 ? key[0] : undefined);
  });
}

function frameOf(scan: ElementScanner, key: string | undefined): JsonFrame {
  const frame = parsed(scan.frame);
  const hasArray = scan.found;
  if (Array.isArray(frame) || frame === null || typeof frame !== "object") return { hasArray, members: {} };
  const members = Object.entries(frame).filter(([name]) => !hasArray || name !== key);
  return { hasArray, members: Object.fromEntries(members) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function orShapeError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new JsonShapeError(error.message, { cause: error });
  }
}
