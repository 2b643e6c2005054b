/**
 * Engines that answer one kind of questions, each one after the other, and the queue before them. A question that takes too
 * long, or whose asker has gone, costs its engine; the others answer on while it is replaced.
 */
import { closedError, goneError, lateError, StoreBusyError, StoreUnavailableError } from "../graph-store.js";
import type { EngineSource } from "./engine-source.js";
import { type Answer, type EngineWorker, NotBegunError } from "./engine-worker.js";
import { ImageUnusableError } from "./memory-image.js";
import type { Question } from "./messages.js";

export interface LaneOptions {
  /** How many engines. */
  readonly engines: number;
  /** Questions that may wait, and their characters together with those that are being answered. */
  readonly maxWaiting: number;
  /**
   * Questions that an engine holds at most, the one it answers and those it goes on with: short ones would leave it idle
   * for longer than they take, until another thread woke up and gave it the next.
   */
  readonly ahead: number;
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
  /** Answered, or given up. */
  readonly done: () => boolean;
  readonly succeed: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

/** A place for an engine, which outlives the engines in it. */
interface Seat {
  engine: EngineWorker | undefined;
  /** What its engine has been asked, in order. */
  running: Pending[];
  /** Takes the place of the engine when that has answered. */
  next: EngineWorker | undefined;
  /** Whether another is on its way into it. */
  awaited: boolean;
}

/** Bytes that an engine may keep after it has answered; more is given back when nobody waits. */
const MOST_KEPT = 128 * 1024 * 1024;
/** Milliseconds without a question after which an engine is idle. */
const IDLE_MS = 500;
/** Milliseconds after which it is looked whether an engine has begun with a question that was given up. */
const UNBEGUN_MS = 100;

export class Lane {
  readonly #queue: Pending[] = [];
  readonly #seats: Seat[];
  readonly #ready: Promise<void>;
  /** Characters of all queries that were not answered yet. */
  #characters = 0;
  readonly #loading = new Set<EngineWorker>();
  readonly #idle = setTimeout(() => this.#giveBack(), IDLE_MS).unref();
  #closed = false;

  /** @param after started when this is settled: another lane that leaves the image for this one */
  constructor(
    readonly source: EngineSource,
    readonly options: LaneOptions,
    after: Promise<unknown> = Promise.resolve(),
  ) {
    this.#seats = Array.from({ length: options.engines }, () => ({
      engine: undefined,
      running: [],
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
        done: () => done,
        succeed: (answer) => (settled(), resolve(answer)),
        fail: (error) => (settled(), reject(error)),
      };
      signal?.addEventListener("abort", gone, { once: true });
      this.#characters += length;
      this.#queue.push(pending);
      // An engine that could not be loaded is tried again when somebody asks.
      for (const seat of this.#seats) if (seat.engine?.failed !== false && !seat.awaited) this.#replace(seat);
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
    for (let asked = 0; asked < this.options.ahead; asked += 1) {
      for (const seat of this.#seats) {
        const { engine, running } = seat;
        if (running.length > asked || engine?.loaded !== true || engine.failed) continue;
        // The next engine waits until this one has nothing left to do.
        if (asked > 0 && seat.next !== undefined) continue;
        const pending = this.#queue.shift();
        if (pending === undefined) return;
        void this.#run(seat, engine, pending);
      }
    }
  }

  async #run(seat: Seat, engine: EngineWorker, pending: Pending): Promise<void> {
    seat.running.push(pending);
    try {
      pending.succeed(await engine.ask(pending.question));
    } catch (error) {
      if (error instanceof NotBegunError) this.#askAgain(pending);
      else pending.fail(error instanceof Error ? error : new StoreUnavailableError(String(error)));
    }
    this.#idle.refresh();
    const place = seat.running.indexOf(pending);
    // Else its engine was replaced, and the next may be under way.
    if (place !== -1) {
      seat.running.splice(place, 1);
      this.#change(seat);
    }
    this.#serve();
  }

  /** Puts another engine in a seat that has nothing left to do, where there is one or has to be. */
  #change(seat: Seat): void {
    if (seat.running.length > 0) return;
    if (seat.next !== undefined) {
      void seat.engine?.stop();
      [seat.engine, seat.next] = [seat.next, undefined];
    } else if (seat.engine?.failed === true) this.#replace(seat);
  }

  /** Puts a question first that was lost with an engine which had not begun with it. */
  #askAgain(pending: Pending): void {
    if (this.#closed) pending.fail(closedError());
    else if (!pending.done()) this.#queue.unshift(pending);
  }

  /** @param leaveMs milliseconds that the engine gets to finish by itself, which is cheaper than another engine */
  #giveUp(pending: Pending, error: Error, leaveMs: number): void {
    const place = this.#queue.indexOf(pending);
    if (place !== -1) this.#queue.splice(place, 1);
    pending.fail(error);
    const stop = (): void => {
      const seat = this.#seats.find(({ running }) => running.includes(pending));
      if (seat === undefined) return;
      // The engine is busy with another, which has time of its own.
      if (seat.running[0] !== pending) setTimeout(stop, UNBEGUN_MS);
      else {
        seat.running = [];
        this.#replace(seat);
      }
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
      if (this.#closed || seat.awaited || seat.running.length > 0 || (seat.engine?.grown ?? 0) < MOST_KEPT) continue;
      seat.awaited = true;
      // What cannot be renewed goes on as it is.
      this.#fill(seat).catch(() => undefined);
    }
  }

  /** Puts a new engine in a seat; the one that is there answers until then. */
  async #fill(seat: Seat): Promise<void> {
    try {
      const engine = await this.#started();
      if (seat.running.length > 0) {
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
    const running = this.#seats.flatMap((seat) => seat.running.splice(0));
    for (const pending of [...running, ...this.#queue.splice(0)]) pending.fail(error);
  }
}
