import { expect, it } from "vitest";
import { toByteText } from "#src/archive/byte-lines.js";
import { graphStatistics, setOf } from "#src/catalog/graph-statistics.js";
import { voidQuads } from "#src/catalog/void.js";

const BASE = "https://graaf.test";
const A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

function batches(...lines: readonly string[]): AsyncIterable<readonly string[]> {
  const sorted = lines.map((line) => toByteText(`${line} <${BASE}/graph/duo/x> .`)).sort();
  return (async function* () {
    // A subject may go on in the next chunk of the file.
    for (const line of sorted) yield [line];
  })();
}

const counted = await graphStatistics(
  batches(
    `<${BASE}/id/vestiging/01AA00> ${A} <${BASE}/def/onderwijs#Vestiging>`,
    `<${BASE}/id/vestiging/01AA00> <urn:naam> "een <urn:b> > \\" é"`,
    `<${BASE}/id/vestiging/01AA00> <urn:adres> <${BASE}/id/vestiging/01AA00#adres>`,
    `<${BASE}/id/vestiging/01AA00#adres> ${A} <urn:Adres>`,
    `<${BASE}/id/vestiging/02AA00> ${A} <${BASE}/def/onderwijs#Vestiging>`,
    `<${BASE}/id/vestiging/02AA00> <urn:gezag> <${BASE}/id/bevoegd-gezag/12345>`,
    `<${BASE}/id/vestiging/02AA00> <urn:é> <https://elders.test/x/y>`,
  ),
  BASE,
);

it("counts subjects, instances and statements, each once", () => {
  expect(counted).toEqual({
    subjects: 3,
    classes: {
      [`${BASE}/def/onderwijs#Vestiging`]: { entities: 2, example: `${BASE}/id/vestiging/01AA00` },
      "urn:Adres": { entities: 1, example: `${BASE}/id/vestiging/01AA00#adres` },
    },
    properties: {
      "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": 3,
      "urn:adres": 1,
      "urn:gezag": 1,
      "urn:naam": 1,
      "urn:é": 1,
    },
    describes: { [`${BASE}/id/vestiging/`]: 2 },
    links: { "urn:gezag": { [`${BASE}/id/bevoegd-gezag/`]: 1 }, "urn:é": { "https://elders.test/": 1 } },
  });
});

it.each([
  [`${BASE}/id/tk/zaak/1`, `${BASE}/id/tk/`],
  [`${BASE}/def/onderwijs#x`, `${BASE}/`],
  ["https://example.org/a/b#c", "https://example.org/"],
  ["urn:uuid:1", "urn:"],
])("%s belongs to %s", (iri, set) => {
  expect(setOf(iri, BASE)).toBe(set);
});

it("links go to the graph that describes the most of what they point to, and says what sort of things they are", () => {
  const boards = {
    subjects: 1,
    classes: { "urn:Bestuur": { entities: 1, example: `${BASE}/id/bevoegd-gezag/12345` } },
    properties: {},
    describes: { [`${BASE}/id/bevoegd-gezag/`]: 1 },
    links: {},
  };
  const quads = voidQuads(
    BASE,
    new Map([
      ["/graph/duo/x", counted],
      ["/graph/duo/besturen", boards],
      ["/graph/afgeleid/labels", { ...boards, classes: {}, describes: { [`${BASE}/id/bevoegd-gezag/`]: 9 } }],
    ]),
  );
  const targets = quads.filter((q) => q.predicate.value.endsWith("#objectsTarget")).map((q) => q.object.value);
  expect(targets.sort()).toEqual(["https://elders.test/", `${BASE}/graph/duo/besturen`]);
});
