/**
 * The thread that sorts and writes the graph files of a publication. It is started by the first file that is worth it,
 * and does the work of all that follow.
 */
import { Worker } from "node:worker_threads";
import type { Pack } from "./group-pack.js";
import type { Sorted, Sorter, SortTask } from "./group-sorter.js";
import type { WriterAnswer, WriterRequest } from "./writer-messages.js";

/** Packs of one file that are under way before whoever makes them waits. */
const UNDER_WAY = 2;

export class WriterThread {
  #worker: Worker | undefined;
  readonly #open = new Map<number, ThreadSorter>();
  #made = 0;

  /** Begins a file in the thread. */
  sorter(task: SortTask): Sorter {
    const worker = (this.#worker ??= this.#start());
    this.#made += 1;
    const id = this.#made;
    const send = (request: WriterRequest, transfer: ArrayBuffer[] = []): void => worker.postMessage(request, transfer);
    const sorter = new ThreadSorter(id, send);
    this.#open.set(id, sorter);
    // It keeps the process going as long as something is asked of it.
    worker.ref();
    send({ id, kind: "begin", task });
    return sorter;
  }

  /** Ends the thread, whatever it was doing. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("writer-worker.js", import.meta.url));
    worker.unref();
    worker.on("message", (answer: WriterAnswer) => {
      this.#open.get(answer.id)?.hear(answer);
      if (answer.kind === "taken") return;
      this.#open.delete(answer.id);
      if (this.#open.size === 0) worker.unref();
    });
    const failed = (error: Error): void => {
      for (const sorter of this.#open.values()) sorter.fail(error);
      this.#open.clear();
    };
    worker.on("error", failed);
    worker.on("exit", () => failed(new Error("the thread that writes graph files ended before its work was done")));
    return worker;
  }
}

class ThreadSorter implements Sorter {
  readonly #id: number;
  readonly #send: (request: WriterRequest, transfer?: ArrayBuffer[]) => void;
  #underWay = 0;
  #room: (() => void) | undefined;
  #failure: Error | undefined;
  #end: { readonly succeed: (sorted: Sorted) => void; readonly fail: (error: unknown) => void } | undefined;

  constructor(id: number, send: (request: WriterRequest, transfer?: ArrayBuffer[]) => void) {
    this.#id = id;
    this.#send = send;
  }

  async take(pack: Pack): Promise<void> {
    this.#underWay += 1;
    this.#send({ id: this.#id, kind: "take", pack }, [pack.bytes.buffer, pack.ends.buffer]);
    if (this.#underWay <= UNDER_WAY || this.#failure !== undefined) return;
    await new Promise<void>((resolve) => {
      this.#room = resolve;
    });
  }

  async addRun(path: string): Promise<void> {
    this.#send({ id: this.#id, kind: "run", path });
  }

  finish(): Promise<Sorted> {
    return new Promise((succeed, fail) => {
      if (this.#failure !== undefined) return fail(this.#failure);
      this.#end = { succeed, fail };
      this.#send({ id: this.#id, kind: "finish" });
    });
  }

  hear(answer: WriterAnswer): void {
    if (answer.kind === "finished") this.#end?.succeed(answer.sorted);
    else if (answer.kind === "failed") this.#end?.fail(answer.error);
    else {
      this.#underWay -= 1;
      if (this.#underWay <= UNDER_WAY) this.#room?.();
    }
  }

  /** The thread is no more. */
  fail(error: Error): void {
    this.#failure = error;
    this.#room?.();
    this.#end?.fail(error);
  }
}
