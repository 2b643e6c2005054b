import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLines } from "#src/rdf/nquads-lines.js";
import { serialise, type StreamedFormat, streamSerialise } from "#src/rdf/serialise.js";
import { namedNode, type Quad } from "#src/rdf/terms.js";
import { anyQuads } from "./arbitrary.js";
import { canonical, readJsonLd, readRdfXml, readTurtle } from "./read-back.js";
import { VOCABULARY } from "./vocabulary.js";

async function* inBatches(quads: readonly Quad[]): AsyncGenerator<readonly Quad[]> {
  for (let i = 0; i < quads.length; i += 3) yield quads.slice(i, i + 3);
}

async function streamed(quads: readonly Quad[], format: StreamedFormat): Promise<string> {
  let text = "";
  for await (const piece of streamSerialise(inBatches(quads), format, VOCABULARY)) text += piece;
  return text;
}

const sorted = anyQuads.map((quads) => quads.toSorted((a, b) => (a.subject.value < b.subject.value ? -1 : 1)));
const GRAPHS = ["http://localhost:3000/graph/a", "http://localhost:3000/graph/b"];

describe("what is written is what was meant", () => {
  it("Turtle, read by n3", () => {
    fc.assert(
      fc.property(anyQuads, (quads) => {
        expect(readTurtle(serialise(quads, "ttl", VOCABULARY))).toEqual(canonical(quads));
      }),
    );
  });

  it("TriG with several graphs, read by n3", () => {
    fc.assert(
      fc.property(anyQuads, (quads) => {
        const named = quads.map((q, i) => ({ ...q, graph: namedNode(GRAPHS[i % 2] ?? "") }));
        const text = serialise(named, "trig", VOCABULARY, { comments: (graph) => [`uit ${graph}\n} .`] });
        expect(readTurtle(text, "application/trig")).toEqual(canonical(named));
      }),
    );
  });

  it("RDF/XML, read by Oxigraph", () => {
    fc.assert(
      fc.property(anyQuads, (quads) => {
        expect(readRdfXml(serialise(quads, "rdf", VOCABULARY))).toEqual(canonical(quads));
      }),
    );
  });

  it("JSON-LD, expanded by jsonld.js with the served context", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuads, async (quads) => {
        expect(await readJsonLd(serialise(quads, "jsonld", VOCABULARY))).toEqual(canonical(quads));
      }),
    );
  });

  it("N-Triples, read by our own line parser", () => {
    fc.assert(
      fc.property(anyQuads, (quads) => {
        expect(canonical(parseLines(serialise(quads, "nt", VOCABULARY)))).toEqual(canonical(quads));
      }),
    );
  });

  it("streamed forms say the same as the forms in memory", async () => {
    await fc.assert(
      fc.asyncProperty(sorted, async (quads) => {
        const expected = canonical(quads);
        expect(readTurtle(await streamed(quads, "trig"), "application/trig")).toEqual(expected);
        expect(readRdfXml(await streamed(quads, "rdf"))).toEqual(expected);
        expect(await readJsonLd(await streamed(quads, "jsonld"))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
