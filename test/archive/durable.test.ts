import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { replaceFile } from "#src/archive/durable.js";
import { folder } from "./folder.js";

test("a file that cannot be replaced leaves nothing beside it", async () => {
  const dir = await folder();
  await mkdir(join(dir, "manifest.json"));
  await expect(replaceFile(join(dir, "manifest.json"), "{}")).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(await readdir(dir)).toEqual(["manifest.json"]);
});
