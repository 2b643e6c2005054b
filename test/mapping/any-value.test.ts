/** Whatever a record holds, what comes out is valid N-Quads with the terms that were meant, or a finding. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { Parser } from "n3";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileMapping, type MapFinding } from "#src/mapping/compile.js";
import { allFunctions } from "#src/mapping/functions.js";
import { readMapping } from "#src/mapping/read.js";
import { mapText } from "#src/mapping/run.js";

const MAPPINGS = (source: string) => `
prefixes: { ex: "http://example.com/" }
sources: { s: [${source}] }
mappings:
  a:
    sources: s
    s: ex:$(k)
    po:
      - [ex:literal, $(v)]
      - [ex:iri, $(v)~iri]
      - [ex:template, "x/$(v)/y~iri"]
      - [ex:uri, "x/$(v)~uri"]
      - [ex:blank, $(v)~blank]
      - [ex:language, $(k), $(v)~lang]
      - [ex:datatype, $(k), $(v)]
      - [ex:text, "<$(v)>"]
    g: ex:graph/$(v)
  b: { sources: s, s: "$(v)~unsafe", po: [["$(v)", x]] }
`;

/** An IRI that was declared unsafe may hold what no parser takes; the line it is on must still be one line. */
function parsed(lines: readonly string[]) {
  return new Parser({ format: "N-Quads" }).parse(lines.filter((line) => line.includes("/graph/")).join(""));
}

const wellFormed = fc.string({ unit: "binary" });
const json = fc.oneof(fc.jsonValue(), wellFormed, fc.string({ unit: "grapheme" }), fc.double(), fc.constant("nl"));

describe("any JSON value", () => {
  const compiled = compileMapping(readMapping(MAPPINGS('"r.json~jsonpath", "$[*]"'), { path: "m.yml" }), {
    base: "http://base.example",
  });

  test("gives valid N-Quads or a finding, never an exception", () => {
    fc.assert(
      fc.property(json, (given) => {
        const v: unknown = JSON.parse(JSON.stringify(given) ?? "null");
        const lines: string[] = [];
        const findings: MapFinding[] = [];
        compiled.mapRecord(
          "r.json",
          { k: "sleutel", v },
          (line) => lines.push(line),
          (f) => findings.push(f),
        );
        for (const line of lines) expect(line).toMatch(/^[^\n]+ \.\n$/);
        const quads = parsed(lines);
        const one = typeof v === "string" || typeof v === "number" || typeof v === "boolean";
        // A number that was rounded names no graph.
        if (!one || (Number.isInteger(v) && !Number.isSafeInteger(v))) return;
        const objects = new Map(quads.map((q) => [q.predicate.value, q.object]));
        expect(objects.get("http://example.com/literal")?.value).toBe(lexical(v));
        expect(objects.get("http://example.com/text")?.value).toBe(`<${v}>`);
        const uri = objects.get("http://example.com/uri")?.value ?? "";
        expect(decodeURIComponent(uri)).toBe(`http://base.examplex/${v}`);
        // Each of these is a term or a finding.
        const names = ["iri", "language", "datatype"].map((name) => `http://example.com/${name}`);
        for (const name of names) expect(objects.has(name) || findings.some((f) => f.term === name)).toBe(true);
      }),
    );
  });

  test.each([
    ["9007199254740991", '"9007199254740991"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ["12345678901234567890", '"1.2345678901234567E19"^^<http://www.w3.org/2001/XMLSchema#double>'],
    ["1e400", '"INF"^^<http://www.w3.org/2001/XMLSchema#double>'],
    ["-0", '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ["1e3", '"1000"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ["1.10", '"1.1E0"^^<http://www.w3.org/2001/XMLSchema#double>'],
  ])("that is the number %s is %s, and never digits that the file has not", (text, term) => {
    const lines: string[] = [];
    const record = { k: "k", v: JSON.parse(text) as unknown };
    const mapping = MAPPINGS('"r.json~jsonpath", "$[*]"').replace("    g: ex:graph/$(v)\n", "");
    compileMapping(readMapping(mapping, { path: "m.yml" }), { base: "http://base.example" }).mapRecord(
      "r.json",
      record,
      (line) => lines.push(line),
      () => undefined,
    );
    expect(lines.find((line) => line.includes("<http://example.com/literal>"))).toContain(` ${term} `);
  });

  test("with text that is not Unicode gives findings alone", () => {
    const lines: string[] = [];
    const kinds = new Set<string>();
    const record = { k: "k", v: "half \ud800 pair" };
    compiled.mapRecord(
      "r.json",
      record,
      (line) => lines.push(line),
      (f) => kinds.add(f.kind),
    );
    expect([lines, [...kinds]]).toEqual([[], ["text"]]);
  });

  test("that a function cuts within a character gives a finding for each half, and what is whole", () => {
    const mapping = `
prefixes: { ex: "http://example.com/" }
sources: { s: ["r.json~jsonpath", "$[*]"] }
mappings:
  a:
    sources: s
    s: ex:k
    po:
      - [ex:first, { function: grel:string_substring, parameters: [[grel:valueParam, $(v)], [grel:p_int_i_from, 0], [grel:p_int_i_opt_to, 1]] }]
      - [ex:each, { function: grel:string_split, parameters: [[grel:valueParam, $(v)], [grel:p_string_sep, ""]] }]
`;
    const lines: string[] = [];
    const found: string[] = [];
    compileMapping(readMapping(mapping, { path: "m.yml" }), {
      base: "http://base.example",
      functions: allFunctions("http://base.example"),
    }).mapRecord(
      "r.json",
      { v: "😀x" },
      (line) => lines.push(line),
      ({ kind, value }) => found.push(`${kind} ${value}`),
    );
    expect(lines).toEqual(['<http://example.com/k> <http://example.com/each> "x" .\n']);
    expect(found).toEqual(["text \ud83d", "text \ud83d", "text \ude00"]);
  });
});

function lexical(value: string | number | boolean): string {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    return typeof value === "number"
      ? value
          .toExponential()
          .replace(/^(-?\d)e/, "$1.0e")
          .replace("e+", "E")
          .replace("e", "E")
      : String(value);
  }
  return String(BigInt(value));
}

describe("any CSV value", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "csv-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("comes back as the same literal, in valid N-Quads", async () => {
    const rows = fc.array(fc.oneof(wellFormed, fc.constantFrom("\r", "\n", "\r\n", '"')), {
      minLength: 1,
      maxLength: 20,
    });
    const lineEnd = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(",", ";", "\t"), lineEnd, async (values, delimiter, newline) => {
        const file = join(folder, "r.csv");
        const table = [["k", "__proto__", "v"], ...values.map((v, i) => [String(i), "p", v])];
        writeFileSync(file, Papa.unparse(table, { delimiter, newline, quotes: true }));
        const mapping = `
prefixes: { ex: "http://example.com/" }
sources: { s: { access: r.csv, referenceFormulation: csv, delimiter: ${JSON.stringify(delimiter)} } }
mappings: { a: { sources: s, s: "ex:$(k)", po: [[ex:v, $(v)], [ex:p, $(__proto__)]] } }
`;
        let text = "";
        const model = readMapping(mapping, { path: join(folder, "m.yml") });
        for await (const piece of mapText(model)) text += piece;
        const quads = new Parser({ format: "N-Quads" }).parse(text);
        const found = quads.filter((q) => q.predicate.value === "http://example.com/v").map((q) => q.object.value);
        expect(found).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });
});
