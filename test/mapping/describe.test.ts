import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";

const BASE = "http://localhost:3000";

const TEXT = `
prefixes: { ex: "http://example.org/" }
sources: { alle: ["alle.json~jsonpath", "$[*]"] }
mappings:
  ding:
    sources: alle
    s: /id/$(code)
    po:
      - [ex:b/c, $(naam)]
      - [ex:b, $(naam), nl~lang]
      - [ex:b, $(andere)]
      - [ex:b-c, /id/$(code)~iri]
      - [a, ex:Ding]
      - [a, $(soort)~iri]
  los:
    sources: alle
    s: /id/$(code)#los
    po:
      - [ex:$(sleutel), $(naam)]
      - [ex:b, $(andere)]
      - { p: ex:a, o: $(naam) }
`;

const compiled = compileMapping(readMapping(TEXT, { path: "test.yml" }), { base: BASE });

function told(record: unknown): Map<string, string[]> {
  const subjects = new Map<string, string[]>();
  compiled.describe(
    "alle.json",
    record,
    (subject, statements) => {
      expect(subjects.has(subject)).toBe(false);
      expect(statements.startsWith("\n")).toBe(true);
      subjects.set(subject, statements.slice(1).split("\n"));
    },
    () => {},
  );
  return subjects;
}

function written(record: unknown): Set<string> {
  const lines = new Set<string>();
  compiled.mapRecord(
    "alle.json",
    record,
    (line) => lines.add(line.replace(/ \.\n$/, "")),
    () => {},
  );
  return lines;
}

const value = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "é",
    "\ufffd",
    "\u{1f600}",
    'x"\n',
    "",
    "ex:Ding",
    "http://example.org/Ding",
    1,
    true,
    null,
  ),
  fc.array(fc.constantFrom("z", "\ufffd", "\u{1f600}", "a", "a\u0000"), { maxLength: 4 }),
);
const record = fc.record(
  {
    code: fc.constantFrom("1", "é/2"),
    naam: value,
    andere: value,
    soort: value,
    sleutel: fc.constantFrom("a", "b/d", ["z", "b"]),
  },
  { requiredKeys: [] },
);

describe("what is told of a subject", () => {
  test("is what the lines say of it", () => {
    fc.assert(
      fc.property(record, (each) => {
        const statements = [...told(each)].flatMap(([subject, rest]) => rest.map((text) => `${subject} ${text}`));
        expect(new Set(statements)).toEqual(written(each));
      }),
    );
  });

  test("is in the order of UTF-8 bytes, each once", () => {
    fc.assert(
      fc.property(record, (each) => {
        for (const statements of told(each).values()) {
          const sorted = [...new Set(statements)].map((text) => Buffer.from(text)).sort((a, b) => a.compare(b));
          expect(statements).toEqual(sorted.map(String));
        }
      }),
    );
  });
});
