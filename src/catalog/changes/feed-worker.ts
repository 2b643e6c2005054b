/** Updates the feed in a thread of its own: comparing millions of statements keeps a page waiting otherwise. */
import { workerData } from "node:worker_threads";
import type { Manifest } from "../../archive/manifest.js";
import { updateFeed } from "./update-feed.js";

/** What it is started with. */
export interface FeedTask {
  readonly dataDir: string;
  readonly manifest: Manifest;
}

const { dataDir, manifest } = workerData as FeedTask;
await updateFeed(dataDir, manifest);
