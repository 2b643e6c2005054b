import { anything, assert, property } from "fast-check";
import { expect, test } from "vitest";
import { schemaText } from "#src/records/data-schema.js";

test("a data schema is told field by field, with all that is said of each", () => {
  const fields = [
    { name: "id", code: "", type: "nvarchar", description: "unieke id", legend: [] },
    { name: "soort", code: "S1", type: "int", description: "", legend: [{ code: 1, label: "ja" }] },
    { name: "leeg" },
  ];
  expect(schemaText(JSON.stringify(fields))).toBe(
    'id (nvarchar): unieke id\nsoort (int): code: S1; legend: [{"code":1,"label":"ja"}]\nleeg',
  );
});

test.each(["gewone tekst", "[zie bijlage]", '[{"x":1}]', '[{"name":1}]', '[{"name":"a"}', '{"name":"a"}', "[]"])(
  "%s is text like any other",
  (text) => {
    expect(schemaText(text)).toBeUndefined();
  },
);

test("whatever JSON says, it is text or no schema", () => {
  assert(
    property(anything(), (value) => {
      const text = schemaText(JSON.stringify([{ name: "a", x: value }]) ?? "");
      expect(typeof text).toMatch(/string|undefined/);
    }),
  );
});
