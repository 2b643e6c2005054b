import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { notationOf, observationKey } from "#src/records/observation-key.js";

test("the key is year, unit and notations, in the order of the structure", () => {
  expect(observationKey("2024-2025", "16SW03", ["havo", "man"])).toBe("2024-2025_16SW03_havo_man");
});

test("what is not broken down by a dimension is its total, and says nothing of the last ones", () => {
  expect(observationKey("2014-2015", "16SW03", ["havo", undefined])).toBe("2014-2015_16SW03_havo");
  expect(observationKey("2014-2015", "16SW03", [undefined, "man"])).toBe("2014-2015_16SW03_totaal_man");
  expect(observationKey("2014-2015", "16SW03", [undefined])).toBe("2014-2015_16SW03");
});

test("a total that the file gives besides is another than what is not broken down", () => {
  expect(observationKey("2014-2015", "16SW03", ["havo", "totaal"])).toBe("2014-2015_16SW03_havo_totaal");
});

test("a key longer than 160 characters is the first 24 digits of its SHA-256", () => {
  const [year, unit] = ["2024-2025", "16SW03"];
  const fits = "a".repeat(160 - `${year}_${unit}_`.length);
  expect(observationKey(year, unit, [fits])).toBe(`${year}_${unit}_${fits}`);
  const hash = createHash("sha256").update(`${year}_${unit}_${fits}a`).digest("hex");
  expect(observationKey(year, unit, [`${fits}a`])).toBe(hash.slice(0, 24));
});

test("the notation of a concept is the last step of its URI, that of a code the code", () => {
  expect([notationOf("/id/begrip/geslacht/man"), notationOf("PO2802")]).toEqual(["man", "PO2802"]);
});
