import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { planShapes } from "#src/validate/plan.js";
import { packageShapes, readShapes } from "#src/validate/shapes-files.js";
import { folder } from "../folder.js";
import { PREFIXES, turtle } from "./rig.js";

const name = (iri: string): string => iri.replace("http://example.org/", ":");

function problemsOf(shapes: string): string[] {
  try {
    planShapes(turtle(shapes), name);
    return [];
  } catch (error) {
    return String((error as Error).message)
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/^ {2}- /, ""));
  }
}

describe("a shape is never passed over: it is named, with the construct", () => {
  const P = ":S sh:targetClass :C ; sh:property [ sh:path :p ;";
  it.each([
    [`:S sh:targetClass :C ; sh:sparql [ sh:select "SELECT $this {}" ] .`, /^:S: sh:sparql is not supported: .*SPARQL/],
    [":S sh:target [ a sh:SPARQLTarget ] ; sh:class :D .", /^:S: sh:target is not supported: .*sh:targetClass/],
    [`${P} sh:minCuont 1 ] .`, /^:S, :p: sh:minCuont is no word of SHACL Core; did you mean sh:minCount\?$/],
    [`${P} sh:shape :T ] .`, /^:S, :p: sh:shape is not supported: .*sh:node$/],
    [`${P} sh:js [ sh:jsFunctionName "f" ] ] .`, /^:S, :p: sh:js is not supported/],
    [`${P} sh:pattern "(" ] .`, /^:S, :p: sh:pattern "\(" cannot be used/],
    [`${P} sh:pattern "a" ; sh:flags "q" ] .`, /^:S, :p: sh:pattern "a" cannot be used: .*flags/],
    [`${P} sh:in "a" ] .`, /^:S, :p: sh:in takes a list: \( … \), not "a"$/],
    [`${P} sh:or :T ] .`, /^:S, :p: sh:or takes a list/],
    [`${P} sh:uniqueLang "true" ] .`, /^:S, :p: sh:uniqueLang is true or false, not "true"$/],
    [":S sh:targetClass :C ; sh:closed 1 .", /^:S: sh:closed is true or false, not "1"$/],
    [":S sh:targetClass :C ; sh:minCount 1 .", /^:S: sh:minCount needs a property shape, and there is no sh:path$/],
    [":S sh:targetClass :C ; sh:property [ sh:minLength 1 ] .", /^:S: sh:property refers to :S, which has no sh:path$/],
    [":S sh:targetClass :C ; sh:property [ sh:path :p, :q ; sh:minCount 1 ] .", /more than one sh:path/],
    [":S sh:targetClass :C ; sh:property [ sh:path [ sh:inversePath ( :p :q ) ] ] .", /sh:inversePath of a path/],
    [":S sh:targetClass :C ; sh:property [ sh:path ( :p ) ] .", /a list of less than two parts/],
    [
      ":S sh:targetClass :C ; sh:property [ sh:path [ :p :q ] ] .",
      /^:S: sh:path has|^:S.*: sh:path has a path that is neither/,
    ],
    [
      ":S sh:targetClass :C ; sh:node :T . :T sh:property [ sh:path :p ; sh:node :S ] .",
      /^:S: sh:node leads back to the shape itself/,
    ],
    [":S sh:class :C .", /^no shape has a target/],
    ["", /^no shape has a target/],
    [
      ":S sh:targetClass :C ; sh:class :D . :M a sh:ConstraintComponent ; sh:parameter [ sh:path :m ] .",
      /^:M: sh:parameter is not supported/,
    ],
    [":S sh:targetClass :C ; sh:class :D . :G sh:entailment :rdfs .", /^:G: sh:entailment is not supported/],
  ])("%s", (shapes, says) => {
    expect(problemsOf(shapes)[0]).toMatch(says);
  });

  it("all at once, each once", () => {
    expect(problemsOf(":S sh:targetClass :C ; sh:a 1, 2 ; sh:b 3 . :T sh:rule [] ; sh:class :D .")).toHaveLength(3);
  });
});

describe("what is not checked and no fault is told", () => {
  it.each([
    [":T sh:targetClass :C ; sh:class :D ; sh:deactivated true .", /^:T is deactivated, and not checked$/],
    [":T sh:targetClass :C ; sh:sparql [ sh:select '' ] ; sh:deactivated true .", /^:T is deactivated/],
    [":T sh:targetClass :C .", /^:T has targets and checks nothing$/],
    [":T sh:class :C .", /^:T is not checked: it has no target, and no shape with a target refers to it$/],
    [":S sh:node :Nowhere .", /^:S: sh:node refers to <\S+Nowhere>, of which no file says anything/],
    ["<> owl:imports <http://example.org/more.ttl> .", /^owl:imports <http:\/\/example.org\/more.ttl> is ignored/],
  ])("%s", (shapes, note) => {
    const { notes } = planShapes(turtle(`:S sh:targetClass :X ; sh:class :Y . ${shapes.replace("<>", ":doc")}`), name);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
});

function isWhole(constraint: string): boolean {
  const { local, whole } = planShapes(turtle(`:S sh:targetClass :C ; ${constraint} .`), name);
  expect(local.length + whole.length).toBe(1);
  return whole.length === 1;
}

describe("which shapes need the whole of the data", () => {
  it.each([
    "sh:property [ sh:path :p ; sh:class :D ; sh:node [ sh:nodeKind sh:IRI ] ]",
    "sh:property [ sh:path [ sh:alternativePath ( :p [ sh:zeroOrOnePath :q ] ) ] ; sh:minCount 1 ]",
    "sh:node [ sh:property [ sh:path :p ; sh:lessThan :q ] ] ; sh:closed true",
    "sh:property [ sh:path :p ; sh:or ( [ sh:class :D ] [ sh:not [ sh:pattern 'x' ] ] ) ]",
    "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ; sh:deactivated true ]; sh:class :D",
  ])("not %s", (constraint) => {
    expect(isWhole(constraint)).toBe(false);
  });

  it.each([
    "sh:targetObjectsOf :p ; sh:class :D",
    "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]",
    "sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]",
    "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:minCount 1 ]",
    "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
    "sh:property [ sh:path :p ; sh:or ( [ sh:class :D ] [ sh:path :q ; sh:minCount 1 ] ) ]",
    "sh:property [ sh:path :p ; sh:not [ sh:closed true ] ]",
    "sh:property [ sh:path :p ; sh:node [ sh:equals :q ] ]",
    `sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:class :D ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] ;
     sh:property [ sh:path :q ; sh:qualifiedValueShape [ sh:path :r ; sh:minCount 1 ] ; sh:qualifiedMinCount 1 ; sh:deactivated true ]`,
  ])("%s", (constraint) => {
    expect(isWhole(constraint)).toBe(true);
  });
});

describe("files of shapes", () => {
  it("are one graph, the token for the base replaced", async () => {
    const [one, two] = [join(await folder(), "1.ttl"), join(await folder(), "2.ttl")];
    await writeFile(
      one,
      `${PREFIXES} :S sh:targetClass <https://data.example.nl/def/onderwijs#Vestiging> ; sh:node _:b .`,
    );
    await writeFile(two, `${PREFIXES} _:b sh:class :D .`);
    const quads = await readShapes([one, two], "https://onderwijs.example");
    expect(quads.map(({ object }) => object.value)).toContain("https://onderwijs.example/def/onderwijs#Vestiging");
    // A label is a name within its file only.
    expect(
      new Set(
        quads
          .flatMap((q) => [q.subject, q.object])
          .filter((t) => t.termType === "BlankNode")
          .map((t) => t.value),
      ).size,
    ).toBe(2);
  });

  it("that cannot be read are named, with the line", async () => {
    const bad = join(await folder(), "bad.ttl");
    await writeFile(bad, "@prefix : <x:> .\n:a :b\n");
    await expect(readShapes([bad], "http://localhost:3000")).rejects.toThrow(/bad\.ttl: .*line 3/);
    await expect(readShapes(["nowhere.ttl"], "http://localhost:3000")).rejects.toThrow(/nowhere\.ttl: no such file/);
  });

  test("those of the package can all be checked in batches, and have a message in Dutch and English", async () => {
    const plan = planShapes(await readShapes(await packageShapes(), "http://localhost:3000"));
    expect(plan.whole.map(({ label }) => label)).toEqual([]);
    expect(plan.notes).toEqual([]);
    expect(plan.local.length).toBeGreaterThan(10);
  });
});
