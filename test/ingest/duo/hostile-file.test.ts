import { Parser } from "n3";
import { expect, test } from "vitest";
import { folder } from "../../folder.js";
import { ingest, linesOf, manifestOf } from "../run.js";
import { file } from "./schools.js";

const NASTY = [
  'a "quoted" \\ value',
  "two\nlines\ttab\r\nthree",
  "\u0001\u0008\u001b[31mred\u007f\u0085",
  "<script>alert(1)</script>",
  '> <http://evil.example/p> "x" <http://evil.example/g> .\n<http://evil.example/s',
  "lone \ud800 surrogate",
  "𝕊chool \u202e\u2028",
  "http://evil.example/a b<c>{d}|e^f`g\\h",
  "__proto__",
  "$(vestigingsnummer) {{x}} %00 ../../etc",
];

test("values made to break out of N-Quads stay values", async () => {
  const rows = NASTY.map((value, i) => ({
    "BRIN NUMMER": "16SW",
    VESTIGINGSNUMMER: `16SW${String(i).padStart(2, "0")}`,
    VESTIGINGSNAAM: value,
    INTERNETADRES: value,
    DENOMINATIE: value,
    ONDERWIJSSTRUCTUUR: `${value}/${value}`,
    POSTCODE: value,
    GEMEENTENUMMER: "1234",
    GEMEENTENAAM: value,
    PLAATSNAAM: value,
    "BEVOEGD GEZAG NUMMER": value,
    "NODAAL GEBIED CODE": "1",
    "NODAAL GEBIED NAAM": value,
    [value]: value,
  }));
  const dir = await folder();
  const from = await file(await folder(), "02-alle-vestigingen-vo-2026.json", JSON.stringify({ results: rows }));
  const { files } = await ingest(dir, from);
  expect(files).toMatchObject([{ outcome: "current", records: NASTY.length }]);

  const [names, iris]: [string[], string[]] = [[], []];
  for (const path of Object.keys((await manifestOf(dir)).graphs)) {
    const lines = await linesOf(dir, path);
    const quads = new Parser({ format: "N-Quads" }).parse(lines.join("\n"));
    expect([path, quads.length]).toEqual([path, lines.length]);
    for (const { subject, predicate, object, graph } of quads) {
      expect(graph.value).toBe(`http://localhost:3000${path}`);
      for (const term of [subject, predicate, object]) {
        if (term.termType === "NamedNode") iris.push(term.value);
      }
      if (path.endsWith("02-alle-vestigingen-vo") && predicate.value === "http://schema.org/name")
        names.push(object.value);
    }
  }
  expect(iris.filter((iri) => /evil\.example\/[psg]|[\s<>"{}|^`\\]/.test(iri))).toEqual([]);
  expect(names).toContain("<script>alert(1)</script>");
  expect(names).toContain('> <http://evil.example/p> "x" <http://evil.example/g> . <http://evil.example/s');
});

test("a listing full of nonsense is taken in, and links only to the web", async () => {
  const entries = [
    { dataset_name: "---", dataset_url: "https://x.nl/1" },
    { dataset_name: "__proto__", dataset_source: "javascript:alert(1)" },
    { dataset_name: "constructor", dataset_documentation: "https://x.nl/a|b {c}", dataset_source: "https://x.nl/ü" },
    { dataset_name: `${"x".repeat(5_000)}`, dataset_url: "file:///etc/passwd" },
    { dataset_name: 'a> <b> "c', dataset_url: "geen adres" },
  ];
  const dir = await folder();
  const { files } = await ingest(dir, await file(await folder(), "search.json", JSON.stringify({ results: entries })));
  expect(files).toMatchObject([{ outcome: "listing", rows: 5 }]);
  const lines = await linesOf(dir, "/graph/duo/datasets");
  expect(new Parser({ format: "N-Quads" }).parse(lines.join("\n"))).toHaveLength(lines.length);
  expect(lines.join("\n")).not.toMatch(/javascript:|file:/);
  expect(lines.join("\n")).toContain("<https://x.nl/a%7Cb%20%7Bc%7D>");
});
