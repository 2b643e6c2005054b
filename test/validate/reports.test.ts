import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { writeTurtle } from "#src/rdf/turtle.js";
import { countsOf, hasFindings, type ValidationReport } from "#src/validate/report.js";
import { reportJson } from "#src/validate/report-json.js";
import { reportQuads } from "#src/validate/report-rdf.js";
import { reportText } from "#src/validate/report-text.js";
import { validateQuads } from "#src/validate/validate.js";
import { turtle } from "./rig.js";

const SH = "http://www.w3.org/ns/shacl#";

const DATA = turtle(
  Array.from({ length: 1234 }, (_, i) => `:n${i} a :C ; :p "x\\u001b[31m${i}", 5 .`).join("\n") +
    ":big a :C ; :p 5 ; :q 1, 2 .",
);
const SHAPES = turtle(`
  :S sh:targetClass :C ;
    sh:property [ sh:path :p ; sh:datatype xsd:integer ; sh:severity sh:Warning ; sh:message "geen getal"@nl, "no number"@en ] ;
    sh:property [ sh:path [ sh:alternativePath ( :q [ sh:zeroOrOnePath :r ] ) ] ; sh:maxCount 2 ] .
  :T sh:targetClass :Unused ; sh:class :D .
  :U sh:targetClass :C ; sh:deactivated true ; sh:class :D .
`);
const PREFIXES = { "": "http://example.org/", ...prefixesFor("http://localhost:3000") };

function report(examples: number): Promise<ValidationReport> {
  return validateQuads(DATA, SHAPES, { examples, prefixes: PREFIXES });
}

describe("the report for people", () => {
  it("groups by shape, path and message, the gravest first, with counts and the first places", async () => {
    const text = reportText(await report(100), { language: "nl", examples: 2 });
    expect(text).toBe(`Violation, 1 ×: :S, :q|(:r?) (sh:maxCount)
  More than 2 values
    http://example.org/big

Warning, 1,234 ×: :S, :p (sh:datatype)
  geen getal
    http://example.org/n0  →  "x\\u001B[31m0"
    http://example.org/n1  →  "x\\u001B[31m1"
    … and 1,232 more

:S  1,235 focus nodes
:T      0 focus nodes

note: :U is deactivated, and not checked

1 violation, 1,234 warnings, 0 infos: 1,235 checks by 2 shapes on 3,706 quads of 1 graph
`);
  });

  it("says that nothing was checked, and lists no shapes, when none has a target in the data", async () => {
    const nothing = await validateQuads(turtle(":x :p :y ."), SHAPES, { prefixes: PREFIXES });
    const text = reportText(nothing, { language: "nl", examples: 1 });
    expect(text).toContain("note: no shape has a target in what was to be checked, so nothing was; give shapes for it");
    expect(text).not.toContain("focus nodes");
  });

  it("has the messages in the language that was asked for", async () => {
    expect(reportText(await report(1), { language: "en", examples: 1 })).toContain("\n  no number\n");
  });

  it("cuts a long value, and says that it did", async () => {
    const long = turtle(`:n a :C ; :p "${"a".repeat(1000)}" .`);
    const text = reportText(await validateQuads(long, SHAPES), { language: "nl", examples: 3 });
    expect(text).toContain(`"${"a".repeat(200)}…"\n`);
  });
});

describe("the report for programs", () => {
  it("is JSON that lists the first of each group and counts all", async () => {
    const json = JSON.parse(reportJson(await report(2))) as Record<string, unknown> & { groups: object[] };
    expect(json).toMatchObject({
      conforms: false,
      counts: { violation: 1, warning: 1234, info: 0, other: 0 },
      checked: [
        { label: ":S", focusNodes: 1235 },
        { label: ":T", focusNodes: 0 },
      ],
      notes: [":U is deactivated, and not checked"],
    });
    expect(json.groups[1]).toEqual({
      resultSeverity: `${SH}Warning`,
      sourceShape: { type: "bnode", value: expect.any(String) as string },
      place: ":S, :p",
      resultPath: "http://example.org/p",
      sourceConstraintComponent: `${SH}DatatypeConstraintComponent`,
      resultMessage: [
        { value: "geen getal", language: "nl" },
        { value: "no number", language: "en" },
      ],
      count: 1234,
      more: 1232,
      results: [0, 1].map((i) => ({
        focusNode: { type: "uri", value: `http://example.org/n${i}` },
        value: { type: "literal", value: `x\u001b[31m${i}` },
      })),
    });
    expect(json.groups[0]).toMatchObject({ resultPath: ":q|(:r?)", count: 1, more: 0 });
  });

  it("is an sh:ValidationReport in Turtle, with the paths and shapes that have no name", async () => {
    const text = writeTurtle(reportQuads(await report(2)), { prefixes: PREFIXES });
    const quads = new Parser().parse(text);
    const values = (word: string): string[] =>
      quads.filter((q) => q.predicate.value === SH + word).map((q) => q.object.value);
    expect(values("conforms")).toEqual(["false"]);
    expect(values("result")).toHaveLength(3);
    expect(values("focusNode")).toEqual(["big", "n0", "n1"].map((name) => `http://example.org/${name}`));
    const described = new Set(quads.map((q) => q.subject.value));
    const nameless = quads.filter((q) => q.object.termType === "BlankNode").map((q) => q.object.value);
    expect(nameless.filter((label) => !described.has(label))).toEqual([]);
    expect(text).toContain("1232 more results like these are not listed: :S, :p");
  });

  it("says that data conform when there is no result", async () => {
    const fine = await validateQuads(turtle(":n a :C ; :p 1 ."), SHAPES);
    expect(fine.conforms).toBe(true);
    const quads = reportQuads(fine);
    expect(quads.map((q) => q.object.value)).toEqual([`${SH}ValidationReport`, "true"]);
  });
});

describe("severities", () => {
  it.each([
    { severity: "", counts: { violation: 1 }, findings: true },
    { severity: "; sh:severity sh:Warning", counts: { warning: 1 }, findings: true },
    { severity: "; sh:severity :Erg", counts: { other: 1 }, findings: true },
    { severity: "; sh:severity sh:Info", counts: { info: 1 }, findings: false },
  ])("'$severity' counts as $counts", async ({ severity, counts, findings }) => {
    const shapes = turtle(`:S sh:targetClass :C ; sh:class :D ${severity} .`);
    const outcome = await validateQuads(turtle(":n a :C ."), shapes);
    expect(countsOf(outcome)).toEqual({ violation: 0, warning: 0, info: 0, other: 0, ...counts });
    expect(hasFindings(outcome)).toBe(findings);
    expect(outcome.conforms).toBe(false);
  });
});
