import { expect, test } from "vitest";
import { QueryRefusedError } from "#src/store/graph-store.js";
import { scanQuery } from "#src/store/query-check/query-scan.js";

test.each([
  ["nested groups", `SELECT * ${"{".repeat(101)}${"}".repeat(101)}`],
  ["nested calls", `SELECT (${"IF(true,1,".repeat(101)}2${")".repeat(101)} AS ?x) {}`],
  ["OPTIONAL", `SELECT * { ${"OPTIONAL { ?s ?p ?o } ".repeat(501)} }`],
  ["||", `SELECT * { FILTER(${"?o = 1 || ".repeat(501)} false) }`],
])("too much of %s does not reach the engine", (_, query) => {
  expect(() => scanQuery(query)).toThrow(QueryRefusedError);
});

test.each([
  ["a long VALUES", `SELECT * { VALUES (?x ?y) { ${"(<http://x/a-b/c+d> -1) ".repeat(5000)} } }`],
  ["many groups beside each other", `SELECT * { ${"{ ?s ?p ?o } ".repeat(200)} }`],
  ["brackets in texts, IRIs and comments", `SELECT * { ?s ?p "${"{".repeat(200)}" # ${"(".repeat(200)}\n}`],
  ["the word service elsewhere", `SELECT ?service { ?service service:x "SERVICE", 'service' # SERVICE\n}`],
])("%s is no reason to refuse", (_, query) => {
  expect(() => scanQuery(query)).not.toThrow();
});

test.each([
  ["SELECT * { service <http://x/> { ?s ?p ?o } }", true],
  ["SELECT ?service { ?service service:x 'SERVICE' # SERVICE\n}", false],
])("a call of a SERVICE is seen, and no other use of the word: %s", (query, services) => {
  expect(scanQuery(query)).toEqual({ services });
});
