import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ElementScanner } from "#src/sources/files/element-scanner.js";

function scan(text: string, path: readonly string[], size: number): unknown[] {
  const scanner = new ElementScanner(path);
  const bytes = Buffer.from(text);
  const found: unknown[] = [];
  for (let i = 0; i < bytes.length; i += size) found.push(...scanner.push(bytes.subarray(i, i + size)));
  scanner.end();
  return found;
}

describe("the element scanner", () => {
  test("finds what JSON.parse finds, wherever the text is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.json().map((text): unknown => JSON.parse(text))),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        (list, path, beside, size, indent) => {
          let document: unknown = list;
          for (const key of path.toReversed()) document = { ...beside, [`${key}!`]: "x", [key]: document };
          expect(scan(JSON.stringify(document, undefined, indent), path, size)).toEqual(
            JSON.parse(JSON.stringify(list)),
          );
        },
      ),
    );
  });

  test("takes the values of an object, as a wildcard does", () => {
    expect(scan('{"a": [1, 2], "b": {"c": "}"}, "d": ","}', [], 3)).toEqual([[1, 2], { c: "}" }, ","]);
  });

  test("finds nothing where the path leads elsewhere", () => {
    expect(scan('{"a": {"b": 1}}', ["b"], 2)).toEqual([]);
    expect(scan('[{"a": [1]}]', ["a"], 2)).toEqual([]);
    expect(scan('{"x": "a", "y": [1]}', ["a"], 2)).toEqual([]);
    expect(scan("[]", [], 1)).toEqual([]);
  });

  test("does not mind a byte order mark", () => {
    expect(scan("\uFEFF[1]", [], 8)).toEqual([1]);
  });

  test.each(["[1,]", "[1 2]", "[tru]", "[,1]"])("refuses %s", (text) => {
    expect(() => scan(text, [], 2)).toThrow(/is not JSON/);
  });

  test("says which element is not JSON, and that brackets must match", () => {
    expect(() => scan('{"a": [{"b": ",]"}, [1, 2], {b: 1}, 4]}', ["a"], 40)).toThrow('element 3 of "a" is not JSON');
    expect(() => scan("[1}", [], 2)).toThrow("brackets do not match at byte 2");
  });

  test.each(["[1", '["', "[[1]"])("says of %s that it ends too early", (text) => {
    expect(() => scan(text, [], 2)).toThrow("ends too early");
  });
});
