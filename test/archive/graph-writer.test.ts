import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortedWriter } from "#src/archive/graph-writer.js";
import { escapeLexical } from "#src/rdf/nquads.js";
import { BASE, folder, line, reference, triple } from "./folder.js";

const PATH = "/graph/duo/x";
const GRAPH = BASE + PATH;

async function written(lines: readonly string[], spillBytes?: number): Promise<string> {
  const path = join(await folder(), "g.nq");
  const writer = sortedWriter(path, spillBytes === undefined ? { graph: GRAPH } : { graph: GRAPH, spillBytes });
  for (const each of lines) await writer.write(triple(each));
  const file = await writer.close();
  const bytes = await readFile(path);
  expect(file.bytes).toBe(bytes.byteLength);
  expect(file.quads).toBe(bytes.toString().split("\n").length - 1);
  expect(file.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  return bytes.toString();
}

const anyLine = fc
  .record({ subject: fc.stringMatching(/^[a-c]{0,3}$/), object: fc.string({ unit: "binary", maxLength: 6 }) })
  .map(({ subject, object }) => {
    return `<http://x/${subject}> <http://p> "${escapeLexical(object)}" <${GRAPH}> .\n`;
  });

describe("a graph file", () => {
  test("is the same whatever the order of its lines, and holds each once", async () => {
    const lines = ["b", "a", "c", "a"].map((subject) => line(PATH, subject));
    const sorted = ["a", "b", "c"].map((subject) => line(PATH, subject)).join("");
    expect(await written(lines)).toBe(sorted);
    expect(await written(lines.toReversed())).toBe(sorted);
  });

  test("is sorted by UTF-8 bytes: an astral character comes after U+FFFD", async () => {
    const lines = ["\u{1f600}", "\ufffd", "é", "z"].map((object) => line(PATH, "a", object));
    expect(await written(lines)).toBe(lines.toReversed().join(""));
  });

  test("is the same when it does not fit in memory at once, however many runs that takes", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => line(PATH, `s${(i * 7919) % 300}`, `é${i % 3}`));
    expect(await written(lines, 500)).toBe(reference(lines));
  });

  test("is the same when thousands of lines are about one subject, and others come in between", async () => {
    const lines = Array.from({ length: 2_500 }, (_, i) =>
      line(PATH, i % 900 === 0 ? "b" : "a", `${(i * 7919) % 2_000}`),
    );
    const sorted = reference(lines);
    expect(await written(lines)).toBe(sorted);
    expect(await written(lines, 5_000)).toBe(sorted);
  });

  test("leaves no runs behind", async () => {
    const dir = await folder();
    const writer = sortedWriter(join(dir, "g.nq"), { graph: GRAPH, spillBytes: 1 });
    for (let i = 0; i < 200; i += 1) await writer.write(triple(line(PATH, `s${i}`)));
    await writer.close();
    expect(await readdir(dir)).toEqual(["g.nq"]);
  });

  test("of no lines is empty", async () => {
    expect(await written([])).toBe("");
  });

  test("is complete when its writer does not wait", async () => {
    const path = join(await folder(), "g.nq");
    const writer = sortedWriter(path, { graph: GRAPH, spillBytes: 300 });
    const lines = Array.from({ length: 50 }, (_, i) => line(PATH, `s${i}`));
    for (const each of lines) void writer.write(triple(each));
    await writer.close();
    expect(await readFile(path, "utf8")).toBe(reference(lines));
  });

  test("is the sorted set of any lines at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 30 }), fc.constantFrom(undefined, 150), async (lines, spill) => {
        expect(await written(lines, spill)).toBe(reference(lines));
      }),
      { numRuns: 60 },
    );
  });
});

describe("a graph writer", () => {
  test("refuses a whole line: it adds the end itself", async () => {
    const writer = sortedWriter(join(await folder(), "g.nq"), { graph: GRAPH });
    expect(() => writer.write(line(PATH, "a"))).toThrow(/give the statement alone/);
  });

  test("tells on close when a run could not be written", async () => {
    const writer = sortedWriter(join(await folder(), "missing", "g.nq"), { graph: GRAPH, spillBytes: 1 });
    void writer.write(triple(line(PATH, "a")));
    await expect(writer.close()).rejects.toThrow(/ENOENT/);
  });
});
