/** A folder of its own for a test, removed when the test is over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "onderwijsgraaf-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
