/** Ctrl-C, or SIGTERM, in the middle of an ingest. */
import { EXIT } from "./exit.js";

/**
 * Does what an ingest does, until it is done or the user gives up: then that is said, with the state that it leaves, and
 * the process ends with 1.
 *
 * @param work is given the signal that is aborted
 */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = (): void => interrupted.abort(new Error("stopped; the archive is as it was"));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    process.stderr.write(`onderwijsgraaf: ${(interrupted.signal.reason as Error).message}\n`);
    // The HTTP client may still be waiting for its next try; nobody waits for it any more.
    process.exit(EXIT.failed);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
