import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { takeLock } from "#src/archive/lock.js";
import { folder } from "./folder.js";

describe("the lock", () => {
  test("is held by one at a time, and can be taken again once given back", async () => {
    const dir = await folder();
    const path = join(dir, "lock");
    const release = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(new RegExp(`held by process ${process.pid},`));
    await release();
    await release();
    await (
      await takeLock(path)
    )();
    expect(await readdir(dir)).toEqual([]);
  });

  test("of a process that runs is respected, and the error names it", async () => {
    const path = join(await folder(), "lock");
    const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child, "spawn");
    await writeFile(path, `${child.pid}\n`);
    await expect(takeLock(path)).rejects.toThrow(new RegExp(`held by process ${child.pid}, which is still running`));
  });

  test("of a process that is gone is taken over", async () => {
    const dir = await folder();
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await once(child, "exit");
    await writeFile(join(dir, "lock"), `${child.pid}\n`);
    const release = await takeLock(join(dir, "lock"));
    expect(await readdir(dir)).toEqual(["lock"]);
    await release();
  });

  test("left by an earlier process with this very id is taken over", async () => {
    const path = join(await folder(), "lock");
    await writeFile(path, `${process.pid}\n`);
    const release = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(/which is still running/);
    await release();
  });

  test("that holds no process id is left for a person to judge", async () => {
    const path = join(await folder(), "lock");
    await writeFile(path, "");
    await expect(takeLock(path)).rejects.toThrow(/holds no process id; remove it/);
  });
});
