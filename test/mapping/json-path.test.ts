import * as fc from "fast-check";
import { type JsonValue, query } from "jsonpath-rfc9535";
import { describe, expect, test } from "vitest";
import { parsePath } from "#src/mapping/compile/json-path.js";

function selected(path: string, value: unknown): unknown[] {
  const found: unknown[] = [];
  parsePath(path).select(value, (one) => found.push(one));
  return found;
}

const scalar = fc.constantFrom<unknown>(null, true, false, 0, -1, 2, 2.5, 10, "", "a", "b", "B", "10", "\ue000", "😀");
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "a b", "length", "__proto__"), tie("tree"), { maxKeys: 3 }),
  ),
}));

const member = fc.constantFrom(".a", ".b", "['a b']", ".length", ".__proto__");
const name = fc.oneof(member, fc.constantFrom("[0]", "[-1]"));
const below = fc.array(name, { maxLength: 2 }).map((names) => `@${names.join("")}`);
// The library (1.3.0) takes a place in a list for nothing where it is compared: that is held below.
const compared = fc.array(member, { maxLength: 2 }).map((names) => `@${names.join("")}`);
const literal = fc.constantFrom(
  "null",
  "true",
  "false",
  "0",
  "-1",
  "2.5",
  "10",
  "''",
  "'a'",
  "'B'",
  "'10'",
  "'\ue000'",
);
const comparison = fc
  .tuple(fc.oneof(compared, literal), fc.constantFrom("==", "!=", "<", "<=", ">", ">="), fc.oneof(compared, literal))
  .map((parts) => parts.join(" "));
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    comparison,
    below,
    tie("filter").map((inner) => `!(${inner})`),
    fc.tuple(tie("filter"), fc.constantFrom("&&", "||"), tie("filter")).map((parts) => `(${parts.join(" ")})`),
  ),
}));
const segment = fc.oneof(
  name,
  fc.constantFrom("[*]", ".*", "[1:]", "..a"),
  filter.map((inner) => `[?${inner}]`),
);
const path = fc.array(segment, { maxLength: 3 }).map((segments) => `$${segments.join("")}`);

describe("a JSONPath", () => {
  test("selects what the library selects, whatever it is and of whatever value", () => {
    fc.assert(
      fc.property(path, tree, (text, value) => {
        expect(selected(text, value)).toEqual(query(value as JsonValue, text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["$[?@[0] == true]", [[true]]],
    ["$[?@[-1] < @[0]]", [[3, 2]]],
    ["$[?@[0] == @[9]]", [[], 1]],
    ["$[?@[0] <= @[1]]", [[], 1]],
  ])("%s compares what stands at a place", (text, expected) => {
    expect(selected(text, [[true], [3, 2], [], 1])).toEqual(expected);
  });

  test("that compares what stands at a place beside what is left to the library is refused", () => {
    expect(() => parsePath("$..a[?@[0] == 1]")).toThrow("compares what stands at a place");
  });

  test.each([
    ["$[?@ < 2.5]", [0, 2]],
    ["$[?@ >= 2.5]", [2.5, 10]],
    ["$[?@ > 'a']", ["b"]],
    ["$[?2 == @]", [2]],
  ])("%s compares values of one sort alone", (text, expected) => {
    expect(selected(text, [0, "0", 2, 2.5, 10, "10", "a", "b", null, true])).toEqual(expected);
  });
});
