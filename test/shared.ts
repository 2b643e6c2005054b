/** Reference material beside the checkout: real files and the documents of the sources (DESIGN §8.22). */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Folder of the reference material: `ONDERWIJSGRAAF_SHARED`, or `shared` beside the checkout. */
export const SHARED = process.env["ONDERWIJSGRAAF_SHARED"] ?? resolve(ROOT, "../shared");

/**
 * Whether tests that need it are to be skipped: `test.skipIf(sharedIsMissing)`. In a build of the project nothing is
 * skipped: there a missing folder makes them fail.
 */
export const sharedIsMissing = !existsSync(SHARED) && process.env["CI"] !== "true";

/** Path of a file of the reference material. */
export function shared(...steps: readonly string[]): string {
  return join(SHARED, ...steps);
}

/** Path of a real file of DUO. */
export function duoFile(name: string): string {
  return shared("data", "duo", name);
}
