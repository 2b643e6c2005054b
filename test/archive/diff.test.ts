import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, diffGraphs, goneSubjects } from "#src/archive/diff.js";
import { folder, line, reference } from "./folder.js";

const PATH = "/graph/duo/x";

async function file(lines: readonly string[], name = "g.nq"): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, reference(lines));
  return path;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const anyLines = fc
  .array(
    fc.record({ subject: fc.stringMatching(/^[ab\ufffd\u{1f600}]{0,2}$/u), object: fc.constantFrom("1", "2", "é") }),
    { maxLength: 12 },
  )
  .map((parts) => parts.map(({ subject, object }) => line(PATH, subject, object)));

describe("a diff of two graphs", () => {
  test("gives what went and what came, in the order of the file", async () => {
    const before = await file([line(PATH, "a"), line(PATH, "b", "é"), line(PATH, "c")]);
    const after = await file([line(PATH, "b", "ë"), line(PATH, "c"), line(PATH, "d")]);
    const expected: Change[] = [
      { kind: "removed", line: line(PATH, "a") },
      { kind: "removed", line: line(PATH, "b", "é") },
      { kind: "added", line: line(PATH, "b", "ë") },
      { kind: "added", line: line(PATH, "d") },
    ];
    expect(await all(diffGraphs(before, after))).toEqual(expected);
  });

  test("with no earlier version is everything", async () => {
    expect(await all(diffGraphs(undefined, await file([line(PATH, "a")])))).toEqual([
      { kind: "added", line: line(PATH, "a") },
    ]);
  });

  test("turns any old graph into any new one", async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, async (before, after) => {
        const changes = await all(diffGraphs(await file(before), await file(after)));
        const removed = changes.filter(({ kind }) => kind === "removed").map((change) => change.line);
        const added = changes.filter(({ kind }) => kind === "added").map((change) => change.line);
        expect(removed.filter((each) => !before.includes(each))).toEqual([]);
        expect(added.filter((each) => before.includes(each))).toEqual([]);
        const lines = new Set([...before.filter((each) => !removed.includes(each)), ...added]);
        expect(reference([...lines])).toBe(reference(after));
      }),
      { numRuns: 50 },
    );
  });
});

describe("the subjects that are gone", () => {
  test("are those the new graph says nothing about, without their children", async () => {
    const before = await file(["a", "a#bezoekadres", "b", "bb", "c#adres"].map((subject) => line(PATH, subject)));
    const after = await file([line(PATH, "b", "anders")]);
    const gone = await all(goneSubjects(before, after));
    expect(gone).toEqual(["http://localhost:3000/id/a", "http://localhost:3000/id/bb"]);
  });

  test("of a graph that is gone are all", async () => {
    const before = await file([line(PATH, "a"), line(PATH, "b")]);
    expect((await all(goneSubjects(before, undefined))).length).toBe(2);
  });
});
