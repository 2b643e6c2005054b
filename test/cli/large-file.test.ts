import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { ingest, manifestText } from "../ingest/run.js";
import { register } from "../ingest/duo/schools.js";
import { startForTest } from "./command.js";

const digits = (value: number): string => String(value % 100).padStart(2, "0");

/** Writes a register of so many locations, each row as long as asked. */
async function largeRegister(dir: string, rows: number, length: number): Promise<string> {
  const path = join(dir, "03-alle-vestigingen-basisonderwijs-2026.csv");
  const stream = createWriteStream(path);
  const filling = "x".repeat(length);
  stream.write("VESTIGINGSCODE;VESTIGINGSNAAM;TOELICHTING\r\n");
  for (let n = 0; n < rows; n += 1) {
    const letters = String.fromCharCode(65 + (Math.floor(n / 260_000) % 26), 65 + (Math.floor(n / 10_000) % 26));
    const number = digits(Math.floor(n / 100)) + letters + digits(n);
    if (!stream.write(`${number};School ${n};${filling}\r\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "close");
  return path;
}

/** Resolves when the whole file was received and its rows are being read. */
async function isBeingRead(dir: string, large: string): Promise<void> {
  const { size } = await stat(large);
  for (;;) {
    const staged = await readdir(join(dir, "staging")).catch(() => []);
    const received = staged.find((name) => name.includes("received"));
    if (received !== undefined && (await stat(join(dir, "staging", received))).size === size) return;
    await setTimeout(20);
  }
}

describe("a large file", () => {
  test("that is interrupted leaves the archive as it was, and the next run works", async () => {
    const [dir, source] = [await folder(), await folder()];
    const small = await register(await folder(), 2025, [{ number: "16SW03" }]);
    await ingest(dir, small);
    const before = await manifestText(dir);
    const large = await largeRegister(source, 40_000, 10);
    const running = startForTest(["ingest", "duo", "--from", large, "--data", dir], { cwd: source });
    await isBeingRead(dir, large);
    running.process.kill("SIGINT");
    const { code, stderr } = await running.ended;
    expect(stderr).toMatch(/onderwijsgraaf: stopped; the archive is as it was\n$/);
    expect(code).toBe(1);
    expect(await manifestText(dir)).toBe(before);
    expect((await readdir(dir)).sort()).toEqual(["graphs", "manifest.json", "raw", "runs.jsonl"]);
    expect((await ingest(dir, small)).published).toBe(false);
  });

  test("that is killed outright holds up nobody: the next run clears what it left", async () => {
    const [dir, source] = [await folder(), await folder()];
    const large = await largeRegister(source, 40_000, 10);
    const running = startForTest(["ingest", "duo", "--from", large, "--data", dir], { cwd: source });
    await isBeingRead(dir, large);
    running.process.kill("SIGKILL");
    await running.ended;
    const small = await register(await folder(), 2025, [{ number: "16SW03" }]);
    expect((await ingest(dir, small)).published).toBe(true);
    expect((await readdir(dir)).sort()).toEqual(["graphs", "manifest.json", "raw", "runs.jsonl"]);
  });

  test("of 60 MB fits in a heap of 100", async () => {
    const [dir, source] = [await folder(), await folder()];
    const large = await largeRegister(source, 12_000, 5_000);
    const words = ["ingest", "duo", "--from", large, "--data", dir];
    const { code, stdout, stderr } = await startForTest(words, { cwd: source, node: ["--max-old-space-size=100"] })
      .ended;
    expect(stderr).toBe("");
    expect(stdout).toContain("12,000 records of 12,000 rows");
    expect(code).toBe(3);
    expect(stdout).toContain("published as version");
  });
});
