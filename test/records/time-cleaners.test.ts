import * as fc from "fast-check";
import { Store } from "oxigraph";
import { describe, expect, test } from "vitest";
import { amsterdamDay } from "#src/records/amsterdam-time.js";
import { instantOf, timeCleaners } from "#src/records/time-cleaners.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";

function value(name: string, given: string, ...args: string[]): string | undefined {
  const cleaned = timeCleaners[name]?.(given, args);
  return cleaned === undefined || "bad" in cleaned ? undefined : String(cleaned.value);
}

/** What the store makes of a literal: it rewrites what is not canonical. */
function stored(text: string, datatype: string): string {
  const store = new Store();
  store.load(`<x:s> <x:p> "${text}"^^<${XSD}${datatype}> .`, { format: "application/n-triples" });
  return store.match()[0]?.object.value ?? "";
}

/** Dutch clocks as the time zone database has them, `yyyy-mm-ddThh:mm:ss`. */
const CLOCK = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Amsterdam",
  dateStyle: "short",
  timeStyle: "medium",
});
const clockAt = (instant: number): string => CLOCK.format(instant).replace(" ", "T");

const HOUR = 3_600_000;
/** Instants of whole seconds, many of them around a change of the clocks: the last Sundays of March and October. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(1978, 0) / 1000, max: Date.UTC(2037, 0) / 1000 }).map((s) => s * 1000),
  fc
    .tuple(fc.integer({ min: 1996, max: 2036 }), fc.constantFrom(2, 9), fc.integer({ min: -3 * 3600, max: 3 * 3600 }))
    .map(([year, month, seconds]) => {
      const last = new Date(Date.UTC(year, month, 31));
      return Date.UTC(year, month, 31 - last.getUTCDay(), 1) + seconds * 1000;
    }),
);

describe("a time without zone", () => {
  test("is the instant at which Dutch clocks showed it, unless they showed it twice", () => {
    fc.assert(
      fc.property(instant, (at) => {
        const shown = clockAt(at);
        const isTwice = clockAt(at - HOUR) === shown || clockAt(at + HOUR) === shown;
        const text = value("moment", shown);
        expect(text === undefined ? undefined : Date.parse(text)).toBe(isTwice ? undefined : at);
      }),
      { numRuns: 1000 },
    );
  });

  test("that Dutch clocks never showed is none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1996, max: 2036 }), fc.integer({ min: 0, max: 3599 }), (year, second) => {
        const sunday = 31 - new Date(Date.UTC(year, 2, 31)).getUTCDay();
        const skipped = new Date(Date.UTC(year, 2, sunday, 2, 0, second)).toISOString().slice(0, 19);
        expect(value("moment", skipped)).toBeUndefined();
        expect(value("moment", skipped, "UTC")).toBe(`${skipped}Z`);
      }),
    );
  });
});

/** A moment to the millisecond. */
function short(moment: string): string {
  return moment.replace(/(\.\d{3})\d+/, "$1");
}

test("a moment is kept to its instant and its zone, in the form that the store leaves alone", () => {
  const zone = fc.oneof(
    fc.constant("Z"),
    fc
      .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 59 }))
      .map(([sign, h, m]) => `${sign}${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`),
  );
  fc.assert(
    fc.property(instant, zone, fc.stringMatching(/^(?:\.[0-9]{1,18})?$/), (at, written, fraction) => {
      const given = `${new Date(at).toISOString().slice(0, 19)}${fraction}${written}`;
      const text = value("moment", given) ?? "";
      // Of a longer fraction than milliseconds Date.parse does not always make the same.
      expect(Date.parse(short(text))).toBe(Date.parse(short(given)));
      expect(stored(text, "dateTime")).toBe(text);
      expect(text.slice(19).replace(/^[.\d]*/, "")).toBe(/[+-]00:00/.test(written) ? "Z" : written);
    }),
    { numRuns: 300 },
  );
});

test("a duration has as many seconds as were given, in the form that the store leaves alone", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e7 }), fc.constantFrom("", ".5", ".250"), (seconds, fraction) => {
      const text = value("duration", `${seconds}${fraction}`) ?? "";
      const [, d = 0, h = 0, m = 0, s = 0] = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? [];
      expect(Number(d) * 86_400 + Number(h) * 3600 + Number(m) * 60 + Number(s)).toBe(Number(`${seconds}${fraction}`));
      expect(stored(text, "duration")).toBe(text);
    }),
  );
});

test("a day is the one on Dutch calendars, and begins when they turn", () => {
  fc.assert(
    fc.property(instant, (at) => {
      const date = clockAt(at).slice(0, 10);
      expect(amsterdamDay(at)).toBe(date);
      expect(value("day", new Date(at).toISOString())).toBe(date);
      const start = instantOf(date);
      expect(clockAt(start)).toBe(`${date}T00:00:00`);
      expect(start).toBeLessThanOrEqual(at);
    }),
    { numRuns: 300 },
  );
});
