import { expect, it } from "vitest";
import { entityTag, link, stampDate } from "#src/http/headers.js";

it("a stamp is a moment in UTC, and what is none is no date", () => {
  expect(stampDate("20261122T101112Z")?.toISOString()).toBe("2026-11-22T10:11:12.000Z");
  expect(stampDate("20261322T101112Z")).toBeUndefined();
  expect(stampDate("vandaag")).toBeUndefined();
});

it("an entity tag tells its parts apart", () => {
  expect(entityTag("a", "b")).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
  expect(entityTag("a", "b")).not.toBe(entityTag("ab", ""));
});

it("a link to an IRI is one to its URI: no header holds more than ASCII, and of a licence with an accent every answer was 500", () => {
  expect(link("https://x.test/één?a=%20\u{1f600}", "license")).toBe(
    '<https://x.test/%C3%A9%C3%A9n?a=%20%F0%9F%98%80>; rel="license"',
  );
});
