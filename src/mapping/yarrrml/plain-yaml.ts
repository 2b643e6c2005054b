/**
 * Reads YAML (1.2, failsafe schema) that is written plainly, as nearly all mappings are, in a tenth of the time a full
 * reader needs: block maps and lists by indentation, flow collections, and scalars of one line. It judges nothing: at
 * whatever is more than that, or wrong, it gives up, and the full reader reads or refuses the text.
 */
import { isSpace, PlainText } from "./plain-text.js";
import type { YamlEntry, YamlMap, YamlNode, YamlText } from "./yaml-tree.js";

const MAX_DEPTH = 40;

const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/** Thrown at what is not plain. */
const NOT_PLAIN = Symbol("not plain");

/** The tree of a text, exactly as the full reader gives it, or nothing when the text is not plain. */
export function readPlainYaml(text: string): YamlNode | undefined {
  // Tabs, other line ends and document markers have rules of their own.
  if (/[\t\r\uFEFF]|^(?:---|\.\.\.|%)/m.test(text)) return undefined;
  try {
    return new PlainReader(text).document();
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

function stop(): never {
  throw NOT_PLAIN;
}

class PlainReader {
  readonly #text: PlainText;

  constructor(text: string) {
    this.#text = new PlainText(text, stop);
  }

  document(): YamlNode {
    const text = this.#text;
    text.toContent();
    if (text.ended || text.column !== 0) stop();
    const node = this.#block(0);
    return text.ended ? node : stop();
  }

  /** The node that starts here, at a column that is its indentation; ends at the next line with something on it. */
  #block(depth: number): YamlNode {
    const text = this.#text;
    if (depth > MAX_DEPTH) stop();
    if (text.atItem) return this.#list(depth);
    if (text.code === OPEN_LIST || text.code === OPEN_MAP) return this.#inline(depth);
    const first = text.scalar();
    if (text.code === COLON) return this.#map(first, depth);
    text.endLine();
    return first;
  }

  #list(depth: number): YamlNode {
    const text = this.#text;
    const at = text.place();
    const indent = text.column;
    const items: YamlNode[] = [];
    while (!text.ended && text.column === indent && text.atItem) {
      text.step();
      text.skipSpaces();
      if (text.atLineEnd) text.endLine();
      // An item without value is left to the full reader.
      if (text.ended || text.column <= indent) stop();
      items.push(this.#block(depth + 1));
    }
    if (!text.ended && text.column > indent) stop();
    return { kind: "list", items, at };
  }

  /** A map, of which the first key was read. */
  #map(first: YamlText, depth: number): YamlMap {
    const text = this.#text;
    const indent = first.at.column - 1;
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    let key = first;
    for (;;) {
      // Keys that are there twice are an error, and `<<` means another map: both are for the full reader.
      if (seen.has(key.text) || key.text === "<<" || text.code !== COLON || !isSpace(text.next)) stop();
      seen.add(key.text);
      text.step();
      text.skipSpaces();
      entries.push({ key, value: text.atLineEnd ? this.#below(indent, depth) : this.#inline(depth) });
      if (text.ended || text.column < indent) break;
      if (text.column > indent || text.atItem) stop();
      key = text.scalar();
    }
    return { kind: "map", entries, at: first.at };
  }

  /** A value on the lines below its key. A list may stand at the column of the key. */
  #below(indent: number, depth: number): YamlNode {
    const text = this.#text;
    text.endLine();
    if (text.ended || text.column < indent) stop();
    if (text.column === indent && !text.atItem) stop();
    return this.#block(depth + 1);
  }

  /** A value behind its key, to the end of the line. */
  #inline(depth: number): YamlNode {
    const text = this.#text;
    const isFlow = text.code === OPEN_LIST || text.code === OPEN_MAP;
    const node = isFlow ? this.#flow(depth + 1) : text.scalar();
    if (text.code === COLON) stop();
    text.endLine();
    return node;
  }

  #flow(depth: number): YamlNode {
    const text = this.#text;
    if (depth > MAX_DEPTH) stop();
    if (text.code === OPEN_LIST) return this.#flowList(depth);
    if (text.code === OPEN_MAP) return this.#flowMap(depth);
    return text.flowScalar();
  }

  #flowList(depth: number): YamlNode {
    const text = this.#text;
    const at = text.place();
    const items: YamlNode[] = [];
    text.step();
    text.skipSpaces();
    while (text.code !== CLOSE_LIST) {
      items.push(this.#flow(depth + 1));
      this.#separator(CLOSE_LIST);
    }
    text.step();
    text.skipSpaces();
    return { kind: "list", items, at };
  }

  #flowMap(depth: number): YamlNode {
    const text = this.#text;
    const at = text.place();
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    text.step();
    text.skipSpaces();
    while (text.code !== CLOSE_MAP) {
      const key = text.flowScalar();
      if (seen.has(key.text) || key.text === "<<" || text.code !== COLON || !isSpace(text.next)) stop();
      seen.add(key.text);
      text.step();
      text.skipSpaces();
      entries.push({ key, value: this.#flow(depth + 1) });
      this.#separator(CLOSE_MAP);
    }
    text.step();
    text.skipSpaces();
    return { kind: "map", entries, at };
  }

  /** A comma with something behind it, or the end of the collection. */
  #separator(close: number): void {
    const text = this.#text;
    if (text.code === close) return;
    if (text.code !== COMMA) stop();
    text.step();
    text.skipSpaces();
    if (text.code === close) stop();
  }
}
