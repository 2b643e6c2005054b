import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareMoments, earlier, later, minutesBefore } from "#src/sources/odata/moment.js";
import { ticksOf } from "./tables.js";

test.each([
  ["2023-12-01T15:00:24.6710401Z", "2023-12-01T15:00:24.6710402Z", -1],
  ["2023-12-01T15:00:24.671Z", "2023-12-01T15:00:24.6710000Z", 0],
  ["2023-12-01T15:00:24Z", "2023-12-01T15:00:24.0000001Z", -1],
  ["2023-12-01T15:00:24.9Z", "2023-12-01T15:00:24.8999999Z", 1],
  ["2025-12-17T13:18:36.047+01:00", "2025-12-17T12:18:36.047Z", 0],
  ["2025-12-17T13:18:36.047+01:00", "2025-12-17T12:18:36.0470001Z", -1],
  ["2017-05-24T10:00:00", "2017-05-24T10:00:00.5", -1],
  ["2012-09-20T00:00:00+02:00", "2012-09-20T00:00:00+01:00", -1],
  ["0001-01-01T00:00:00", "1901-01-01T00:00:00", -1],
])("%s and %s", (a, b, order) => {
  expect(Math.sign(compareMoments(a, b))).toBe(order);
  expect(Math.sign(compareMoments(b, a))).toBe(0 - order);
});

test("what is no moment is earlier than any that is", () => {
  expect(compareMoments("onbekend", "2017-05-24T10:00:00Z")).toBeLessThan(0);
  expect(compareMoments("2017-05-24T10:00:00Z", "")).toBeGreaterThan(0);
});

test("the earlier and the later of two, as they were written", () => {
  const [a, b] = ["2023-12-01T15:00:24.67Z", "2023-12-01T15:00:24.6710401Z"];
  expect([earlier(a, b), later(a, b)]).toEqual([a, b]);
  expect([earlier(undefined, b), later(a, undefined)]).toEqual([b, a]);
});

test.each([
  ["2023-12-01T00:05:24.6710401Z", "2023-11-30T23:55:24.6710401Z"],
  ["2023-12-01T15:59:58+01:00", "2023-12-01T15:49:58+01:00"],
  ["2023-12-01T15:59:58.123", "2023-12-01T15:49:58.123"],
  ["2023-12-01", "2023-12-01"],
  ["ooit", "ooit"],
])("ten minutes before %s is %s: decimals and zone stay", (moment, before) => {
  expect(minutesBefore(moment, 10)).toBe(before);
});

describe("any moments, with zero to seven decimals and any zone", () => {
  const moment = fc
    .record({
      seconds: fc.integer({ min: 0, max: 120 }),
      fraction: fc.stringMatching(/^(?:\.[0-9]{1,7})?$/),
      zone: fc.constantFrom("Z", "+01:00", "+02:00", "-05:30"),
    })
    .map(({ seconds, fraction, zone }) => {
      return `${new Date(Date.UTC(2023, 11, 1) + seconds * 1000).toISOString().slice(0, 19)}${fraction}${zone}`;
    });

  test("compare as the service's clock does", () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const difference = ticksOf(a) - ticksOf(b);
        expect(Math.sign(compareMoments(a, b))).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      }),
    );
  });
});
