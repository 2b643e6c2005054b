import * as fc from "fast-check";
import { Store } from "oxigraph";
import { expect, test } from "vitest";
import { canonicalFloating, canonicalLiteral } from "#src/rdf/canonical-literal.js";
import { tripleText } from "#src/rdf/nquads.js";
import { literal, namedNode, XSD } from "#src/rdf/terms.js";

test.each([
  ["integer", "007", "7"],
  ["integer", "-0", "0"],
  ["nonNegativeInteger", "+12", "12"],
  ["decimal", "6.40", "6.4"],
  ["decimal", "-.50", "-0.5"],
  ["decimal", "1.0", "1"],
  ["double", "1e3", "1.0E3"],
  ["double", "-0", "-0.0E0"],
  ["double", "+INF", "INF"],
  ["float", "1.10", "1.1E0"],
  ["float", "0.1", "1.0E-1"],
  ["float", "16777217", "1.6777216E7"],
  ["float", "1e39", "INF"],
  ["float", "-0", "-0.0E0"],
  ["boolean", "1", "true"],
  ["dateTime", "2026-01-01T00:00:00.500+00:00", "2026-01-01T00:00:00.5Z"],
  ["dateTime", "2026-01-01T00:00:00.000+02:00", "2026-01-01T00:00:00+02:00"],
  ["dateTime", "2023-12-31T24:00:00+01:00", "2024-01-01T00:00:00+01:00"],
  ["dateTimeStamp", "2026-01-01T00:00:00.50-00:00", "2026-01-01T00:00:00.5Z"],
  ["time", "24:00:00.0", "00:00:00"],
  ["time", "10:00:00.500+00:00", "10:00:00.5Z"],
  ["date", "2026-01-01+00:00", "2026-01-01Z"],
  ["gYear", "2026-00:00", "2026Z"],
  ["gYearMonth", "2026-01+00:00", "2026-01Z"],
  ["gMonthDay", "--01-31+00:00", "--01-31Z"],
  ["gMonth", "--01+00:00", "--01Z"],
  ["gDay", "---31+00:00", "---31Z"],
  ["duration", "P1Y13MT3600S", "P2Y1MT1H"],
  ["duration", "-PT24H0.50S", "-P1DT0.5S"],
  ["duration", "-P0Y", "PT0S"],
  ["dayTimeDuration", "PT60S", "PT1M"],
  ["yearMonthDuration", "P0Y", "P0M"],
])("an xsd:%s %s is written %s", (type, value, canonical) => {
  expect(canonicalLiteral(literal(value, { datatype: XSD + type }))).toEqual(
    literal(canonical, { datatype: XSD + type }),
  );
});

test.each([
  ["integer", "6.4"],
  ["decimal", "."],
  ["double", "0x10"],
  ["boolean", "yes"],
  ["dateTime", "gisteren"],
  ["dateTime", "2026-02-30T24:00:00"],
  ["date", "2026-1-1+00:00"],
  ["duration", "P"],
  ["duration", "PT"],
  ["integer", "\u00a07"],
  ["string", " 007 "],
])("what is no xsd:%s stays as it is: %s", (type, value) => {
  const term = literal(value, { datatype: XSD + type });
  expect(canonicalLiteral(term)).toEqual(term);
});

test("an xsd:float has as many digits as tell it from other floats, and no more", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = canonicalFloating(value, "float");
      expect(Math.fround(Number(text))).toBe(value);
      const fraction = /\.([0-9]+)E/.exec(text)?.[1] ?? "";
      const shorter = fraction === "0" ? Number.NaN : Number(value.toExponential(fraction.length - 1));
      expect(Math.fround(shorter)).not.toBe(value);
    }),
  );
});

const number = (most: number, width: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: most }).map((n) => String(n).padStart(width, "0"));
const zone = fc.constantFrom("", "Z", "+00:00", "-00:00", "+02:00", "-11:30");
const fraction = fc.constantFrom("", ".0", ".500", ".001", ".123456789");
const day = fc
  .tuple(fc.constantFrom("1999", "2024", "0001"), number(12, 2), number(28, 2))
  .map((parts) => parts.join("-"));
const clock = fc
  .tuple(number(23, 2), number(59, 2), number(59, 2), fraction)
  .map(([h, m, s, f]) => `${h}:${m}:${s}${f}`);
const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(""));
const some = (letter: string): fc.Arbitrary<string> => fc.constantFrom("", `0${letter}`, `7${letter}`, `90${letter}`);
const sign = fc.constantFrom("", "-");

const SPELLINGS: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ["integer", joined(fc.constantFrom("", "+", "-"), fc.constantFrom("0", "007", "120"))],
  [
    "decimal",
    joined(fc.constantFrom("", "+", "-"), fc.constantFrom("0", "007", "120"), fc.constantFrom("", ".", ".0", ".250")),
  ],
  ["dateTime", joined(day, fc.constant("T"), fc.oneof(clock, fc.constant("24:00:00")), zone)],
  ["time", joined(fc.oneof(clock, fc.constant("24:00:00")), zone)],
  ["date", joined(day, zone)],
  ["gYear", joined(fc.constant("2024"), zone)],
  ["gMonthDay", joined(fc.constant("--12-31"), zone)],
  ["duration", joined(sign, fc.constant("P1Y"), some("M"), some("D"), fc.constantFrom("", "T5H", "T99M0.50S"))],
  ["dayTimeDuration", joined(sign, fc.constant("P1D"), fc.constantFrom("", "T5H", "T99M0.50S"))],
  ["yearMonthDuration", joined(sign, fc.constant("P1Y"), some("M"))],
];

test.each(SPELLINGS)("the engine leaves an xsd:%s as it was written", (type, spelling) => {
  fc.assert(
    fc.property(spelling, (value) => {
      const written = canonicalLiteral(literal(value, { datatype: XSD + type }));
      const triple = `${tripleText(namedNode("urn:s"), namedNode("urn:p"), written)} .\n`;
      const store = new Store();
      store.load(triple, { format: "application/n-triples" });
      expect(store.dump({ format: "application/n-quads" })).toBe(triple);
    }),
  );
});

test.each([
  ["6.4E0", "double", "6.4", "double"],
  ["1.1E0", "float", "1.1", "float"],
  ["7", "int", "7", "integer"],
  ["7", "nonNegativeInteger", "7", "integer"],
])("the engine tells a number by its value: %s of xsd:%s (docs/query.md)", (value, type, told, toldType) => {
  const store = new Store();
  store.load(`<urn:s> <urn:p> "${value}"^^<${XSD}${type}> .`, { format: "application/n-triples" });
  expect(store.dump({ format: "application/n-quads" })).toBe(`<urn:s> <urn:p> "${told}"^^<${XSD}${toldType}> .\n`);
});
