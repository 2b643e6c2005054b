/** Composers that go by which keys a row has. */
import type { Composer } from "./row-cleaners.js";
import { valueOf } from "./row.js";

/** `first(titel onderwerp)`: the value of the first of these keys that has one. */
const first: Composer = (present, keys, { record }) => {
  if (present !== undefined) return present;
  for (const key of keys) {
    const value = valueOf(record, key);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** `unless(persoon fractie_grootte)`: the value of the second key, where the first has none. */
const unless: Composer = (_present, [key = "", other = ""], { record }) =>
  valueOf(record, key) === undefined ? valueOf(record, other) : undefined;

/** `filled(a b : id gewijzigd)`: the first word when the row has any key beside those after the colon, else the second. */
const filled: Composer = (_present, words, { record }) => {
  const [some, none] = words;
  for (const key in record) if (words.indexOf(key, 3) === -1) return some;
  return none;
};

/** `path(/id/tk soort id)`: the first word and the values of the keys, with slashes between; nothing when a key lacks. */
const path: Composer = (present, [start = "", ...keys], { record }) => {
  if (present !== undefined) return present;
  const steps = keys.map((key) => valueOf(record, key));
  return steps.includes(undefined) ? undefined : [start, ...steps.map(String)].join("/");
};

export const presenceComposers: Readonly<Record<string, Composer>> = { first, unless, filled, path };
