import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claim, IdentityIndex, isOfficial, kindOf } from "#src/records/identity.js";

const SCHOOL = "/id/instelling/09QQ";
const PROVIDER = "/id/onderwijsaanbieder/104A158";

describe("the identity index", () => {
  test("makes every other name of a thing with an official code an alias of that URI", () => {
    const index = IdentityIndex.of([{ uri: SCHOOL, names: [PROVIDER, "/id/organisatie/dd-4711"] }]);
    expect([...index.aliases]).toEqual([
      [PROVIDER, SCHOOL],
      ["/id/organisatie/dd-4711", SCHOOL],
    ]);
    expect(index.canonical(PROVIDER)).toBe(SCHOOL);
    expect(index.canonical("/id/instelling/18BR")).toBe("/id/instelling/18BR");
  });

  test("follows an id of a supplier through the id of the register to the official code", () => {
    const index = IdentityIndex.of([
      { uri: PROVIDER, names: ["/id/organisatie/bp-1"] },
      { uri: SCHOOL, names: [PROVIDER] },
    ]);
    expect(index.canonical("/id/organisatie/bp-1")).toBe(SCHOOL);
  });

  test("withdraws a name that sources give to two things, and says which", () => {
    const index = IdentityIndex.of([
      { uri: SCHOOL, names: [PROVIDER] },
      { uri: "/id/instelling/18BR", names: [PROVIDER] },
    ]);
    expect(index.aliases.size).toBe(0);
    expect([...index.withdrawn]).toEqual([[PROVIDER, ["/id/instelling/09QQ", "/id/instelling/18BR"]]]);
  });

  test("keeps an earlier name of a dataset, also of one that is gone, but no earlier id pair", () => {
    const [a, b, old] = ["/id/dataset/donl/a", "/id/dataset/donl/b", "/id/dataset/donl/oud"];
    const ended = "/id/dataset/donl/weg";
    const earlier = new Map([
      [old, a],
      [ended, "/id/dataset/donl/c"],
      [PROVIDER, SCHOOL],
    ]);
    const index = IdentityIndex.of([{ uri: a, names: [b] }], earlier);
    expect([index.canonical(old), index.canonical(b), index.canonical(PROVIDER)]).toEqual([a, a, PROVIDER]);
    expect([...index.ended]).toEqual([[ended, "/id/dataset/donl/c"]]);
    expect(index.canonical(ended)).toBe(ended);
    expect(index.isSame(index.published)).toBe(true);
  });

  test("never makes an official code the alias of another", () => {
    const index = IdentityIndex.of([{ uri: SCHOOL, names: ["/id/vestiging/09QQ00"] }]);
    expect(index.aliases.size).toBe(0);
  });

  const official = fc.constantFrom("/id/instelling/09QQ", "/id/instelling/18BR", "/id/vestiging/09QQ00");
  const other = fc.constantFrom(PROVIDER, "/id/organisatie/dd-1", "/id/organisatie/as-2", "/id/loket/instelling/x");
  const claim: fc.Arbitrary<Claim> = fc.record({ uri: fc.oneof(official, other), names: fc.array(other) });

  test("is the same in whatever order the claims come, and no alias leads to an alias of an official code", () => {
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (claims, random) => {
        const shuffled = claims
          .map((each) => ({ each, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        const [a, b] = [IdentityIndex.of(claims), IdentityIndex.of(shuffled)];
        expect([...a.aliases]).toEqual([...b.aliases]);
        expect([...a.withdrawn]).toEqual([...b.withdrawn]);
        for (const name of a.aliases.keys()) expect(isOfficial(kindOf(name))).toBe(false);
      }),
    );
  });
});
