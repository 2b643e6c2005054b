import { describe, expect, test } from "vitest";
import { isStamp, momentOf, stampAfter, stampOf } from "#src/archive/stamp.js";

describe("a stamp", () => {
  test("is the moment in UTC, to the second", () => {
    expect(stampOf(new Date("2026-03-01T00:30:00.999+01:00"))).toBe("20260228T233000Z");
    expect(momentOf("20260228T233000Z").toISOString()).toBe("2026-02-28T23:30:00.000Z");
  });

  test("moves on where it would not be later than the last", () => {
    const now = new Date("2026-03-01T00:00:00Z");
    expect(stampAfter(undefined, now)).toBe("20260301T000000Z");
    expect(stampAfter("20260228T235959Z", now)).toBe("20260301T000000Z");
    expect(stampAfter("20260301T000000Z", now)).toBe("20260301T000001Z");
    expect(stampAfter("20261231T235959Z", now)).toBe("20270101T000000Z");
  });

  test.each(["20260230T000000Z", "2026-03-01T00:00:00Z", "20260301T240000Z", ""])("is not %j", (text) => {
    expect(isStamp(text)).toBe(false);
    expect(() => momentOf(text)).toThrow(/yyyymmddThhmmssZ/);
  });
});
