import type { RegisterFamily } from "#src/records/families.js";

/** A register that has nothing but a name and a key, for tests of what is done with its rows. */
export function bareFamily(name: string, ...key: readonly string[]): RegisterFamily {
  return {
    kind: "register",
    name,
    title: name,
    key: key.length === 0 ? ["id"] : [...key],
    narrowed: [],
    once: false,
    mappings: [],
    unverified: false,
  };
}
