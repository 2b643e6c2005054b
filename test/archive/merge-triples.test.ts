import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type GraphBytes, mergedTriples } from "#src/archive/merge-triples.js";
import { reference, textOf } from "./folder.js";

const statement = fc
  .record({ subject: fc.stringMatching(/^[ab\ufffd\u{1f600}]{0,2}$/u), object: fc.constantFrom("1", "1 2", "é") })
  .map(({ subject, object }) => `<http://x/${subject}> <http://p> "${object}"`);

async function* chunks(text: string, length: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

function graph(name: string, statements: readonly string[], length = 7): GraphBytes {
  const lines = statements.map((each) => `${each} <http://g/${name}> .\n`);
  return { graph: `http://g/${name}`, bytes: chunks(reference(lines), length) };
}

test("the union of graphs is sorted by bytes, and each triple comes once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(statement, { maxLength: 12 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 300 }),
      async (parts, length) => {
        const graphs = parts.map((statements, i) => graph("é".repeat(i), statements, length));
        expect(await textOf(mergedTriples(graphs))).toBe(reference(parts.flat().map((each) => `${each} .\n`)));
      },
    ),
    { numRuns: 100 },
  );
});

test("a file with a line of another graph is refused, and not cut wrongly", async () => {
  const bytes = chunks('<http://x/a> <http://p> "1" <http://g/b> .\n', 100);
  await expect(textOf(mergedTriples([{ graph: "http://g/a", bytes }]))).rejects.toThrow(
    'a line of <http://g/a> does not end in its graph: <http://x/a> <http://p> "1"',
  );
});
