import { describe, expect, it } from "vitest";
import { changedThings } from "#src/catalog/changes/changed-things.js";

const BASE = "https://graaf.test";
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const SCHOOL = `${BASE}/id/vestiging/16SW03`;
const at = "20260101T000000Z";

describe("what changed, for people", () => {
  it("is each thing once, its parts in it, the last to change first", () => {
    const things = changedThings(BASE, [
      { of: `${SCHOOL}#bezoekadres`, at, says: [`${TYPE} <http://schema.org/PostalAddress>`] },
      { of: SCHOOL, at, says: [`${TYPE} <http://schema.org/School>`, `${TYPE} <${BASE}/def/onderwijs#Vestiging>`] },
      { of: `${BASE}/id/vestiging/00AA00`, at },
      { of: `${SCHOOL}#postadres`, at: "20260202T000000Z" },
    ]);
    expect(things).toEqual([
      {
        iri: SCHOOL,
        at: "20260202T000000Z",
        isGone: false,
        types: [`${BASE}/def/onderwijs#Vestiging`, "http://schema.org/School"],
      },
      { iri: `${BASE}/id/vestiging/00AA00`, at, isGone: true, types: [] },
    ]);
  });

  it("is nothing of elsewhere, and terms of a vocabulary each by itself", () => {
    const says = [`${TYPE} <http://www.w3.org/2002/07/owl#Class>`];
    const things = changedThings(BASE, [
      { of: "http://users.ugent.be/grel.ttl#trim", at, says },
      { of: `${BASE}/def/onderwijs#A`, at, says },
      { of: `${BASE}/def/onderwijs#B`, at, says },
    ]);
    expect(things.map(({ iri }) => iri)).toEqual([`${BASE}/def/onderwijs#B`, `${BASE}/def/onderwijs#A`]);
  });
});
