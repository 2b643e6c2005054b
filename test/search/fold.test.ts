import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fold, foldedCode, foldedName, wordsOf } from "#src/search/fold.js";

it.each([
  ["De Mariënborn", "de marienborn"],
  ["MOZAÏEK", "mozaiek"],
  ["‘t Ienster", "t ienster"],
  ["'s-Gravenhage", "s gravenhage"],
  ["ĲBURG", "ijburg"],
  ["Øresund Straße", "oresund strasse"],
  ["5038 CB Tilburg", "5038cb tilburg"],
  ["", ""],
])("%s is compared as %s", (text, folded) => {
  expect(foldedName(text)).toBe(folded);
});

it.each([
  ["16sw", "16SW"],
  ["0855", "855"],
  ["5038 CB", "5038cb"],
  ["PO-2203", "po2203"],
])("%s and %s are one code", (a, b) => {
  expect(foldedCode(a)).toBe(foldedCode(b));
});

it("folding twice is folding once, whatever the text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void expect(fold(fold(text))).toBe(fold(text))));
});

it("no word has a space, a mark or more than 60 characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      for (const word of wordsOf(text)) {
        expect(word.length).toBeLessThanOrEqual(60);
        expect(word).not.toMatch(/[\s\p{M}]/u);
      }
    }),
  );
});
