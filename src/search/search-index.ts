/** The index in memory: things by word, by code and by IRI. It lives in a worker thread, and answers in milliseconds. */
import MiniSearch from "minisearch";
import { foldedCode, foldedName, wordsOf } from "./fold.js";
import { POSTCODE, type Thing, weightOf } from "./thing.js";

/** What MiniSearch indexes of a thing. */
interface Fields {
  readonly id: number;
  readonly name: string;
  readonly also: string;
  readonly code: string;
  readonly place: string;
  readonly kind: string;
  readonly text: string;
}

/** How much a word counts by where it stands. */
const BOOST = { name: 4, also: 2.5, code: 4, place: 1.5, kind: 0.7, text: 0.3 };

/** Words this long are found with one letter wrong; shorter ones would be each other's. */
const SHORTEST_WITH_TYPO = 5;
/** Above any score of a word. */
const TIER = 1e9;

/** A thing that was found, by its number, and how well it fits. */
export interface Found {
  readonly id: number;
  readonly rank: number;
}

export interface Matches {
  readonly found: readonly Found[];
  /** `all`: each has all words; `some`: nothing has them all, and these have some. */
  readonly words: "all" | "some";
}

export class SearchIndex {
  readonly things: Thing[] = [];
  readonly #byPath = new Map<string, number>();
  readonly #byCode = new Map<string, number | number[]>();
  readonly #kinds = new Set<string>();
  readonly #words = new MiniSearch<Fields>({
    fields: ["name", "also", "code", "place", "kind", "text"],
    tokenize: wordsOf,
    processTerm: (word) => word,
    // Nothing is ever taken out of an index: a new version of the archive has a new one.
    autoVacuum: false,
  });

  /** Names of classes by IRI, for those whose label was read before their first instance. */
  readonly #classNames = new Map<string, string>();
  readonly #shared = new Map<string, string>();
  readonly #sharedLists = new Map<string, readonly string[]>();

  /** Made when it is first asked for. */
  #alphabetical: readonly number[] | undefined;

  constructor(readonly base: string) {}

  /** Adds a thing; classes of the vocabulary come before their instances, as they do in the order of IRIs. */
  add(thing: Thing): void {
    const id = this.things.length;
    if (thing.path.startsWith("/def/")) this.#classNames.set(this.base + thing.path, thing.label);
    const kept: Thing = {
      ...thing,
      types: this.#sharedList(thing.types),
      sources: this.#sharedList(thing.sources),
      facts: thing.facts.map((text) => this.#share(text)),
      ...(thing.place === undefined ? {} : { place: this.#share(thing.place) }),
    };
    this.things.push(kept);
    this.#byPath.set(thing.path, id);
    this.#kinds.add(thing.path.slice(0, thing.path.lastIndexOf("/") + 1));
    for (const code of new Set(thing.codes.map(foldedCode))) {
      const known = this.#byCode.get(code);
      if (known === undefined) this.#byCode.set(code, id);
      else if (typeof known === "number") this.#byCode.set(code, [known, id]);
      else known.push(id);
    }
    this.#words.add({
      id,
      name: thing.label,
      also: thing.also.join("\n"),
      code: thing.codes.join(" "),
      place: [thing.place ?? "", ...new Set(factsOf(thing, POSTCODE))].join(" "),
      kind: thing.types.map((type) => this.#classNames.get(type) ?? "").join(" "),
      text: thing.text ?? "",
    });
  }

  /** To be called when all are in: gives things the province that their municipality is in. */
  complete(): void {
    const [gemeente, provincie] = ["gemeente", "provincie"].map((name) => `${this.base}/def/onderwijs#${name}`);
    for (const [id, thing] of this.things.entries()) {
      const own = factOf(thing, provincie) ?? factOf(this.#linked(factOf(thing, gemeente)), provincie);
      const province = own ?? (thing.path.startsWith("/id/provincie/") ? this.base + thing.path : undefined);
      if (province?.startsWith(this.base) === true) {
        this.things[id] = { ...thing, province: this.#share(province.slice(this.base.length)) };
      }
    }
    this.#shared.clear();
    this.#sharedLists.clear();
  }

  /** @throws {RangeError} for a number that was not given out */
  thing(id: number): Thing {
    const thing = this.things[id];
    if (thing === undefined) throw new RangeError(`there is no thing ${id} in the index`);
    return thing;
  }

  /** All things, by name. */
  alphabetical(): readonly number[] {
    this.#alphabetical ??= [...this.things.keys()]
      .map((id) => ({ id, name: foldedName(this.thing(id).label) }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
      .map(({ id }) => id);
    return this.#alphabetical;
  }

  /** The thing at a path below the base, or with that IRI. */
  at(pathOrIri: string): number | undefined {
    const path = pathOrIri.startsWith(`${this.base}/`) ? pathOrIri.slice(this.base.length) : pathOrIri;
    return this.#byPath.get(path);
  }

  /** The things that a code, an IRI, `vestiging/16SW03` or a UUID names. */
  byIdentifier(text: string): number[] {
    const wanted = text.trim();
    const named = this.at(wanted) ?? this.at(`/id/${wanted}`);
    if (named !== undefined) return [named];
    const coded = this.#byCode.get(foldedCode(wanted));
    if (coded !== undefined) return typeof coded === "number" ? [coded] : [...coded];
    if (!/^[0-9a-f]{8}-/i.test(wanted)) return [];
    return [...this.#kinds].flatMap((kind) => this.#byPath.get(kind + wanted.toLowerCase()) ?? []);
  }

  /**
   * Things that fit a question, the best first: what has it as code, what is called so, what has a name that begins so,
   * then by words. Nothing has all words: then two letters may be wrong, and then some words will do.
   *
   * @param wanted which things count at all
   */
  find(question: string, wanted: (id: number) => boolean = () => true): Matches {
    const coded = this.byIdentifier(question).filter(wanted);
    let hits = this.#search(question, "AND", 1, wanted);
    if (hits.length === 0 && coded.length === 0) hits = this.#search(question, "AND", 2, wanted);
    const words = hits.length > 0 || coded.length > 0 ? "all" : "some";
    if (words === "some") hits = this.#search(question, "OR", 1, wanted);
    const name = foldedName(question);
    const byId = new Map(hits.map(({ id, score }) => [id, this.#rank(id, score, name)]));
    for (const id of coded) byId.set(id, 3 * TIER + this.#weight(id));
    const found = [...byId].map(([id, rank]) => ({ id, rank }));
    return { found: found.sort((a, b) => b.rank - a.rank || a.id - b.id), words };
  }

  #rank(id: number, score: number, question: string): number {
    const label = foldedName(this.thing(id).label);
    const tier = label === question ? 2 : label.startsWith(question) ? 1 : 0;
    return tier * TIER + score;
  }

  #weight(id: number): number {
    return weightOf(this.thing(id).path);
  }

  #search(question: string, combineWith: "AND" | "OR", typos: number, wanted: (id: number) => boolean) {
    return this.#words.search(question, {
      boost: BOOST,
      combineWith,
      prefix: (word, i, words) => word.length >= 3 || (i === words.length - 1 && word.length === 2),
      // Of a code every letter counts; a long word may have two letters wrong.
      fuzzy: (word) => {
        if (word.length < SHORTEST_WITH_TYPO || /[0-9]/.test(word)) return false;
        return word.length >= 9 ? 2 : typos;
      },
      weights: { prefix: 0.5, fuzzy: 0.2 },
      boostDocument: (id: number) => this.#weight(id),
      filter: ({ id }) => wanted(id as number),
    }) as { id: number; score: number }[];
  }

  /** What the things that a fact points to are called, by themselves or by code. */
  namesOf(iri: string): readonly string[] {
    const thing = this.#linked(iri);
    return thing === undefined ? [] : [thing.label, ...thing.also, ...thing.codes];
  }

  #linked(iri: string | undefined): Thing | undefined {
    const id = iri === undefined ? undefined : this.at(iri);
    return id === undefined ? undefined : this.thing(id);
  }

  // The same place or class said of a hundred thousand things is kept once.
  #share(text: string): string {
    const known = this.#shared.get(text);
    if (known === undefined) this.#shared.set(text, text);
    return known ?? text;
  }

  #sharedList(texts: readonly string[]): readonly string[] {
    const key = texts.join("\n");
    const known = this.#sharedLists.get(key);
    if (known === undefined) this.#sharedLists.set(key, texts);
    return known ?? texts;
  }
}

/** The first value that a thing has of a property. */
function factOf(thing: Thing | undefined, property: string | undefined): string | undefined {
  if (thing === undefined || property === undefined) return undefined;
  for (let i = 0; i < thing.facts.length; i += 2) if (thing.facts[i] === property) return thing.facts[i + 1];
  return undefined;
}

/** All values that a thing has of a property. */
export function factsOf(thing: Thing, property: string): string[] {
  return thing.facts.filter((_, i) => i % 2 === 1 && thing.facts[i - 1] === property);
}

/** Whether a text has no words, so that there is nothing to look for. */
export function isBlank(text: string): boolean {
  return wordsOf(text).length === 0;
}
