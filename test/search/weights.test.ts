import { expect, it } from "vitest";
import { answer } from "#src/search/answer.js";
import type { SearchAnswer, SearchQuestion } from "#src/search/questions.js";
import { SearchIndex } from "#src/search/search-index.js";
import type { Thing } from "#src/search/thing.js";

function thing(path: string, label: string): Thing {
  return { path, label, also: [], codes: [], types: ["http://x.test/T"], sources: ["duo"], facts: [] };
}

it("parts of a statistic, which are called as it is, come after all else", () => {
  const index = new SearchIndex("https://graaf.test");
  index.add(thing("/id/statistiek/06/deel/2020-2021", "Leerlingen 2020-2021"));
  index.add(thing("/id/begrip/x/1", "Aantal leerlingen"));
  index.add(thing("/id/statistiek/06", "Leerlingen"));
  index.complete();
  const question: SearchQuestion = { kind: "search", text: "leerl", page: 1 };
  const { results } = answer(index, question) as SearchAnswer;
  expect(results.map(({ path }) => path)).toEqual([
    "/id/statistiek/06",
    "/id/begrip/x/1",
    "/id/statistiek/06/deel/2020-2021",
  ]);
});
