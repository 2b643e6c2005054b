import { describe, expect, test } from "vitest";
import { ReferenceBook } from "#src/records/reference-book.js";
import { termCellCleaners, termCleaners, wordsOf } from "#src/records/term-cleaners.js";

const EU = "http://publications.europa.eu/resource/authority";
const CC_BY = "http://creativecommons.org/licenses/by/4.0/deed.nl";

function book(): ReferenceBook {
  return new ReferenceBook({
    concepts: [],
    stewarded: [],
    minted: [],
    municipalities: new Map(),
    lookups: new Map([
      [
        "talen",
        new Map([
          ["nld", "NLD"],
          ["nl", "NLD"],
        ]),
      ],
      [
        "bestandstypen",
        new Map([
          ["csv", "CSV"],
          ["geojson", "JSON"],
        ]),
      ],
      ["wijzigingen", new Map([[":updated", "http://purl.org/adms/changetype/updated"]])],
      ["organisaties", new Map([["Fryslan", "Fryslân"]])],
      [
        "licenties",
        new Map([
          ["http://creativecommons.org/licenses/by/4.0", CC_BY],
          ["geen beperkingen", CC_BY],
        ]),
      ],
    ]),
  });
}

function term(value: string, ...args: string[]): unknown {
  const cleaned = termCleaners["term"]?.(value, args, { record: {}, book: book() });
  return cleaned === undefined || "bad" in cleaned ? undefined : cleaned.value;
}

describe("a term of a list", () => {
  test.each([
    `${EU}/language/NLD`,
    `https://publications.europa.eu/resource/authority/language/NLD`,
    `${EU}/language/NLD/`,
    "NLD",
    "nl",
  ])("is found by %s", (value) => {
    expect(term(value, "talen", "language")).toBe(`${EU}/language/NLD`);
  });

  test("that the table lacks is taken from the list itself only where the list is open", () => {
    expect(term(`${EU}/language/SWE`, "talen", "language", "open")).toBe(`${EU}/language/SWE`);
    expect(term("https://publications.europa.eu/resource/authority/language/SWE", "talen", "language", "open")).toBe(
      `${EU}/language/SWE`,
    );
    expect(term(`${EU}/language/SWE`, "talen", "language")).toBeUndefined();
    expect(term(`${EU}/file-type/CSV`, "talen", "language", "open")).toBeUndefined();
  });

  test("of the list itself stays what it is, though the table gives its name to another", () => {
    const list = ["bestandstypen", "file-type", "open"];
    expect(term("GeoJSON", ...list)).toBe(`${EU}/file-type/JSON`);
    expect(term(`${EU}/file-type/GEOJSON`, ...list)).toBe(`${EU}/file-type/GEOJSON`);
    expect(term(`${EU}/file-type/csv`, ...list)).toBe(`${EU}/file-type/CSV`);
  });

  test("may be a broken curie", () => {
    expect(term(":updated", "wijzigingen")).toBe("http://purl.org/adms/changetype/updated");
  });
});

function called(value: string): [unknown, number] {
  const where = book();
  const cleaned = termCleaners["called"]?.(value, ["organisaties"], { record: {}, book: where });
  return [cleaned === undefined || "bad" in cleaned ? undefined : cleaned.value, where.counts.size];
}

describe("the name of an organisation", () => {
  test("is that of the list, else its last step, which is counted", () => {
    expect(called("http://standaarden.overheid.nl/owms/terms/Fryslan")).toEqual(["Fryslân", 0]);
    expect(called("http://standaarden.overheid.nl/owms/terms/Haren_(gemeente)")).toEqual(["Haren", 1]);
    expect(called("geen IRI")).toEqual([undefined, 0]);
  });

  test.each([
    ["http://x.nl/terms/RDW_(Dienst_Wegverkeer)", "RDW (Dienst Wegverkeer)"],
    ["http://x.nl/terms/'s-Gravenhage", "'s-Gravenhage"],
    ["http://x.nl/terms/S%C3%BAdwest", "Súdwest"],
    ["http://x.nl/terms/100%", "100%"],
    ["http://x.nl/", "x.nl"],
  ])("%s → %s", (iri, name) => {
    expect(wordsOf(iri)).toBe(name);
  });
});

function known(value: string): [unknown, string[]] {
  const told: string[] = [];
  const cleaned = termCellCleaners["known_iri"]?.(value, ["licenties"], {
    record: {},
    book: book(),
    lose: (given) => told.push(String(given)),
    part: () => undefined,
  });
  return [cleaned === undefined || "bad" in cleaned ? undefined : cleaned.value, told];
}

describe("a licence", () => {
  test("keeps its spelling, http or https, when the list has it", () => {
    expect(known("https://creativecommons.org/licenses/by/4.0/")).toEqual([
      "https://creativecommons.org/licenses/by/4.0/",
      [],
    ]);
  });

  test("that the list lacks is kept, and told", () => {
    expect(known("https://example.org/licentie")).toEqual([
      "https://example.org/licentie",
      ["https://example.org/licentie"],
    ]);
  });

  test("in words is that of the list, or none", () => {
    expect(known("geen beperkingen")).toEqual([CC_BY, []]);
    expect(known("iets anders")).toEqual([undefined, []]);
  });
});

test("a value made of slashes takes no longer than another of its length", { timeout: 2_000 }, () => {
  const slashes = "/".repeat(100_000);
  expect(term(`${slashes}x`, "talen")).toBeUndefined();
  expect(term(`nld${slashes}`, "talen")).toBe("NLD");
});
