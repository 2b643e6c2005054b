/** How many questions an engine gets at once: the others wait in a row of bounded length. */
import { StoreBusyError } from "../graph-store.js";

export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(
    atOnce: number,
    readonly mostWaiting: number,
  ) {
    this.#free = atOnce;
  }

  /**
   * Waits for a place; what it gives ends the stay, and may be called more than once.
   *
   * @throws {StoreBusyError} when too many wait already
   * @throws the reason of the signal, when it is aborted while waiting
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    };
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting) {
      throw new StoreBusyError("too many queries wait for the store; ask again in a few seconds");
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason as Error);
      };
      this.#waiting.push(enter);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }
}
