/**
 * JSONPath (RFC 9535), parsed once. Names, indexes, wildcards and plain filters become closures; an expression with
 * anything else (slices, `..`, functions) is evaluated by the library.
 */
import { type JsonValue, query } from "jsonpath-rfc9535";
import parse from "jsonpath-rfc9535/parser";
import { compileFilter, type Node } from "./json-filter.js";
import { member } from "./json-member.js";

export type Step =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "each" }
  | { readonly kind: "filter"; readonly test: (value: unknown) => boolean };

/** A parsed path. */
export interface ParsedPath {
  readonly text: string;
  /** The path as steps; absent when it holds more than steps can say. */
  readonly steps: readonly Step[] | undefined;
  /** Calls `found` for each value that the path selects in `value`, in document order. */
  readonly select: (value: unknown, found: (value: unknown) => void) => void;
}

/** @throws {Error} with the place in the expression, when it is no JSONPath */
export function parsePath(given: string): ParsedPath {
  const plain = plainSteps(given);
  if (plain !== undefined) {
    return { text: given, steps: plain, select: (value, found) => walk(plain, 0, value, found) };
  }
  const [tree, text] = parsed(given);
  const steps = stepsOf((tree as { segments: readonly unknown[] }).segments);
  if (steps !== undefined) return { text, steps, select: (value, found) => walk(steps, 0, value, found) };
  if (comparesPlaces(tree)) {
    throw new Error(
      `"${given}" compares what stands at a place in a list, as in [?@[0] == 1], beside "..", a slice or a function: that cannot be evaluated; do one of them in another way`,
    );
  }
  return {
    text,
    steps,
    select: (value, found) => {
      for (const one of query(value as JsonValue, text)) found(one);
    },
  };
}

/** Whether a place is compared, which the library (1.3.0) then takes for nothing: it does not unwrap what its parser wraps. */
function comparesPlaces(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { type, selector } = node as Node;
  return (type === "IndexSelector" && selector !== undefined) || Object.values(node).some(comparesPlaces);
}

const PLAIN_SEGMENT =
  /\.([A-Za-z_][A-Za-z0-9_]*)|\['([^'\\\p{Cc}]*)'\]|(\[\*\]|\.\*)|\[(0|[1-9][0-9]{0,8})\]|\[\?\(?@\.([A-Za-z_][A-Za-z0-9_]*)\)?\]/uy;

/** The steps of a path such as `$.items[*].name` or `$[?@.key]`: most are, and the parser is slow to get going. */
function plainSteps(text: string): Step[] | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  PLAIN_SEGMENT.lastIndex = 1;
  for (let from = 1; from < text.length; from = PLAIN_SEGMENT.lastIndex) {
    const match = PLAIN_SEGMENT.exec(text);
    if (match === null) return undefined;
    const [segment, name, quoted, each, index, key] = match;
    if (name !== undefined || quoted !== undefined) steps.push({ kind: "name", name: name ?? quoted ?? "" });
    else if (each !== undefined) steps.push({ kind: "each" });
    else if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else if (key !== undefined) {
      if (segment.includes("(") !== segment.includes(")")) return undefined;
      steps.push({ kind: "filter", test: (value) => member(value, key) !== undefined });
    }
  }
  return steps;
}

function parsed(given: string): [unknown, string] {
  try {
    return [parse(given), given];
  } catch (error) {
    // Older mappings write `$.['a key']`, which the paths before RFC 9535 allowed.
    const mended = given.replaceAll(/\.(?=\[['"])/g, "");
    if (mended !== given) return parsed(mended);
    const column = (error as { location?: { start?: { column?: number } } }).location?.start?.column;
    const place = column === undefined ? "" : ` at character ${column}`;
    throw new Error(`"${given}" is no JSONPath (RFC 9535)${place}`, { cause: error });
  }
}

/** Calls `found` for each value that the steps from `from` on select. */
export function walk(steps: readonly Step[], from: number, value: unknown, found: (value: unknown) => void): void {
  const step = steps[from];
  if (step === undefined) {
    found(value);
    return;
  }
  switch (step.kind) {
    case "name": {
      const next = member(value, step.name);
      if (next !== undefined) walk(steps, from + 1, next, found);
      return;
    }
    case "index": {
      if (!Array.isArray(value)) return;
      const next: unknown = value.at(step.index);
      if (next !== undefined) walk(steps, from + 1, next, found);
      return;
    }
    case "each":
      for (const next of children(value)) walk(steps, from + 1, next, found);
      return;
    case "filter":
      for (const next of children(value)) if (step.test(next)) walk(steps, from + 1, next, found);
  }
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value !== null && typeof value === "object" ? Object.values(value) : [];
}

function stepsOf(segments: readonly unknown[]): Step[] | undefined {
  const steps: Step[] = [];
  for (const segment of segments as readonly Node[]) {
    const step = segment.type === "DescendantSegment" ? undefined : stepOf(segment.node);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

function stepOf(node: Node | undefined): Step | undefined {
  if (node?.type === "MemberNameShorthand") return { kind: "name", name: String(node.value) };
  if (node?.type === "NameSelector") return { kind: "name", name: String(node.value) };
  // In a comparison the parser wraps it in another.
  if (node?.type === "IndexSelector" && node.selector !== undefined) return stepOf(node.selector);
  if (node?.type === "IndexSelector") return { kind: "index", index: Number(node.value) };
  if (node?.type === "WildcardSelector") return { kind: "each" };
  if (node?.type === "BracketedSelection" && node.selectors?.length === 1) return stepOf(node.selectors[0]);
  if (node?.type !== "FilterSelector") return undefined;
  const test = compileFilter(node.value as Node, stepsOf);
  return test === undefined ? undefined : { kind: "filter", test };
}
