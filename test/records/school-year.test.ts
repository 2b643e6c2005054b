import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { schoolYear } from "#src/records/school-year.js";

describe("a school year is read from", () => {
  test.each([
    ["its two years", "2013-2014", "2013-2014"],
    ["its two years with a slash", "2013/2014", "2013-2014"],
    ["its two years, the second short", "2009-10", "2009-2010"],
    ["the turn of a century", "1999-00", "1999-2000"],
    ["the last two years that are read", "2099-2100", "2099-2100"],
    ["the year in which it begins", "2017", "2017-2018"],
    ["a reference date", "20241001", "2024-2025"],
    ["a reference date with dashes", "2024-10-01", "2024-2025"],
    ["a reference date and time", "2024-10-01T00:00:00", "2024-2025"],
    ["a Dutch date", "1-10-2024", "2024-2025"],
    ["a day before the summer", "2025-02-01", "2024-2025"],
    ["its first day", "2025-08-01", "2025-2026"],
    ["its last day", "31-07-2025", "2024-2025"],
  ])("%s: %s", (_what, given, year) => {
    expect(schoolYear(given)).toBe(year);
  });
});

test("a year alone may be said to be the one in which it ends", () => {
  expect(schoolYear("2017", "end")).toBe("2016-2017");
  expect(schoolYear("2016-2017", "end")).toBe("2016-2017");
});

describe("what is no school year is none:", () => {
  test.each([
    "2010-2015",
    "2014-2013",
    "2013-13",
    "1817",
    "20241301",
    "2024-1",
    "13-13-2024",
    "1900-01-01",
    "",
    "oktober 2024",
  ])("%j", (given) => {
    expect(schoolYear(given)).toBeUndefined();
  });
});

test("no text throws, and what was read is read the same again", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{4}[-/]?[0-9]{0,4}$/));
  expect(() =>
    fc.assert(
      fc.property(text, (given) => {
        const year = schoolYear(given);
        return year === undefined || schoolYear(year) === year;
      }),
    ),
  ).not.toThrow();
});
