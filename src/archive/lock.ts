/**
 * One writer at a time. The lock is a file that holds the writer's process id; the lock of a process that is gone is
 * taken over. Readers need no lock: they see the old manifest until the new one is renamed into place.
 */
import { link, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { textIfThere } from "./if-there.js";

/** Locks this process holds: after a restart another process may have been given the same id. */
const held = new Set<string>();

/**
 * Takes the lock.
 *
 * @returns what gives it back; calling that twice does no harm
 * @throws {Error} naming the process id, when another publication is under way
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: "wx" });
      held.add(path);
      return () => release(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    await removeStale(path);
  }
  throw new Error(`${path} is being taken by others at the same moment; try again`);
}

async function release(path: string): Promise<void> {
  if (!held.delete(path)) return;
  await rm(path, { force: true });
}

async function removeStale(path: string): Promise<void> {
  const text = await textIfThere(path);
  if (text === undefined) return;
  const pid = Number(text.trim());
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    throw new Error(`${path} holds no process id; remove it when no ingest is running, and try again`);
  }
  if (isAlive(pid, path)) {
    throw new Error(`${path} is held by process ${pid}, which is still running; wait for it to end, or end it`);
  }
  // Set aside rather than removed: should another process have taken over in between, its lock is put back.
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) !== text) await link(aside, path);
  await unlink(aside);
}

function isAlive(pid: number, path: string): boolean {
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
