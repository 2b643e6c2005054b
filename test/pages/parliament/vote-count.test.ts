import { describe, expect, it } from "vitest";
import type { Vote } from "#src/pages/parliament/decisions.js";
import { counted, sumsOf, unitOf } from "#src/pages/parliament/vote-count.js";

function vote(more: Partial<Vote>): Vote {
  const unknown = { actor: undefined, group: undefined, groupName: undefined, person: undefined, seats: undefined };
  return { iri: "https://graaf.test/id/tk/stemming/1", choice: "Voor", mistaken: false, ...unknown, ...more };
}

describe("what votes are counted in", () => {
  it("one is told in the singular, none and many in the plural", () => {
    expect([0, 1, 2].map((n) => counted(n, "seats", "nl"))).toEqual(["0 zetels", "1 zetel", "2 zetels"]);
    expect([0, 1, 2].map((n) => counted(n, "seats", "en"))).toEqual(["0 seats", "1 seat", "2 seats"]);
  });

  it("a vote in person makes it a roll call, also where the source does not say so", () => {
    const votes = [vote({ person: "https://graaf.test/id/tk/persoon/1", seats: 20 })];
    expect(unitOf({ form: undefined, votes })).toBe("members");
    expect(sumsOf(votes, "members")).toEqual([{ choice: "Voor", count: 1 }]);
  });

  it("without any seats it is groups that are counted", () => {
    const votes = [vote({}), vote({}), vote({ choice: "Tegen" })];
    const unit = unitOf({ form: "Met handopsteken", votes });
    expect(sumsOf(votes, unit).map(({ count }) => counted(count, unit, "nl"))).toEqual(["2 fracties", "1 fractie"]);
  });
});
