import { readFileSync } from "node:fs";
import { Store, Parser } from "n3";
import { describe, expect, test } from "vitest";
import { presentName } from "#src/mapping/function-registry.js";
import { allFunctions } from "#src/mapping/functions.js";
import { BASE_TOKEN } from "#src/rdf/base.js";

const GREL = "http://users.ugent.be/~bjdmeest/function/grel.ttl#";
const IDLAB = "https://w3id.org/imec/idlab/function#";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const FNO = "https://w3id.org/function/ontology#";
const functions = allFunctions(BASE_TOKEN);

function call(iri: string, args: Record<string, string | number | boolean | string[] | undefined>) {
  const fn = functions.get(iri);
  if (fn === undefined) throw new Error(`no function ${iri}`);
  return fn.run(args);
}

describe("functions", () => {
  test("are described in ontology/functies.ttl with the parameters and outputs they have", () => {
    const text = readFileSync(new URL("../../ontology/functies.ttl", import.meta.url), "utf8");
    const store = new Store(new Parser().parse(text));
    const items = (node: string): string[] => {
      const first = store.getObjects(node, `${RDF}first`, null)[0]?.value;
      return first === undefined ? [] : [first, ...items(store.getObjects(node, `${RDF}rest`, null)[0]?.value ?? "")];
    };
    const described = Object.fromEntries(
      store.getSubjects(`${FNO}expects`, null, null).map((subject) => {
        const list = (word: string): string[] => items(store.getObjects(subject, FNO + word, null)[0]?.value ?? "");
        return [subject.value, { expects: list("expects"), returns: list("returns") }];
      }),
    );
    const registered = Object.fromEntries(
      [...functions.values()].map((fn) => [fn.iri, { expects: Object.keys(fn.parameters), returns: fn.outputs }]),
    );
    expect(described).toEqual(registered);
  });

  test("give nothing where there is no value", () => {
    for (const [iri, fn] of functions) {
      if (/(?:equal|notEqual|isNull|alwaysReturnsABC)$/.test(iri)) continue;
      expect([iri, fn.run({})]).toEqual([iri, undefined]);
    }
  });

  test("string_substring gives the empty text at the end, and nothing beyond it", () => {
    const substring = `${GREL}string_substring`;
    expect(call(substring, { value: "Venus", from: "5" })).toBe("");
    expect(call(substring, { value: "Venus", from: "1000" })).toBeUndefined();
    expect(call(substring, { value: "Venus", from: "1", to: "3" })).toBe("en");
    expect(call(substring, { value: "Venus", from: "x" })).toHaveProperty("bad");
  });

  test("string_replace takes its texts as they are", () => {
    expect(call(`${GREL}string_replace`, { value: "a.b.c", find: ".", replace: "$&" })).toBe("a$&b$&c");
  });

  test.each([
    ["html", "A&B<'\">", "A&amp;B&lt;&#39;&quot;&gt;"],
    ["xml", "'", "&apos;"],
    ["csv", 'a"b', '"a""b"'],
    ["url", "a b", "a%20b"],
    ["javascript", "a'\n", "a\\'\\n"],
  ])("escape for %s", (mode, value, expected) => {
    expect(call(`${GREL}escape`, { value, mode })).toBe(expected);
  });

  test("equal compares as text; an absent value equals nothing", () => {
    expect(call(`${IDLAB}equal`, { one: 1, other: "1" })).toBe(true);
    expect(call(`${IDLAB}equal`, { one: undefined, other: undefined })).toBe(false);
    expect(call(`${IDLAB}notEqual`, { one: undefined, other: "A" })).toBe(true);
  });

  test("cleaners refuse a bad value with a reason, and take blank for nothing", () => {
    const postcode = `${BASE_TOKEN}/def/functies#postcode`;
    expect(call(postcode, { value: " 5022 ke " })).toBe("5022KE");
    expect(call(postcode, { value: "n.v.t." })).toBeUndefined();
    expect(call(postcode, { value: "xx" })).toHaveProperty("bad");
  });

  test("names from before RML-FNML are still known", () => {
    expect(presentName("http://example.com/idlab/function/equal")).toBe(`${IDLAB}equal`);
    expect(presentName(`${GREL}valueParameter2`)).toBe(`${GREL}valueParam2`);
  });
});
