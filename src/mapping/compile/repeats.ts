/**
 * Records repeat themselves: every school of a region says what the region is called. A triples map whose values were
 * seen before makes the same statements again, and a graph is a set, so they are left out before they are made.
 */
import type { CompiledTriplesMap } from "./triples-map.js";

/** Values remembered per triples map: bounds memory. */
const REMEMBERED = 20_000;
/** After so many records a map that hardly repeats is no longer looked at. */
const TRIAL = 1_000;
/** The share of repeats that is worth the looking. */
const WORTH = 0.2;

/** The same triples map, silent on records whose values it has had. Counts of what made nothing count each value once. */
export function unlessRepeated(compiled: CompiledTriplesMap): CompiledTriplesMap {
  const getters = [...compiled.references.values()].map((reference) => reference.get);
  // A map without references says one thing; a fresh blank node is never the same twice.
  if (compiled.map.subject.expression.kind === "fresh") return compiled;
  // Most that repeat have one value, such as a code, which is its own key: a set tells "1" from 1.
  const only = getters.length === 1 ? getters[0] : undefined;
  let seen: Set<unknown> | undefined = new Set();
  let looked = 0;
  let repeated = 0;
  const { describe } = compiled;
  return {
    ...compiled,
    describe: (record, say, report) => {
      if (seen === undefined) return describe(record, say, report);
      looked += 1;
      const key = only === undefined ? keyOf(getters, record) : only(record);
      if (seen.has(key)) {
        repeated += 1;
        return;
      }
      // What could not be made is reported each time: it is lost each time.
      let sound = true;
      describe(record, say, (finding) => {
        sound = false;
        report(finding);
      });
      if (looked >= TRIAL && repeated < looked * WORTH) seen = undefined;
      // A list or an object is another one each time, which would be remembered in vain.
      else if (sound && seen.size < REMEMBERED && typeof key !== "object") seen.add(key);
    },
  };
}

function keyOf(getters: readonly ((record: unknown) => unknown)[], record: unknown): string {
  let key = "";
  for (const get of getters) {
    const value = get(record);
    // The type stands in front: the string "1" and the number 1 make different statements.
    key += typeof value === "string" ? `s${value.length}:${value}` : `j${JSON.stringify(value) ?? ""}\u0000`;
  }
  return key;
}
