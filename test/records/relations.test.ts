import { describe, expect, test } from "vitest";
import { relation } from "#src/records/relations.js";

const ID = "2f0e5c3a-6d1b-4a8e-9c47-0b1d2e3f4a5b";
const OTHER = "7a1b2c3d-4e5f-4061-8293-a4b5c6d7e8f9";

describe("what a relation of Directus points at", () => {
  test.each([
    ["an id", ID, undefined],
    ["an id in capitals, with a slash behind it", ` ${ID.toUpperCase()}/`, undefined],
    ["a record", { id: ID, naam: "Loket" }, undefined],
    ["a row of a junction table, by the key that is named", { id: 7, faqs_id: ID, regios_id: OTHER }, "faqs_id"],
    ["a row with a record in it", { id: 7, faqs_id: { id: ID } }, "faqs_id"],
    ["a row with one key that can be it", { id: 7, faqs_id: ID, articles_id: null, sort_id: 3 }, undefined],
    ["a row with one record that can be it", { id: 7, faqs_id: { id: ID } }, undefined],
  ])("%s", (_what, element, junction) => {
    expect(relation(element, junction)).toEqual({ id: ID });
  });

  test.each([
    ["null", null, undefined],
    ["an empty text", "", undefined],
    ["a row that points at nothing", { id: 7, faqs_id: null }, "faqs_id"],
  ])("is nothing for %s", (_what, element, junction) => {
    expect(relation(element, junction)).toBeUndefined();
  });

  test.each([
    ["a number", 12, undefined],
    ["a list", [ID], undefined],
    ["a text that is no uuid", "faq-12", undefined],
    ["a row with two keys that can be it", { id: 7, faqs_id: ID, regios_id: OTHER }, undefined],
  ])("is told to be bad for %s", (_what, element, junction) => {
    expect(relation(element, junction)).toHaveProperty("bad");
  });
});
