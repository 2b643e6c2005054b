import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { demandsOf, type Piece } from "#src/pages/vocabulary/rule-words.js";
import { rulesOf } from "#src/pages/vocabulary/rules.js";
import { plainQuad } from "#src/rdf/nquads.js";

const PREFIXES = `
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <https://x.test/> .
`;
const local = (iri: string): string => iri.replace(/^.*[/#]/, "");

function rules(turtle: string): ReturnType<typeof rulesOf> {
  return rulesOf(new Parser().parse(PREFIXES + turtle).map(plainQuad));
}

function text(piece: Piece): string {
  return typeof piece === "string" ? piece : "code" in piece ? `\`${piece.code}\`` : local(piece.iri);
}

/** What a property shape demands, in words. */
function words(constraints: string, language: "nl" | "en" = "nl"): string[] {
  const [rule] = rules(`x:S sh:targetClass x:K ; sh:property [ sh:path x:p ; ${constraints} ] .`);
  return rule === undefined ? [] : demandsOf(rule, language, local).map((phrase) => phrase.map(text).join(""));
}

describe("a demand in words", () => {
  it.each([
    ["sh:minCount 1 ; sh:maxCount 1", ["precies één"]],
    ["sh:minCount 1", ["ten minste één"]],
    ["sh:maxCount 1", ["ten hoogste één"]],
    ["sh:maxCount 0", ["geen"]],
    ["sh:minCount 2 ; sh:maxCount 4", ["2 tot en met 4"]],
    ["sh:minCount 0 ; sh:maxCount 3", ["ten hoogste 3"]],
    ["sh:datatype xsd:integer", ["een geheel getal"]],
    ["sh:datatype x:graden", ["graden"]],
    ["sh:nodeKind sh:IRI", ["een IRI"]],
    ["sh:class x:Bestuur ; sh:nodeKind sh:IRI", ["beschreven als Bestuur"]],
    ['sh:pattern "^[0-9]{4}$" ; sh:flags "i"', ["volgens het patroon `^[0-9]{4}$`"]],
    ['sh:in ( "Voor" x:tegen )', ["één van: `Voor`, tegen"]],
    ["sh:minInclusive 0 ; sh:maxInclusive 8", ["0 tot en met 8"]],
    ["sh:minInclusive 0", ["niet kleiner dan 0"]],
    ["sh:maxLength 200", ["ten hoogste 200 tekens"]],
    ["sh:uniqueLang true", ["per taal ten hoogste één"]],
    ["sh:lessThan x:einde", ["vóór einde"]],
    [
      "sh:or ( [ sh:property [ sh:path x:a ; sh:minCount 1 ] ] [ sh:property [ sh:path x:b ; sh:minCount 1 ] ] )",
      ["ten minste één van deze: a: ten minste één; of b: ten minste één"],
    ],
    [
      "sh:qualifiedValueShape [ sh:not [ sh:in ( x:onbekend ) ] ] ; sh:qualifiedMinCount 1",
      ["ten minste één die voldoet aan: niet: één van: onbekend"],
    ],
  ])("%s", (constraints, expected) => {
    expect(words(constraints)).toEqual(expected);
  });

  it("is in the language of the page", () => {
    expect(words("sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date", "en")).toEqual(["exactly one", "a day"]);
  });
});

describe("the rules of a shapes graph", () => {
  it("have the targets of their shape, their own severity and message", () => {
    const [rule, ...others] = rules(`
      x:S sh:targetClass x:K ; sh:targetSubjectsOf x:q ; sh:severity sh:Info ;
        sh:property [ sh:path x:p ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "leeg"@nl ] .`);
    expect(others).toEqual([]);
    expect(rule?.targets).toEqual({ classes: ["https://x.test/K"], subjectsOf: ["https://x.test/q"], objectsOf: [] });
    expect(rule?.severity).toBe("http://www.w3.org/ns/shacl#Warning");
    expect(rule?.messages.map(({ value }) => value)).toEqual(["leeg"]);
  });

  it("leave out what is deactivated and what has no target", () => {
    expect(rules("x:S sh:property [ sh:path x:p ; sh:minCount 1 ] .")).toEqual([]);
    expect(
      rules("x:S sh:targetClass x:K ; sh:deactivated true ; sh:property [ sh:path x:p ; sh:minCount 1 ] ."),
    ).toEqual([]);
    expect(
      rules("x:S sh:targetClass x:K ; sh:property [ sh:path x:p ; sh:minCount 1 ; sh:deactivated true ] ."),
    ).toEqual([]);
  });

  it("say what is demanded of the thing itself without a path", () => {
    const [rule] = rules("x:S sh:targetClass x:K ; sh:closed true ; sh:ignoredProperties ( x:a ) .");
    expect(rule?.path).toBeUndefined();
    expect(demandsOf(rule ?? { path: undefined, constraints: [] }, "en", local)).toEqual([
      ["no other properties than those in this list"],
    ]);
  });

  it("end where shapes refer to each other in a circle", () => {
    expect(rules("x:S sh:targetClass x:K ; sh:node x:T . x:T sh:node x:T .").length).toBe(1);
  });
});
