import { describe, expect, test } from "vitest";
import { compileMapping, findingText, type MapFinding } from "#src/mapping/compile.js";
import { allFunctions } from "#src/mapping/functions.js";
import { MappingError, type MappingProblem } from "#src/mapping/problem.js";
import { readMapping } from "#src/mapping/read.js";

const OLD = `@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix fnml: <http://semweb.mmlab.be/ns/fnml#> .
@prefix fno: <https://w3id.org/function/ontology#> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@prefix ex: <http://example.com/> .
@base <http://example.com/base/> .
`;

function problems(text: string): readonly MappingProblem[] {
  try {
    compileMapping(readMapping(text, { path: "m.ttl" }), { base: "http://x/", functions: allFunctions("http://x") });
  } catch (error) {
    if (error instanceof MappingError) return error.problems;
    throw error;
  }
  return [];
}

function mapped(text: string, record: unknown): { lines: string[]; findings: MapFinding[] } {
  const compiled = compileMapping(readMapping(text, { path: "m.ttl" }), { functions: allFunctions("http://x") });
  const lines: string[] = [];
  const findings: MapFinding[] = [];
  compiled.mapRecord(
    "a.json",
    record,
    (line) => lines.push(line),
    (finding) => findings.push(finding),
  );
  return { lines, findings };
}

const MAP = `${OLD}
<#M> rml:logicalSource [ rml:source "a.json" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "$[*]" ] ;
  rr:subjectMap [ rr:template "{id}" ; rr:class ex:Ding ; rr:graph ex:G ] ;
  rr:predicateObjectMap [ rr:predicate ex:n ; rr:objectMap [ rml:reference "$.n" ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:key ; rr:objectMap [ rml:reference "$.Country Code" ; rr:language "nl" ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:list ; rr:objectMap [ rml:reference "list" ; rr:termType rr:IRI ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:up ; rr:objectMap [ fnml:functionValue [
    rr:predicateObjectMap [ rr:predicate fno:executes ; rr:objectMap [ rr:constant grel:toUpperCase ] ] ;
    rr:predicateObjectMap [ rr:predicate grel:valueParameter ; rr:objectMap [ rml:reference "id" ] ] ] ] ] .
`;

describe("RML in the old vocabulary", () => {
  test("is read with the meaning it had: numbers are text, arrays are taken apart, @base is the base", () => {
    const record = { id: "a b", n: 10, "Country Code": "NL", list: ["http://x/1", "2"] };
    const { lines, findings } = mapped(MAP, record);
    const s = "<http://example.com/base/a%20b>";
    const g = "<http://example.com/G> .\n";
    expect(findings).toEqual([]);
    expect(lines).toEqual([
      `${s} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.com/Ding> ${g}`,
      `${s} <http://example.com/n> "10" ${g}`,
      `${s} <http://example.com/key> "NL"@nl ${g}`,
      `${s} <http://example.com/list> <http://x/1> ${g}`,
      `${s} <http://example.com/list> <http://example.com/base/2> ${g}`,
      `${s} <http://example.com/up> "A B" ${g}`,
    ]);
  });
});

describe("old RML as yarrrml-parser and SQL people write it", () => {
  test("has the text of a constant for an IRI, where only an IRI can stand", () => {
    const text = MAP.replace("rr:graph ex:G", 'rr:graphMap [ rr:constant "http://example.com/H" ]').replace(
      "rr:constant grel:toUpperCase",
      'rr:constant "http://users.ugent.be/~bjdmeest/function/grel.ttl#toUpperCase" ; rr:termType rr:IRI',
    );
    const { lines, findings } = mapped(text, { id: "a" });
    expect(findings).toEqual([]);
    expect(lines).toContain('<http://example.com/base/a> <http://example.com/up> "A" <http://example.com/H> .\n');
  });

  test("has names in quotes in a template", () => {
    const { lines } = mapped(MAP.replace('"{id}"', String.raw`"{\"a key\"}"`), { "a key": 1, id: "a" });
    expect(lines[0]).toMatch(/^<http:\/\/example\.com\/base\/1> /);
  });
});

describe("a finding", () => {
  test("is told in English too", () => {
    const { findings } = mapped(MAP, { id: "1", list: "a b" });
    expect(findings.map(findingText)).toEqual(['M, http://example.com/list: "a b" makes no valid IRI']);
  });
});

describe("a mistake in RML Turtle is told with its line", () => {
  test.each([
    ["an unclosed brace in a template", 'rr:template "{id}"', 'rr:template "{id"', 11, /brace that is not closed/],
    ["a word that RML has not", "rr:subjectMap [", "rr:subjectMaps [", 11, /no property rml:subjectMaps/],
    ["a property that cannot be one", 'rml:reference "id"', 'rr:rr:reference "id"', 17, /no property "rr:reference"/],
    ["a slip of the pen", "rr:objectMap [ rml:reference", "rr:objectMap [ rml:refrence", 12, /no property "refrence"/],
    ["a word that is no language", '"nl"', '"dutch"', 13, /"dutch" is no language tag/],
    ["a parameter that the function has not", "grel:valueParameter", "grel:valueParm", 17, /no parameter/],
    ["a formulation that is not supported", "ql:JSONPath", "ql:XPath", 10, /XPath> is not supported/],
  ])("%s", (_what, from, to, line, message) => {
    const found = problems(MAP.replace(from, to)).find((p) => message.test(p.message));
    expect(found).toMatchObject({ file: "m.ttl", line });
  });

  test("function executions that refer to themselves", () => {
    const text = `@prefix rml: <http://w3id.org/rml/> .
<#M> rml:logicalSource [ rml:source [ rml:path "a.csv" ] ] ; rml:subjectMap [ rml:functionExecution <#E> ] .
<#E> rml:function <#f> ; rml:input [ rml:parameter <#p> ; rml:inputValueMap [ rml:functionExecution <#E> ] ] .`;
    expect(problems(text).map((p) => p.message)).toContain("a function execution refers to itself");
  });

  test("a term map that refers to itself", () => {
    const text = `@prefix rml: <http://w3id.org/rml/> .
<#M> rml:logicalSource [ rml:source [ rml:path "a.csv" ] ] ; rml:subjectMap <#T> .
<#T> rml:reference "a" ; rml:languageMap <#T> ; rml:condition <#T> .`;
    expect(problems(text).map((p) => p.message)).toContain("a term map refers to itself");
  });

  test("function executions that are shared until there are too many", () => {
    const levels = Array.from({ length: 40 }, (_, i) => {
      const input = `[ rml:parameter <#p> ; rml:inputValueMap [ rml:functionExecution <#E${i + 1}> ] ]`;
      return `<#E${i}> rml:function <#f> ; rml:input ${input}, ${input} .`;
    });
    const text = `@prefix rml: <http://w3id.org/rml/> .
<#M> rml:logicalSource [ rml:source [ rml:path "a.csv" ] ] ; rml:subjectMap [ rml:functionExecution <#E0> ] .
${levels.join("\n")}`;
    expect(problems(text).map((p) => p.message)).toContain(
      "the mapping holds more than 100,000 term maps and function calls",
    );
  });

  test("a compression that is not supported", () => {
    const text = `@prefix rml: <http://w3id.org/rml/> .
<#M> rml:logicalSource [ rml:source [ rml:path "a.zip" ; rml:compression rml:zip ] ] ; rml:subjectMap [ rml:reference "a" ] .`;
    expect(problems(text)[0]?.message).toContain("zip> is not supported");
  });
});
