/** What compiling a term needs to know of its surroundings. */
import type { FunctionRegistry } from "../function-registry.js";
import type { LogicalSource } from "../model.js";
import type { Position } from "../problem.js";
import type { Place, Report } from "./finding.js";
import type { Getter } from "./reference.js";

export type Value = string | number | boolean;

/** The values of an expression in a record: none, one scalar, or a list of scalars. */
export type Values = (record: unknown, report: Report) => Value | readonly Value[] | undefined;

export interface Context {
  readonly source: LogicalSource;
  readonly functions: FunctionRegistry;
  readonly place: Place;
  readonly problem: (at: Position | undefined, message: string, hint?: string) => void;
  /** Told of each reference, with its getter. */
  readonly seen: (reference: string, get: Getter, at: Position | undefined) => void;
}
