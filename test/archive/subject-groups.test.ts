import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { byteLines, fromByteText, toByteText } from "#src/archive/byte-lines.js";
import { MAX_GROUP, mergedGroups, subjectGroups } from "#src/archive/subject-groups.js";
import { BASE, folder, line, reference } from "./folder.js";

const PATH = "/graph/duo/x";

/** Bytes in pieces that heed no line and no character. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

test("lines of one subject come as one group, wherever the chunks are cut", async () => {
  const subjects = ["é", "a", "ab", "a#adres"];
  const text = reference(
    subjects.flatMap((subject) => ["1", "\u{1f600}"].map((object) => line(PATH, subject, object))),
  );
  for (const size of [1, 7, 1000]) {
    const groups = [];
    for await (const { subject, lines } of subjectGroups(pieces(text, size))) groups.push([subject, lines.join("")]);
    expect(groups.map(([subject]) => subject)).toEqual(["a#adres", "a", "ab", "é"].map((s) => `${BASE}/id/${s}`));
    expect(groups.map(([, lines]) => lines).join("")).toBe(text);
  }
});

test("a subject with very many lines comes in groups of bounded size", async () => {
  const text = Array.from({ length: MAX_GROUP + 1 }, (_, i) => line(PATH, "a", String(i))).join("");
  const sizes = [];
  for await (const { subject, lines } of subjectGroups(pieces(text, 65536))) {
    expect(subject).toBe(`${BASE}/id/a`);
    sizes.push(lines.length);
  }
  expect(sizes).toEqual([MAX_GROUP, 1]);
});

test("a last line without newline counts, and empty lines do not", async () => {
  const batches = [];
  for await (const lines of byteLines(pieces("a\n\nb\n\n\nc", 2))) batches.push(...lines);
  expect(batches).toEqual(["a", "b", "c"]);
});

test("byte text is in the order of bytes, and comes back as it was", () => {
  const words = ["a", "é", "\uffff", "\u{1f600}", "\ud7ff"];
  expect(words.map(toByteText).sort().map(fromByteText)).toEqual(["a", "é", "\ud7ff", "\uffff", "\u{1f600}"]);
});

test("a file that cannot be read is told to who merges it with others, and to nobody else", async () => {
  const dir = await folder();
  const there = join(dir, "there.nq");
  await writeFile(there, reference([line(PATH, "a")]));
  const merged = mergedGroups([there, join(dir, "missing.nq"), join(dir, "missing.nq.gz")], /^.*$/gm);
  await expect(merged.next()).rejects.toThrow(/ENOENT.*missing\.nq/);
});
