/** Compiles the iterator of a JSON source: where its elements are in a file, and which records one of them holds. */
import type { LogicalSource } from "../model.js";
import { parsePath, type Step, walk } from "./json-path.js";

/** Calls `found` for each record in one element. */
export type ElementIterator = (element: unknown, found: (record: unknown) => void) => void;

export interface CompiledIterator {
  /**
   * Keys from the root to the array or object whose members are the elements; absent when the path is such that only
   * the whole document will do, which is then the one element.
   */
  readonly container: readonly string[] | undefined;
  readonly records: ElementIterator;
}

/** @throws {Error} when the iterator is no JSONPath */
export function compileIterator(source: LogicalSource): CompiledIterator {
  const path = parsePath(source.iterator ?? "$");
  const { steps } = path;
  const first = steps?.findIndex((step) => step.kind !== "name") ?? -1;
  const step = steps?.[first];
  if (steps === undefined || step === undefined || step.kind === "index") {
    return { container: undefined, records: path.select };
  }
  const container = steps.slice(0, first).flatMap((s) => (s.kind === "name" ? [s.name] : []));
  return { container, records: afterStep(steps, first, step) };
}

function afterStep(steps: readonly Step[], first: number, step: Step): ElementIterator {
  const test = step.kind === "filter" ? step.test : undefined;
  const last = first === steps.length - 1;
  return (element, found) => {
    if (test !== undefined && !test(element)) return;
    if (last) found(element);
    else walk(steps, first + 1, element, found);
  };
}

/**
 * For one element of a file's top-level array: `$[*]`, `$[?(@.key)]` and paths below them work on the element itself;
 * any other JSONPath is evaluated on an array that holds the element alone.
 *
 * @throws {Error} when the iterator is no JSONPath
 */
export function elementIterator(source: LogicalSource): ElementIterator {
  const { container, records } = compileIterator(source);
  if (container?.length === 0) return records;
  const path = parsePath(source.iterator ?? "$");
  return (element, found) => path.select([element], found);
}
