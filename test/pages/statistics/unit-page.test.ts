import { afterAll, beforeAll, expect, it } from "vitest";
import { QueryTimeoutError } from "#src/store/graph-store.js";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const OND = `${BASE}/def/onderwijs#`;
const CUBE = "07-geslaagden";
const SCHOOL = `${BASE}/id/vestiging/03KN00`;
const YEARS = ["2023-2024", "2024-2025"];
/** In each year; together more than a page shows. */
const MANY = 150;

/** An observation of so many pupils of a school; of none: masked. */
function observed(nth: number, year: string, pupils: number, school = "03KN00"): string[] {
  const iri = `${BASE}/id/observatie/${CUBE}/${year}_${school}_${nth}`;
  const number =
    pupils === 0
      ? `<${OND}gemaskeerdeMaat> <${OND}aantalLeerlingen>`
      : `<${OND}aantalLeerlingen> "${pupils}"^^<http://www.w3.org/2001/XMLSchema#integer>`;
  return [
    `<${iri}> <http://purl.org/linked-data/cube#dataSet> <${BASE}/id/statistiek/${CUBE}>`,
    `<${iri}> <${OND}eenheid> <${BASE}/id/vestiging/${school}>`,
    `<${iri}> <${OND}schooljaar> <${BASE}/id/schooljaar/${year}>`,
    `<${iri}> ${number}`,
  ];
}

const ADDRESS = [
  `<${SCHOOL}> <${OND}bezoekadres> <${SCHOOL}#bezoekadres>`,
  `<${SCHOOL}#bezoekadres> <http://schema.org/streetAddress> "Dorpsstraat 1"`,
  `<${SCHOOL}#bezoekadres> <http://schema.org/postalCode> "5831CR"`,
  `<${SCHOOL}#bezoekadres> <http://schema.org/addressLocality> "Boxmeer"`,
];

const STATISTIC = `<${BASE}/id/statistiek/${CUBE}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/linked-data/cube#DataSet>`;

let rig: Rig;
let html: string;
beforeAll(async () => {
  const numbers = YEARS.flatMap((year, y) =>
    Array.from({ length: MANY }, (_, i) => observed(i, year, i === 0 ? 0 : y + 1)),
  ).flat();
  const few = observed(0, "2023-2024", 7, "03KN01");
  rig = await startRig({ more: { [`/graph/duo/${CUBE}`]: [...numbers, ...few, ...ADDRESS, STATISTIC] } });
  html = await page("/doc/vestiging/03KN00");
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  return (await rig.get(path, { accept: "text/html" })).text();
}

it("a school with more numbers than a page shows has their sums, and is told how many are masked", () => {
  const rows = [...html.matchAll(/<th scope="row" class="year">(\d{4}-\d{4})<\/th><td class="n">([^<]*)</g)];
  expect(rows.map(([, year, sum]) => [year, sum])).toEqual([
    ["2023-2024", "149"],
    ["2024-2025", "298"],
  ]);
  expect(html).toContain("Opgeteld uit 300 waarnemingen.");
  expect(html).toContain(
    "2 van 300 aantallen (1 %) afgeschermd (minder dan 5): die tellen niet mee, de som is een ondergrens.",
  );
  expect(html).toContain('<svg class="chart"');
  expect(html).toContain(`Uit<a class="source" href="/graph/duo/${CUBE}"`);
});

it("the numbers themselves are counted, and listed for who asks", async () => {
  const listed = /href="\/id\/observatie\//;
  expect(html).toContain("(300)");
  expect(html).not.toMatch(listed);
  const asked = /href="(\/doc\/vestiging\/03KN00\?via=[^"#]*)#inkomend"/.exec(html)?.[1] ?? "";
  const list = await page(asked.replaceAll("&amp;", "&"));
  expect(list).toMatch(listed);
  expect(list).toContain(`>${CUBE}: 2023-2024, 03KN00, 0</a>`);
});

it("an address is one line, with its parts and their sources behind it", () => {
  const [, folded = ""] =
    /<details><summary>Dorpsstraat 1, 5831CR Boxmeer<\/summary>(.*?)<\/details>/s.exec(html) ?? [];
  expect(folded).toContain("<span>5831CR</span>");
  expect(folded).toContain('class="source"');
});

it("a page that lacks sums which took too long is kept by nobody", async () => {
  const { store } = rig;
  const ask = store.query.bind(store);
  store.query = (sparql, options) =>
    options.fromVisitor === true ? Promise.reject(new QueryTimeoutError("too long")) : ask(sparql, options);
  try {
    const late = await rig.get(`/doc/statistiek/${CUBE}`, { accept: "text/html" });
    expect(late.status).toBe(200);
    expect(await late.text()).toContain("De cijfers worden nog opgeteld");
    expect(await (await rig.get(`/doc/statistiek/${CUBE}?lang=en`, { accept: "text/html" })).text()).toContain(
      "Reload it in a minute.",
    );
    expect([late.headers.get("etag"), late.headers.get("cache-control")]).toEqual([null, "no-cache"]);
  } finally {
    store.query = ask;
  }
});

it("links to the figures of a statistic say of which", () => {
  for (const what of ["De hele statistiek", "Download als CSV"])
    expect(html).toMatch(new RegExp(`<a [^>]*aria-label="${what}: [^"]+"[^>]*>${what}</a>`));
});

it.each([
  ["few numbers are read with one question", "vestiging/03KN01", 1],
  ["many are counted, and no small statistic is read", "vestiging/03KN00", 1],
  ["none are asked for of what nothing counts", "bevoegd-gezag/41645", 0],
])("%s, and no observation is asked its name", async (_, thing, questions) => {
  const { store } = rig;
  const ask = store.query.bind(store);
  const asked: string[] = [];
  store.query = (sparql, options) => {
    asked.push(sparql);
    return ask(sparql, options);
  };
  try {
    // With a query of its own, for what was answered once is not made again.
    await page(`/doc/${thing}?nieuw`);
  } finally {
    store.query = ask;
  }
  expect(asked).not.toEqual([]);
  expect(asked.filter((each) => /eenheid> <[^>]*> ; <[^>]*#dataSet> \?cube/.test(each))).toHaveLength(questions);
  expect(asked.filter((each) => /VALUES \?s [^}]*\/id\/observatie\//.test(each))).toEqual([]);
});
