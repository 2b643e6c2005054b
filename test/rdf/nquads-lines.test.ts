import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineBatches, parseLines, quadBatches } from "#src/rdf/nquads-lines.js";
import { quadToLine } from "#src/rdf/nquads.js";
import { parseNQuads } from "#src/rdf/read/nquads.js";
import { anyQuads } from "./arbitrary.js";

async function* bytes(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text);
  for (let i = 0; i < all.length; i += size) yield all.subarray(i, i + size);
}

describe("N-Quads by line", () => {
  it("reads what n3 reads, the same", () => {
    fc.assert(
      fc.property(anyQuads, (quads) => {
        const text = quads.map(quadToLine).join("");
        expect(parseLines(text)).toEqual(parseNQuads(text));
      }),
    );
  });

  it("reads escapes, comments, loose blanks and carriage returns", () => {
    const text = '# lijst\n\n<urn:\\u0061>\t<urn:b>  "\\U0001F600\\t\\"" <urn:g>.\r\n_:x <urn:b> _:y. # eind\n';
    expect(parseLines(text).map(quadToLine)).toEqual(['<urn:a> <urn:b> "😀\\t\\"" <urn:g> .\n', "_:x <urn:b> _:y .\n"]);
  });

  it.each(["<urn:a> <urn:b>", '<urn:a> <urn:b> "open .', "<urn:a <urn:b", "kaas", "<urn:a> <urn:b> <urn:c>"])(
    "shows the line that is not N-Quads: %s",
    (line) => {
      expect(() => parseLines(line)).toThrow(`of: ${line}`);
    },
  );

  it("cuts chunks of any size into the same quads, in the middle of a character too", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuads, fc.integer({ min: 1, max: 50 }), async (quads, size) => {
        const text = quads.map(quadToLine).join("");
        const read = [];
        for await (const batch of quadBatches(bytes(text, size))) read.push(...batch);
        expect(read).toEqual(quads);
      }),
    );
  });

  it("reads a line of many chunks in one go", { timeout: 3_000 }, async () => {
    const long = "x".repeat(24 * 1024 * 1024);
    const lengths = [];
    for await (const batch of lineBatches(bytes(`${long}\nb`, 65_536)))
      lengths.push(...batch.map(({ length }) => length));
    expect(lengths).toEqual([long.length, 1]);
  });

  it("gives a last line that has no line break", async () => {
    const lines = [];
    for await (const batch of lineBatches(bytes("a\nb", 2))) lines.push(...batch);
    expect(lines).toEqual(["a", "b"]);
  });
});
