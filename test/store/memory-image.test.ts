import { open, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { PAGE } from "#src/store/oxigraph/compiled-engine.js";
import { type EngineState, restoreImage, saveImage } from "#src/store/oxigraph/memory-image.js";
import { folder } from "../folder.js";

/** As many pages as are read in several pieces at once. */
const PAGES = (48 * 1024 * 1024) / PAGE;

const state = (pages: number): EngineState => ({
  memory: new WebAssembly.Memory({ initial: pages }),
  __wbindgen_externrefs: new WebAssembly.Table({ element: "externref", initial: 0 }),
});

async function image(): Promise<string> {
  const full = state(PAGES);
  new Uint8Array(full.memory.buffer).fill(7);
  const path = join(await folder(), "image");
  saveImage(path, "key", full, 42);
  return path;
}

test("what was saved is in the memory again", async () => {
  const fresh = state(1);
  expect(await restoreImage(await image(), "key", fresh, true)).toBe(42);
  expect(fresh.memory.buffer.byteLength).toBe(PAGES * PAGE);
  expect(new Uint8Array(fresh.memory.buffer).every((byte) => byte === 7)).toBe(true);
});

test("a disk that fails in several places at once makes the image unusable, and nothing else", async () => {
  const path = await image();
  const unheard = vi.fn<() => void>();
  process.on("unhandledRejection", unheard);
  onTestFinished(() => void process.off("unhandledRejection", unheard));
  const handle = await open(path);
  const failing = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, "read").mockRejectedValue(new Error("EIO"));
  onTestFinished(() => failing.mockRestore());
  await handle.close();
  await expect(restoreImage(path, "key", state(1), true)).rejects.toThrow("EIO");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(unheard).not.toHaveBeenCalled();
});

test("an image that was cut is unusable", async () => {
  const path = await image();
  await truncate(path, 40 * 1024 * 1024);
  await expect(restoreImage(path, "key", state(1), true)).rejects.toThrow("does not have");
});
