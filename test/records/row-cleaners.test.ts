import { describe, expect, test } from "vitest";
import { ReferenceBook } from "#src/records/reference-book.js";
import { rowCleaners } from "#src/records/row-cleaners.js";

const book = new ReferenceBook({
  concepts: [],
  stewarded: [],
  minted: [],
  municipalities: new Map(),
  lookups: new Map(),
});

function vendor(value: string): unknown {
  return rowCleaners["vendor"]?.(value, ["dd"], { record: {}, book });
}

describe("an id that a supplier made", () => {
  test.each(["4711", "A.b_c~d-1", "x".repeat(100)])("has its kind in front: %s", (value) => {
    expect(vendor(value)).toEqual({ value: `dd-${value}` });
  });

  test.each(["a/b", "a b", "é", "x".repeat(101)])("names nothing when it does not fit in a URI: %s", (value) => {
    expect(vendor(value)).toEqual({ bad: expect.stringContaining("past") });
  });
});
