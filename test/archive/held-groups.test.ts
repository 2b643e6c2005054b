import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toByteText } from "#src/archive/byte-lines.js";
import { HeldGroups } from "#src/archive/held-groups.js";

async function groupsOf(batches: ReturnType<HeldGroups["take"]>): Promise<string[]> {
  const groups: string[] = [];
  for await (const batch of batches) groups.push(...batch);
  return groups;
}

const line = fc.string({ minLength: 1, unit: "grapheme" }).map((text) => toByteText(text.replaceAll("\n", " ")));
const group = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"));

test("groups come back sorted by their bytes, however many are packed together", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(group), fc.integer({ min: 1, max: 60 }), async (groups, pack) => {
      const held = new HeldGroups(pack);
      for (const each of groups) held.add(each);
      const wanted = groups.toSorted((a, b) => Buffer.compare(Buffer.from(a, "latin1"), Buffer.from(b, "latin1")));
      expect(await groupsOf(held.take())).toEqual(wanted);
    }),
  );
});

test("groups that were taken are held no more, and others can be", async () => {
  const held = new HeldGroups(4);
  for (const each of ["b", "a\nb", "c"]) held.add(each);
  expect(held.bytes).toBe(11);
  const first = held.take();
  expect(held.bytes).toBe(0);
  held.add("d");
  expect(await groupsOf(held.take())).toEqual(["d"]);
  expect(await groupsOf(first)).toEqual(["a\nb", "b", "c"]);
});
