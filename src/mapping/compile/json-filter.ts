/** Filters of JSONPath (RFC 9535 §2.3.5): existence, comparison of literals and what is below, and, or, not. */
import { isDeepStrictEqual } from "node:util";
import { member } from "./json-member.js";
import type { Step } from "./json-path.js";

/** A node of the parsed path, as the library gives it. */
export interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly node?: Node;
  readonly selector?: Node;
  readonly selectors?: readonly Node[];
  readonly expression?: Node;
  readonly segments?: readonly unknown[];
  readonly left?: Node;
  readonly right?: Node;
  readonly op?: string;
}

type Test = (value: unknown) => boolean;
type StepsOf = (segments: readonly unknown[]) => readonly Step[] | undefined;

/** A filter as a function; nothing when it holds more than this file knows. */
export function compileFilter(node: Node | undefined, stepsOf: StepsOf): Test | undefined {
  switch (node?.type) {
    case "TestExpr":
      return existence(node.expression, stepsOf);
    case "LogicalNotExpr": {
      const inner = compileFilter(node.expression, stepsOf);
      return inner === undefined ? undefined : (value) => !inner(value);
    }
    case "LogicalAndExpr":
    case "LogicalOrExpr": {
      const left = compileFilter(node.left, stepsOf);
      const right = compileFilter(node.right, stepsOf);
      if (left === undefined || right === undefined) return undefined;
      return node.type === "LogicalAndExpr" ? (v) => left(v) && right(v) : (v) => left(v) || right(v);
    }
    case "ComparisonExpr":
      return comparison(node, stepsOf);
    default:
      return undefined;
  }
}

function existence(node: Node | undefined, stepsOf: StepsOf): Test | undefined {
  const query = node?.type === "FilterQuery" ? (node.value as Node) : undefined;
  if (query?.type !== "RelQuery") return undefined;
  const get = singular(query, stepsOf);
  return get === undefined ? undefined : (value) => get(value) !== undefined;
}

/** A path of names and indexes as a function; absent is `undefined`, which JSON has not. */
function singular(query: Node, stepsOf: StepsOf): ((value: unknown) => unknown) | undefined {
  const steps = stepsOf(query.segments ?? []);
  if (steps === undefined || steps.some((step) => step.kind !== "name" && step.kind !== "index")) return undefined;
  return (value) => {
    let at = value;
    for (const step of steps) {
      if (step.kind === "name") at = member(at, step.name);
      else if (step.kind === "index") at = Array.isArray(at) ? (at as unknown[]).at(step.index) : undefined;
      if (at === undefined) return undefined;
    }
    return at;
  };
}

function comparison(node: Node, stepsOf: StepsOf): Test | undefined {
  const a = operand(node.left, stepsOf);
  const b = operand(node.right, stepsOf);
  if (a === undefined || b === undefined) return undefined;
  switch (node.op) {
    case "==":
      return (v) => equal(a(v), b(v));
    case "!=":
      return (v) => !equal(a(v), b(v));
    case "<":
      return (v) => less(a(v), b(v));
    case ">":
      return (v) => less(b(v), a(v));
    case "<=":
      return (v) => less(a(v), b(v)) || equal(a(v), b(v));
    case ">=":
      return (v) => less(b(v), a(v)) || equal(a(v), b(v));
    default:
      return undefined;
  }
}

/** Lists and objects by what is in them; of two that are absent too (§2.3.5.2.2). */
function equal(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && isDeepStrictEqual(a, b));
}

function less(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  return typeof a === "string" && typeof b === "string" && a < b;
}

function operand(node: Node | undefined, stepsOf: StepsOf): ((value: unknown) => unknown) | undefined {
  if (node?.type === "Literal") {
    const { value } = node;
    return () => value;
  }
  return node?.type === "RelSingularQuery" ? singular(node, stepsOf) : undefined;
}
