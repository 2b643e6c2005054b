/** The things of an index, packed: what lists and filters need in columns, the rest as a record each. */
import { Column } from "./column.js";
import { lowerBound } from "./vocabulary.js";
import { Records } from "./records.js";
import { type Thing, weightOf } from "./thing.js";

/** Values of a list in a column; no IRI and no slug has a line break. */
const BETWEEN = "\n";

/** Bits of a number that say which thing it is of; the hash of a path has the others that a number keeps exactly. */
const ID_BITS = 23;
/** The most things that fit. */
export const MOST_THINGS = 2 ** ID_BITS;

/**
 * What stands in a record: path, label, other names, codes, number of a property and value and so on, description, and
 * language of the label.
 */
type Packed = readonly [
  string,
  string,
  readonly string[],
  readonly string[],
  readonly (number | string)[],
  (string | null)?,
  string?,
];

export class ThingStore {
  readonly #records = new Records();
  readonly #properties: string[] = [];
  readonly #hashes: number[] = [];
  /** Things by the hash of their path. */
  #byHash = new Uint32Array(0);
  #sortedHashes = new Uint32Array(0);

  readonly types = new Column();
  readonly sources = new Column();
  readonly place = new Column();
  readonly province = new Column();
  readonly #weights: number[] = [];
  readonly #areEntities: boolean[] = [];

  get count(): number {
    return this.#records.count;
  }

  /** Of the records. */
  get bytes(): number {
    return this.#records.bytes;
  }

  add(thing: Thing): void {
    const facts = thing.facts.map((text, i) => (i % 2 === 0 ? this.#propertyNumber(text) : text));
    const { path, label, also, codes, text, language } = thing;
    const record: Packed = [path, label, also, codes, facts, text, language];
    this.#records.add(JSON.stringify(record));
    this.#hashes.push(hashOf(thing.path));
    this.types.add(thing.types.join(BETWEEN));
    this.sources.add(thing.sources.join(BETWEEN));
    this.place.add(thing.place ?? "");
    this.province.add(thing.province ?? "");
    this.#weights.push(weightOf(thing.path));
    this.#areEntities.push(thing.path.startsWith("/id/"));
  }

  /** To be called when all are in; before, nothing is found by its path. */
  complete(): void {
    for (const column of [this.types, this.sources, this.place, this.province]) column.complete();
    const keys = Float64Array.from(this.#hashes, (hash, id) => hash * MOST_THINGS + id).sort();
    this.#sortedHashes = Uint32Array.from(keys, (key) => Math.floor(key / MOST_THINGS));
    this.#byHash = Uint32Array.from(keys, (key) => key % MOST_THINGS);
    this.#hashes.length = 0;
  }

  /** @throws {RangeError} for a number that was not given out */
  thing(id: number): Thing {
    const text = this.#records.get(id);
    if (text === undefined) throw new RangeError(`there is no thing ${id} in the index`);
    const [path, label, also, codes, facts, description, language] = JSON.parse(text) as Packed;
    const [place, province] = [this.place.of(id), this.province.of(id)];
    return {
      path,
      label,
      ...(language === undefined || language === null ? {} : { language }),
      also,
      codes,
      types: listOf(this.types.of(id)),
      sources: listOf(this.sources.of(id)),
      facts: facts.map((each) => (typeof each === "number" ? (this.#properties[each] ?? "") : each)),
      ...(place === "" ? {} : { place }),
      ...(province === "" ? {} : { province }),
      ...(description === undefined || description === null ? {} : { text: description }),
    };
  }

  /** How likely it is that people look for a thing. */
  weight(id: number): number {
    return this.#weights[id] ?? 1;
  }

  /** Whether it is a thing of the data, and not a term of the vocabulary. */
  isEntity(id: number): boolean {
    return this.#areEntities[id] === true;
  }

  /** The thing at a path below the base. */
  at(path: string): number | undefined {
    const hash = hashOf(path);
    const hashes = this.#sortedHashes;
    let i = lowerBound(hashes.length, (each) => (hashes[each] ?? 0) < hash);
    for (; hashes[i] === hash; i++) {
      const id = this.#byHash[i] ?? 0;
      if (this.thing(id).path === path) return id;
    }
    return undefined;
  }

  #propertyNumber(property: string): number {
    const known = this.#properties.indexOf(property);
    return known === -1 ? this.#properties.push(property) - 1 : known;
  }
}

/** The values of a list in a column. */
export function listOf(joined: string): string[] {
  return joined === "" ? [] : joined.split(BETWEEN);
}

/** FNV-1a, of as many bits as a key has room for. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> (32 - (52 - ID_BITS));
}
