import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Families } from "#src/records/families.js";
import { asciiFold, slug } from "#src/records/slug.js";
import { readFileSync } from "node:fs";
import { sharedIsMissing } from "../shared.js";
import { seedDatasets } from "../seed.js";

test.each([
  ["Rooms-Katholiek", "rooms-katholiek"],
  ["01.-leerlingen-bo-gewicht%2C-leeftijd-2011-2012", "01-leerlingen-bo-gewicht-leeftijd-2011-2012"],
  ["02.-hoofdvestigingen-speciaal-(basis)onderwijs", "02-hoofdvestigingen-speciaal-basis-onderwijs"],
  ["02.-hoofdvestigingen-speciaal-%28basis%29onderwijs", "02-hoofdvestigingen-speciaal-basis-onderwijs"],
  ["08.-examencijfers-2013-2014-", "08-examencijfers-2013-2014"],
  ["Súdwest-Fryslân", "sudwest-fryslan"],
  ["Œuvre & straße", "oeuvre-strasse"],
  ["100% openbaar", "100-openbaar"],
  ["  --  ", ""],
  ["日本", ""],
])("%s has the slug %j", (text, expected) => {
  expect(slug(text)).toBe(expected);
});

/** Any UTF-16 code unit, lone surrogates too. */
const anyUnit = fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code));

test("a slug holds only lower-case letters, digits and single hyphens between them, and is its own slug", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyUnit, maxLength: 12 }), (text) => {
      expect(slug(text)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
      expect(slug(slug(text))).toBe(slug(text));
    }),
  );
});

test("folding to ASCII keeps ASCII as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(asciiFold(text)).toBe(text);
    }),
  );
});

describe.skipIf(sharedIsMissing)("the 93 datasets of DUO's document", () => {
  const names = sharedIsMissing ? [] : seedDatasets();
  const path = new URL("../../mappings/duo/families.yaml", import.meta.url);
  const families = Families.read(readFileSync(path, "utf8"), "families.yaml");

  test("have 93 slugs", () => {
    expect(new Set(names.map(slug)).size).toBe(93);
  });

  test("are of 41 families, 15 of them registers", () => {
    const found = names.map((name) => families.named(name).family);
    expect(found).not.toContain(undefined);
    expect(new Set(found).size).toBe(41);
    expect(new Set(found.filter((family) => family?.kind === "register")).size).toBe(15);
  });
});
