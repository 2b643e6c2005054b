import { expect, it } from "vitest";
import { entityTag, stampDate } from "#src/http/headers.js";

it("a stamp is a moment in UTC, and what is none is no date", () => {
  expect(stampDate("20261122T101112Z")?.toISOString()).toBe("2026-11-22T10:11:12.000Z");
  expect(stampDate("20261322T101112Z")).toBeUndefined();
  expect(stampDate("vandaag")).toBeUndefined();
});

it("an entity tag tells its parts apart", () => {
  expect(entityTag("a", "b")).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
  expect(entityTag("a", "b")).not.toBe(entityTag("ab", ""));
});
