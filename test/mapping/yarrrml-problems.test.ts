import { describe, expect, test } from "vitest";
import { compileMapping } from "#src/mapping/compile.js";
import { MappingError, type MappingProblem } from "#src/mapping/problem.js";
import { readMapping } from "#src/mapping/read.js";

function problems(text: string): readonly MappingProblem[] {
  try {
    compileMapping(readMapping(text, { path: "m.yml" }), { base: "http://example.com/" });
  } catch (error) {
    if (error instanceof MappingError) return error.problems;
    throw error;
  }
  return [];
}

const START = `prefixes: { ex: "http://example.com/ns#" }
sources: { mensen: ["mensen.csv~csv"] }
mappings:
  mens:
    sources: mensen
    s: ex:$(id)
`;

describe("a mistake in a YARRRML mapping is told with its place and the likely fix", () => {
  test("an undeclared prefix", () => {
    const [problem] = problems(`${START}    po:\n      - [locn:name, $(naam)]\n`);
    expect(problem).toMatchObject({ file: "m.yml", line: 8, column: 10 });
    expect(problem?.message).toContain('the prefix "locn" of "locn:name" is not declared');
    expect(problem?.hint).toContain("http://www.w3.org/ns/locn#");
  });

  test("a misspelt key", () => {
    const [problem] = problems(`${START}    predicateobjets: []\n`);
    expect(problem).toMatchObject({ line: 7, column: 5, hint: 'did you mean "predicateobjects"?' });
  });

  test("a misspelt source and mapping", () => {
    const found = problems(
      `${START.replace("sources: mensen\n", "sources: menzen\n")}    po: [[ex:a, {mapping: mensch}]]\n`,
    );
    expect(found.map((p) => p.hint)).toEqual(['did you mean "mensen"?', 'did you mean "mens"?']);
  });

  test("nulls that are no texts", () => {
    const long = "{ access: mensen.csv, referenceFormulation: csv, nulls: { a: b } }";
    const [problem] = problems(START.replace('["mensen.csv~csv"]', long));
    expect(problem).toMatchObject({ line: 2, hint: 'write `nulls: ""`, or `nulls: ["", "-"]`' });
  });

  test.each([
    ["iterator", "write `iterator: '$[*]'`"],
    ["delimiter", 'write `delimiter: ";"`'],
    ["encoding", "write `encoding: windows-1252`"],
  ])("a list where a source has one %s", (key, hint) => {
    const long = `{ access: mensen.csv, referenceFormulation: csv, ${key}: [";"] }`;
    const [problem] = problems(START.replace('["mensen.csv~csv"]', long));
    expect(problem).toMatchObject({ line: 2, hint });
  });

  test("a reference without its closing bracket", () => {
    const [problem] = problems(`${START}    po:\n      - [ex:naam, "$(naam"]\n`);
    expect(problem).toMatchObject({ line: 8, column: 19 });
    expect(problem?.message).toContain("not closed");
  });

  test("several mistakes are all told, in the order of the file", () => {
    const found = problems(`${START}    po:\n      - [a:b, x]\n      - [c:d, y, nope nope~lang]\n`);
    expect(found.map((p) => p.line)).toEqual([8, 9]);
  });

  test("bad YAML, with the line", () => {
    expect(problems("mappings:\n  a: [b\n")[0]?.line).toBeGreaterThan(0);
  });

  test("an invalid language tag, and an unknown function", () => {
    const found = problems(
      `${START}    po:\n      - [ex:a, $(x), a-english~lang]\n      - {p: ex:b, o: {function: ex:f}}\n`,
    );
    expect(found.map((p) => [p.line, p.message])).toEqual([
      [8, '"a-english" is no language tag'],
      [9, "there is no function <http://example.com/ns#f>"],
    ]);
  });

  test.each(["$.a[*]]", "a[*]", "[*]"])("an iterator that is no JSONPath: %s", (iterator) => {
    const text = START.replace('["mensen.csv~csv"]', `["mensen.json~jsonpath", "${iterator}"]`);
    expect(problems(text)[0]?.message).toContain("is no JSONPath");
  });

  test("aliases that repeat themselves endlessly", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `  l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`,
    );
    expect(problems(`external:\n  l0: &l0 [x]\n${levels.join("\n")}\nmappings: {}\n`)[0]?.message).toContain("aliases");
  });
});
