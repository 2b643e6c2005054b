import { describe, expect, test } from "vitest";
import type { StatisticsFamily } from "#src/records/family-table.js";
import { statisticsRules } from "#src/records/row-rules.js";
import type { StatisticsHeaders } from "#src/records/statistics-headers.js";

const FAMILY = {
  name: "leerlingen",
  key: ["vestigingsnummer", "brin", "gemeente"],
  dimensions: [{ key: "leerjaar" }],
} as unknown as StatisticsFamily;

describe("a row of a statistic is lost", () => {
  const { lost } = statisticsRules({ keys: new Set() } as unknown as StatisticsHeaders, FAMILY);

  test.each([
    ["when it is about no unit", {}, [], ["vestigingsnummer"]],
    ["when none of its units can be used, however large", {}, ["gemeente"], ["gemeente"]],
    [
      "when its unit cannot be used, and is not replaced by a larger one",
      { brin: "16SW" },
      ["vestigingsnummer"],
      ["vestigingsnummer"],
    ],
    ["when a dimension cannot be used", { brin: "16SW" }, ["leerjaar"], ["leerjaar"]],
    ["not when a larger unit than its own cannot be used", { brin: "16SW" }, ["gemeente"], []],
    ["not when nothing is wrong", { vestigingsnummer: "16SW03" }, [], []],
  ])("%s", (_when, record, unusable, fields) => {
    expect(lost(record, new Set(unusable))).toEqual(fields);
  });
});
