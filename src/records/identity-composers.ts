/** Composers that give a record its URI, by the rules of MODEL §1.3, and tell by which other names the thing goes. */
import { isOfficial, kindOf } from "./identity.js";
import type { CleanRecord, CleanValue } from "./record.js";
import type { Composer } from "./row-cleaners.js";
import { isObject, valueOf } from "./row.js";

/** The texts of a value that is one or a list of them, each once. */
function textsOf(value: CleanValue | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return [...new Set(list.filter((v): v is string => typeof v === "string" && v !== ""))];
}

function recordsOf(value: CleanValue | undefined): CleanRecord[] {
  const list: readonly CleanValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value as CleanValue];
  return list.filter((v): v is CleanRecord => isObject(v));
}

/** `instelling:brins` → the kind and the values of the key. */
function candidate(word: string, record: CleanRecord): { kind: string; values: string[] } {
  const colon = word.lastIndexOf(":");
  return { kind: word.slice(0, colon), values: textsOf(valueOf(record, word.slice(colon + 1))) };
}

/**
 * `resolve(instelling:brins vestiging:vestigingen onderwijsaanbieder:rio_id …)`: the URI of the first kind whose key has
 * a value. Several codes of an official kind decide nothing, and neither do the official kinds after it; other ids go
 * by the identity index. A URI that is there stays.
 */
const resolve: Composer = (present, args, { record, book }) => {
  if (present !== undefined) return present;
  let undecided = false;
  for (const word of args) {
    const { kind, values } = candidate(word, record);
    const [first] = values;
    if (first === undefined) continue;
    if (!isOfficial(kind)) return book.canonical(`/id/${kind}/${first}`);
    if (values.length === 1 && !undecided) return `/id/${kind}/${first}`;
    undecided = true;
  }
  return undefined;
};

/** `names(uri onderwijsaanbieder:rio_id …)`: the other names of what has this URI, for the identity index. */
const names: Composer = (_present, [key = "", ...words], { record }) => {
  const uri = valueOf(record, key);
  const all = words.flatMap((word) => {
    const { kind, values } = candidate(word, record);
    return values.map((value) => `/id/${kind}/${value}`);
  });
  const others = [...new Set(all)].filter((name) => name !== uri);
  return typeof uri === "string" && others.length > 0 ? others : undefined;
};

/** `kind_of(uri)`: what kind of thing the URI names, for a mapping to choose the class by. */
const kind: Composer = (_present, [key = ""], { record }) => {
  const uri = valueOf(record, key);
  return typeof uri === "string" ? kindOf(uri) : undefined;
};

/** `pluck(list key)`: the values of a key in the records of a list, each once; `pluck(list key own)`: but what the row itself has there. */
const pluck: Composer = (_present, [list = "", key = "", own], { record }) => {
  const values = new Set(recordsOf(valueOf(record, list)).flatMap((child) => textsOf(valueOf(child, key))));
  if (own !== undefined) for (const value of textsOf(valueOf(record, own))) values.delete(value);
  return values.size === 0 ? undefined : [...values];
};

/** A hash IRI of what a thing has; a hash child of a hash child has one hash. */
function hashOf(owner: string, step: string): string {
  return `${owner}${owner.includes("#") ? "-" : "#"}${step}`;
}

/**
 * `children(uri id type waarde)`: gives each record of a list a hash URI of its owner, `{uri}#id-{type}-{waarde}`; without
 * keys a number, `{uri}#locatie-1`. Those that have a URI keep it.
 */
const children: Composer = (present, [key = "", word = "", ...keys], { record }) => {
  const owner = valueOf(record, key);
  if (typeof owner !== "string" || present === undefined) return present;
  let n = 0;
  return recordsOf(present).map((child) => {
    n += 1;
    if (child["uri"] !== undefined) return child;
    const steps =
      keys.length === 0 ? [String(n)] : keys.map((k) => encodeURIComponent(String(valueOf(child, k) ?? "")));
    return { ...child, uri: hashOf(owner, [word, ...steps].join("-")) };
  });
};

/**
 * `parts(checksum rechten)`: what each record of a list has under these keys gets a hash URI of that record, by the name
 * of the key: `{uri}#checksum`, and `{uri}#rechten-1` in a list. To be done once the records have URIs of their own.
 */
const parts: Composer = (present, keys) => {
  if (present === undefined) return undefined;
  return recordsOf(present).map((child) => {
    const owner = child["uri"];
    if (typeof owner !== "string") return child;
    const named = keys.flatMap((key): [string, CleanValue][] => {
      const part = child[key];
      if (isObject(part)) return [[key, { ...part, uri: hashOf(owner, key) }]];
      if (!Array.isArray(part)) return [];
      return [[key, recordsOf(part).map((each, i) => ({ ...each, uri: hashOf(owner, `${key}-${i + 1}`) }))]];
    });
    return { ...child, ...Object.fromEntries(named) };
  });
};

/**
 * `unshared(uri id)`: a URI in a list stays with the record that has it first, and with one row when several have it, by
 * their key `uri`. Another gets one that names the row too, `{uri}/{id of the row}`, and in one row a number,
 * `{uri}/{id}/2`; that is told. A record that comes twice as it is, is one.
 */
const unshared: Composer = (present, [key = "", id = ""], { record, book }, tell) => {
  const row = valueOf(record, key);
  if (typeof row !== "string" || present === undefined) return present;
  const met = new Map<string, Set<string>>();
  return recordsOf(present).flatMap((child) => {
    const { uri } = child;
    if (typeof uri !== "string") return [child];
    const others = met.get(uri) ?? new Set();
    met.set(uri, others);
    const whole = JSON.stringify(child);
    if (others.has(whole)) return [];
    const n = others.add(whole).size;
    if (n === 1 && book.claim(uri, row)) return [child];
    const own = `${uri}/${String(valueOf(record, id))}${n === 1 ? "" : `/${n}`}`;
    tell({
      kind: "gedeeld",
      key: id,
      value: uri,
      reason: `deze sleutel heeft ook iets anders; dit heet daarom ${own}`,
    });
    return [{ ...child, uri: own }];
  });
};

export const identityComposers: Readonly<Record<string, Composer>> = {
  resolve,
  names,
  kind_of: kind,
  pluck,
  children,
  parts,
  unshared,
};
