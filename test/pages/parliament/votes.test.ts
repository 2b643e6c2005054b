import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../../server/rig.js";

const TK = `${BASE}/def/parlement#`;
const ID = `${BASE}/id/tk`;
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const MOTION = `${ID}/zaak/${uuid(1)}`;
const DECISION = `${ID}/besluit/${uuid(2)}`;
const ROLL_CALL = `${ID}/besluit/${uuid(6)}`;
const UNVOTED = `${ID}/besluit/${uuid(8)}`;
const ADA = `${ID}/persoon/${uuid(30)}`;
const NORTH = `${ID}/fractie/${uuid(3)}`;
const SOUTH = `${ID}/fractie/${uuid(4)}`;

function decision(n: number, item: number, text: string, form: string): string[] {
  const iri = `<${ID}/besluit/${uuid(n)}>`;
  return [
    `${TYPE} <${TK}Besluit>`,
    `${LABEL} "${text}"`,
    `<${TK}besluitTekst> "${text}"`,
    `<${TK}stemmingsSoort> "${form}"`,
    `<${TK}zaak> <${MOTION}>`,
    `<${TK}agendapunt> <${ID}/agendapunt/${uuid(item)}>`,
  ].map((said) => `${iri} ${said}`);
}

function meeting(n: number, day: string): string[] {
  const [item, activity] = [`<${ID}/agendapunt/${uuid(n)}>`, `<${ID}/activiteit/${uuid(n)}>`];
  return [
    `${item} <${TK}zaak> <${MOTION}>`,
    `${item} <${TK}activiteit> ${activity}`,
    `${activity} <${TK}datum> "${day}T00:00:00+01:00"^^<${XSD}dateTime>`,
  ];
}

/** Votes below 20 are on the show of hands, others on the roll call. */
function vote(n: number, choice: string, ...more: readonly string[]): string[] {
  const iri = `<${ID}/stemming/${uuid(n)}>`;
  return [
    `${TYPE} <${TK}Stemming>`,
    `<${TK}besluit> <${n < 20 ? DECISION : ROLL_CALL}>`,
    `<${TK}soort> "${choice}"`,
    ...more,
  ].map((said) => `${iri} ${said}`);
}
const seats = (n: number): string => `<${TK}fractieGrootte> "${n}"^^<${XSD}integer>`;

let rig: Rig;
let html: string;
beforeAll(async () => {
  const statements = [
    `<${MOTION}> ${TYPE} <${TK}Zaak>`,
    `<${MOTION}> ${LABEL} "Motie over vensters"`,
    `<${MOTION}> <${TK}nummer> "990103"^^<${XSD}integer>`,
    `<${MOTION}> <${TK}aantal> "990103"^^<${XSD}integer>`,
    ...decision(2, 5, "Verworpen.", "Met handopsteken"),
    ...decision(6, 7, "Aangenomen.", "Hoofdelijk"),
    ...decision(8, 9, "Aangehouden.", "Zonder stemming"),
    ...meeting(5, "2025-11-18"),
    ...meeting(7, "2025-12-02"),
    ...meeting(9, "2025-10-07"),
    `<${NORTH}> <${TK}afkorting> "PN"`,
    `<${ADA}> ${LABEL} "Ada Fictief"`,
    `<${DECISION}> <http://www.w3.org/ns/opengov#zaak> <${MOTION}>`,
    `<${NORTH}> ${LABEL} "Partij Noord"@nl`,
    `<${NORTH}> ${LABEL} "Party North"@en`,
    ...vote(10, "Voor", `${LABEL} "Partij Noord Voor"`, `<${TK}fractie> <${NORTH}>`, seats(20)),
    ...vote(11, "Tegen", `<${TK}fractie> <${SOUTH}>`, `<${TK}actorNaam> "Partij Zuid"`, seats(7)),
    ...vote(12, "Tegen", `<${TK}actorNaam> "Lid Zonder"`, seats(1)),
    ...vote(13, "Voor", `<${TK}actorNaam> "Lid Vergist"`, seats(1), `<${TK}vergissing> "true"^^<${XSD}boolean>`),
    ...vote(20, "Voor", `<${TK}persoon> <${ADA}>`, `<${TK}fractie> <${NORTH}>`, seats(20)),
    ...vote(21, "Tegen", `<${TK}actorNaam> "Bram Fictie"`, `<${TK}actorFractie> "PZ"`, seats(7)),
    ...vote(22, "Tegen", `<${TK}actorNaam> "Chris Verzonnen"`, seats(7)),
  ];
  rig = await startRig({ more: { "/graph/tweedekamer/stemming": statements } });
  html = await page(MOTION);
});
afterAll(() => rig.close());

async function page(iri: string, query = ""): Promise<string> {
  const path = new URL(iri.replace("/id/", "/doc/")).pathname;
  return (await rig.get(path + query, { accept: "text/html" })).text();
}

it("a party that has several names votes once, and what is a mistake is not counted", async () => {
  expect(html).toContain('aria-label="voor: 20 zetels, tegen: 8 zetels"');
  expect((await page(DECISION)).match(/<th scope="row">/g)).toHaveLength(4);
});

it("who has no page of its own is called as the source does", () => {
  expect(html).toContain(`<a href="/id/tk/fractie/${uuid(4)}">Partij Zuid</a>`);
  expect(html).toContain(`<a href="/id/tk/stemming/${uuid(12)}">Lid Zonder</a>`);
});

it("what points here by our word, and by the same word of another vocabulary, is listed once", () => {
  expect(html.match(/\(\d+\)<\/h3>/g)).toEqual(["(6)</h3>"]);
});

it("the list of the other word is there for who asks for it", async () => {
  const via = encodeURIComponent("http://www.w3.org/ns/opengov#zaak");
  expect(await page(MOTION, `?via=${via}&pagina=1`)).toContain("(1)</h3>");
});

it("a number that is a name is told as it is, a quantity as people read it", () => {
  expect(html).toContain("<span>990103</span>");
  expect(html).toContain("<span>990.103</span>");
});

it("a case tells each decision about it with its outcome and its date, the latest first, voted on or not", () => {
  const told = [...html.matchAll(/<h3><a href="([^"]*)">([^<]*)<\/a><\/h3><p>([^<]*)<\/p>/g)];
  expect(told.map(([, href, outcome, when]) => [href, outcome, when])).toEqual([
    [new URL(ROLL_CALL).pathname, "Aangenomen", "2 december 2025, hoofdelijk"],
    [new URL(DECISION).pathname, "Verworpen", "18 november 2025, met handopsteken"],
    [new URL(UNVOTED).pathname, "Aangehouden", "7 oktober 2025, zonder stemming"],
  ]);
});

it("a decision is called after what it is about, and shows the vote", async () => {
  const decided = await page(DECISION);
  expect(decided).toContain("<h1>Verworpen: Motie over vensters</h1>");
  expect(decided).toContain('aria-label="voor: 20 zetels, tegen: 8 zetels"');
  expect(decided).not.toContain('id="inkomend"');
  expect(await page(UNVOTED)).toContain("<p>7 oktober 2025, zonder stemming</p>");
});

it("a vote is called after what it is about, and says how much it counts for in the unit of the vote", async () => {
  const shown = await page(`${ID}/stemming/${uuid(10)}`);
  expect(shown).toContain("<h1>Partij Noord Voor: Motie over vensters</h1>");
  expect(shown).toContain('<p class="lead">voor, 20 zetels</p><p>18 november 2025, met handopsteken</p>');
  expect(shown).toMatch(/besluit<\/(?:a|span)><\/dt><dd>.*>Verworpen: Motie over vensters<\/a>/);
  for (const told of ["fractieGrootte", "soort"]) expect(shown).not.toContain(`title="${TK}${told}"`);
  expect(await page(`${ID}/stemming/${uuid(20)}`)).toContain('<p class="lead">voor, 1 lid</p>');
  expect(await page(`${ID}/stemming/${uuid(13)}`, "?lang=en")).toContain(
    '<p class="lead">for (by mistake, not counted), 1 seat</p>',
  );
});

it("a decision and a vote are called after what they are about where they are listed", async () => {
  expect(await page(NORTH)).toContain(">Partij Noord Voor: Motie over vensters</a>");
  expect(await page(`${ID}/agendapunt/${uuid(5)}`)).toContain(">Verworpen: Motie over vensters</a>");
});

it("an English page tells outcomes and votes in English, the word of the source beside an outcome", async () => {
  const told = await page(MOTION, "?lang=en");
  expect(told).toMatch(/<h3><a [^>]*>Rejected<\/a> <span class="soft" lang="nl">Verworpen<\/span><\/h3>/);
  expect(told).toContain("<p>18 November 2025, by show of hands</p>");
  expect(await page(DECISION, "?lang=en")).toContain("<h1>Rejected: Motie over vensters</h1>");
  expect(await page(`${ID}/stemming/${uuid(10)}`, "?lang=en")).toContain(
    "<h1>Partij Noord For: Motie over vensters</h1>",
  );
  expect(await page(NORTH, "?lang=en")).toContain(">Partij Noord For: Motie over vensters</a>");
});

it("the list of the votes on a decision is there for who asks for it", async () => {
  const via = encodeURIComponent(`${TK}besluit`);
  expect(await page(DECISION, `?via=${via}&pagina=1`)).toContain("(4)</h3>");
});

it("a roll call counts members, not the seats of their group, and tells of which group each is", async () => {
  const decided = await page(ROLL_CALL);
  expect(decided).toContain('aria-label="voor: 1 lid, tegen: 2 leden"');
  const north = `<a href="${new URL(NORTH).pathname}">Partij Noord</a>`;
  expect(decided).toContain(`Ada Fictief</a></th><td>${north}</td><td>voor</td>`);
  expect(decided).toContain("Bram Fictie</a></th><td>PZ</td><td>tegen</td>");
  expect(await page(ROLL_CALL, "?lang=en")).toContain('aria-label="for: 1 member, against: 2 members"');
});

it("the bar has its key under it in the order of its parts, so that it can be read without its colours", async () => {
  const [, bar = "", key = ""] =
    /<svg class="chart"(.*?)<\/svg><ul class="legend"(.*?)<\/ul>/s.exec(await page(DECISION)) ?? [];
  expect([...bar.matchAll(/<rect class="vote ([^"]*)"/g)].map(([, part]) => part)).toEqual([
    "vote-for",
    "vote-against",
  ]);
  expect([...key.matchAll(/<li class="([^"]*)">([^<]*)<\/li>/g)].map(([, part, label]) => [part, label])).toEqual([
    ["vote-for", "voor: 20 zetels"],
    ["vote-against", "tegen: 8 zetels"],
  ]);
});
