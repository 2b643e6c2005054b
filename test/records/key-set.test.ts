import * as fc from "fast-check";
import { expect, test } from "vitest";
import { KeySet } from "#src/records/key-set.js";

test("a key is new once; then it is told whether its content is the same", () => {
  const keys = new KeySet();
  expect([keys.add("a", "1"), keys.add("a", "1"), keys.add("a", "2"), keys.add("a", "1"), keys.add("b", "2")]).toEqual([
    "new",
    "same",
    "other",
    "same",
    "new",
  ]);
});

test("it agrees with a map of whole keys, whatever the keys", () => {
  const entry = fc.tuple(fc.string({ maxLength: 3 }), fc.constantFrom("1", "2"));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 200 }), (entries) => {
      const [keys, wanted] = [new KeySet(), new Map<string, string>()];
      for (const [key, content] of entries) {
        const known = wanted.get(key);
        if (known === undefined) wanted.set(key, content);
        expect(keys.add(key, content)).toBe(known === undefined ? "new" : known === content ? "same" : "other");
      }
    }),
  );
});

test("a hundred thousand keys that are alike are told apart", () => {
  const keys = new KeySet();
  const all = Array.from({ length: 100_000 }, (_, i) => `2024-2025_${String(i).padStart(4, "0")}AB00_po_${i % 30}`);
  expect(new Set(all.map((key) => keys.add(key, "1")))).toEqual(new Set(["new"]));
  expect(new Set(all.map((key) => keys.add(key, "1")))).toEqual(new Set(["same"]));
});

test("keys beyond the most it holds are let through, and counted", () => {
  const keys = new KeySet(2);
  for (const key of ["a", "b", "c", "c"]) expect(keys.add(key, "1")).toBe("new");
  expect([keys.add("a", "2"), keys.unseen]).toEqual(["other", 2]);
});
