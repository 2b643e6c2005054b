/** Counts graphs in a thread of its own, one after another, and says each when it is done. */
import { parentPort, workerData } from "node:worker_threads";
import { byteLines } from "../archive/byte-lines.js";
import { versionBytes } from "../archive/graph-file.js";
import type { GraphVersion } from "../archive/manifest.js";
import { graphStatistics } from "./graph-statistics.js";

/** What it is started with. */
export interface StatisticsTask {
  readonly dataDir: string;
  readonly base: string;
  readonly versions: readonly GraphVersion[];
}

const { dataDir, base, versions } = workerData as StatisticsTask;
for (const version of versions) {
  const statistics = await graphStatistics(byteLines(versionBytes(dataDir, version)), base);
  parentPort?.postMessage({ sha256: version.sha256, statistics }, []);
}
