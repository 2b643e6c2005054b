import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance } from "fastest-levenshtein";
import { Best } from "#src/search/best.js";
import { NameOrder } from "#src/search/name-order.js";
import { PostingsBuilder } from "#src/search/postings.js";
import { Records } from "#src/search/records.js";
import { Vocabulary } from "#src/search/vocabulary.js";
import { type AskedWord, WordSearch } from "#src/search/word-search.js";

/** Words of few letters, so that they often begin alike, resemble each other, and are the same. */
const word = fc.stringMatching(/^[abc]{1,6}$/);
const documents = fc.array(fc.uniqueArray(word, { maxLength: 6 }), { maxLength: 40 });

function searchIn(things: readonly (readonly string[])[]): WordSearch {
  const builder = new PostingsBuilder();
  for (const words of things) builder.add(new Map(words.map((each) => [each, 1])));
  const { words, postings } = builder.complete();
  return new WordSearch(new Vocabulary(words), postings, things.length);
}

const asked = fc.array(fc.record({ text: word, asPrefix: fc.boolean(), typos: fc.nat({ max: 2 }) }), {
  minLength: 1,
  maxLength: 4,
});

function fits(words: readonly string[], { text, asPrefix, typos }: AskedWord): boolean {
  const isNear = (each: string): boolean => each.length >= 4 && distance(each, text) <= typos;
  return words.some((each) => each === text || (asPrefix && each.startsWith(text)) || isNear(each));
}

describe("things by their words", () => {
  it.each(["all", "some"] as const)("are those that have %s of the words, one question after another", (combine) => {
    fc.assert(
      fc.property(documents, fc.array(asked, { minLength: 1, maxLength: 3 }), (things, questions) => {
        const search = searchIn(things);
        for (const question of questions) {
          const expected = things.flatMap((words, id) => {
            const having = question.filter((each) => fits(words, each)).length;
            return having === question.length || (combine === "some" && having > 0) ? [id] : [];
          });
          expect([...search.find(question, combine).ids].sort((a, b) => a - b)).toEqual(expected);
        }
      }),
    );
  });

  it("score more for a word as it was asked than for its beginning, and for that than for a typing error", () => {
    const search = searchIn([["molens"], ["moler"], ["molen"], ["iets"], ["anders"], ["nog"]]);
    const { ids, scores } = search.find([{ text: "molen", asPrefix: true, typos: 1 }], "all");
    const byScore = [...ids].sort((a, b) => (scores[ids.indexOf(b)] ?? 0) - (scores[ids.indexOf(a)] ?? 0));
    expect(byScore).toEqual([2, 0, 1]);
  });

  it("score more for a rare word than for a common one", () => {
    const search = searchIn([["school", "linde"], ["school", "molen"], ["school"], ["linde"]]);
    const scoreOf = (text: string): number =>
      search.find([{ text, asPrefix: false, typos: 0 }], "all").scores[0] ?? Number.NaN;
    expect(scoreOf("molen")).toBeGreaterThan(scoreOf("school"));
  });
});

it("the best of many numbers are the first of all in order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (numbers, most) => {
      const best = new Best(most);
      for (const each of numbers) best.add(each);
      expect(best.list()).toEqual(numbers.toSorted((a, b) => b - a).slice(0, most));
    }),
  );
});

it("a record is read as it was written, whatever its length and letters", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }), (texts) => {
      const records = new Records();
      for (const text of texts) records.add(text);
      expect(texts.map((_, i) => records.get(i))).toEqual(texts);
      expect(records.get(texts.length)).toBeUndefined();
    }),
    { numRuns: 20 },
  );
  const records = new Records();
  const long = "é".repeat(3_000_000);
  for (const text of [long, "kort", long]) records.add(text);
  expect([records.get(0) === long, records.get(1), records.get(2) === long]).toEqual([true, "kort", true]);
  expect(() => records.add("x".repeat(8 * 1024 * 1024))).toThrow(RangeError);
});

it("names that are so, or begin so, are found by their order", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), word, (names, name) => {
      const order = new NameOrder(names, (id) => names[id] ?? "");
      const ids = (range: { from: number; to: number }): number[] =>
        [...names.keys()].filter((id) => order.isIn(range, id));
      expect(ids(order.called(name))).toEqual([...names.keys()].filter((id) => names[id] === name));
      expect(ids(order.beginning(name))).toEqual([...names.keys()].filter((id) => names[id]?.startsWith(name)));
      expect([...order.ids].map((id) => names[id])).toEqual(names.toSorted());
    }),
  );
});
