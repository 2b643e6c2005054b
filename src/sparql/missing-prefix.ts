/** The commonest mistake in a query, a prefix that is not declared, told with the line that mends it. */
import type { Prefixes } from "../rdf/prefixes.js";

/** Where the engine stopped: behind the prefixed name. */
const STOPPED = /error at (\d+):(\d+): .*Prefix not found/s;

/** What to say instead of a message about a prefix that is not declared; undefined for other messages. */
export function missingPrefix(message: string, query: string, prefixes: Prefixes): string | undefined {
  const place = STOPPED.exec(message);
  if (place === null) return undefined;
  const [, line = "", column = ""] = place;
  const before = [...(query.split("\n")[Number(line) - 1] ?? "")].slice(0, Number(column) - 1).join("");
  const name = /([^\s:<>"'(){}[\],;|/^!]*):[^\s:]*$/.exec(before)?.[1];
  if (name === undefined) return undefined;
  const iri = Object.hasOwn(prefixes, name) ? prefixes[name] : undefined;
  return `line ${line}: the prefix ${name}: is not declared; add the line PREFIX ${name}: <${iri ?? "…"}>`;
}
