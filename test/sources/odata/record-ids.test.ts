import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RecordIds } from "#src/sources/odata/record-ids.js";

test("tells what a map of ids and versions would tell", () => {
  const guids = Array.from({ length: 12 }, () => randomUUID());
  const id = fc.oneof(fc.constantFrom(...guids), fc.constantFrom("a", "b", "1", guids[0]?.slice(1) ?? ""));
  const version = fc.constantFrom("", "1", "2", "2023-12-01T15:00:24.6710401Z");
  fc.assert(
    fc.property(fc.array(fc.tuple(id, version), { maxLength: 60 }), (adds) => {
      const ids = new RecordIds();
      const map = new Map<string, string>();
      for (const [id, version] of adds) {
        const known = map.get(id);
        expect(ids.add(id, version)).toBe(known === undefined ? "new" : known === version ? "same" : "other");
        if (known === undefined) map.set(id, version);
      }
    }),
  );
});

test("100,000 guids are each new once, whatever their form", () => {
  const ids = new RecordIds();
  // In order, as databases make them, and at random.
  const guids = Array.from({ length: 100_000 }, (_, i) =>
    i % 2 === 0 ? randomUUID() : `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`,
  );
  expect(guids.filter((id) => ids.add(id, "1") !== "new")).toEqual([]);
  expect(guids.filter((id) => ids.add(id, "1") !== "same")).toEqual([]);
  expect(ids.add(guids[0]?.toUpperCase() ?? "", "1")).toBe("same");
});

test("remembers at least as many as it is told to, and not for ever", () => {
  const ids = new RecordIds(100);
  for (let i = 0; i < 1000; i++) ids.add(`r${i}`, "1");
  expect(Array.from({ length: 100 }, (_, i) => ids.add(`r${900 + i}`, "1"))).toEqual(Array(100).fill("same"));
  expect(ids.add("r1", "1")).toBe("new");
});
