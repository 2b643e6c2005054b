/** The samples of the package, for who wants to see something. */
import { ingest } from "../ingest/ingest.js";
import type { Configuration } from "./configuration.js";
import { print } from "./ingest.js";
import { untilStopped } from "./interrupt.js";
import { withProgress } from "./progress.js";
import { sampleRequests } from "./source-words.js";

/** Ingests them into a data folder that holds no archive yet, unless the user gives up. */
export async function ingestSamples(base: string, dir: string, { operator }: Configuration): Promise<void> {
  const report = await untilStopped((signal) => {
    process.stderr.write(`${dir} holds no archive yet: ingesting the samples\n`);
    return withProgress(process.stderr, (progress) =>
      ingest({
        base,
        dataDir: dir,
        sources: sampleRequests(),
        ...(operator === undefined ? {} : { operator }),
        now: new Date(),
        progress,
        signal,
      }),
    );
  });
  print(report);
}
