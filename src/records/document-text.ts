/**
 * Plain text of a document of an editor (Tiptap, that is ProseMirror JSON: nodes `{type, content, text, attrs}`), as
 * Onderwijsloket keeps its texts. Nothing in it is trusted: what is no node is passed over.
 */
import { TextLines } from "./text-lines.js";

export interface PlainText {
  readonly text: string;
  /** Whether some of it was too deep, too much or too long, and is left out. */
  readonly isCut: boolean;
}

const DEEPEST = 100;
const MOST_NODES = 100_000;

/** Nodes that stand for something elsewhere: a button, an image, a mention (`relation-block`, `relation-inline-block`). */
const ELSEWHERE = /^relation-/;
/** Nodes inside a line; any other is a line, or lines, of its own. */
const INLINE = new Set(["text", "hardBreak"]);

interface Node {
  readonly type?: unknown;
  readonly content?: unknown;
  readonly text?: unknown;
  readonly attrs?: unknown;
}

const NODE_KEYS: ReadonlySet<string> = new Set(["type", "content", "text", "attrs", "marks"]);

/** Whether JSON is a document, a node, or a list of nodes, and not something else that has a type. */
export function isDocument(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => !Array.isArray(each) && isDocument(each));
  if (typeof value !== "object" || value === null) return false;
  const { type, content, text }: Node = value;
  if (type === "doc") return true;
  if (typeof type !== "string" || !Object.keys(value).every((key) => NODE_KEYS.has(key))) return false;
  return Array.isArray(content) || typeof text === "string" || "attrs" in value;
}

/** @param document the document, a node, or a list of nodes */
export function documentText(document: unknown): PlainText {
  const reader = new DocumentReader();
  reader.read(document, 0);
  return { text: reader.lines.text(), isCut: reader.isCut || reader.lines.isCut };
}

class DocumentReader {
  readonly lines = new TextLines();
  #nodes = 0;
  isCut = false;

  read(value: unknown, depth: number): void {
    if (typeof value !== "object" || value === null) return;
    this.#nodes += 1;
    if (depth > DEEPEST || this.#nodes > MOST_NODES || this.lines.isCut) {
      this.isCut = true;
      return;
    }
    if (Array.isArray(value)) for (const one of value as unknown[]) this.read(one, depth + 1);
    else this.#node(value, depth);
  }

  #node(node: Node, depth: number): void {
    const type = typeof node.type === "string" ? node.type : "";
    if (ELSEWHERE.test(type)) return;
    if (INLINE.has(type)) {
      if (type === "hardBreak") this.lines.end();
      else if (typeof node.text === "string") this.#text(node.text);
      return;
    }
    this.lines.end();
    if (type === "bulletList" || type === "orderedList" || type === "taskList") this.#list(node, type, depth);
    else this.read(node.content, depth);
    this.lines.end();
  }

  /** Lines inside a text, as code has them, are kept. */
  #text(text: string): void {
    text.split("\n").forEach((line, i) => {
      if (i > 0) this.lines.end();
      this.lines.add(line);
    });
  }

  #list(list: Node, type: string, depth: number): void {
    let number = firstNumber(list.attrs);
    for (const item of Array.isArray(list.content) ? (list.content as unknown[]) : []) {
      this.lines.item(type === "orderedList" ? `${number}. ` : "- ");
      this.read(item, depth + 1);
      this.lines.itemEnd();
      number += 1;
    }
  }
}

/** The number of the first item of an ordered list (`attrs.start`). */
function firstNumber(attrs: unknown): number {
  const start: unknown = typeof attrs === "object" && attrs !== null && "start" in attrs ? attrs.start : undefined;
  return typeof start === "number" && Number.isSafeInteger(start) ? start : 1;
}
