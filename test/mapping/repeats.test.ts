import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";

const mapping = (subject: string, ...objects: string[]): string => `
prefixes: { ond: "http://localhost:3000/def/onderwijs#" }
sources: { alle: ["alle.json~jsonpath", "$[*]"] }
mappings:
  ding:
    sources: alle
    s: ${subject}
    po:
${objects.map((object) => `      - [ond:naam, ${object}]`).join("\n")}
`;

/** What a loader is given of each record, and the number of findings. */
function loaded(text: string, records: readonly unknown[]): { statements: string[][]; findings: number } {
  const compiled = compileMapping(readMapping(text, { path: "test.yml" }), {
    base: "http://localhost:3000",
    loading: true,
  });
  let findings = 0;
  const statements = records.map((record) => {
    const made: string[] = [];
    compiled.describe(
      "alle.json",
      record,
      (subject, said) =>
        made.push(
          ...said
            .split("\n")
            .slice(1)
            .map((rest) => `${subject} ${rest}`),
        ),
      () => (findings += 1),
    );
    return made;
  });
  return { statements, findings };
}

const STUB = mapping("/id/$(code)", "$(code)");

describe("what a triples map has said is left out", () => {
  test("when its one value comes again", () => {
    const { statements } = loaded(STUB, [{ code: "a" }, { code: "b" }, { code: "a", other: 1 }]);
    expect(statements.map((made) => made.length)).toEqual([1, 1, 0]);
  });

  test("when all of several values do", () => {
    const text = mapping("/id/$(code)", "$(naam)");
    const { statements } = loaded(text, [
      { code: "a", naam: "x" },
      { code: "a", naam: "y" },
      { code: "a", naam: "x" },
    ]);
    expect(statements.map((made) => made.length)).toEqual([1, 1, 0]);
  });

  test("but a number is no text, and nothing is neither", () => {
    const { statements } = loaded(STUB, [{ code: "1" }, { code: 1 }, {}, { code: null }, { code: 1 }]);
    expect(statements.map((made) => made.length)).toEqual([1, 1, 0, 0, 0]);
  });

  test("never when it was lost: what is lost is told each time", () => {
    const iri = mapping("/id/x", "$(web)~iri");
    expect(loaded(iri, [{ web: "http://a b/" }, { web: "http://a b/" }])).toEqual({
      statements: [[], []],
      findings: 2,
    });
  });
});

test("nothing is left out but what was said, whatever the values", () => {
  const value = fc.constantFrom("a", "b", 1, "1", true, "true", null, ["a"], ["a", "b"], [], 'j["a"]\u0000');
  const record = fc.record({ code: value, naam: value }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom(STUB, mapping("/id/x", "$(code)", "$(naam)")), (records, text) => {
      const alone = records.flatMap((each) => loaded(text, [each]).statements.flat());
      expect(new Set(loaded(text, records).statements.flat())).toEqual(new Set(alone));
    }),
  );
});

test("an IRI that comes again is the same IRI, and a bad one is told each time", () => {
  const text = mapping("/id/$(nr)", "$(web)~iri");
  const records = ["/id/begrip/a", "http://a b/", "/id/begrip/a", "http://a b/"].map((web, nr) => ({ nr, web }));
  const { statements, findings } = loaded(text, records);
  expect(statements.flat().map((line) => line.slice(line.lastIndexOf(" ")))).toEqual([
    " <http://localhost:3000/id/begrip/a>",
    " <http://localhost:3000/id/begrip/a>",
  ]);
  expect(findings).toBe(2);
});
