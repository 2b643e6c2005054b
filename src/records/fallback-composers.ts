/**
 * Composers that fill in what a record lacks and an application profile demands. Each tells what it put in the place, so
 * that nobody takes it for what the source said.
 */
import type { CleanValue } from "./record.js";
import type { Composer } from "./row-cleaners.js";
import { isObject, valueOf } from "./row.js";

function first(value: CleanValue | undefined): CleanValue | undefined {
  return Array.isArray(value) ? (value as readonly CleanValue[])[0] : value;
}

/** `otherwise(key …)`: the value of the first of these keys that has one. */
const otherwise: Composer = (present, keys, { record }, tell) => {
  if (present !== undefined) return present;
  const key = keys.find((each) => first(valueOf(record, each)) !== undefined);
  if (key === undefined) return undefined;
  tell({ reason: `ontbreekt in de bron; in de plaats komt ${key}` });
  return first(valueOf(record, key));
};

/** `otherwise_is(words)`: these words. */
const otherwiseIs: Composer = (present, words, _row, tell) => {
  if (present !== undefined) return present;
  const value = words.join(" ");
  tell({ reason: `ontbreekt in de bron; in de plaats komt ${value}` });
  return value;
};

/** `standard(words)`: these words, where nothing need be told. */
const standard: Composer = (present, words) => present ?? words.join(" ");

/** `prefixed(start key …)`: the start, and behind it the value of the first of these keys that has one. */
const prefixed: Composer = (present, [start = "", ...keys], { record }) => {
  const value = keys.map((key) => valueOf(record, key)).find((each) => each !== undefined);
  return present ?? (value === undefined ? undefined : start + String(value));
};

/** `other_than(a b)`: the value of the first key, when the second has another. */
const otherThan: Composer = (_present, [a = "", b = ""], { record }) => {
  const value = valueOf(record, a);
  return value === valueOf(record, b) ? undefined : value;
};

function missingIn(present: CleanValue | undefined, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !isObject(present) || present[key] === undefined);
}

/** `whole(a b)`: an object that has one of these keys must have them all, or nothing is made of it: that is told. */
const whole: Composer = (present, keys, _row, tell) => {
  const missing = missingIn(present, keys);
  if (present === undefined || missing.length === 0) return present;
  const value = isObject(present) ? Object.values(present).map(String).join("; ") : "";
  tell({ kind: "onvolledig", value, reason: `zonder ${missing.join(" en ")} is het niet te gebruiken` });
  return present;
};

/** `demanded(a b)`: an object that must be there with these keys; that it is not is told. */
const demanded: Composer = (present, keys, _row, tell) => {
  const missing = missingIn(present, keys);
  if (missing.length > 0) tell({ kind: "ontbreekt", reason: `zonder ${missing.join(" en ")} kan het er niet zijn` });
  return present;
};

/** `needed(naam)`: a key without which nothing is made of a record that has anything: that is told, with its value of the other key. */
const needed: Composer = (present, [name = ""], { record }, tell) => {
  if (present !== undefined || Object.keys(record).length === 0) return present;
  const value = valueOf(record, name);
  const reason = "zonder bruikbare sleutel is niet te zeggen waar dit over gaat; het vervalt";
  tell({ kind: "sleutel-ontbreekt", value: typeof value === "string" ? value : "", reason });
  return undefined;
};

export const fallbackComposers: Readonly<Record<string, Composer>> = {
  otherwise,
  otherwise_is: otherwiseIs,
  standard,
  prefixed,
  other_than: otherThan,
  whole,
  demanded,
  needed,
};
