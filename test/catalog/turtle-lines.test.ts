import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toByteText } from "#src/archive/byte-lines.js";
import { turtleOfLines } from "#src/catalog/turtle-lines.js";
import { termToNQuads } from "#src/rdf/nquads.js";
import type { Quad } from "#src/rdf/terms.js";
import { anyQuads } from "../rdf/arbitrary.js";
import { canonical, readTurtle } from "../rdf/read-back.js";
import { VOCABULARY } from "../rdf/vocabulary.js";

const { prefixes } = VOCABULARY;

/** Statements as a graph file has them: sorted by bytes, each once. */
function linesOf(quads: readonly Quad[]): string[] {
  const lines = quads.map(
    ({ subject, predicate, object }) => `${termToNQuads(subject)} ${termToNQuads(predicate)} ${termToNQuads(object)}`,
  );
  return [...new Set(lines.map(toByteText))].sort();
}

async function turtle(lines: readonly string[], batch = 3): Promise<string> {
  async function* batches(): AsyncGenerator<readonly string[]> {
    for (let at = 0; at < lines.length; at += batch) yield lines.slice(at, at + batch);
  }
  const pieces: Buffer[] = [];
  for await (const piece of turtleOfLines(batches(), prefixes)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

describe("Turtle of the lines of a graph", () => {
  it("says what the lines say, whatever they say", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuads, fc.integer({ min: 1, max: 5 }), async (quads, batch) => {
        expect(readTurtle(await turtle(linesOf(quads), batch))).toEqual(canonical(quads));
      }),
    );
  });

  it("says a subject once, types first, with the prefixes that it uses", async () => {
    const lines = [
      '<urn:s> <http://schema.org/name> "é \\"x\\" > y"',
      '<urn:s> <http://schema.org/name> "naam"@nl',
      '<urn:s> <http://schema.org/size> "5"^^<http://www.w3.org/2001/XMLSchema#integer>',
      '<urn:s> <http://schema.org/size> "vijf"^^<http://www.w3.org/2001/XMLSchema#integer>',
      "<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/School>",
      "<urn:t> <http://schema.org/name> <http://schema.org/a,b>",
    ];
    expect(await turtle(lines.map(toByteText))).toBe(`@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <http://schema.org/> .
<urn:s> a schema:School ;
    schema:name "é \\"x\\" > y", "naam"@nl ;
    schema:size 5, "vijf"^^xsd:integer .

<urn:t> schema:name schema:a\\,b .

`);
  });

  it("does not hold what is said of one subject, however much that is", async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `<urn:s> <urn:p> "nummer ${String(i).padStart(6, "0")}"`);
    const text = await turtle(lines, 1000);
    expect(text.match(/^<urn:s> /gm)?.length).toBeGreaterThan(3);
    expect(readTurtle(text)).toHaveLength(30_000);
  });

  it("of nothing is an empty document", async () => {
    expect(await turtle([])).toBe("");
  });
});
