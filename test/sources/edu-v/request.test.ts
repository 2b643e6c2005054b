import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedOf, OTHER_TYPES, partName, requestOf, SCHOOL_TYPES } from "#src/sources/edu-v/request.js";

describe("the name of a part says what was asked", () => {
  test.each([
    ["OIE_CODE", "99XX", "OIE_CODE-99XX"],
    ["V_ID", "99XX00", "V_ID-99XX00"],
    ["MASTER", "999A001", "MASTER-999A001"],
    ["DD_ID", "a-b/../c d", "DD_ID-a-b%2F..%2Fc%20d"],
    ["AS_ID", "*'(é)", "AS_ID-%2A%27%28%C3%A9%29"],
    ["ALL", "", "ALL"],
  ] as const)("%s %s: %s", (type, value, name) => {
    expect(partName({ type, value })).toBe(name);
    expect(askedOf(name)).toEqual({ type, value });
  });

  test("whatever the identifier, in characters that any file name may hold", () => {
    const types = [...SCHOOL_TYPES, ...OTHER_TYPES].filter((type) => type !== "ALL");
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
        (type, value) => {
          const name = partName({ type, value });
          expect(name).toMatch(/^[A-Z_]+-[A-Za-z0-9._%-]+$/);
          expect(askedOf(name)).toEqual({ type, value });
        },
      ),
    );
  });

  test("half a surrogate pair is no reason to stop", () => {
    expect(partName({ type: "AS_ID", value: "\ud800" })).toBe("AS_ID-%EF%BF%BD");
  });

  test.each(["99XX", "OIE_CODE", "OIE_CODE-", "BRIN-99XX", "oie_code-99XX", "ALL-x", "AS_ID-%zz", ""])(
    "%j says nothing",
    (name) => {
      expect(askedOf(name)).toBeUndefined();
    },
  );
});

describe("the request of offerings", () => {
  test.each([
    ["po", "V_ID-99XX00", { sector: "po" }, true],
    ["vo", "OIE_CODE-99XX", { sector: "vo" }, false],
    ["po, not filtered", "OIE_CODE-99XX", { sector: "po", filterByOrgId: false }, false],
    ["vo, filtered", "V_ID-99XX00", { sector: "vo", filterByOrgId: true }, true],
    ["filtered by a master id, which cannot be", "MASTER-999A001", { sector: "po", filterByOrgId: true }, false],
  ] as const)("tells whose they are: %s", (_what, part, scope, alleenDezeVestiging) => {
    expect(requestOf("x/studyofferings", part, scope)).toMatchObject({ bron: "x", alleenDezeVestiging });
  });

  test("does not tell whose they are, where the sector is not known", () => {
    expect(requestOf("x/subjectofferings", "DD_ID-a%2Fb", {})).toEqual({ bron: "x", soort: "DD_ID", waarde: "a/b" });
  });
});

test("the request of organisations may be by their board, or for all", () => {
  expect(requestOf("x/organisations", "BGE_CODE-99999", { sector: "po" })).toEqual({
    bron: "x",
    soort: "BGE_CODE",
    waarde: "99999",
  });
  expect(requestOf("x/organisations", "ALL", {})).toEqual({ bron: "x", soort: "ALL", waarde: "" });
});

test.each([
  ["x/teachers", "ALL", '"x/teachers" is no dataset of Edu-V; write {bron}/organisations, {bron}/studyofferings'],
  ["organisations", "ALL", "is no dataset of Edu-V"],
  ["x/organisations/y", "ALL", "is no dataset of Edu-V"],
  ["x/toString", "ALL", "is no dataset of Edu-V"],
  [
    "x/studyofferings",
    "BGE_CODE-99999",
    "x/studyofferings/BGE_CODE-99999: the name does not say which request it answers; call it {type}-{identifier}, the type being one of MASTER, OIE_CODE, V_ID, DD_ID, BP_ID, AS_ID",
  ],
  ["x/studyofferings", "ALL", "the name does not say"],
  ["x/organisations", "scholen", "BOARD_MASTER, BGE_CODE, ALL"],
])("%s with %s is refused", (dataset, part, why) => {
  expect(() => requestOf(dataset, part, {})).toThrow(why);
});
