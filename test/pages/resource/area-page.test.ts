import { expect, it } from "vitest";
import { BASE, startRig } from "../../server/rig.js";

const OND = `${BASE}/def/onderwijs#`;
const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const AREA = `<${BASE}/id/gemeente/0855>`;

it("the page of an area counts what is in it by kind, and its schools by what they teach and by board, each once", async () => {
  const school = (code: string, forms: readonly string[], board: number): string[] => {
    const iri = `<${BASE}/id/vestiging/${code}>`;
    return [
      `${iri} ${TYPE} <${OND}Vestiging>`,
      `${iri} <${OND}gemeente> ${AREA}`,
      `${iri} <${OND}inGebied> ${AREA}`,
      `${iri} <${OND}bevoegdGezag> <${BASE}/id/bevoegd-gezag/${board}>`,
      ...forms.map((form) => `${iri} <${OND}onderwijsstructuur> <${BASE}/id/begrip/onderwijsstructuur/${form}>`),
    ];
  };
  const boards = Array.from({ length: 25 }, (_, n) =>
    school(`1${String(n).padStart(2, "0")}A00`, [], 50_000 + n),
  ).flat();
  const elsewhere = `<${BASE}/id/vestiging/99ZZ11> ${TYPE} <${OND}Vestiging>`;
  const rig = await startRig({
    realOntology: true,
    more: {
      "/graph/referentie/gemeenten": [`${AREA} ${TYPE} <${OND}Gemeente>`],
      "/graph/duo/scholen": [
        ...school("00AA00", ["havo", "vwo"], 40_000),
        ...school("00AA01", ["havo"], 40_000),
        ...boards,
        elsewhere,
      ],
    },
  });
  try {
    const html = await (await rig.get("/doc/gemeente/0855", { accept: "text/html" })).text();
    const rows = (title: string): string[] => {
      const table = new RegExp(`<table aria-label="${title}".*?</table>`, "s").exec(html)?.[0] ?? "";
      return [...table.matchAll(/<tr><th scope="row">(.*?)<\/th><td class="n">(.*?)</gs)].map(
        ([, name = "", n = ""]) => `${name.replace(/<[^>]*>/g, "")} ${n}`,
      );
    };
    expect(rows("In cijfers")).toEqual(["vestiging 27"]);
    expect(rows("Vestigingen naar onderwijsstructuur")).toEqual(["havo 2", "vwo 1"]);
    expect(rows("Vestigingen naar bevoegd gezag")).toHaveLength(20);
    expect(rows("Vestigingen naar bevoegd gezag")[0]).toBe("40000 2");
    expect(html).toContain("De 20 met de meeste vestigingen hier.");
    const heads = [...html.matchAll(/<table aria-label="[^"]*" class="short"><thead><tr><th scope="col">([^<]*)</g)];
    expect(heads.map(([, head]) => head)).toEqual(["soort", "onderwijsstructuur", "bevoegd gezag"]);
    const none = await (await rig.get("/doc/vestiging/00AA00", { accept: "text/html" })).text();
    expect(none).not.toContain('id="in-cijfers"');
  } finally {
    await rig.close();
  }
});
