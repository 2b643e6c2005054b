import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer } from "#src/search/answer.js";
import { FACETS, type FacetName, PAGE_SIZE, type SearchAnswer, type SearchQuestion } from "#src/search/questions.js";
import { SearchIndex } from "#src/search/search-index.js";
import type { Thing } from "#src/search/thing.js";

const BASE = "https://graaf.test";
const OND = `${BASE}/def/onderwijs#`;

function school(code: string, label: string, more: Partial<Thing> = {}): Thing {
  const path = `/id/vestiging/${code}`;
  return { path, label, also: [], codes: [code], types: [`${OND}Vestiging`], sources: ["duo"], facts: [], ...more };
}

function indexOf(things: readonly Thing[]): SearchIndex {
  const index = new SearchIndex(BASE);
  for (const thing of things) index.add(thing);
  index.complete();
  return index;
}

function ask(index: SearchIndex, question: Partial<SearchQuestion>): SearchAnswer {
  return answer(index, { kind: "search", text: "", page: 1, ...question }) as SearchAnswer;
}

const labels = (index: SearchIndex, text: string): string[] =>
  index.find(text).found.map(({ id }) => index.thing(id).label);

/** Names of Dutch schools, more or less. */
const word = fc.stringMatching(/^[a-zëïéöü]{5,12}$/);

describe("what is asked is found", () => {
  it("without its accents, and in capitals", () => {
    fc.assert(
      fc.property(word, word, (first, second) => {
        const index = indexOf([school("01AA00", `${first} ${second}`)]);
        const bare = `${first} ${second}`.normalize("NFD").replace(/\p{M}/gu, "");
        expect(labels(index, bare)).toHaveLength(1);
        expect(labels(index, bare.toUpperCase())).toHaveLength(1);
      }),
    );
  });

  it("by a year before a short word, though that looks like a postcode, and by a postcode in either spelling", () => {
    const wilg = school("01AB00", "De Wilg", { facts: ["http://schema.org/postalCode", "2013EN"] });
    const index = indexOf([school("01AA00", "Examens 2013 en 2014"), wilg]);
    for (const text of ["2013 examens", "examens 2013 en 2014", "examens en 2014"])
      expect(labels(index, text)[0]).toBe("Examens 2013 en 2014");
    for (const text of ["2013EN", "2013 en"]) expect(labels(index, text)).toContain("De Wilg");
  });

  it("with one letter wrong, missing or too many in a word of five or more", () => {
    const edit = fc.record({
      at: fc.nat(),
      how: fc.constantFrom("wrong", "missing", "more"),
      letter: fc.stringMatching(/^[a-z]$/),
    });
    fc.assert(
      fc.property(word, word, edit, (name, other, { at, how, letter }) => {
        const index = indexOf([school("01AA00", `De ${name}`), school("01AB00", `Het ${other}`)]);
        const i = at % name.length;
        const typed = name.slice(0, i) + (how === "missing" ? "" : letter) + name.slice(how === "more" ? i : i + 1);
        fc.pre(typed.length >= 5);
        expect(labels(index, typed)).toContain(`De ${name}`);
      }),
    );
  });

  it("by letters that changed places", () => {
    expect(labels(indexOf([school("01AA00", "De Wilgenhoek")]), "wilegnhoek")).toEqual(["De Wilgenhoek"]);
  });

  it("by the beginning of a word, and by name with place", () => {
    const index = indexOf([
      school("01AA00", "De Regenboog", { place: "Tilburg" }),
      school("01AB00", "De Regenboog", { place: "Utrecht" }),
    ]);
    expect(labels(index, "regenb")).toHaveLength(2);
    expect(index.find("regenboog utrecht").found.map(({ id }) => index.thing(id).codes[0])).toEqual(["01AB00"]);
  });

  it("by what it is also called before what only resembles that", () => {
    const town = { path: "/id/gemeente/0518", label: "'s-Gravenhage", also: ["Den Haag"], codes: [] };
    const index = indexOf([
      school("01AA00", "Den Haage Heerd"),
      school("01AB00", "Basisschool Haag en Den"),
      { ...school("0518", ""), ...town },
    ]);
    expect(labels(index, "den haag")[0]).toBe("'s-Gravenhage");
  });

  it("by what it is also called, and by its description", () => {
    const index = indexOf([school("01AA00", "De Wilg", { also: ["Salix"], text: "Openbaar onderwijs aan de Linge" })]);
    expect(labels(index, "salix")).toEqual(["De Wilg"]);
    expect(labels(index, "linge")).toEqual(["De Wilg"]);
  });

  it("but a code is not found by one that resembles it, and a fact by no word at all", () => {
    const facts = [`${OND}denominatie`, "Antroposofisch"];
    const index = indexOf([school("01AA00", "De Wilg", { facts })]);
    expect(ask(index, { text: "01aa00" })).toMatchObject({ total: 1, words: "all" });
    for (const text of ["01aa01", "antroposofisch", "http"]) expect(ask(index, { text }).total).toBe(0);
  });

  it("when some words are in nothing, by those that are, and says so", () => {
    const index = indexOf([school("01AA00", "De Wilg"), school("01AB00", "Het Mozaïek")]);
    expect(index.find("mozaiek zwollerkerspel")).toMatchObject({ words: "some", found: [{ id: 1 }] });
    expect(index.find("mozaiek").words).toBe("all");
  });
});

describe("the order of results", () => {
  it("is code, exact name, name that begins so, words", () => {
    const index = indexOf([
      school("10AA00", "Basisschool de Linde en 20BB00"),
      school("20BB00", "Iets anders"),
      school("30CC00", "De Linde"),
      school("40DD00", "De Linde aan het water"),
    ]);
    expect(labels(index, "20bb00")[0]).toBe("Iets anders");
    expect(labels(index, "de linde")).toEqual(["De Linde", "De Linde aan het water", "Basisschool de Linde en 20BB00"]);
  });

  it("has schools before concepts of the same name", () => {
    const concept = { ...school("x", "Montessori"), path: "/id/begrip/denominatie/x", codes: [] };
    const index = indexOf([concept, school("01AA00", "Montessori")]);
    expect(index.thing(index.find("montessori").found[0]?.id ?? -1).path).toBe("/id/vestiging/01AA00");
  });

  it("is the same each time", () => {
    const index = indexOf(Array.from({ length: 50 }, (_, i) => school(`${10 + i}AA00`, "De Wilg")));
    expect(index.find("wilg")).toEqual(index.find("wilg"));
  });
});

const things = fc.array(
  fc.record({
    label: fc.constantFrom("De Wilg", "Het Mozaïek", "De Wilg en Het Mozaïek"),
    type: fc.constantFrom("Vestiging", "Onderwijsinstelling"),
    place: fc.option(fc.constantFrom("Tilburg", "Utrecht", "’s-Gravenhage"), { nil: undefined }),
    source: fc.constantFrom("duo", "edu-v"),
  }),
  { maxLength: 90 },
);

function indexed(
  all: readonly { label: string; type: string; place: string | undefined; source: string }[],
): SearchIndex {
  return indexOf(
    all.map(({ label, type, place, source }, i) =>
      school(`${i}`, label, {
        types: [OND + type],
        sources: [source],
        ...(place === undefined ? {} : { place }),
      }),
    ),
  );
}

describe("facets and pages", () => {
  it("counts add up to the number of results, and narrowing to a value gives that many", () => {
    fc.assert(
      fc.property(things, (all) => {
        const index = indexed(all);
        const found = ask(index, { text: "wilg" });
        for (const name of FACETS) {
          const { values, others } = found.facets[name];
          expect(values.reduce((sum, { count }) => sum + count, others)).toBe(found.total);
          for (const { value, count } of values) {
            expect(ask(index, { text: "wilg", [name as FacetName]: value }).total).toBe(count);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("pages hold all results, none twice", () => {
    fc.assert(
      fc.property(things, (all) => {
        const index = indexed(all);
        const { total, pages } = ask(index, { text: "wilg" });
        const paths = Array.from({ length: pages }, (_, i) => ask(index, { text: "wilg", page: i + 1 }).results).flat();
        expect(new Set(paths.map(({ path }) => path)).size).toBe(total);
        expect(paths).toHaveLength(total);
        expect(pages).toBe(Math.ceil(total / PAGE_SIZE));
      }),
      { numRuns: 30 },
    );
  });

  it("without words a filter gives all it leaves, by name; without either there is nothing", () => {
    const index = indexOf([school("2", "Zilver", { place: "Tilburg" }), school("1", "Anker", { place: "tilburg" })]);
    expect(ask(index, { place: "TILBURG" }).results.map(({ label }) => label)).toEqual(["Anker", "Zilver"]);
    expect(ask(index, {}).total).toBe(0);
  });

  it("to a place by what people call it", () => {
    const town = { path: "/id/gemeente/0518", label: "'s-Gravenhage", also: ["Den Haag"], codes: [] };
    const index = indexOf([{ ...school("0518", ""), ...town }, school("1", "De Wilg", { place: "'S-GRAVENHAGE" })]);
    expect(ask(index, { place: "den haag" }).results.map(({ label }) => label)).toEqual(["De Wilg"]);
  });
});

describe("an index that is full", () => {
  it("leaves out things that few look for, keeps schools, and says how many it left out", () => {
    const index = new SearchIndex(BASE, "lean", { things: 10, bytes: 1e9, words: 1e6 });
    const paper = (i: number): Thing => ({ ...school(`${i}`, `Stuk ${i}`), path: `/id/tk/zaak/${i}`, codes: [] });
    for (let i = 0; i < 20; i++) index.add(paper(i));
    index.add(school("01AA00", "De Wilg"));
    index.add(school("01AB00", "De Linde"));
    index.complete();
    expect(labels(index, "wilg")).toEqual(["De Wilg"]);
    expect(ask(index, { text: "stuk" })).toMatchObject({ total: 9, coverage: { texts: false, leftOut: 12 } });
  });

  it("is one of so many words too", () => {
    const index = new SearchIndex(BASE, "full", { things: 1e6, bytes: 1e9, words: 100 });
    for (let i = 0; i < 1000; i++) index.add(school(`${i}`, `De Wilg ${i}`));
    index.complete();
    expect(index.things.count).toBeGreaterThan(10);
    expect(index.things.count).toBeLessThan(100);
  });

  it("is one of so many bytes too", () => {
    const index = new SearchIndex(BASE, "full", { things: 1e6, bytes: 20_000, words: 1e6 });
    for (let i = 0; i < 1000; i++) index.add(school(`${i}`, `De Wilg ${i}`));
    index.complete();
    expect(index.things.count).toBeGreaterThan(10);
    expect(index.things.count + index.leftOut).toBe(1000);
    expect(index.things.bytes).toBeLessThan(20_000);
  });
});

it("a typing error is looked for when few things have the word itself, and not when many have", () => {
  const many = Array.from({ length: 10 }, (_, i) => school(`${10 + i}AA00`, "De Molen"));
  const near = school("99ZZ00", "De Moles");
  expect(labels(indexOf([...many.slice(1), near]), "molen")).toContain("De Moles");
  expect(labels(indexOf([...many, near]), "molen")).not.toContain("De Moles");
});

it("any text is a question, and none breaks it", () => {
  const index = indexOf([school("01AA00", "De Wilg")]);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(ask(index, { text }).total).toBeLessThanOrEqual(1);
    }),
  );
});

it("a question without words finds nothing, also not what has a dash for a code", () => {
  const index = indexOf([school("01AA00", "De Wilg", { codes: ["-", "01AA00"] })]);
  for (const text of ["-", "?", "…", "\ud83d"]) expect(labels(index, text)).toEqual([]);
  expect(labels(index, "01AA00")).toEqual(["De Wilg"]);
});

it.each([
  ["Regenboog", "Regenbaag", true],
  ["Molenaar", "Molexxar", false],
])(
  "beside %s, %s with two letters wrong is found too where the word has nine letters or more: %s",
  (name, near, found) => {
    const index = indexOf([school("01AA00", name), school("01AB00", near)]);
    expect(labels(index, name)).toEqual(found ? [name, near] : [name]);
  },
);
