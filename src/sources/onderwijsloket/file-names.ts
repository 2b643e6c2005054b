/** Which collection a file is of, by its name: `programs.json`, `programs-2.json`, `programs/2.json`. */
import { isNeverAsked, PERSONAL } from "./collections.js";

export function isJsonName(name: string): boolean {
  return /\.json(?:\.gz)?$/i.test(name);
}

/** A name with more to it that says nothing else: `programs-2`, `topics-2026-07-01`, `articles-list.response`. */
const WITH_MORE =
  /^([a-z][a-z0-9_]*)(?:[-. ](?:page|pagina|part|deel|list|lijst|all|alle|items|data|export|response|\d+))*$/;

/**
 * The collection that the file at a path is of, or undefined when its name says none. Names of collections about persons
 * are known too, so that such files are told from those that are merely strange.
 *
 * @param path with `/` between its steps
 * @param names of the collections of the table
 */
export function collectionOf(path: string, names: readonly string[]): string | undefined {
  const steps = path.split("/");
  const base = (steps.pop() ?? "").replace(/\.json(?:\.gz)?$/i, "");
  const known = new Set([...names, ...PERSONAL]);
  const start = WITH_MORE.exec(base)?.[1] ?? "";
  if (known.has(start) || isNeverAsked(start)) return start;
  if (!/^(?:page|pagina)?[-_ ]?\d+$/i.test(base)) return undefined;
  const folder = steps.pop() ?? "";
  return known.has(folder) || isNeverAsked(folder) ? folder : undefined;
}
