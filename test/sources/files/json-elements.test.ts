import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonFrame, jsonElements } from "#src/sources/files/json-elements.js";
import { inPieces } from "./pieces.js";

interface Read {
  readonly elements: readonly unknown[];
  readonly frame: JsonFrame;
}

async function read(text: string, size = text.length, way: readonly string[] = ["results"]): Promise<Read> {
  const elements: unknown[] = [];
  const walk = jsonElements(inPieces(text, size), ...way);
  for (;;) {
    const step = await walk.next();
    if (step.done === true) return { elements, frame: step.value };
    elements.push(...step.value);
  }
}

test.each<[string, string, Read]>([
  [
    "after other members, some of the same name",
    '{"results":[9],"result":{"facets":{"results":[8]},"count":2,"results":[1,{"results":[2]}]},"success":true}',
    {
      elements: [1, { results: [2] }],
      frame: {
        hasArray: true,
        members: { results: [9], result: { facets: { results: [8] }, count: 2, results: [] }, success: true },
      },
    },
  ],
  [
    "that is not there",
    '{"success":true,"result":{"id":"1","resources":[{"results":[1]}]}}',
    {
      elements: [],
      frame: {
        hasArray: false,
        members: { success: true, result: { id: "1", resources: [{ results: [1] }] } },
      },
    },
  ],
])("an array further in is found by the way to it: %s", async (_what, text, expected) => {
  for (const size of [1, 3, text.length]) expect(await read(text, size, ["result", "results"])).toEqual(expected);
});

const refusal = (text: string): Promise<string> =>
  read(text, 3).then(
    () => "read",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("the elements of the array are found", () => {
  test.each<[string, string, unknown[]]>([
    ["before the other members", '{"results":[1,2],"@id":"x"}', [1, 2]],
    ["after them", '{"@context":{"a":"b"},"@id":"x","results":[{"a":1}]}', [{ a: 1 }]],
    ["as the document itself", ' [ {"a":1} , {"a":2} ] ', [{ a: 1 }, { a: 2 }]],
    ["empty", '{"results":[ ]}', []],
    ["with white space before the bracket", '{"results" :\n [null, true]}', [null, true]],
    ["not a nested one of the same name", '{"a":{"results":[9]},"results":[1]}', [1]],
    ["not one inside an array before it", '{"a":["results",[9]],"results":[1]}', [1]],
    ["with one of the same name inside", '{"results":[{"results":[1,2]},[3,[4]]]}', [{ results: [1, 2] }, [3, [4]]]],
    ["with brackets, quotes and escapes in strings", '{"results":["]}\\"],{[", "\\\\"]}', [']}"],{[', "\\"]],
  ])("%s", async (_what, text, elements) => {
    for (const size of [1, 2, 7, text.length]) expect((await read(text, size)).elements).toEqual(elements);
  });

  test.each(['{"results":{"a":1}}', '{"data":[1]}'])(
    "a document without the array is given whole: %s",
    async (text) => {
      expect(await read(text, 2)).toEqual({ elements: [], frame: { hasArray: false, members: JSON.parse(text) } });
    },
  );

  test("the members around it are given, without the array", async () => {
    const { frame } = await read('{"@id":"x","results":[1,2],"n":{"a":[1]}}', 4);
    expect(frame.members).toEqual({ "@id": "x", n: { a: [1] } });
  });
});

describe("a document that cannot be read is refused with its reason", () => {
  test.each([
    ["cut off in an element", '{"results":[{"a":1},{"a"', 'cut off, after element 1 of "results"'],
    ["cut off between elements", '{"results":[{"a":1}', 'cut off, after element 0 of "results"'],
    ["cut off in a string", '{"results":["abc', "cut off"],
    ["cut off after the array", '{"results":[1]', "cut off"],
    ["an element that is not JSON", '{"results":[{"a":1},{a:1}]}', 'element 2 of "results" is not JSON'],
    ["a comma too many at the end", '{"results":[1,]}', 'element 2 of "results" is not JSON'],
    ["a comma too many at the start", '{"results":[,1]}', 'element 1 of "results" is not JSON'],
    ["brackets that do not match", '{"results":[1}]', "not JSON"],
    ["something behind the document", '{"results":[1]} x', "not JSON"],
  ])("%s", async (_what, text, reason) => {
    expect(await refusal(text)).toMatch(/^JsonShapeError: /);
    expect(await refusal(text)).toContain(reason);
  });

  test("a document of which nothing is the array is not held in memory", async () => {
    const endless = `{"a":"${"x".repeat(4_100_000)}`;
    await expect(read(endless, 100_000)).rejects.toThrow('no array "results" within the first 4000000 bytes');
  });
});

test("any array under the key, in any chunks, gives what JSON.parse gives", async () => {
  const other = fc.dictionary(
    fc.string({ maxLength: 6 }).filter((key) => key !== "results" && key !== "__proto__"),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 }),
      other,
      fc.boolean(),
      fc.constantFrom(undefined, 1, "\t"),
      fc.integer({ min: 1, max: 50 }),
      async (results, members, first, indent, size) => {
        const document = first ? { results, ...members } : { ...members, results };
        const text = JSON.stringify(document, null, indent);
        const result = await read(text, size);
        expect(result.elements).toEqual((JSON.parse(text) as { results: unknown[] }).results);
        expect(Object.keys(result.frame.members).sort()).toEqual(Object.keys(members).sort());
      },
    ),
    { numRuns: 300 },
  );
});
