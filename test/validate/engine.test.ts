/** What the engine by itself would get wrong, or say nothing of. */
import { describe, expect, it } from "vitest";
import { messageIn } from "#src/validate/finding.js";
import { linesOf, turtle, validate } from "./rig.js";
import { validateQuads } from "#src/validate/validate.js";

describe("what is found", () => {
  it("has focus node, path, value, constraint, severity and the messages of the shape", async () => {
    const report = await validate(
      { a: ":n a :C ; :p 1, 'x' ." },
      `:S sh:targetClass :C ; sh:property :S-p .
       :S-p sh:path :p ; sh:datatype xsd:integer ; sh:severity sh:Warning ; sh:message "geen getal"@nl, "no number"@en .`,
    );
    const [group] = report.groups;
    expect(group?.count).toBe(1);
    expect(group?.findings[0]).toMatchObject({
      focus: { value: "http://example.org/n" },
      path: { value: "http://example.org/p" },
      value: { termType: "Literal", value: "x" },
      shape: { value: "http://example.org/S-p" },
      component: "http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
      severity: "http://www.w3.org/ns/shacl#Warning",
    });
    const messages = group?.findings[0]?.messages ?? [];
    expect(["nl", "en", "fy"].map((language) => messageIn(language, messages))).toEqual([
      "geen getal",
      "no number",
      "geen getal",
    ]);
  });

  it("is told in words where the shape has none", async () => {
    const report = await validate(
      { a: ":n a :C ; :p :v ." },
      ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ; sh:node [ sh:class :E ] ] .",
    );
    expect(report.groups.map(({ findings }) => messageIn("nl", findings[0]?.messages ?? [])).sort()).toEqual([
      "Value does not have shape <http://example.org/S>, <http://example.org/p>",
      "Value is not an instance of <http://example.org/D>",
    ]);
  });

  it("gives the reasons why a value does not have the shape that it should have", async () => {
    const report = await validate(
      { a: ":n a :C ; :p :good, :bad . :good :q 1 ." },
      `:S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node :T ] .
       :T sh:property [ sh:path :q ; sh:minCount 1 ; sh:message "geen q"@nl ] .`,
    );
    expect(report.groups).toHaveLength(1);
    expect(report.groups[0]?.findings).toMatchObject([
      {
        value: { value: "http://example.org/bad" },
        details: [{ focus: { value: "http://example.org/bad" }, messages: [{ value: "geen q" }] }],
      },
    ]);
  });

  it("does not give the reasons of an alternative that was tried and not needed", async () => {
    const report = await validate(
      { a: ":n a :C ; :p :v ; :r :v ." },
      `:S sh:targetClass :C ;
         sh:property [ sh:path :p ; sh:or ( [ sh:node [ sh:class :D ] ] [ sh:nodeKind sh:IRI ] ) ] ;
         sh:property [ sh:path :r ; sh:node [ sh:nodeKind sh:Literal ] ] .`,
    );
    expect(report.groups).toHaveLength(1);
    expect(report.groups[0]?.findings[0]?.details.map(({ component }) => component.replace(/.*#/, ""))).toEqual([
      "NodeKindConstraintComponent",
    ]);
  });
});

describe("what the engine alone gets wrong", () => {
  it("checks a value that more than fifty nodes share, for each of them", async () => {
    const nodes = Array.from({ length: 120 }, (_, i) => `:n${i} a :C ; :p :v .`).join("\n");
    const shapes = `:S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ] .`;
    expect(linesOf(await validate({ a: nodes }, shapes))).toHaveLength(120);
  });

  it("puts each value by itself to the members of sh:and, and follows their own paths", async () => {
    const data = { a: ":n a :C ; :p 'abc', 'd', :v, :w . :v :q 1 ." };
    const lengths = await validate(
      data,
      ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:and ( [ sh:minLength 3 ] [ sh:nodeKind sh:IRIOrLiteral ] ) ] .",
    );
    expect(linesOf(lengths).map((line) => line.split(" | ").slice(0, 3).concat(line.split(" | ").slice(4)))).toEqual([
      [":n", ":p", '"d"@^^http://www.w3.org/2001/XMLSchema#string', "And"],
    ]);
    const paths = await validate(
      data,
      ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:nodeKind sh:IRIOrLiteral ] ; sh:and ( [ sh:nodeKind sh:IRIOrLiteral ] [ sh:path :q ; sh:minCount 1 ] ) ] .",
    );
    expect(linesOf(paths).map((line) => line.split(" | ")[2])).toEqual([
      '"abc"@^^http://www.w3.org/2001/XMLSchema#string',
      '"d"@^^http://www.w3.org/2001/XMLSchema#string',
      ":w",
    ]);
    expect(linesOf(paths).map((line) => line.split(" | ")[4])).toEqual(["And", "And", "And"]);
  });

  it("tells sh:and from sh:node where a property shape has both", async () => {
    const report = await validate(
      { a: ":n a :C ; :p 'x' ." },
      ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:nodeKind sh:IRI ] ; sh:and ( [ sh:minLength 3 ] ) ] .",
    );
    expect(linesOf(report).map((line) => line.split(" | ")[4])).toEqual(["And", "Node"]);
  });

  it("takes classes that are each below the other for the same, and ends", async () => {
    const report = await validate(
      { a: ":n a :C ; :p :v, :w . :v a :B . :w a :Other . :A rdfs:subClassOf :B, :A . :B rdfs:subClassOf :A ." },
      ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :A, :B ] .",
    );
    expect(linesOf(report).map((line) => line.split(" | ")[2])).toEqual([":w", ":w"]);
  });

  it("follows a path along classes as it is written, one step at a time", async () => {
    const report = await validate(
      { a: ":B rdfs:subClassOf :A . :C rdfs:subClassOf :B . :n a :C ." },
      `:S sh:targetNode :A ; sh:property [ sh:path [ sh:inversePath rdfs:subClassOf ] ; sh:in ( :none ) ] .
       :T sh:targetClass :A ; sh:property [ sh:path rdf:type ; sh:in ( :none ) ] .`,
    );
    expect(linesOf(report).map((line) => line.split(" | ")[2])).toEqual([":B", ":C"]);
  });

  it("compares language tags without case", async () => {
    const report = await validate(
      { a: ":n a :C ; :p 'a'@nl, 'b'@nl-be, 'c'@fy ." },
      ':S sh:targetClass :C ; sh:property [ sh:path :p ; sh:languageIn ( "NL" ) ] .',
    );
    expect(linesOf(report).map((line) => line.split(" | ")[2]?.slice(0, 3))).toEqual(['"c"']);
  });
});

describe("targets", () => {
  it.each([
    ["a class that is a shape itself", ":C a rdfs:Class ; sh:property [ sh:path :p ; sh:minCount 1 ] ."],
    [
      "a class of a kind of class that is a shape itself",
      ":C a owl:Class ; sh:property [ sh:path :p ; sh:minCount 1 ] . owl:Class rdfs:subClassOf rdfs:Class .",
    ],
    ["a class below the target", ":S sh:targetClass :Top ; sh:property [ sh:path :p ; sh:minCount 1 ] ."],
    ["a node", ":S sh:targetNode :n ; sh:property [ sh:path :p ; sh:minCount 1 ] ."],
    ["subjects of a predicate", ":S sh:targetSubjectsOf :r ; sh:property [ sh:path :p ; sh:minCount 1 ] ."],
    ["objects of a predicate", ":S sh:targetObjectsOf :s ; sh:property [ sh:path :p ; sh:minCount 1 ] ."],
  ])("%s", async (_, shapes) => {
    const data = { a: ":n a :C ; :r 1 . :m :s :n .", b: ":C rdfs:subClassOf :Middle . :Middle rdfs:subClassOf :Top ." };
    expect(linesOf(await validate(data, shapes)).map((line) => line.slice(0, 8))).toEqual([":n | :p "]);
  });

  it("a node that nothing is said of, and a literal", async () => {
    const shapes = ":S sh:targetNode :nowhere, 'x' ; sh:nodeKind sh:IRI ; sh:property [ sh:path :p ; sh:minCount 1 ] .";
    const lines = linesOf(await validate({ a: ":n :p 1 ." }, shapes));
    expect(lines.map((line) => line.split(" | ")[0])).toEqual([
      '"x"@^^http://www.w3.org/2001/XMLSchema#string',
      '"x"@^^http://www.w3.org/2001/XMLSchema#string',
      ":nowhere",
    ]);
  });
});

describe("graphs", () => {
  const DATA = {
    scholen: ":s1 a :School ; :gemeente :g1 . :s2 a :School ; :gemeente :g2 .",
    oud: ":s3 a :School ; :gemeente :g3 .",
    referentie: ":g1 a :Gemeente . :s1 :naam 'x' .",
  };
  const SHAPES = `:S sh:targetClass :School ; sh:property [ sh:path :gemeente ; sh:class :Gemeente ] ;
    sh:property [ sh:path :naam ; sh:minCount 1 ] .`;
  const foundIn = async (...names: string[]): Promise<string[]> => {
    const graphs = new Set(names.map((name) => `http://localhost:3000/graph/${name}`));
    const report = await validate(DATA, SHAPES, names.length === 0 ? {} : { graphs });
    return linesOf(report).map((line) => line.split(" | ").slice(0, 2).join(" "));
  };

  it("are one: what one says of a value counts for another", async () => {
    expect(await foundIn()).toEqual([":s2 :gemeente", ":s2 :naam", ":s3 :gemeente", ":s3 :naam"]);
  });

  it("are a set: a statement that two of them hold counts once", async () => {
    const data = { a: ":n a :C ; :p :v .", b: ":n a :C ; :p :v ." };
    const shapes = ":S sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .";
    expect(linesOf(await validate(data, shapes))).toEqual([":n | :p | :v | :S | Closed"]);
  });

  it("that are selected say what is checked, and all say what is true", async () => {
    expect(await foundIn("scholen")).toEqual([":s2 :gemeente", ":s2 :naam"]);
    expect(await foundIn("oud")).toEqual([":s3 :gemeente", ":s3 :naam"]);
    expect(await foundIn("referentie")).toEqual([]);
  });
});

it("quads with nodes without a name can be checked", async () => {
  const data = turtle(":n a :C ; :p [ a :D ; :q 1 ], [ :q 2 ] .");
  const report = await validateQuads(
    data,
    turtle(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ; sh:nodeKind sh:BlankNode ] ."),
  );
  expect(report.groups.map(({ count }) => count)).toEqual([1]);
});
