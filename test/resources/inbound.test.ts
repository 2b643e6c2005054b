import { Parser, type Quad } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, BOARD, type Rig, SCHOOL, startRig } from "../server/rig.js";

const HYDRA = "http://www.w3.org/ns/hydra/core#";
const PROPERTY = `${BASE}/def/onderwijs#bevoegdGezag`;
const DOC = "/doc/bevoegd-gezag/41645";
const COLLECTION = `${BASE}${DOC}?via=${encodeURIComponent(PROPERTY)}`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

async function read(path: string): Promise<Quad[]> {
  const answer = await rig.get(path, { accept: "application/n-quads" });
  expect(answer.status).toBe(200);
  return new Parser({ format: "N-Quads" }).parse(await answer.text());
}

function objects(quads: readonly Quad[], subject: string, property: string): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map((quad) => quad.object.value);
}

describe("what points to a thing", () => {
  it("is stated in its description where it is little", async () => {
    const quads = await read("/doc/vestiging/16SW03");
    const alias = quads.find((quad) => quad.object.value === SCHOOL);
    expect([alias?.subject.value, alias?.graph.value]).toEqual([
      `${BASE}/id/onderwijslocatie/112X995`,
      `${BASE}/graph/identiteit`,
    ]);
  });

  it("is counted where it is much, with a link to its first page", async () => {
    const quads = await read(DOC);
    expect(quads.filter((quad) => quad.predicate.value === PROPERTY)).toEqual([]);
    expect(objects(quads, BOARD, `${HYDRA}collection`)).toEqual([COLLECTION]);
    expect(objects(quads, COLLECTION, `${HYDRA}totalItems`)).toEqual(["61"]);
    expect(objects(quads, COLLECTION, `${HYDRA}view`)).toEqual([`${COLLECTION}&pagina=1`]);
  });

  it("is all there for who follows the pages, each member once, with the graphs that say so", async () => {
    const members: string[] = [];
    const stated = new Set<string>();
    let page: string | undefined = `${COLLECTION}&pagina=1`;
    let pages = 0;
    while (page !== undefined) {
      const quads: Quad[] = await read(page.slice(BASE.length));
      members.push(...objects(quads, COLLECTION, `${HYDRA}member`));
      for (const quad of quads) if (quad.predicate.value === PROPERTY) stated.add(quad.subject.value);
      expect(objects(quads, page, `${HYDRA}last`)).toEqual([`${COLLECTION}&pagina=3`]);
      [page] = objects(quads, page, `${HYDRA}next`);
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(members).toHaveLength(61);
    expect(new Set(members)).toEqual(stated);
    expect(stated.size).toBe(61);
  });

  it("has the same members on a page for people and in RDF", async () => {
    const html = await (await rig.get(`${COLLECTION.slice(BASE.length)}&pagina=2`, { accept: "text/html" })).text();
    const quads = await read(`${COLLECTION.slice(BASE.length)}&pagina=2`);
    const members = objects(quads, COLLECTION, `${HYDRA}member`);
    expect(members).toHaveLength(25);
    for (const member of members) expect(html).toContain(`href="${member.slice(BASE.length)}"`);
  });

  it("has a tag for each page, and is unknown by a property that nothing uses", async () => {
    const tag = async (page: number): Promise<string | null> =>
      (await rig.get(`${DOC}.ttl?via=${encodeURIComponent(PROPERTY)}&pagina=${page}`)).headers.get("etag");
    expect(await tag(1)).not.toBe(await tag(2));
    expect((await rig.get(`${DOC}.ttl?via=${encodeURIComponent("https://elders.test/x")}`)).status).toBe(404);
  });

  it("leaves JSON-LD with one root", async () => {
    const school = (await (await rig.get("/doc/vestiging/16SW03.jsonld")).json()) as Record<string, unknown>;
    expect(school).toMatchObject({
      id: SCHOOL,
      "@reverse": { "http://www.w3.org/2002/07/owl#sameAs": [{ id: `${BASE}/id/onderwijslocatie/112X995` }] },
    });
    const page = (await (await rig.get(`${DOC}.jsonld?via=${encodeURIComponent(PROPERTY)}&pagina=3`)).json()) as Record<
      string,
      unknown
    >;
    expect(page).toMatchObject({ id: COLLECTION, [`${HYDRA}totalItems`]: 61 });
    expect(page["@graph"]).toBeUndefined();
  });
});

it("what was answered once is answered again without a question, until the archive changes", async () => {
  const own = await startRig();
  try {
    const first = await (await own.get(`${DOC}.ttl`)).text();
    const before = own.store.asked;
    expect(await (await own.get(`${DOC}.ttl`)).text()).toBe(first);
    expect(own.store.asked).toBe(before);
    own.store.archiveVersion = "20261123T000000Z";
    await own.get(`${DOC}.ttl`);
    expect(own.store.asked).toBeGreaterThan(before);
  } finally {
    await own.close();
  }
});
