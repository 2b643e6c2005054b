/**
 * Finds the elements of one array (or the values of one object) in JSON text that comes in pieces, and parses those
 * that end in a piece together: memory holds a piece and what is not whole yet, not the document. Only the structure on
 * the way is looked at; JSON.parse judges the elements. What stands around the container can be kept, if it is small.
 */
import { decoded, wholeElements, withoutMark } from "./json-text.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One element may not be larger than this; a document of one giant element is no list of records. */
const MAX_ELEMENT = 256 * 1024 * 1024;

export interface ScannerOptions {
  /**
   * Keep what stands around the container, of at most so many bytes, and read to the end of the text. The container
   * must then be an array; a document that is an array itself is taken for it, whatever the path.
   */
  readonly frame?: number;
  /** Parses the elements, as JSON.parse does by default. */
  readonly parse?: (text: string) => unknown;
}

export class ElementScanner {
  readonly #path: readonly string[];
  /** The bound of the frame, or 0 when none is kept. */
  readonly #frameLimit: number;
  readonly #parse: (text: string) => unknown;
  #frame: Buffer[] = [];
  #frameBytes = 0;
  /** Whether the container was found. */
  #found = false;
  #count = 0;
  /** Nesting at this byte. */
  #depth = 0;
  /** How many keys of the path are open: structures 1 … open are on the way. */
  #open = 0;
  /** Nesting inside the container while it is open, else 0. */
  #container = 0;
  #isObject = false;
  #inString = false;
  #escaped = false;
  /** Pieces of the element (or key) that is being read. */
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #reading: "nothing" | "element" | "key" = "nothing";
  /** Whether the next value is the next structure on the way. */
  #onPath = true;
  #done = false;
  #offset = 0;
  #started = false;

  /** `path`: keys from the root to the container. */
  constructor(path: readonly string[], options: ScannerOptions = {}) {
    this.#path = path;
    this.#frameLimit = options.frame ?? 0;
    this.#parse = options.parse ?? JSON.parse;
  }

  /** Whether the container was found so far. */
  get found(): boolean {
    return this.#found;
  }

  /** The text around the container, which stands in it as `[]`; of the whole document when it has no container. */
  get frame(): string {
    return decoded(Buffer.concat(this.#frame));
  }

  /** Elements that end in this piece. @throws {SyntaxError} on text that is not JSON, with the byte where it is */
  push(given: Buffer): unknown[] {
    const chunk = this.#started ? given : withoutMark(given);
    this.#started = true;
    const found: unknown[] = [];
    let from = 0;
    let frameFrom = 0;
    // Where the last element that is whole ends; elements of an array are parsed together, a piece of text at a time.
    let end = -1;
    for (let i = 0; i < chunk.length && !this.#done; i++) {
      const byte = chunk[i] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#reading === "key")
            this.#onPath = this.#takeKey(chunk.subarray(from, i + 1)) === this.#path[this.#open - 1];
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          this.#inString = true;
          // A string at the nesting of the structure on the way may be a key; one that is a value is overwritten.
          if (this.#reading === "nothing" && this.#isOnTheWay()) {
            this.#reading = "key";
            from = i;
          }
          break;
        case OPEN_ARRAY:
        case OPEN_OBJECT:
          if (this.#container === 0 && this.#onPath && this.#depth === this.#open) {
            this.#enter(byte === OPEN_OBJECT);
            if (this.#container > 0) {
              this.#keepFrame(chunk.subarray(frameFrom, i + 1));
              if (!this.#isObject) {
                this.#reading = "element";
                from = i + 1;
              }
            }
          }
          this.#depth++;
          break;
        case CLOSE_ARRAY:
        case CLOSE_OBJECT:
          this.#depth--;
          if (this.#container > 0 && this.#depth === this.#container - 1) {
            if ((byte === CLOSE_OBJECT) !== this.#isObject)
              throw new SyntaxError(`not JSON: the brackets do not match at byte ${this.#offset + i}`);
            if (this.#reading === "element") this.#elements(chunk.subarray(from, i), found, true);
            this.#leave();
            frameFrom = i;
            end = -1;
          } else if (this.#depth < this.#open && this.#container === 0) this.#leave();
          if (this.#depth < 0)
            throw new SyntaxError(`not JSON: a bracket is closed that was not opened, at byte ${this.#offset + i}`);
          break;
        case COMMA:
          if (this.#depth === this.#container && this.#container > 0) {
            if (!this.#isObject) end = i;
            else if (this.#reading === "element") this.#elements(chunk.subarray(from, i), found, false);
          } else if (this.#container === 0 && this.#depth === this.#open) this.#onPath = false;
          break;
        case COLON:
          if (this.#isObject && this.#container > 0 && this.#depth === this.#container && this.#reading === "nothing") {
            this.#reading = "element";
            from = i + 1;
          }
          break;
        default:
      }
    }
    if (end >= 0 && !this.#done) {
      this.#elements(chunk.subarray(from, end), found, false);
      this.#reading = "element";
      from = end + 1;
    }
    if (this.#reading !== "nothing" && !this.#done) this.#keep(chunk.subarray(from));
    if (this.#container === 0) this.#keepFrame(chunk.subarray(frameFrom));
    this.#offset += chunk.length;
    return found;
  }

  /** @throws {SyntaxError} when the text ended inside something */
  end(): void {
    if (this.#done || (this.#depth === 0 && !this.#inString)) return;
    throw new SyntaxError(
      `the text ends too early: the document is cut off, after element ${this.#count}${this.#ofWhat()}`,
    );
  }

  #isOnTheWay(): boolean {
    return this.#container === 0 && this.#open > 0 && this.#depth === this.#open;
  }

  #enter(isObject: boolean): void {
    const framed = this.#frameLimit > 0;
    if (
      framed ? !isObject && (this.#depth === 0 || this.#open === this.#path.length) : this.#open === this.#path.length
    ) {
      this.#container = this.#depth + 1;
      this.#isObject = isObject;
      this.#found = true;
    } else if (isObject && this.#open < this.#path.length) {
      this.#open++;
    } else this.#leave();
    this.#onPath = false;
  }

  /** There is nothing more to find; a frame is read to its end. */
  #leave(): void {
    if (this.#frameLimit === 0) this.#done = true;
    this.#container = 0;
    this.#open = -1;
    this.#reading = "nothing";
  }

  #keepFrame(piece: Buffer): void {
    if (this.#frameLimit === 0 || piece.length === 0) return;
    this.#frameBytes += piece.length;
    if (this.#frameBytes > this.#frameLimit) {
      const what = this.#found ? "there is more than" : `no array "${this.#path.join(".")}" within the first`;
      throw new SyntaxError(`${what} ${this.#frameLimit} bytes${this.#found ? " around the array" : ""}`);
    }
    this.#frame.push(Buffer.from(piece));
  }

  #ofWhat(): string {
    return this.#path.length === 0 ? "" : ` of "${this.#path.join(".")}"`;
  }

  #keep(piece: Buffer): void {
    this.#keptBytes += piece.length;
    if (this.#keptBytes > MAX_ELEMENT) throw new SyntaxError("one element is larger than 256 MB");
    // The chunk's memory may be used again by the stream.
    this.#kept.push(Buffer.from(piece));
  }

  #take(last: Buffer): string {
    const bytes = this.#kept.length === 0 ? last : Buffer.concat([...this.#kept, last]);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#reading = "nothing";
    return decoded(bytes);
  }

  #takeKey(last: Buffer): unknown {
    return JSON.parse(this.#take(last));
  }

  /** Parses one element or several with commas between; `closes`: the container ends here. */
  #elements(last: Buffer, found: unknown[], closes: boolean): void {
    const text = this.#take(last);
    const isBlank = text.trim() === "";
    if (closes && isBlank && this.#count === 0 && !this.#isObject) return;
    let elements: unknown[];
    try {
      if (isBlank) throw new SyntaxError("an element is missing");
      elements = this.#parse(`[${text}]`) as unknown[];
    } catch (error) {
      const place = `element ${this.#count + 1 + wholeElements(text)}${this.#ofWhat()}`;
      throw new SyntaxError(`${place} is not JSON: ${(error as Error).message}`, { cause: error });
    }
    this.#count += elements.length;
    for (const element of elements) found.push(element);
  }
}
