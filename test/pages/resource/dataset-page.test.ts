import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const DCT = "http://purl.org/dc/terms/";
const DCAT = "http://www.w3.org/ns/dcat#";
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const PREF = "<http://www.w3.org/2004/02/skos/core#prefLabel>";
const DATASET = `<${BASE}/id/dataset/donl/d1>`;
const THEME = "<http://publications.europa.eu/resource/authority/data-theme/EDUC>";
const PUBLISHER = "<https://uitgever.test/duo>";
const MANY = `<${BASE}/id/dataset/donl/d2>`;

function distribution(dataset: string, nth: number): string[] {
  const file = `<${BASE}/id/distributie/donl/${String(nth).padStart(3, "0")}>`;
  return [
    `${dataset} <${DCAT}distribution> ${file}`,
    `${file} ${TYPE} <${DCAT}Distribution>`,
    `${file} <${DCT}title> "Bestand <${nth}>"@nl`,
  ];
}

const FIRST = `<${BASE}/id/distributie/donl/001>`;
const DONL = [
  `${DATASET} ${TYPE} <${DCAT}Dataset>`,
  `${DATASET} <${DCT}title> "Scholen"@nl`,
  `${DATASET} <${DCT}title> "Schools"@en`,
  `${DATASET} <${DCT}description> "Alle scholen <b>samen</b>."@nl`,
  `${DATASET} <${DCT}publisher> ${PUBLISHER}`,
  `${PUBLISHER} <http://xmlns.com/foaf/0.1/name> "Dienst Uitvoering Onderwijs"`,
  `${DATASET} <${DCAT}theme> ${THEME}`,
  `${THEME} ${PREF} "onderwijs"@nl`,
  `${THEME} ${PREF} "education"@en`,
  `${DATASET} <${DCAT}keyword> "scholen, besturen"@nl`,
  `${DATASET} <${DCAT}keyword> "adressen"@nl`,
  `${DATASET} <${DCT}modified> "2025-10-01T00:00:00+02:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
  `${DATASET} <${DCT}identifier> "sleutel-1"`,
  `${DATASET} <${DCT}temporal> <${BASE}/id/dataset/donl/d1#periode>`,
  `<${BASE}/id/dataset/donl/d1#periode> <${DCAT}startDate> "2025-08-01"^^<http://www.w3.org/2001/XMLSchema#date>`,
  `${DATASET} <${DCAT}contactPoint> <${BASE}/id/dataset/donl/d1#contact>`,
  `<${BASE}/id/dataset/donl/d1#contact> <http://www.w3.org/2006/vcard/ns#fn> "De helpdesk"`,
  `<${BASE}/id/dataset/donl/d1#contact> <http://www.w3.org/2006/vcard/ns#hasEmail> <mailto:help@duo.test>`,
  ...distribution(DATASET, 1),
  `${FIRST} <${DCT}format> <http://publications.europa.eu/resource/authority/file-type/CSV>`,
  `${FIRST} <${DCAT}byteSize> "1500000"^^<http://www.w3.org/2001/XMLSchema#integer>`,
  `${FIRST} <${DCAT}downloadURL> <https://duo.test/scholen.csv>`,
  `${FIRST} <${DCAT}accessURL> <javascript:alert(1)>`,
  `${MANY} ${TYPE} <${DCAT}Dataset>`,
  `${MANY} <${DCT}title> "Veel"@nl`,
  ...Array.from({ length: 60 }, (_, nth) => distribution(MANY, 100 + nth)).flat(),
];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ more: { "/graph/donl/packages": DONL } });
});
afterAll(() => rig.close());

async function page(path: string): Promise<string> {
  return (await rig.get(path, { accept: "text/html" })).text();
}

function words(html: string): string {
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

it("the page of a dataset says whose it is, what it is about and since when, by the names that sources give", async () => {
  const html = words(await page("/doc/dataset/donl/d1"));
  expect(html).toContain("uitgever Dienst Uitvoering Onderwijs");
  expect(html).toContain("thema onderwijs");
  expect(html).toContain("gewijzigd 1 oktober 2025");
  expect(html).toContain("gaat over de periode van 1 augustus 2025");
  expect(html).toContain("contact De helpdesk · help@duo.test");
});

it("its files are in a table with form, size and addresses elsewhere that are followed at one's own risk", async () => {
  const html = await page("/doc/dataset/donl/d1");
  const [, table = ""] = /<table aria-labelledby="distributies">(.*?)<\/table>/s.exec(html) ?? [];
  expect(words(table)).toContain("CSV 1,5 MB");
  expect(table).toContain('href="https://duo.test/scholen.csv" rel="noopener nofollow"');
  expect(table).toContain('aria-label="download: Bestand &lt;1>"');
  expect(html).not.toContain('href="javascript:');
});

it("what the head of the page tells is not told again, and the rest is", async () => {
  const html = await page("/doc/dataset/donl/d1");
  expect(html.match(/Alle scholen &lt;b>samen&lt;\/b>\./g)?.length).toBe(1);
  expect(words(html)).toMatch(/Overige gegevens .*identificatie sleutel-1/);
});

it("in English it has the English names that there are", async () => {
  const html = await page("/doc/dataset/donl/d1?lang=en");
  expect(html).toContain("<h1>Schools</h1>");
  expect(words(html)).toContain("theme education");
});

it("of many files the first are in the table, and the others are counted and listed", async () => {
  const html = await page("/doc/dataset/donl/d2");
  expect(html.match(/<th scope="row">/g)?.length).toBe(50);
  expect(words(html)).toContain("Nog 10 distributies");
  expect(html).toContain(`title="${BASE}/id/distributie/donl/159"`);
});

it("each keyword is an item of a list, for one may have a comma of its own", async () => {
  const html = await page("/doc/dataset/donl/d1");
  expect(html).toMatch(
    /<dt>trefwoorden<\/dt><dd><ul><li><span>adressen<\/span><\/li><li><span>scholen, besturen<\/span><\/li><\/ul>/,
  );
});
