import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuerySyntaxError } from "#src/store/graph-store.js";
import { readHead } from "#src/store/query-check/query-head.js";

const BASE = "http://x/y/";

describe("the form of a query", () => {
  test.each([
    ["SELECT * {}", "select"],
    ["# CONSTRUCT\nBASE <http://ask/> PREFIX select: <construct> ask {}", "ask"],
    ["PREFIX : <a>\n  describe :b", "describe"],
    ["cOnStRuCt { ?s a ?o } where { SELECT * {} }", "construct"],
    ["nonsense", undefined],
    ["", undefined],
  ])("of %j is %s", (sparql, form) => {
    expect(readHead(sparql, BASE).form).toBe(form);
  });

  test.each(["INSERT DATA {}", "PREFIX a: <b> WITH <c> DELETE {} WHERE {}", "drop all", "LOAD <http://x>"])(
    "of an update is refused: %s",
    (sparql) => {
      expect(() => readHead(sparql, BASE)).toThrow(QuerySyntaxError);
    },
  );
});

describe("the dataset of a query", () => {
  test.each([
    ["SELECT * FROM <http://a> FROM NAMED <http://b> {}", ["http://a"], ["http://b"]],
    ["SELECT * FROM <http://a> FROM <http://a> {}", ["http://a"], []],
    ["PREFIX g: <http://g/> SELECT * FROM g:a\\-b FROM NAMED g: {}", ["http://g/a-b"], ["http://g/"]],
    ["SELECT * FROM <z> {}", ["http://x/y/z"], []],
    ["BASE <http://b/c> SELECT * FROM <z> {}", ["http://b/z"], []],
    ["SELECT * FROM <http://a\\u002Fb> {}", ["http://a/b"], []],
    ["SELECT (' FROM <http://a>' AS ?from) { ?s ?p ' } FROM <http://b>' }", [], []],
    ["SELECT * { ?s ?p '''it's } FROM <http://b>''' } # FROM <http://c>", [], []],
    ["SELECT ?from FROM nope:a {}", [], []],
  ])("of %j", (sparql, defaultGraphs, namedGraphs) => {
    expect(readHead(sparql, BASE)).toMatchObject({ defaultGraphs, namedGraphs });
  });
});

test("any text at all is read to its end without failing", () => {
  const piece = fc.constantFrom(
    "SELECT",
    "FROM",
    "<",
    ">",
    "'",
    '"""',
    "\\",
    "{",
    "}",
    "(",
    ":",
    "PREFIX",
    "#",
    "\n",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" }))), (pieces) => {
      expect(readHead(`ASK ${pieces.join("")}`, undefined).form).toBe("ask");
    }),
  );
});

test("a long text is read in time that grows with its length alone", () => {
  for (const piece of ['"""', "'''\"\"", "(", "a:", "<a", '"\\', "\\u0041", "#", ".-", "<\\u0041", "? "]) {
    expect(readHead(`ASK {} ${piece.repeat(200_000)}`, BASE).form).toBe("ask");
  }
}, 5_000);
