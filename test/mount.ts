/** Folders on file systems of their own, for tests of what a disk can be like: full, or not to be written to. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

function mount(...words: string[]): boolean {
  return spawnSync("mount", words, { stdio: "ignore" }).status === 0;
}

function unmount(dir: string): void {
  // Lazily: a process that was told to stop may have it open still.
  spawnSync("umount", ["-l", dir], { stdio: "ignore" });
}

/** Whether this process may not mount, which on Linux takes root and more: `test.skipIf(mountingIsRefused)`. */
export const mountingIsRefused = !((): boolean => {
  const dir = mkdtempSync(join(tmpdir(), "onderwijsgraaf-"));
  try {
    const may = mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", dir);
    if (may) unmount(dir);
    return may;
  } finally {
    rmSync(dir, { recursive: true });
  }
})();

/** Makes a folder that is there a file system of this size, in MiB, until the test is over. */
export function mountSmall(dir: string, size: number): void {
  if (!mount("-t", "tmpfs", "-o", `size=${size}m`, "tmpfs", dir)) throw new Error(`${dir} cannot be mounted`);
  onTestFinished(() => unmount(dir));
}

/** Lets nobody write to a folder, root included, until the test is over. */
export function mountReadOnly(dir: string): void {
  if (!mount("--bind", dir, dir)) throw new Error(`${dir} cannot be mounted`);
  onTestFinished(() => unmount(dir));
  if (!mount("-o", "remount,ro,bind", dir)) throw new Error(`${dir} cannot be made read-only`);
}
