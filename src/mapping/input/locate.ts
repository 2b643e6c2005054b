/** Which file a logical source means (RML-IO §3.3, and `--input NAME=FILE`). */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { LogicalSource } from "../model.js";
import { InputError } from "./input-error.js";

export interface LocateOptions {
  /** Path of the mapping. */
  readonly mapping: string;
  /** Source name or access text → file; what is named here wins. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * The absolute path of a source's file: the one given for its name or access text, else the access text itself, from
 * the mapping's folder or the working directory.
 *
 * @throws {InputError} when there is no such file
 */
export function locate(source: LogicalSource, options: LocateOptions): string {
  const { inputs, mapping } = options;
  for (const name of [source.name, source.path]) {
    const given = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (given === undefined) continue;
    if (existsSync(given)) return resolve(given);
    throw new InputError(`the file ${given}, given for the source "${name}", does not exist; check the path`);
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(source.path) && !source.path.startsWith("file:")) {
    throw new InputError(
      `the source "${source.name}" is ${source.path}, which is not fetched; download it and give --input "${source.name}=FILE"`,
    );
  }
  const path = source.path.startsWith("file:") ? fileURLToPath(source.path) : source.path;
  const inFolder = resolve(dirname(mapping), path);
  const inCurrent = resolve(path);
  const order = source.root === "mapping" ? [inFolder] : [...new Set([inCurrent, inFolder])];
  const found = order.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new InputError(
    `the source "${source.name}" of ${mapping} has no file ${order.join(" or ")}; give --input "${source.name}=FILE", or take the source and its mappings out`,
  );
}
