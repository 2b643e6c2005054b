/** The keys of YARRRML and their shortcuts, and what is said of a key that is neither. */
import { didYouMean } from "../nearest.js";
import type { ProblemList } from "../problem.js";
import type { YamlMap, YamlNode } from "./yaml-tree.js";

export const DOCUMENT_KEYS = {
  prefixes: ["prefixes", "prefix"],
  base: ["base"],
  sources: ["sources", "source", "s"],
  mappings: ["mappings", "mapping", "m"],
  external: ["external"],
  authors: ["authors", "author", "a"],
  targets: ["targets", "target", "t"],
} as const;

export const SOURCE_KEYS = {
  access: ["access"],
  referenceFormulation: ["referenceFormulation"],
  iterator: ["iterator"],
  delimiter: ["delimiter"],
  encoding: ["encoding"],
  nulls: ["nulls"],
  type: ["type"],
} as const;

export const MAPPING_KEYS = {
  sources: ["sources", "source"],
  subjects: ["subjects", "subject", "s"],
  predicateobjects: ["predicateobjects", "predicateobject", "po"],
  graphs: ["graphs", "graph", "g"],
  conditions: ["conditions", "condition", "c"],
} as const;

export const PREDICATE_OBJECT_KEYS = {
  predicates: ["predicates", "predicate", "p"],
  inversepredicates: ["inversepredicates", "inversepredicate", "i"],
  objects: ["objects", "object", "o"],
  graphs: ["graphs", "graph", "g"],
  conditions: ["conditions", "condition", "c"],
  type: ["type"],
  datatype: ["datatype"],
  language: ["language"],
} as const;

export const OBJECT_KEYS = {
  value: ["value", "v"],
  type: ["type"],
  datatype: ["datatype"],
  language: ["language"],
  function: ["function", "f", "fn"],
  parameters: ["parameters", "pms"],
  mappings: ["mappings", "mapping", "m"],
  conditions: ["conditions", "condition", "c"],
  targets: ["targets", "target", "t"],
} as const;

export const FUNCTION_KEYS = {
  function: ["function", "f", "fn"],
  parameters: ["parameters", "pms"],
  type: ["type"],
} as const;

export const PARAMETER_KEYS = {
  parameter: ["parameter", "pm"],
  value: ["value", "v"],
  type: ["type"],
  from: ["from"],
} as const;

type KeyTable = Readonly<Record<string, readonly string[]>>;

/** The values of a map by the full name of their key. A key that `table` does not have, or has twice, is a problem. */
export function namedValues<T extends KeyTable>(
  map: YamlMap,
  table: T,
  what: string,
  problems: ProblemList,
): { readonly [K in keyof T]?: YamlNode } {
  const values: { [K in keyof T]?: YamlNode } = {};
  for (const { key, value } of map.entries) {
    const name = Object.keys(table).find((k) => table[k]?.includes(key.text));
    if (name === undefined) {
      problems.add(key.at, `${what} has no key "${key.text}"`, didYouMean(key.text, Object.values(table).flat()));
    } else if (values[name] === undefined) {
      values[name as keyof T] = value;
    } else {
      problems.add(key.at, `${what} has "${name}" twice ("${key.text}" is short for it)`, "keep one of the two");
    }
  }
  return values;
}
