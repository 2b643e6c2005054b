import { expect, it } from "vitest";
import { matchCandidates } from "#src/search/match.js";
import { SearchIndex } from "#src/search/search-index.js";

const BASE = "https://graaf.test";
const OND = `${BASE}/def/onderwijs#`;

const index = new SearchIndex(BASE);
index.add({
  path: "/id/vestiging/16SW03",
  label: "De Wilg",
  also: [],
  codes: ["16SW03"],
  types: [`${OND}Vestiging`],
  sources: ["duo"],
  facts: [`${OND}bevoegdGezagNummer`, "00285", `${OND}vestigingsnummer`, "16SW03"],
});
index.complete();

it.each([
  ["bevoegdGezagNummer", "285", true],
  ["vestigingsnummer", "16 sw-03", true],
  ["bevoegdGezagNummer", "286", false],
  ["vestigingsnummer", "-", false],
])("a row with a name agrees by a code in any spelling: %s %s is %s", (name, value, match) => {
  const properties = [{ property: OND + name, values: [value] }];
  expect(matchCandidates(index, { text: "De Wilg", types: [], limit: 5, properties })).toMatchObject([{ match }]);
});
