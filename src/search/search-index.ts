/** The index in memory: things by word, by code and by IRI. It lives in a worker thread, and answers in milliseconds. */
import { Best } from "./best.js";
import { foldedName, wordsOf } from "./fold.js";
import { NameOrder } from "./name-order.js";
import { PostingsBuilder } from "./postings.js";
import { MOST_PAGES, PAGE_SIZE } from "./questions.js";
import type { Detail } from "./read-things.js";
import { factOf, LEAST_SOUGHT, type Thing, weightOf } from "./thing.js";
import { MOST_THINGS, ThingStore } from "./thing-store.js";
import { type Limits, type Outcome, tolerantly } from "./tolerance.js";
import { Vocabulary } from "./vocabulary.js";
import { type AskedWord, type Hits, WordSearch } from "./word-search.js";
import { codeTerm, factTerm, nameTerm, weightsOf } from "./words-of-thing.js";

/** Words of a question that are looked for; a name of more is told by these. */
const MOST_WORDS = 32;
/** Above any score of words, in steps that fit beside the number of a thing in a number that is exact. */
const TIER = 2 ** 27;
const STEPS_PER_POINT = 1000;

/** A thing that was found, by its number, and how well it fits. */
export interface Found {
  readonly id: number;
  readonly rank: number;
}

export interface Matches extends Outcome {
  /** The best, the best of them first: as many as there are pages for. */
  readonly found: readonly Found[];
  /** All of them, in no order. */
  readonly ids: Uint32Array;
}

/** Which things count. */
export interface Scope extends Limits {
  /** How many are put in order. */
  readonly most?: number;
}

/** How much an index may hold. */
export interface Room {
  /** Of things; {@link MOST_THINGS} at most. */
  readonly things: number;
  /** Bytes of texts and of things by word. Half as much again is used beside it while the index is completed. */
  readonly bytes: number;
  /** Different words, codes and facts: they are on the heap, which the thread's limit is for. */
  readonly words: number;
}

const MOST: Room = { things: MOST_THINGS, bytes: 2 * 1024 ** 3, words: 8_000_000 };
/** The part of the room that things may fill which are looked for no more than others. */
const COMMON_PART = 0.9;

export class SearchIndex {
  readonly things = new ThingStore();
  readonly #kinds = new Set<string>();
  #postings = new PostingsBuilder();
  #names: string[] = [];
  #nameBytes = 0;
  #leftOut = 0;
  #words: WordSearch | undefined;
  readonly #nameOf = (id: number): string => foldedName(this.thing(id).label);
  #order = new NameOrder([], this.#nameOf);

  /** Names of classes by IRI, for those whose label was read before their first instance. */
  readonly #classNames = new Map<string, string>();
  /** The municipality of things that have one and say no province. */
  readonly #municipalities = new Map<number, string>();

  /**
   * @param detail what was read of the things that are added
   * @param room how much it may hold
   */
  constructor(
    readonly base: string,
    readonly detail: Detail = "full",
    readonly room: Room = MOST,
  ) {}

  /** Things for which there was no room. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Adds a thing, if there is room; classes of the vocabulary come before their instances, as they do in the order of IRIs. */
  add(thing: Thing): void {
    const id = this.things.count;
    if (!this.#hasRoom(weightOf(thing.path))) {
      this.#leftOut += 1;
      return;
    }
    if (thing.path.startsWith("/def/")) this.#classNames.set(this.base + thing.path, thing.label);
    const province = this.#ownProvince(thing);
    const municipality = factOf(thing, `${this.base}/def/onderwijs#gemeente`);
    if (province === undefined && municipality !== undefined) this.#municipalities.set(id, municipality);
    this.things.add(province === undefined ? thing : { ...thing, province });
    this.#kinds.add(thing.path.slice(0, thing.path.lastIndexOf("/") + 1));
    const name = foldedName(thing.label);
    this.#names.push(name);
    this.#nameBytes += 2 * name.length;
    this.#postings.add(weightsOf(thing, (type) => this.#classNames.get(type)));
  }

  /** Kinds that people look for most have room when others have none any more. */
  #hasRoom(weight: number): boolean {
    const part = weight > 1 ? 1 : COMMON_PART;
    const { things, bytes, words } = this.room;
    const used = this.things.bytes + this.#postings.bytes + this.#nameBytes;
    return this.things.count < part * things && used < part * bytes && this.#postings.words < part * words;
  }

  #ownProvince(thing: Thing): string | undefined {
    const stated = factOf(thing, `${this.base}/def/onderwijs#provincie`);
    if (stated?.startsWith(this.base) === true) return stated.slice(this.base.length);
    return thing.path.startsWith("/id/provincie/") ? thing.path : undefined;
  }

  /** To be called when all are in: only then is anything found. Gives things the province that their municipality is in. */
  complete(): void {
    this.things.complete();
    for (const [id, municipality] of this.#municipalities) {
      const known = this.at(municipality);
      if (known !== undefined) this.things.province.set(id, this.things.province.of(known));
    }
    this.#municipalities.clear();
    this.#order = new NameOrder(this.#names, this.#nameOf);
    this.#names = [];
    const { words, postings } = this.#postings.complete();
    this.#postings = new PostingsBuilder();
    this.#words = new WordSearch(new Vocabulary(words), postings, this.things.count);
  }

  /** @throws {RangeError} for a number that was not given out */
  thing(id: number): Thing {
    return this.things.thing(id);
  }

  /** All things, by name. */
  alphabetical(): Uint32Array {
    return this.#order.ids;
  }

  /** The thing at a path below the base, or with that IRI. */
  at(pathOrIri: string): number | undefined {
    const path = pathOrIri.startsWith(`${this.base}/`) ? pathOrIri.slice(this.base.length) : pathOrIri;
    return this.things.at(path);
  }

  /** The things that a code, an IRI, `vestiging/16SW03` or a UUID names. */
  byIdentifier(text: string): number[] {
    const wanted = text.trim();
    const named = this.at(wanted) ?? this.at(`/id/${wanted}`);
    if (named !== undefined) return [named];
    const coded = this.#having(codeTerm(wanted));
    if (coded.length > 0) return coded;
    if (!/^[0-9a-f]{8}-/i.test(wanted)) return [];
    return [...this.#kinds].flatMap((kind) => this.at(kind + wanted.toLowerCase()) ?? []);
  }

  /** The things that a text is a name or an identifier of. */
  named(text: string): number[] {
    const name = foldedName(text);
    const { from, to } = this.#order.called(name);
    return [
      ...new Set([...this.byIdentifier(text), ...this.#order.ids.subarray(from, to), ...this.#having(nameTerm(name))]),
    ];
  }

  /** The things of which a property is stated with a value, in any spelling that is the same code. */
  byFact(property: string, value: string): number[] {
    return this.#having(factTerm(property, value));
  }

  #having(term: string): number[] {
    return [...(this.#words?.having(term) ?? [])];
  }

  /**
   * Things that fit a question, the best first: what has it as code, what is called so, what has a name that begins so,
   * then by words. Where few have all words, letters may be wrong; where nothing has, two; and then some words will do.
   */
  find(question: string, scope: Scope = {}): Matches {
    const { among, kept, most = MOST_PAGES * PAGE_SIZE } = scope;
    const coded = this.byIdentifier(question).filter((id) => (among?.(id) ?? true) && (kept?.(id) ?? true));
    const words = [...new Set(wordsOf(question))].slice(0, MOST_WORDS);
    const search = (asked: readonly AskedWord[], combine: Matches["words"]): Hits => this.#find(asked, combine);
    const { hits, ...outcome } = tolerantly(search, words, scope, coded.length > 0);
    return { ...this.#ranked(hits, coded, foldedName(question), most), ...outcome };
  }

  #find(words: readonly AskedWord[], combine: Matches["words"]): Hits {
    if (this.#words === undefined || words.length === 0)
      return { ids: new Uint32Array(0), scores: new Float32Array(0) };
    return this.#words.find(words, combine);
  }

  #ranked({ ids, scores }: Hits, coded: readonly number[], name: string, most: number): Omit<Matches, keyof Outcome> {
    const isCoded = new Set(coded);
    const [exact, beginning] = [this.#order.called(name), this.#order.beginning(name)];
    const alsoExact = new Set(this.#having(nameTerm(name)));
    const best = new Best(most);
    for (const id of coded) best.add(keyOf(3 * TIER + Math.round(this.things.weight(id) * STEPS_PER_POINT), id));
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      if (isCoded.has(id)) continue;
      const weight = this.things.weight(id);
      const begins = weight >= LEAST_SOUGHT && this.#order.isIn(beginning, id);
      const tier = this.#order.isIn(exact, id) || alsoExact.has(id) ? 2 : begins ? 1 : 0;
      const steps = Math.round((scores[i] ?? 0) * weight * STEPS_PER_POINT);
      best.add(keyOf(tier * TIER + Math.min(TIER - 1, steps), id));
    }
    return {
      found: best.list().map(foundOf),
      ids: isCoded.size === 0 ? ids : Uint32Array.from(new Set([...coded, ...ids])),
    };
  }

  /** What the things that a fact points to are called, by themselves or by code. */
  namesOf(iri: string): readonly string[] {
    const id = this.at(iri);
    if (id === undefined) return [];
    const { label, also, codes } = this.thing(id);
    return [label, ...also, ...codes];
  }
}

/** Rank and number in one number: the higher the better, of equals the one that was added first. */
function keyOf(rank: number, id: number): number {
  return rank * MOST_THINGS + (MOST_THINGS - 1 - id);
}

function foundOf(key: number): Found {
  return { id: MOST_THINGS - 1 - (key % MOST_THINGS), rank: Math.floor(key / MOST_THINGS) };
}

/** Whether a text has no words, so that there is nothing to look for. */
export function isBlank(text: string): boolean {
  return wordsOf(text).length === 0;
}
