/** Sorts and writes graph files in a thread of its own, while what they will hold is still being made. */
import { parentPort } from "node:worker_threads";
import { GroupSorter } from "./group-sorter.js";
import type { WriterAnswer, WriterRequest } from "./writer-messages.js";

interface Job {
  readonly sorter: GroupSorter;
  /** What was asked for so far: one thing after another. */
  busy: Promise<void>;
  failure?: { readonly error: unknown };
}

const jobs = new Map<number, Job>();

parentPort?.on("message", (request: WriterRequest) => {
  const { id } = request;
  if (request.kind === "begin") {
    jobs.set(id, { sorter: new GroupSorter(request.task), busy: Promise.resolve() });
    return;
  }
  const job = jobs.get(id);
  if (job !== undefined) job.busy = job.busy.then(() => answer(job, request));
});

async function answer(job: Job, request: WriterRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.kind === "finish") {
      jobs.delete(id);
      if (job.failure !== undefined) throw job.failure.error;
      say({ id, kind: "finished", sorted: await job.sorter.finish() });
    } else if (job.failure !== undefined) {
      // What comes after a failure is not worth the writing.
    } else if (request.kind === "take") await job.sorter.take(request.pack);
    else if (request.kind === "run") await job.sorter.addRun(request.path);
  } catch (error) {
    if (request.kind === "finish") say({ id, kind: "failed", error });
    else job.failure = { error };
  }
  if (request.kind === "take") say({ id, kind: "taken" });
}

function say(message: WriterAnswer): void {
  parentPort?.postMessage(message, []);
}
