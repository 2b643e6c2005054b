import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mergeLines } from "#src/archive/merge-sorted.js";

const lines = fc.array(fc.stringMatching(/^[ab\u00c3\u00a9 ]{0,3}$/), { maxLength: 12 });

async function* batches(of: readonly string[], length: number): AsyncGenerator<readonly string[]> {
  yield [];
  for (let at = 0; at < of.length; at += length) yield of.slice(at, at + length);
}

test("sorted sources, some with lines of others, become one sorted set", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), async (parts, length) => {
      const found: string[] = [];
      for await (const batch of mergeLines(parts.map((part) => batches(part.toSorted(), length)))) found.push(...batch);
      expect(found).toEqual([...new Set(parts.flat())].sort());
    }),
  );
});
