import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isXmlText, xmlText } from "#src/rdf/xml-chars.js";

/** XML 1.0, production 2, word for word. */
function isChar(point: number): boolean {
  return (
    point === 0x9 ||
    point === 0xa ||
    point === 0xd ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0x10ffff)
  );
}

const point = fc.oneof(
  fc.integer({ min: 0, max: 0x10ffff }),
  fc.constantFrom(0, 9, 0xb, 0xc, 0x1f, 0x20, 0x7f, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffd, 0xfffe, 0xffff),
);

test("what XML can hold is what production 2 says, half characters apart", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 8 }), (points) => {
      const text = String.fromCodePoint(...points);
      const characters = [...text];
      const kept = characters.filter((each) => isChar(each.codePointAt(0) ?? 0));
      expect(isXmlText(text)).toBe(kept.length === characters.length);
      expect(xmlText(text, "")).toBe(kept.join(""));
    }),
  );
});
