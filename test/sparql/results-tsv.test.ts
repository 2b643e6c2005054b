import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import oxigraph from "oxigraph";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { blankNode, literal, namedNode, XSD } from "#src/rdf/terms.js";
import { parseResults } from "#src/sparql/results-json.js";
import { parseTsv } from "#src/sparql/results-tsv.js";

it("reads the terms of SPARQL 1.1 Query Results TSV, numbers in their short form too", () => {
  const text =
    '?a\t?b\t?c\n<https://x.test/>\t"é\\t\\"\\u00e9\\n"@nl\t_:b\n5\t-1.5\t1.0e6\ntrue\t\t"x"^^<https://x.test/d>\n';
  expect(parseTsv(text)).toEqual([
    { a: namedNode("https://x.test/"), b: literal('é\t"é\n', { language: "nl" }), c: blankNode("b") },
    {
      a: literal("5", { datatype: `${XSD}integer` }),
      b: literal("-1.5", { datatype: `${XSD}decimal` }),
      c: literal("1.0e6", { datatype: `${XSD}double` }),
    },
    { a: literal("true", { datatype: `${XSD}boolean` }), c: literal("x", { datatype: "https://x.test/d" }) },
  ]);
});

it("says which field is no term", () => {
  expect(() => parseTsv("?a\nonzin\n")).toThrow(/"onzin"/);
});

it("reads from the engine's TSV what is in its JSON, whatever the text", () => {
  const store = new oxigraph.Store();
  const text = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\u0000", ""));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom("", "nl", `${XSD}integer`, `${XSD}boolean`, "https://x.test/d"),
      (value, kind) => {
        const term =
          kind.length < 3
            ? kind === ""
              ? oxigraph.literal(value)
              : oxigraph.literal(value, kind)
            : oxigraph.literal(value, oxigraph.namedNode(kind));
        const query = `SELECT ?o ?unbound WHERE { VALUES ?o { ${term.toString()} } }`;
        const tsv = String(store.query(query, { results_format: "tsv" }));
        const json = String(store.query(query, { results_format: "json" }));
        expect(parseTsv(tsv)).toEqual(parseResults(json).rows);
      },
    ),
  );
});

it("reads a long table of one column, which has no tab, in one pass", () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => `"een waarde van een kolom ${i}"`);
  expect(parseTsv(`?v\n${rows.join("\n")}\n`)).toHaveLength(rows.length);
});

it("remembers names, and not the answers that they stood in", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i += 1) {
    parseTsv(`?s\n<https://x.test/remembered/${i}>\n"${`${i}`.padEnd(100_000, "x")}"\n`);
  }
  collect();
  // All answers are 100 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});
