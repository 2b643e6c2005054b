import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goneSubjects } from "#src/archive/diff.js";
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

function subjects(lines: readonly string[]): string[] {
  return lines.map((each) => each.slice(1, each.indexOf(">")));
}

describe("the subjects that are gone", () => {
  test("are those the new graph says nothing about, without their children", async () => {
    const before = await file(["a", "a#bezoekadres", "b", "bb", "c#adres"].map((subject) => line(PATH, subject)));
    const after = await file([line(PATH, "b", "anders")]);
    const gone = await all(goneSubjects(before, after));
    expect(gone).toEqual(["http://localhost:3000/id/a", "http://localhost:3000/id/bb"]);
  });

  test("are found in any old graph beside any new one", async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, async (before, after) => {
        const kept = new Set(subjects(after));
        const expected = new Set(subjects(before).filter((each) => !kept.has(each)));
        const gone = await all(goneSubjects(await file(before), await file(after)));
        expect(gone).toHaveLength(expected.size);
        expect(new Set(gone)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test("are not told where the new graph cannot be read", async () => {
    const before = await file([line(PATH, "a")]);
    await expect(all(goneSubjects(before, `${before}.missing`))).rejects.toThrow("ENOENT");
    await expect(all(goneSubjects(`${before}.missing`, before))).rejects.toThrow("ENOENT");
  });

  test("of a graph that is gone are all", async () => {
    const before = await file([line(PATH, "a"), line(PATH, "b")]);
    expect((await all(goneSubjects(before, undefined))).length).toBe(2);
  });
});
