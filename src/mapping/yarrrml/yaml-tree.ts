/**
 * YAML (1.2, failsafe schema) as a small tree in which every node knows its place. All scalars are text as written, so
 * that `007`, `no` and `1.10` stay what the author typed.
 */
import { createRequire } from "node:module";
import type { Document, Node } from "yaml";
import type { Position, ProblemList } from "../problem.js";
import { readPlainYaml } from "./plain-yaml.js";

/** Loaded when a text needs it: that takes longer than reading the project's own mappings. */
type Yaml = typeof import("yaml");
const require = createRequire(import.meta.url);

export interface YamlText {
  readonly kind: "text";
  readonly text: string;
  readonly at: Position;
}

export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  readonly at: Position;
}

export interface YamlEntry {
  readonly key: YamlText;
  readonly value: YamlNode;
}

export interface YamlMap {
  readonly kind: "map";
  readonly entries: readonly YamlEntry[];
  readonly at: Position;
}

export type YamlNode = YamlText | YamlList | YamlMap;

// Aliases let a small file describe a huge tree; no honest mapping comes near either bound.
const MAX_NODES = 200_000;
const MAX_DEPTH = 60;

/** Parses `text`; syntax errors are added to `problems`, and then there is no tree. */
export function readYaml(text: string, problems: ProblemList): YamlNode | undefined {
  return readPlainYaml(text) ?? readFullYaml(text, problems);
}

/** As {@link readYaml}, of any YAML. */
export function readFullYaml(text: string, problems: ProblemList): YamlNode | undefined {
  const yaml = require("yaml") as Yaml;
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  for (const error of document.errors) {
    problems.add(
      place(error.pos[0]),
      `not valid YAML: ${error.message}`,
      "check indentation, quotes and brackets here",
    );
  }
  if (document.errors.length > 0 || document.contents === null) return undefined;
  try {
    return new TreeMaker(yaml, document, problems, place).make(document.contents, 0);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    problems.add(error.at, "the mapping is nested too deep or repeats itself through aliases", "write it out flatter");
    return undefined;
  }
}

class TooLarge extends Error {
  readonly at: Position;

  constructor(at: Position) {
    super("too large");
    this.at = at;
  }
}

class TreeMaker {
  readonly #yaml: Yaml;
  readonly #document: Document.Parsed;
  readonly #problems: ProblemList;
  readonly #place: (offset: number) => Position;
  #nodes = 0;

  constructor(yaml: Yaml, document: Document.Parsed, problems: ProblemList, place: (offset: number) => Position) {
    this.#yaml = yaml;
    this.#document = document;
    this.#problems = problems;
    this.#place = place;
  }

  make(node: Node | null, depth: number): YamlNode {
    const at = this.#place(node?.range?.[0] ?? 0);
    this.#nodes++;
    if (this.#nodes > MAX_NODES || depth > MAX_DEPTH) throw new TooLarge(at);
    if (this.#yaml.isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined) {
        this.#problems.add(
          at,
          `the alias *${node.source} has no anchor`,
          `write &${node.source} before what it repeats`,
        );
        return { kind: "text", text: "", at };
      }
      return this.make(target, depth + 1);
    }
    if (this.#yaml.isMap(node)) return { kind: "map", entries: this.#entries(node.items, depth), at };
    if (this.#yaml.isSeq(node))
      return { kind: "list", items: node.items.map((item) => this.make(this.#asNode(item), depth + 1)), at };
    const value: unknown = this.#yaml.isScalar(node) ? node.value : "";
    return { kind: "text", text: typeof value === "string" ? value : "", at };
  }

  #entries(pairs: readonly { key: unknown; value: unknown }[], depth: number): YamlEntry[] {
    const entries: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const pair of pairs) {
      const key = this.make(this.#asNode(pair.key), depth + 1);
      if (key.kind !== "text") {
        this.#problems.add(key.at, "a key must be plain text", "put it between quotes");
        continue;
      }
      const value = pair.value === null ? { ...key, text: "" } : this.make(this.#asNode(pair.value), depth + 1);
      const maps = (value.kind === "list" ? value.items : [value]).filter((each) => each.kind === "map");
      // The merge key of YAML 1.1, of one map or several, which people use beside anchors.
      if (key.text === "<<" && maps.length > 0) merged.push(...maps.flatMap((map) => map.entries));
      else entries.push({ key, value });
    }
    // A key of the map itself wins, then that of the map named first.
    for (const entry of merged) if (!entries.some((e) => e.key.text === entry.key.text)) entries.push(entry);
    return entries;
  }

  #asNode(value: unknown): Node | null {
    const { isAlias, isMap, isScalar, isSeq } = this.#yaml;
    return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
  }
}
