import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOf } from "#src/sources/files/text.js";
import { folder } from "../../folder.js";

/** How much the reader takes at once; what a border may cut lies around a multiple of it. */
const CHUNK = 262_144;

async function read(bytes: Uint8Array, encoding: "utf-8" | "windows-1252"): Promise<string> {
  const path = join(await folder(), "tekst");
  await writeFile(path, bytes);
  let text = "";
  for await (const piece of textOf({ path, encoding })) text += piece;
  return text;
}

describe("bytes become the text that was meant", () => {
  test("windows-1252 has curly quotes where Latin-1 has control characters", async () => {
    const bytes = Buffer.from([0x91, 0x74, 0x20, 0x49, 0x92, 0x80, 0xe2]);
    expect(await read(bytes, "windows-1252")).toBe("‘t I’€â");
  });

  test("windows-1252 in every chunk of a long file", async () => {
    const text = await read(Buffer.alloc(CHUNK * 2 + 10, 0x92), "windows-1252");
    expect(text).toBe("’".repeat(CHUNK * 2 + 10));
  });

  test("a byte order mark is no part of the text", async () => {
    expect(await read(Buffer.from("\ufeffPEILDATUM"), "utf-8")).toBe("PEILDATUM");
  });

  test("a character of UTF-8 may be cut by a chunk border", async () => {
    const text = `${"a".repeat(CHUNK - 1)}ân`;
    expect(await read(Buffer.from(text), "utf-8")).toBe(text);
  });
});

describe("a line is a line whatever machine wrote it", () => {
  test.each([
    ["CRLF", "a\r\nb\r\n", "a\nb\n"],
    ["CR", "a\rb\r", "a\nb\n"],
    ["LF", "a\nb", "a\nb"],
    ["empty lines", "a\r\r\n\n", "a\n\n\n"],
  ])("%s", async (_what, given, expected) => {
    expect(await read(Buffer.from(given), "utf-8")).toBe(expected);
  });

  test("CRLF across a chunk border is one line end", async () => {
    const start = "a".repeat(CHUNK - 1);
    expect(await read(Buffer.from(`${start}\r\nb`), "utf-8")).toBe(`${start}\nb`);
  });

  test("any mixture, wherever the border falls", async () => {
    const path = join(await folder(), "tekst");
    const ends = fc.array(fc.constantFrom("\r", "\n", "\r\n", "é"), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(ends, fc.integer({ min: 0, max: 6 }), async (tail, before) => {
        const given = `${"a".repeat(CHUNK - before)}${tail.join("")}`;
        await writeFile(path, given);
        let text = "";
        for await (const piece of textOf({ path, encoding: "utf-8" })) text += piece;
        expect(text).toBe(given.replace(/\r\n?/g, "\n"));
      }),
      { numRuns: 40 },
    );
  });
});
