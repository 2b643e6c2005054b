/** The run log: one line of JSON for each ingest, also for one that changed nothing (DESIGN §8.4). */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { RUNS } from "./layout.js";

/** What an ingest tells of itself; beside `at` (ISO 8601, UTC) its fields are its own affair. */
export interface RunEntry {
  readonly at: string;
  readonly [field: string]: unknown;
}

/** How much of the end of the log is read. */
const TAIL = 1024 * 1024;

/** Adds one line to the log of a data folder; a line that a crash broke off ends before it. */
export async function appendRun(dir: string, entry: RunEntry): Promise<void> {
  const handle = await open(join(dir, RUNS), "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(Math.min(size, 1));
    await handle.read(last, 0, last.length, size - last.length);
    const isBroken = size > 0 && last.toString() !== "\n";
    await handle.writeFile(`${isBroken ? "\n" : ""}${JSON.stringify(entry)}\n`);
  } finally {
    await handle.close();
  }
}

/** The last runs, newest first, as far as they are in the last MiB. A damaged line is passed over. */
export async function lastRuns(dir: string, most: number): Promise<RunEntry[]> {
  const runs: RunEntry[] = [];
  for (const line of (await tail(join(dir, RUNS))).split("\n").reverse()) {
    if (runs.length === most) break;
    const entry = parsed(line);
    if (entry !== undefined) runs.push(entry);
  }
  return runs;
}

function parsed(line: string): RunEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null) return undefined;
    return "at" in value && typeof value.at === "string" ? { ...value, at: value.at } : undefined;
  } catch {
    return undefined;
  }
}

async function tail(path: string): Promise<string> {
  let handle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, TAIL));
    const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, size - bytes.byteLength);
    return bytes.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
