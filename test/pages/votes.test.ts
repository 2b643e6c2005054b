import { afterAll, beforeAll, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../server/rig.js";

const TK = `${BASE}/def/parlement#`;
const ID = `${BASE}/id/tk`;
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const MOTION = `${ID}/zaak/${uuid(1)}`;
const DECISION = `${ID}/besluit/${uuid(2)}`;
const NORTH = `${ID}/fractie/${uuid(3)}`;
const SOUTH = `${ID}/fractie/${uuid(4)}`;

function vote(n: number, choice: string, ...more: readonly string[]): string[] {
  const iri = `<${ID}/stemming/${uuid(n)}>`;
  return [`<${TK}besluit> <${DECISION}>`, `<${TK}soort> "${choice}"`, ...more].map((said) => `${iri} ${said}`);
}
const seats = (n: number): string => `<${TK}fractieGrootte> "${n}"^^<${XSD}integer>`;

let rig: Rig;
let html: string;
beforeAll(async () => {
  const statements = [
    `<${MOTION}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${TK}Zaak>`,
    `<${MOTION}> <${TK}nummer> "990103"^^<${XSD}integer>`,
    `<${MOTION}> <${TK}aantal> "990103"^^<${XSD}integer>`,
    `<${DECISION}> <${TK}zaak> <${MOTION}>`,
    `<${ID}/agendapunt/${uuid(5)}> <${TK}zaak> <${MOTION}>`,
    `<${DECISION}> <http://www.w3.org/ns/opengov#zaak> <${MOTION}>`,
    `<${NORTH}> ${LABEL} "Partij Noord"@nl`,
    `<${NORTH}> ${LABEL} "Party North"@en`,
    ...vote(10, "Voor", `<${TK}fractie> <${NORTH}>`, seats(20)),
    ...vote(11, "Tegen", `<${TK}fractie> <${SOUTH}>`, `<${TK}actorNaam> "Partij Zuid"`, seats(7)),
    ...vote(12, "Tegen", `<${TK}actorNaam> "Lid Zonder"`, seats(1)),
    ...vote(13, "Voor", `<${TK}actorNaam> "Lid Vergist"`, seats(1), `<${TK}vergissing> "true"^^<${XSD}boolean>`),
  ];
  rig = await startRig({ more: { "/graph/tweedekamer/stemming": statements } });
  html = await (await rig.get(new URL(MOTION.replace("/id/", "/doc/")).pathname, { accept: "text/html" })).text();
});
afterAll(() => rig.close());

it("a party that has several names votes once, and what is a mistake is not counted", () => {
  expect(html).toContain("<p>voor: 20 zetels, tegen: 8 zetels</p>");
  expect(html.match(/<th scope="row">/g)).toHaveLength(4);
});

it("who has no page of its own is called as the source does", () => {
  expect(html).toContain(`<a href="/id/tk/fractie/${uuid(4)}">Partij Zuid</a>`);
  expect(html).toContain(`<a href="/id/tk/stemming/${uuid(12)}">Lid Zonder</a>`);
});

it("what points here by our word, and by the same word of another vocabulary, is listed once", () => {
  expect(html.match(/\(\d+\)<\/h3>/g)).toEqual(["(2)</h3>"]);
});

it("the list of the other word is there for who asks for it", async () => {
  const via = encodeURIComponent("http://www.w3.org/ns/opengov#zaak");
  const path = new URL(MOTION.replace("/id/", "/doc/")).pathname;
  const list = await (await rig.get(`${path}?via=${via}&pagina=1`, { accept: "text/html" })).text();
  expect(list).toContain("(1)</h3>");
});

it("a number that is a name is told as it is, a quantity as people read it", () => {
  expect(html).toContain("<span>990103</span>");
  expect(html).toContain("<span>990.103</span>");
});
