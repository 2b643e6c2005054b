import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { packagePath } from "#src/package/package-files.js";
import { ProblemList } from "#src/mapping/problem.js";
import { readPlainYaml } from "#src/mapping/yarrrml/plain-yaml.js";
import { readFullYaml } from "#src/mapping/yarrrml/yaml-tree.js";

/** What the full reader makes of a text; nothing when it refuses it. */
function full(text: string): unknown {
  const problems = new ProblemList("x.yml");
  const tree = readFullYaml(text, problems);
  return problems.size > 0 ? undefined : tree;
}

/** The plain reader may give up; what it gives must be the full reader's tree, places included. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  return plain === undefined || isDeepStrictEqual(plain, full(text));
}

const word = fc.oneof(
  fc.constantFrom(
    "a",
    "schema:name",
    "$(a b)",
    "/id/x/$(y)~iri",
    "x: y",
    "a #b",
    "- c",
    "it's",
    'say "x"',
    "#",
    "<<",
    "é",
  ),
  fc.string({ maxLength: 6 }),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(word, tie("node"), { maxKeys: 3 }),
  ),
})).node;

describe("the plain reader of YAML", () => {
  const folder = packagePath("mappings");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yml"));

  test.each(files)("reads %s, and as the full reader does", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    expect(readPlainYaml(text)).toBeDefined();
    expect(agrees(text)).toBe(true);
  });

  test.each([
    ["a list at the column of its key", "a:\n- b\n- c: d\n  e: f\ng: h\n"],
    ["lists in lists", "- - a\n  - b\n-   - c\n"],
    ["comments and blank lines", "# x\na: b # c\n\n  # d\ne: # f\n  - g#h\n# end"],
    ["quotes", "'a b': \"c\\u00e9\\n\\\"\"\n\"d: e\": 'f''g # h'\n"],
    ["flow collections", "a: [b, [c:d, $(e)], {f: g, 'h i': [ ]}] # j\nk: {}\n"],
    ["what is text, whatever it looks like", "a: 007\nb: no\nc: 1.10\nd: ~\ne: -x\nf: http://g/#h\n"],
  ])("reads %s", (_what, text) => {
    expect(readPlainYaml(text)).toBeDefined();
    expect(agrees(text)).toBe(true);
  });

  test.each([
    ["an anchor", "a: &b c\nd: *b\n"],
    ["a tag", "a: !b c\n"],
    ["a block of text", "a: |\n  b\n"],
    ["text on several lines", "a: b\n  c\n"],
    ["a flow collection on several lines", "a: [b,\n  c]\n"],
    ["an empty value", "a:\nb: c\n"],
    ["the same key twice", "a: b\na: c\n"],
    ["a merge key", "a:\n  <<: b\n"],
    ["a tab", "a:\n\t- b\n"],
    ["a document marker", "---\na: b\n"],
    ["wrong indentation", "a:\n    b: c\n  d: e\n"],
    ["a list beside a key", "a: b\n- c\n"],
    ["a bracket too many", "a: [b]]\n"],
    ["a colon too many", "a: b: c\n"],
    ["an open quote", "a: 'b\n"],
    ["nothing", "# nothing\n"],
  ])("leaves %s to the full reader", (_what, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  test("agrees with the full reader on any tree, as people and programs write them", () => {
    const styles = fc.record({
      defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const),
      collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
      indent: fc.constantFrom(1, 2, 4),
      indentSeq: fc.boolean(),
    });
    const written = fc.tuple(tree, styles).map(([value, style]) => stringify(value, { ...style, lineWidth: 0 }));
    const { counterexample } = fc.check(fc.property(written, agrees), { numRuns: 300 });
    expect(counterexample).toBeNull();
  });

  test("agrees with the full reader, or gives up, on any text that looks like YAML", () => {
    const piece = fc.constantFrom(
      ..."a b:-,[]{}#'\"$()\n\\?&*|>%@`~=/".split(""),
      ..."\n  |: |- |\n- |a: b|\n    |, | #|''".split("|"),
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));
    const { counterexample } = fc.check(fc.property(text, agrees), { numRuns: 3000 });
    expect(counterexample).toBeNull();
  });
});
