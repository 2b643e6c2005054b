/**
 * Engines that answer one kind of questions, each one at a time, and the queue before them. A question that takes too
 * long, or whose asker has gone, costs its engine; the others answer on while it is replaced.
 */
import { closedError, goneError, lateError, StoreBusyError, StoreUnavailableError } from "../graph-store.js";
import type { EngineSource } from "./engine-source.js";
import type { Answer, EngineWorker } from "./engine-worker.js";
import { ImageUnusableError } from "./memory-image.js";
import type { Question } from "./messages.js";

export interface LaneOptions {
  /** How many engines. */
  readonly engines: number;
  /** Questions that may wait, and their characters together with those that are being answered. */
  readonly maxWaiting: number;
  readonly maxCharacters: number;
  /** Whether its questions come from visitors: the memory of its engines is bounded, and their threads let others go first. */
  readonly forVisitors: boolean;
  /** Milliseconds that a question whose asker has gone may still take: less than a new engine does. */
  readonly leaveMs: number;
}

/** How long, and for whom. */
export interface Patience {
  /** Milliseconds from now until it is given up. */
  readonly timeoutMs: number;
  /** What to say then; milliseconds as the asker knows them. */
  readonly statedMs: number;
  readonly signal?: AbortSignal;
}

interface Pending {
  readonly question: Question;
  readonly succeed: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

/** A place for an engine, which outlives the engines in it. */
interface Seat {
  engine: EngineWorker | undefined;
  running: Pending | undefined;
  /** Takes the place of the engine when that has answered. */
  next: EngineWorker | undefined;
  /** Whether another is on its way into it. */
  awaited: boolean;
}

/** Bytes that an engine may keep after it has answered; more is given back when nobody waits. */
const MOST_KEPT = 128 * 1024 * 1024;
/** Milliseconds without a question after which an engine is idle. */
const IDLE_MS = 500;

export class Lane {
  readonly #queue: Pending[] = [];
  readonly #seats: Seat[];
  readonly #ready: Promise<void>;
  /** Characters of all queries that were not answered yet. */
  #characters = 0;
  readonly #loading = new Set<EngineWorker>();
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param after started when this is settled: another lane that leaves the image for this one */
  constructor(
    readonly source: EngineSource,
    readonly options: LaneOptions,
    after: Promise<unknown> = Promise.resolve(),
  ) {
    this.#seats = Array.from({ length: options.engines }, () => ({
      engine: undefined,
      running: undefined,
      next: undefined,
      awaited: true,
    }));
    const begun = after.catch(() => undefined);
    this.#ready = Promise.any(this.#seats.map((seat) => begun.then(() => this.#fill(seat)))).catch(
      (error: AggregateError) => Promise.reject(error.errors[0] as Error),
    );
    this.#ready.catch((error: Error) => this.#refuseAll(error));
  }

  /** Resolves when the first engine is ready. @throws {StoreUnavailableError} when none can be loaded */
  ready(): Promise<void> {
    return this.#ready;
  }

  ask(question: Question, { timeoutMs, statedMs, signal }: Patience): Promise<Answer> {
    const { length } = question.sparql;
    const { maxWaiting, maxCharacters } = this.options;
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(closedError());
      if (signal?.aborted === true) return reject(goneError());
      if (this.#queue.length >= maxWaiting || this.#characters + length > maxCharacters) {
        return reject(new StoreBusyError("too many queries wait already; ask again in a few seconds"));
      }
      const gone = (): void => this.#giveUp(pending, goneError(), this.options.leaveMs);
      const late = (): void => this.#giveUp(pending, lateError(statedMs), 0);
      const timer = setTimeout(late, timeoutMs);
      let done = false;
      const settled = (): void => {
        if (done) return;
        done = true;
        this.#characters -= length;
        clearTimeout(timer);
        signal?.removeEventListener("abort", gone);
      };
      const pending: Pending = {
        question,
        succeed: (answer) => (settled(), resolve(answer)),
        fail: (error) => (settled(), reject(error)),
      };
      signal?.addEventListener("abort", gone, { once: true });
      this.#characters += length;
      this.#queue.push(pending);
      // An engine that could not be loaded is tried again when somebody asks.
      for (const seat of this.#seats) if (seat.engine?.failed !== false && !seat.awaited) this.#replace(seat);
      clearTimeout(this.#idle);
      this.#serve();
    });
  }

  /** Puts new engines in the place of those that are there, which answer until then. */
  renew(): void {
    for (const seat of this.#seats) {
      if (this.#closed || seat.awaited) continue;
      seat.awaited = true;
      this.#fill(seat).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll(closedError());
    clearTimeout(this.#idle);
    const engines = [...this.#seats.flatMap(({ engine, next }) => [engine, next]), ...this.#loading];
    await Promise.all(engines.map((engine) => engine?.stop()));
  }

  /** Gives waiting questions to engines that are free. */
  #serve(): void {
    for (const seat of this.#seats) {
      if (seat.running !== undefined || seat.engine?.loaded !== true || seat.engine.failed) continue;
      const pending = this.#queue.shift();
      if (pending === undefined) break;
      void this.#run(seat, seat.engine, pending);
    }
  }

  async #run(seat: Seat, engine: EngineWorker, pending: Pending): Promise<void> {
    seat.running = pending;
    try {
      pending.succeed(await engine.ask(pending.question));
    } catch (error) {
      pending.fail(error instanceof Error ? error : new StoreUnavailableError(String(error)));
    }
    this.#idle = setTimeout(() => this.#giveBack(), IDLE_MS).unref();
    // Given up in the meantime: the engine was replaced, and the next may be under way.
    if (seat.running !== pending) return;
    seat.running = undefined;
    if (seat.next !== undefined) {
      void engine.stop();
      [seat.engine, seat.next] = [seat.next, undefined];
    } else if (engine.failed) this.#replace(seat);
    this.#serve();
  }

  /** @param leaveMs milliseconds that the engine gets to finish by itself, which is cheaper than another engine */
  #giveUp(pending: Pending, error: Error, leaveMs: number): void {
    const place = this.#queue.indexOf(pending);
    if (place !== -1) this.#queue.splice(place, 1);
    pending.fail(error);
    const stop = (): void => {
      const seat = this.#seats.find(({ running }) => running === pending);
      if (seat === undefined) return;
      seat.running = undefined;
      this.#replace(seat);
    };
    if (leaveMs === 0) stop();
    else setTimeout(stop, leaveMs);
  }

  #replace(seat: Seat): void {
    if (this.#closed) return;
    void seat.engine?.stop();
    [seat.engine, seat.next] = [seat.next, undefined];
    // One is there, or on its way.
    if (seat.engine !== undefined || seat.awaited) return this.#serve();
    seat.awaited = true;
    this.#fill(seat).catch((error: Error) => {
      if (this.#seats.every(({ engine, awaited }) => engine?.loaded !== true && !awaited)) this.#refuseAll(error);
    });
  }

  /** Gives memory back: another engine takes the place of one that grew, once it is ready. */
  #giveBack(): void {
    for (const seat of this.#seats) {
      if (this.#closed || seat.awaited || seat.running !== undefined || (seat.engine?.grown ?? 0) < MOST_KEPT) continue;
      seat.awaited = true;
      // What cannot be renewed goes on as it is.
      this.#fill(seat).catch(() => undefined);
    }
  }

  /** Puts a new engine in a seat; the one that is there answers until then. */
  async #fill(seat: Seat): Promise<void> {
    try {
      const engine = await this.#started();
      if (seat.running !== undefined) {
        seat.next = engine;
      } else {
        void seat.engine?.stop();
        seat.engine = engine;
      }
    } finally {
      seat.awaited = false;
    }
    this.#serve();
  }

  /** An engine that is ready. */
  async #started(): Promise<EngineWorker> {
    const engine = this.source.start(this.options.forVisitors);
    this.#loading.add(engine);
    try {
      if (this.#closed) throw closedError();
      await engine.ready;
      return engine;
    } catch (error) {
      await engine.stop();
      if (this.#closed || !(error instanceof ImageUnusableError)) throw error;
      await this.source.discardImage(engine, error.message);
      return this.#started();
    } finally {
      this.#loading.delete(engine);
    }
  }

  #refuseAll(error: Error): void {
    const running = this.#seats.flatMap((seat) => (seat.running === undefined ? [] : [seat.running]));
    for (const seat of this.#seats) seat.running = undefined;
    for (const pending of [...running, ...this.#queue.splice(0)]) pending.fail(error);
  }
}
