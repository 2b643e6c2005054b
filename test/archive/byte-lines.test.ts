import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteGroups, byteLines, MAX_LINE } from "#src/archive/byte-lines.js";

/** Text cut into chunks of so many bytes, the last of them perhaps shorter. */
async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(batches: AsyncIterable<readonly string[]>): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

/** More than a line may be, without a newline. */
async function* endless(): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.alloc(8 * 1024 * 1024, "a");
  for (let bytes = 0; bytes < 4 * MAX_LINE; bytes += chunk.length) yield chunk;
}

// Around 64 KiB, where a chunk is made several strings, and short ones.
const lengths = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 65_500, max: 65_600 }), fc.constant(200_000)),
  { maxLength: 8 },
);
const sizes = fc.constantFrom(7_000, 65_536, 65_537, 262_144, 2_000_000);

describe("reading lines of byte text", () => {
  it("gives each line whole, wherever chunks and pieces of them end", async () => {
    await fc.assert(
      fc.asyncProperty(lengths, sizes, async (lengths, size) => {
        const lines = lengths.map((length, i) => `${i}`.padEnd(length, "\u00e9"));
        expect(await all(byteLines(chunks(lines.map((line) => `${line}\n`).join(""), size)))).toEqual(lines);
      }),
      { numRuns: 40 },
    );
  });

  it("gives each group whole, also when the two newlines behind it stand in two pieces", async () => {
    for (let length = 65_530; length <= 65_540; length += 1) {
      const groups = ["a".repeat(length), "b\nb", "c"];
      expect(await all(byteGroups(chunks(groups.map((group) => `${group}\n\n`).join(""), 262_144)))).toEqual(groups);
    }
  });

  it("takes a last line without newline, and no empty lines", async () => {
    expect(await all(byteLines(chunks("a\n\nb", 100)))).toEqual(["a", "b"]);
  });

  it("refuses a line without end before it fills memory", async () => {
    await expect(all(byteLines(endless()))).rejects.toThrow(`a line is longer than ${MAX_LINE} bytes`);
  });
});
