import { Parser } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, startRig } from "../server/rig.js";

/** Names in IRIs as templates of mappings and RDF files make them, and as an address has them. */
const NAMES = [
  ["De%20Wilg", "De%20Wilg"],
  ["één/ĳs", "%C3%A9%C3%A9n/%C4%B3s"],
  ["l'Étoile", "l'%C3%89toile"],
  ["a(b)+c,d;e=f@g:h!$&*", "a(b)+c,d;e=f@g:h!$&*"],
  ["100%25", "100%25"],
  ["𝄞", "%F0%9D%84%9E"],
] as const;
const KIND = "/id/bibliotheek";

let rig: Rig;
beforeAll(async () => {
  const named = NAMES.map(([name]) => `<${BASE}${KIND}/${name}> <http://schema.org/name> "Bibliotheek"`);
  const pointing = NAMES.map(
    ([name]) => `<${BASE}${KIND}/De%20Wilg> <http://schema.org/knows> <${BASE}${KIND}/${name}>`,
  );
  rig = await startRig({ more: { "/graph/eigen/bibliotheken": [...named, ...pointing] } });
});
afterAll(() => rig.close());

describe("a thing of one's own is found under its IRI, whatever that holds (RFC 3987 §3.1)", () => {
  it.each(NAMES)("%s", async (name, address) => {
    for (const extension of ["html", "ttl", "jsonld", "nt", "rdf", "trig", "nq"]) {
      const { status, headers } = await rig.get(`/doc/bibliotheek/${address}.${extension}`);
      expect([extension, status]).toEqual([extension, 200]);
      expect(headers.get("content-location")).toBe(`/doc/bibliotheek/${address}.${extension}`);
      expect(headers.get("link")).toContain(`<${BASE}${KIND}/${address}>; rel="describes"`);
    }
    const moved = await rig.get(`${KIND}/${address}`, { accept: "text/turtle" });
    expect([moved.status, moved.headers.get("location")]).toEqual([303, `/doc/bibliotheek/${address}.ttl`]);
    const turtle = await (await rig.get(moved.headers.get("location") ?? "")).text();
    expect(new Parser().parse(turtle).some(({ subject }) => subject.value === `${BASE}${KIND}/${name}`)).toBe(true);
  });

  it("has one address: what need not be escaped is not, and escapes are in upper case", async () => {
    for (const [asked, address] of [
      ["De%20W%69lg", "De%20Wilg"],
      ["%c3%a9%c3%a9n%2f%c4%b3s/", "%C3%A9%C3%A9n/%C4%B3s"],
    ]) {
      const { status, headers } = await rig.get(`${KIND}/${asked}`);
      expect([status, headers.get("location")]).toEqual([301, `${KIND}/${address}`]);
    }
  });

  it("is 400 where the escapes are of no text, and 404 where they could end an IRI or climb", async () => {
    for (const [path, status] of [
      [`${KIND}/%C3`, 400],
      [`${KIND}/%C0%AF`, 400],
      [`${KIND}/100%`, 400],
      [`${KIND}/%3E%3Cx`, 404],
      [`${KIND}/a%2F..%2Fb`, 404],
      [`${KIND}/%00`, 404],
    ] as const) {
      expect([path, (await rig.get(path)).status]).toEqual([path, status]);
    }
  });

  it("links to others that are found too", async () => {
    const page = await (await rig.get("/doc/bibliotheek/De%20Wilg.html")).text();
    const links = new Set(page.match(/(?<=href=")\/(?:id|doc)\/bibliotheek\/[^"?]*(?=")/g));
    expect(links.size).toBeGreaterThan(NAMES.length);
    for (const link of links) {
      const path = encodeURI(decodeURI(link.replaceAll("&amp;", "&").replaceAll("&#39;", "'")));
      expect([path, (await rig.get(path)).status]).toEqual([
        path,
        expect.toSatisfy((s: number) => s === 200 || s === 303),
      ]);
    }
  });
});
