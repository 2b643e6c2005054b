import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal, namedNode, type Quad, quad, RDF_TYPE, type Term, XSD } from "#src/rdf/terms.js";
import { validateArchive, validateQuads } from "#src/validate/validate.js";
import { engineLines, graphOf, linesOf, publish, turtle, validate, X } from "./rig.js";

const SUB_CLASS_OF = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const iri = (name: string): { readonly termType: "NamedNode"; readonly value: string } => namedNode(X + name);

/** Constraints that look at a focus node and the classes of its values. */
const NEAR = [
  "[ sh:path :p ; sh:minCount 1 ]",
  "[ sh:path :p ; sh:maxCount 1 ; sh:class :C ]",
  "[ sh:path :q ; sh:nodeKind sh:IRI ; sh:severity sh:Warning ]",
  "[ sh:path :q ; sh:datatype xsd:integer ; sh:minInclusive 2 ]",
  "[ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxCount 2 ; sh:class :D ]",
  "[ sh:path [ sh:zeroOrOnePath :p ] ; sh:class :D ]",
  "[ sh:path :p ; sh:or ( [ sh:class :C ] [ sh:datatype xsd:integer ] ) ]",
  "[ sh:path :p ; sh:not [ sh:class :D ] ]",
  "[ sh:path :p ; sh:xone ( [ sh:class :C ] [ sh:class :D ] ) ]",
  "[ sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ]",
  "[ sh:path :p ; sh:equals :q ]",
  "[ sh:path :p ; sh:disjoint :q ]",
  "[ sh:path rdf:type ; sh:maxCount 1 ]",
  "[ sh:path :p ; sh:node [ sh:class :C ; sh:nodeKind sh:IRI ] ]",
  "[ sh:path :q ; sh:hasValue 1 ]",
  "[ sh:path :p ; sh:in ( :n0 :n1 1 ) ]",
];

/** Constraints that look further. */
const FAR = [
  "[ sh:path ( :p :q ) ; sh:minCount 1 ; sh:class :C ]",
  "[ sh:path [ sh:inversePath :p ] ; sh:maxCount 1 ; sh:class :C ]",
  "[ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ]",
  "[ sh:path :p ; sh:property [ sh:path :q ; sh:maxCount 1 ] ]",
  "[ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :C ]",
  "[ sh:path [ sh:oneOrMorePath [ sh:alternativePath ( :p :q ) ] ] ; sh:maxCount 3 ]",
  "[ sh:path [ sh:inversePath rdf:type ] ; sh:minCount 1 ]",
  "[ sh:path [ sh:inversePath rdfs:subClassOf ] ; sh:maxCount 0 ]",
  "[ sh:path ( rdf:type rdfs:subClassOf ) ; sh:maxCount 0 ]",
];

const OF_NODE = [
  "sh:class :C",
  "sh:closed true ; sh:ignoredProperties ( rdf:type )",
  "sh:nodeKind sh:IRI",
  "sh:not [ sh:class :D ]",
  "sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ]",
  "sh:and ( [ sh:class :C ] [ sh:property [ sh:path :p ; sh:minCount 1 ] ] )",
];

const TARGETS = [
  { text: "sh:targetClass :C", classes: ["C"] },
  { text: "sh:targetClass :D", classes: ["D"] },
  { text: "sh:targetSubjectsOf :p", subjectsOf: "p" },
  { text: "sh:targetObjectsOf :p", objectsOf: "p" },
  { text: "sh:targetNode :n1, :nowhere", nodes: ["n1", "nowhere"] },
];

interface ShapeDraft {
  readonly target: (typeof TARGETS)[number];
  readonly parts: readonly string[];
}

const shapeDraft: fc.Arbitrary<ShapeDraft> = fc.record({
  target: fc.constantFrom(...TARGETS),
  parts: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...NEAR).map((part) => `sh:property ${part}`) },
      { weight: 2, arbitrary: fc.constantFrom(...FAR).map((part) => `sh:property ${part}`) },
      { weight: 1, arbitrary: fc.constantFrom(...OF_NODE) },
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

const shapeDrafts = fc.array(shapeDraft, { minLength: 1, maxLength: 3 });

function shapesOf(drafts: readonly ShapeDraft[], targetText: (draft: ShapeDraft) => string): Quad[] {
  return turtle(drafts.map((draft, i) => `:S${i} ${[targetText(draft), ...draft.parts].join(" ; ")} .`).join("\n"));
}

const node = fc.constantFrom("n0", "n1", "n2", "n3", "n4", "n5").map(iri);
const cls = fc.constantFrom("C", "D", "E").map(iri);
const graph = fc.constantFrom("a", "b", "c");
const value: fc.Arbitrary<Term> = fc.oneof(
  { weight: 3, arbitrary: node },
  fc.constantFrom("1", "2", "3").map((n) => literal(n, { datatype: `${XSD}integer` })),
  fc.constantFrom(literal("x"), literal("x", { language: "nl" })),
);
const statement: fc.Arbitrary<Quad> = fc
  .oneof(
    fc.tuple(node, fc.constantFrom("p", "q").map(iri), value, graph),
    fc.tuple(node, fc.constant(namedNode(RDF_TYPE)), cls, graph),
    // Towards the front of the alphabet only: a circle the engine alone could not get out of.
    fc
      .tuple(fc.constantFrom("D", "E").map(iri), fc.constant(namedNode(SUB_CLASS_OF)), cls, graph)
      .filter(([below, , above]) => below.value > above.value),
  )
  .map(([subject, predicate, object, name]) => quad(subject, predicate, object, namedNode(graphOf(name))));
const statements = fc.array(statement, { maxLength: 30 });

/** A run publishes an archive and starts two engines: some tens of milliseconds. Thousands have been run once. */
const RUNS = 20;

function inGraphs(quads: readonly Quad[]): Record<string, Quad[]> {
  const graphs: Record<string, Quad[]> = { a: [], b: [], c: [] };
  for (const q of quads) graphs[q.graph.value.slice(-1)]?.push(q);
  return graphs;
}

describe("validation in batches", () => {
  it("finds what the engine finds in all data at once, wherever a batch ends", async () => {
    await fc.assert(
      fc.asyncProperty(statements, shapeDrafts, fc.integer({ min: 1, max: 12 }), async (data, drafts, batch) => {
        const shapes = shapesOf(drafts, ({ target }) => target.text);
        const expected = await engineLines(data, shapes);
        expect(linesOf(await validate(inGraphs(data), shapes, { batch }))).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  });

  it("finds the same in quads that are in memory, in any order and more than once", async () => {
    await fc.assert(
      fc.asyncProperty(statements, shapeDrafts, async (data, drafts) => {
        const shapes = shapesOf(drafts, ({ target }) => target.text);
        const report = await validateQuads([...data, ...data], shapes, { examples: 1_000_000 });
        expect(linesOf(report)).toEqual(await engineLines(data, shapes));
      }),
      { numRuns: RUNS },
    );
  });

  it("checks of selected graphs what is a target by a statement in them, by the statements of all", async () => {
    await fc.assert(
      fc.asyncProperty(statements, shapeDrafts, async (data, drafts) => {
        const chosen = new Set([graphOf("a"), graphOf("c")]);
        const shapes = shapesOf(drafts, ({ target }) => target.text);
        const naive = shapesOf(drafts, ({ target }) => {
          const nodes = [...targetsIn(data, target, chosen)];
          return nodes.length === 0 ? "rdfs:comment 'none'" : `sh:targetNode ${nodes.join(", ")}`;
        });
        const report = await validate(inGraphs(data), shapes, { batch: 5, graphs: chosen });
        const expected = await engineLines(data, naive);
        expect(nameless(linesOf(report))).toEqual(nameless(expected));
      }),
      { numRuns: RUNS },
    );
  });

  it("takes a subject of more statements than a group of lines holds as one", async () => {
    const many = Array.from({ length: 25_000 }, (_, i) => quad(iri("n0"), iri("p"), iri(`v${i}`)));
    const data = { a: [...many, quad(iri("n0"), namedNode(RDF_TYPE), iri("C"))], b: many };
    const report = await validate(data, ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 25000 ] .");
    expect(linesOf(report)).toEqual([]);
    const fewer = await validate(data, ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 24999 ] .");
    expect(linesOf(fewer)).toHaveLength(1);
  });

  it("counts as a focus node each node once for a shape, and a repeated statement once", async () => {
    const data = { a: ":n a :C, :D ; :p :v .", b: ":n a :C ; :p :v . :D rdfs:subClassOf :C ." };
    const report = await validate(
      data,
      ":S sh:targetClass :C, :D ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
    );
    expect(report.checked.map(({ focusNodes }) => focusNodes)).toEqual([1]);
    expect(report.conforms).toBe(true);
  });

  it("refuses a shape that needs more in memory than is allowed, and names it", async () => {
    const published = await publish({ a: ":n0 a :C ; :p :n1, :n2 . :n1 :q 1, 2, 3 ." });
    const shapes = turtle(":S sh:targetClass :C ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] .");
    await expect(validateArchive(published, shapes, { inMemory: 5 })).rejects.toThrow(
      /path <\S+p>\/<\S+q>.*--in-memory/s,
    );
    expect((await validateArchive(published, shapes, { inMemory: 6 })).conforms).toBe(true);
  });

  it("holds of the data only what such a shape asks for", async () => {
    const published = await publish({ a: ":n0 a :C ; :p :n1 . :n1 :q 1 ; :r 1, 2, 3, 4, 5, 6, 7 ." });
    const shapes = turtle(":S sh:targetClass :C ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] .");
    expect((await validateArchive(published, shapes, { inMemory: 3 })).conforms).toBe(true);
  });
});

/** Parts of shapes that have no name are other ones in a second reading. */
function nameless(lines: readonly string[]): string[] {
  return lines.map((line) => line.replaceAll(/_:\S+/g, "_")).sort();
}

/** The slow, obvious way: the targets that statements of some graphs make, as Turtle. */
function targetsIn(data: readonly Quad[], target: ShapeDraft["target"], graphs: ReadonlySet<string>): Set<string> {
  const below = new Set(target.classes?.map((name) => X + name));
  for (let i = 0; i < 3; i += 1) {
    for (const q of data)
      if (q.predicate.value === SUB_CLASS_OF && below.has(q.object.value)) below.add(q.subject.value);
  }
  const found = new Set<string>();
  for (const { subject, predicate, object, graph: name } of data) {
    if (!graphs.has(name.value)) continue;
    const here = `<${subject.value}>`;
    if (predicate.value === RDF_TYPE && below.has(object.value)) found.add(here);
    if (target.subjectsOf !== undefined && predicate.value === X + target.subjectsOf) found.add(here);
    if (target.nodes?.includes(subject.value.slice(X.length)) === true) found.add(here);
    if (target.objectsOf === undefined || predicate.value !== X + target.objectsOf) continue;
    if (object.termType !== "Literal") found.add(`<${object.value}>`);
    else if (object.language !== "") found.add(`"${object.value}"@${object.language}`);
    else found.add(`"${object.value}"^^<${object.datatype.value}>`);
  }
  return found;
}
