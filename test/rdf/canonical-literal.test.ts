import { expect, test } from "vitest";
import { canonicalLiteral } from "#src/rdf/canonical-literal.js";
import { literal, XSD } from "#src/rdf/terms.js";

test.each([
  ["integer", "007", "7"],
  ["integer", "-0", "0"],
  ["nonNegativeInteger", "+12", "12"],
  ["decimal", "6.40", "6.4"],
  ["decimal", "-.50", "-0.5"],
  ["decimal", "1.0", "1"],
  ["double", "1e3", "1.0E3"],
  ["double", "-0", "-0.0E0"],
  ["boolean", "1", "true"],
  ["dateTime", "2026-01-01T00:00:00.500+00:00", "2026-01-01T00:00:00.5Z"],
  ["dateTime", "2026-01-01T00:00:00.000+02:00", "2026-01-01T00:00:00+02:00"],
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
  ["string", " 007 "],
])("what is no xsd:%s stays as it is: %s", (type, value) => {
  const term = literal(value, { datatype: XSD + type });
  expect(canonicalLiteral(term)).toEqual(term);
});
