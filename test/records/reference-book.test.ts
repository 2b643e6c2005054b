import { describe, expect, test } from "vitest";
import { folded } from "#src/records/concept-lists.js";
import { readLookup, readSlugs, ReferenceBook, writeSlugs } from "#src/records/reference-book.js";
import type { ReferenceData, SlugRow } from "#src/records/reference-book.js";

function book(data: Partial<ReferenceData> = {}): ReferenceBook {
  return new ReferenceBook({
    concepts: [{ scheme: "denominatie", slug: "rooms-katholiek", names: ["Rooms-Katholiek", "RK"] }],
    stewarded: [],
    minted: [],
    municipalities: new Map([["0363", "Amsterdam"]]),
    lookups: new Map([["provincies", new Map([["Friesland", "21"]])]]),
    ...data,
  });
}

const row = (raw: string, slug: string): SlugRow => ({ scheme: "denominatie", raw, slug });

describe("a value means the concept", () => {
  test.each(["Rooms-Katholiek", "ROOMS-KATHOLIEK", "rk", "Rooms Katholiek"])("that is listed: %s", (raw) => {
    const references = book();
    expect(references.concept("denominatie", raw)).toEqual({ slug: "rooms-katholiek", listed: true });
    expect(references.newSlugs()).toEqual([]);
  });

  test("that the steward says, before the one that is listed", () => {
    const references = book({ stewarded: [row("RK", "rooms-katholiek-oud")] });
    expect(references.concept("denominatie", "RK")).toEqual({ slug: "rooms-katholiek-oud", listed: false });
  });

  test("that the steward says of a value the source cut off, and it need not be minted", () => {
    const references = book({ stewarded: [row("Rooms-Katho", "rooms-katholiek")] });
    expect(references.concept("denominatie", "Rooms-Katho")).toEqual({ slug: "rooms-katholiek", listed: true });
    expect(references.newSlugs()).toEqual([]);
  });

  test("of its own scheme alone", () => {
    expect(book().concept("vakantieregio", "RK")).toEqual({ slug: "rk", listed: false });
  });
});

describe("a concept that nobody lists", () => {
  test("is minted once, remembered, and counted", () => {
    const references = book();
    for (let i = 0; i < 3; i += 1) {
      expect(references.concept("denominatie", "Hindoeïstisch")).toEqual({ slug: "hindoeistisch", listed: false });
    }
    expect(references.newSlugs()).toEqual([row("Hindoeïstisch", "hindoeistisch")]);
    expect([...references.counts]).toEqual([["nieuw begrip in denominatie", 1]]);
  });

  test("keeps the slug of an earlier run, though it would be another now", () => {
    const references = book({ minted: [row("Overig", "overig-2")] });
    expect(references.concept("denominatie", "Overig").slug).toBe("overig-2");
    expect(references.newSlugs()).toEqual([]);
  });

  test("is one concept in spellings that differ in case or accents", () => {
    const references = book();
    expect(references.concept("denominatie", "Méthodist").slug).toBe("methodist");
    expect(references.concept("denominatie", "METHODIST").slug).toBe("methodist");
  });

  test("is told from another with the same slug by a number, also in later runs", () => {
    const references = book({ minted: [row("A+", "a")] });
    expect(references.concept("denominatie", "A-").slug).toBe("a-2");
    expect(references.concept("denominatie", "A*").slug).toBe("a-3");
    expect(references.concept("denominatie", "A+").slug).toBe("a");
  });

  test("is told from it by a number with which no listed concept is called", () => {
    const data = { concepts: [{ scheme: "denominatie", slug: "a-2", names: ["a-2"] }], minted: [row("A+", "a")] };
    expect(book(data).concept("denominatie", "A-")).toEqual({ slug: "a-3", listed: false });
  });

  test("is forgotten when the file that brought it is refused", () => {
    const references = book({ minted: [row("A+", "a")] });
    references.concept("denominatie", "B");
    const mark = references.mark();
    for (const raw of ["A-", "C"]) references.concept("denominatie", raw);
    references.backTo(mark);
    expect(references.newSlugs()).toEqual([row("B", "b")]);
    expect([...references.counts]).toEqual([["nieuw begrip in denominatie", 1]]);
    expect(references.concept("denominatie", "A*").slug).toBe("a-2");
  });

  test("without letters or digits still gets a name", () => {
    expect(book().concept("denominatie", "???").slug).toBe("zonder-naam");
  });
});

describe("a name that several claim", () => {
  test("is for the first in order, whatever the order in which claims were gathered", async () => {
    for (const claimants of [
      ["/a", "/b"],
      ["/b", "/a"],
    ]) {
      const references = book();
      await references.gathering(async () => {
        for (const claimant of claimants) references.claim("/naam", claimant);
      });
      expect(["/b", "/a"].map((claimant) => references.claim("/naam", claimant))).toEqual([false, true]);
    }
  });

  test("is for who comes first when none were gathered, and gathering ends where it fails", async () => {
    const references = book();
    const failed = references.gathering(() => Promise.reject(new Error("afgebroken")));
    await expect(failed).rejects.toThrow("afgebroken");
    expect(["/b", "/a"].map((claimant) => references.claim("/naam", claimant))).toEqual([true, false]);
  });
});

test("names are compared without case, accents and runs of white space", () => {
  expect(folded(" Súdwest-FRYSLÂN  a ")).toBe("sudwest-fryslan a");
});

test("a look-up gives a code, nothing, or says that there is no such table", () => {
  expect(book().lookup("provincies", "Friesland")).toBe("21");
  expect(book().lookup("provincies", "Atlantis")).toBeUndefined();
  expect(() => book().lookup("provincie", "Friesland")).toThrow(
    'fields.csv names the table "provincie", but there is no provincie.csv beside it',
  );
});

describe("the tables", () => {
  test("of slugs are read back as they were written, whatever the raw value", () => {
    const rows = [row('a "b", c', "a-b-c"), row("regel\neen", "regel-een"), row("=1+1", "1-1")];
    expect(readSlugs(writeSlugs(rows), "slugs.csv")).toEqual(rows);
  });

  test("say file and line of a mistake", () => {
    expect(() => readSlugs("scheme,raw\n", "slugs.csv")).toThrow("slugs.csv: line 1 must read scheme,raw,slug");
    expect(() => readSlugs("scheme,raw,slug\na,b,c\n\na,b\n", "slugs.csv")).toThrow(
      "slugs.csv: line 4 must have 3 values",
    );
    expect(() => readLookup("value,code\nFriesland\n", "p.csv")).toThrow("p.csv: line 2 must have 2 values");
  });

  test("of codes may pass over empty lines", () => {
    expect([...readLookup("value,code\n\nFriesland,21\n", "p.csv")]).toEqual([["Friesland", "21"]]);
  });
});
