/** A text that is read from left to right by the plain YAML reader: where it is, and the scalar that starts there. */
import type { Position } from "../problem.js";
import type { YamlText } from "./yaml-tree.js";

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const DASH = 0x2d;
const COLON = 0x3a;

/** What a plain scalar may not start with (YAML 1.2 §7.3.3); `-`, `?` and `:` only before a space. */
const INDICATORS = new Set([..."?:,[]{}#&*!|>'\"%@`"].map((c) => c.charCodeAt(0)));
const FLOW_ENDS = new Set([...",[]{}"].map((c) => c.charCodeAt(0)));

/** An implicit key must be shorter than 1024 characters (YAML 1.2 §7.4.2). */
const LONGEST_KEY = 1000;

/** Whether this code is a space, a line end, or the end of the text. */
export function isSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || Number.isNaN(code);
}

export class PlainText {
  readonly #text: string;
  readonly #stop: () => never;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  /** `stop` is called at what is not plain; it throws. */
  constructor(text: string, stop: () => never) {
    this.#text = text;
    this.#stop = stop;
  }

  /** The code unit here; NaN at the end. */
  get code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  get next(): number {
    return this.#text.charCodeAt(this.#at + 1);
  }

  /** Whether an item of a block list starts here. */
  get atItem(): boolean {
    return this.code === DASH && isSpace(this.next);
  }

  /** From 0. */
  get column(): number {
    return this.#at - this.#lineStart;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Whether nothing, or a comment, is left on this line. Must be asked behind a space. */
  get atLineEnd(): boolean {
    const { code } = this;
    return code === NEWLINE || code === HASH || this.ended;
  }

  place(): Position {
    return { line: this.#line, column: this.column + 1 };
  }

  step(): void {
    this.#at++;
  }

  skipSpaces(): void {
    while (this.code === SPACE) this.#at++;
  }

  /** To the next line with something on it, after a value that must be the last on its line. */
  endLine(): void {
    if (!this.atLineEnd) this.#stop();
    if (this.code === HASH && this.#at > this.#lineStart && this.#text.charCodeAt(this.#at - 1) !== SPACE) this.#stop();
    this.toContent();
  }

  /** To the first character that is neither space nor in a comment. */
  toContent(): void {
    for (;;) {
      this.skipSpaces();
      if (this.code === HASH) {
        const end = this.#text.indexOf("\n", this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      }
      if (this.code !== NEWLINE) return;
      this.#at++;
      this.#line++;
      this.#lineStart = this.#at;
    }
  }

  /** The scalar of a block that starts here, and the spaces behind it. */
  scalar(): YamlText {
    return this.#scalar(false);
  }

  /** As {@link scalar}, between the brackets of a flow collection. */
  flowScalar(): YamlText {
    return this.#scalar(true);
  }

  #scalar(flow: boolean): YamlText {
    const at = this.place();
    const { code } = this;
    const text = code === QUOTE || code === APOSTROPHE ? this.#quoted(code) : this.#plain(flow);
    this.skipSpaces();
    if (this.code === COLON && text.length > LONGEST_KEY) this.#stop();
    return { kind: "text", text, at };
  }

  #quoted(quote: number): string {
    const start = this.#at + 1;
    let end = start;
    let escaped = false;
    for (; ; end++) {
      const code = this.#text.charCodeAt(end);
      if (Number.isNaN(code) || code === NEWLINE) this.#stop();
      if (code === quote) {
        if (quote === QUOTE || this.#text.charCodeAt(end + 1) !== APOSTROPHE) break;
        escaped = true;
        end++;
      } else if (code === 0x5c && quote === QUOTE) {
        escaped = true;
        end++;
      }
    }
    this.#at = end + 1;
    const raw = this.#text.slice(start, end);
    if (!escaped) return raw;
    return quote === APOSTROPHE ? raw.replaceAll("''", "'") : this.#unescaped(raw);
  }

  /** The escapes that JSON has too; YAML's others are for the full reader. */
  #unescaped(raw: string): string {
    if (!/^(?:[^\\]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*$/.test(raw)) this.#stop();
    return JSON.parse(`"${raw}"`) as string;
  }

  #plain(flow: boolean): string {
    const start = this.#at;
    const first = this.code;
    if (INDICATORS.has(first) || (first === DASH && (isSpace(this.next) || flow))) this.#stop();
    let end = start;
    for (; ; end++) {
      const code = this.#text.charCodeAt(end);
      if (Number.isNaN(code) || code === NEWLINE) break;
      if (code === COLON) {
        const next = this.#text.charCodeAt(end + 1);
        if (isSpace(next)) break;
        if (flow && FLOW_ENDS.has(next)) this.#stop();
      } else if (code === HASH) {
        if (this.#text.charCodeAt(end - 1) === SPACE) break;
      } else if (flow && FLOW_ENDS.has(code)) break;
    }
    if (end === start) this.#stop();
    // A flow collection on several lines, or with a comment, is for the full reader.
    if (flow && !FLOW_ENDS.has(this.#text.charCodeAt(end)) && this.#text.charCodeAt(end) !== COLON) this.#stop();
    this.#at = end;
    while (this.#text.charCodeAt(end - 1) === SPACE) end--;
    return this.#text.slice(start, end);
  }
}
