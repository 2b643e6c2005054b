import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toByteText } from "#src/archive/byte-lines.js";
import { HeldLines } from "#src/archive/held-lines.js";

async function linesOf(batches: ReturnType<HeldLines["take"]>): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

const line = fc.string({ minLength: 1, unit: "grapheme" }).map((text) => toByteText(text.replaceAll("\n", " ")));

test("lines come back sorted by their bytes and each once, however many are packed together", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 60 }), async (lines, pack) => {
      const held = new HeldLines(pack);
      for (const each of lines) held.add(each);
      const wanted = [...new Set(lines)].sort((a, b) =>
        Buffer.compare(Buffer.from(a, "latin1"), Buffer.from(b, "latin1")),
      );
      expect(await linesOf(held.take())).toEqual(wanted);
    }),
  );
});

test("lines that were taken are held no more, and others can be", async () => {
  const held = new HeldLines(4);
  for (const each of ["b", "a", "c"]) held.add(each);
  expect(held.bytes).toBe(6);
  const first = held.take();
  expect(held.bytes).toBe(0);
  held.add("d");
  expect(await linesOf(held.take())).toEqual(["d"]);
  expect(await linesOf(first)).toEqual(["a", "b", "c"]);
});
