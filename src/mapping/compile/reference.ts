/** Compiles a reference of a mapping to a function that finds its values in a record (RML-Core §6.2). */
import type { LogicalSource } from "../model.js";
import { member } from "./json-member.js";
import { type ParsedPath, parsePath, type Step, walk } from "./json-path.js";

/** The value in a record; a list when there may be several; nothing when it is absent or null. */
export type Getter = (record: unknown) => unknown;

const PLAIN_PATH = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*$/u;

/**
 * A reference in CSV is a column name, taken as it is. In JSON it is a JSONPath, or (YARRRML, old RML) a key or a
 * dotted path of keys without `$.` in front.
 *
 * @throws {Error} when it is no JSONPath
 */
export function compileReference(source: LogicalSource, reference: string): Getter {
  const get = source.formulation === "CSV" ? key(reference) : jsonGetter(source, reference);
  const { nulls } = source;
  if (nulls === undefined || nulls.length === 0) return get;
  const none = new Set<unknown>(nulls);
  return (record) => {
    const value = get(record);
    if (Array.isArray(value)) return value.filter((v) => !none.has(v));
    return none.has(value) ? undefined : value;
  };
}

function jsonGetter(source: LogicalSource, reference: string): Getter {
  const { spreads } = source;
  if (!reference.startsWith("$")) {
    if (PLAIN_PATH.test(reference)) return along(reference.split("."), spreads);
    try {
      return jsonGetter(source, `$.${reference}`);
    } catch {
      // A key that is no path, such as "Country Code".
      return along([reference], spreads);
    }
  }
  const path = pathOrOldKeys(reference, spreads);
  if (Array.isArray(path)) return along(path, spreads);
  const { steps } = path;
  if (steps !== undefined && steps.every((step) => step.kind === "name")) {
    return along(
      steps.map((step) => step.name),
      spreads,
    );
  }
  if (steps === undefined) {
    return (record) => {
      const found: unknown[] = [];
      path.select(record, (value) => found.push(value));
      return gathered(found, spreads);
    };
  }
  return several(steps, spreads);
}

/** A JSONPath; or the keys of `$.Country Code`, which old mappings write and RFC 9535 does not have. */
function pathOrOldKeys(reference: string, old: boolean): ParsedPath | string[] {
  try {
    return parsePath(reference);
  } catch (error) {
    if (old && /^\$(?:\.[^.[\]()*?@'"]+)+$/.test(reference)) return reference.slice(2).split(".");
    throw error;
  }
}

function several(steps: readonly Step[], spreads: boolean): Getter {
  return (record) => {
    const found: unknown[] = [];
    walk(steps, 0, record, (value) => found.push(value));
    return gathered(found, spreads);
  };
}

function gathered(found: unknown[], spreads: boolean): unknown {
  return spreads && found.some(Array.isArray) ? found.flat() : found;
}

function along(keys: readonly string[], spreads: boolean): Getter {
  const [first, ...rest] = keys;
  if (first === undefined) return (record) => record;
  const get = rest.length === 0 ? key(first) : chain(key(first), rest);
  // Where an array is a mistake, it is handed on inside a list, so that the term finds a value that is no scalar.
  return spreads ? get : (record) => wrapArray(get(record));
}

function wrapArray(value: unknown): unknown {
  return Array.isArray(value) ? [value] : value;
}

function chain(get: Getter, keys: readonly string[]): Getter {
  return (record) => {
    let value = get(record);
    for (const name of keys) {
      if (value === undefined || value === null) return undefined;
      value = member(value, name);
    }
    return value;
  };
}

function key(name: string): Getter {
  // `record.constructor` and its kin exist on every object, `length` on lists; all other names can be read without asking.
  if (name in Array.prototype) return (record) => member(record, name);
  return (record) => {
    return record !== null && typeof record === "object" ? (record as Record<string, unknown>)[name] : undefined;
  };
}
