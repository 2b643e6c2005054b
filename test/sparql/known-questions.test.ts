import { expect, test } from "vitest";
import { questionKey } from "#src/sparql/known-questions.js";

const TOTAL = questionKey("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }");
const OF_GRAPH = questionKey("SELECT (COUNT(*) AS ?n) { GRAPH <urn:G> { ?s ?p ?o } }");

test.each([
  "select (count(*) as ?n) { ?a ?b ?c . }",
  "SELECT(COUNT(DISTINCT *) AS $n)WHERE{$s $p $o}",
  "SELECT (COUNT(?p) AS ?n)\nWHERE {\n  ?s ?p ?o\n}",
])("the number of statements is one question in any spelling: %s", (query) => {
  expect(questionKey(query)).toBe(TOTAL);
});

test("and so is that of one graph, which is another", () => {
  expect(questionKey("select (count(?x) as ?n) where { graph <urn:G> { ?x ?y ?z } }")).toBe(OF_GRAPH);
  expect(questionKey("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }")).not.toBe(OF_GRAPH);
  expect(OF_GRAPH).not.toBe(TOTAL);
});

test.each([
  ["another column", "SELECT (COUNT(*) AS ?m) WHERE { ?s ?p ?o }"],
  ["distinct subjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"],
  ["a variable twice", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?s }"],
  ["what is not bound", "SELECT (COUNT(?x) AS ?n) WHERE { ?s ?p ?o }"],
  ["a column of the pattern, which is an error", "SELECT (COUNT(*) AS ?s) WHERE { ?s ?p ?o }"],
  ["a limit", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } LIMIT 0"],
  ["any graph", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"],
])("%s is a question of its own", (_, query) => {
  expect([TOTAL, OF_GRAPH]).not.toContain(questionKey(query));
});
