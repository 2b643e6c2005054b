/**
 * Answers of the store, kept while the archive stays the same: published data changes at a publish and only then, and
 * aggregates over everything are what this engine is slowest at (DESIGN §4). Equal questions that are asked at the same
 * moment are asked once.
 */
import { LRUCache } from "lru-cache";
import { type Coding, compressed } from "../http/encodings.js";
import { goneError } from "../store/graph-store.js";

/** An answer that is kept: its bytes, and the codings of them that somebody wanted, each made once. */
export class KeptAnswer {
  readonly #coded = new Map<Coding, Promise<Buffer>>();

  constructor(readonly bytes: Buffer) {}

  coded(coding: Coding): Promise<Buffer> {
    const known = this.#coded.get(coding);
    if (known !== undefined) return known;
    const made = compressed(this.bytes, coding);
    this.#coded.set(coding, made);
    return made;
  }
}

/** An answer too large to keep, as it comes; for one reader. */
export interface PassingAnswer {
  readonly stream: AsyncIterable<Uint8Array>;
}

export interface CacheLimits {
  /** Bytes of all answers together, uncompressed; what they are compressed to comes on top, up to a third. */
  readonly bytes: number;
  /** Bytes of one answer; larger ones are passed on. */
  readonly largest: number;
}

const DEFAULT_CACHE: CacheLimits = { bytes: 64 * 1024 * 1024, largest: 4 * 1024 * 1024 };

/** Asks the store; `signal` is aborted when nobody waits any more. */
export type Asker = (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** A question under way, and how many wait for it. */
interface Flight {
  readonly gone: AbortController;
  readonly answer: Promise<KeptAnswer | PassingAnswer>;
  waiting: number;
  /** Whether the stream of an answer that is too large was given to somebody. */
  taken: boolean;
}

export class AnswerCache {
  readonly #kept: LRUCache<string, KeptAnswer>;
  /** Questions of which the answer is known to be too large: those are not worth waiting for each other. */
  readonly #large = new LRUCache<string, true>({ max: 1000 });
  readonly #flights = new Map<string, Flight>();

  constructor(readonly limits: CacheLimits = DEFAULT_CACHE) {
    this.#kept = new LRUCache({
      maxSize: limits.bytes,
      // A key is text of the client's, and may be longer than its answer.
      sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length + 100,
    });
  }

  /**
   * The answer to a question: as it was kept, or as it comes.
   *
   * @param key tells questions apart, the archive version included
   * @param waits what else tells who may wait together, such as how long they want to
   * @param mayKeep asked when the answer is there: whether the archive is still the one of the key
   * @throws what `ask` throws
   * @throws {QueryTimeoutError} when `signal` is aborted
   */
  async answer(
    key: string,
    waits: string,
    ask: Asker,
    { signal, mayKeep }: { readonly signal: AbortSignal; readonly mayKeep: () => boolean },
  ): Promise<KeptAnswer | PassingAnswer> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (this.#large.has(key)) return { stream: await ask(signal) };
    const place = `${waits}\0${key}`;
    const flight = this.#flights.get(place) ?? this.#begin(place, key, ask, mayKeep);
    const answer = await this.#await(flight, signal);
    if (answer instanceof KeptAnswer || !flight.taken) {
      flight.taken = true;
      return answer;
    }
    return { stream: await ask(signal) };
  }

  #begin(place: string, key: string, ask: Asker, mayKeep: () => boolean): Flight {
    const gone = new AbortController();
    const answer = this.#collect(key, ask(gone.signal), mayKeep).finally(() => {
      if (this.#flights.get(place) === flight) this.#flights.delete(place);
    });
    const flight: Flight = { gone, answer, waiting: 0, taken: false };
    // Told to each who waits; when all have gone there is nobody to tell, and nobody to read the rest.
    void closeUnread(flight);
    this.#flights.set(place, flight);
    return flight;
  }

  async #await(flight: Flight, signal: AbortSignal): Promise<KeptAnswer | PassingAnswer> {
    flight.waiting += 1;
    const { promise: left, reject } = deferred();
    const leave = (): void => reject(goneError());
    signal.addEventListener("abort", leave, { once: true });
    try {
      if (signal.aborted) leave();
      return await Promise.race([flight.answer, left]);
    } finally {
      signal.removeEventListener("abort", leave);
      flight.waiting -= 1;
      if (flight.waiting === 0 && signal.aborted) flight.gone.abort();
    }
  }

  /** Reads an answer until its end, or until it is too large to keep. */
  async #collect(
    key: string,
    asked: Promise<AsyncIterable<Uint8Array>>,
    mayKeep: () => boolean,
  ): Promise<KeptAnswer | PassingAnswer> {
    const source = (await asked)[Symbol.asyncIterator]();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (let step = await source.next(); step.done !== true; step = await source.next()) {
      chunks.push(step.value);
      size += step.value.length;
      if (size <= this.limits.largest) continue;
      this.#large.set(key, true);
      return { stream: rejoined(chunks, source) };
    }
    const answer = new KeptAnswer(Buffer.concat(chunks, size));
    if (mayKeep()) this.#kept.set(key, answer);
    return answer;
  }
}

function deferred(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: ((error: Error) => void) | undefined;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject: (error) => reject?.(error) };
}

async function closeUnread(flight: Flight): Promise<void> {
  const got = await flight.answer.catch(() => undefined);
  if (got !== undefined && !(got instanceof KeptAnswer) && flight.waiting === 0) {
    await got.stream[Symbol.asyncIterator]().return?.();
  }
}

/** One stream again; its source is closed with it, also when nothing of it was read. */
function rejoined(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  let at = 0;
  const iterator: AsyncIterator<Uint8Array> = {
    next: () => {
      const value = first[at++];
      return value === undefined ? rest.next() : Promise.resolve({ value, done: false });
    },
    return: async () => {
      await rest.return?.();
      return { value: undefined, done: true };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
