/** Every document that has forms tells of them all, of its own address, of what describes it and of its licence (DESIGN §3). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, GRAPH, type Rig, startRig } from "../server/rig.js";

const CC0 = "https://creativecommons.org/publicdomain/zero/1.0/";
const STAMPED = "/download/duo-03-vestigingen/20261122T101112Z";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ realOntology: true });
});
afterAll(() => rig.close());

/** Relation → targets, of a Link header. */
function linksOf(response: Response): Record<string, string[]> {
  const links: Record<string, string[]> = {};
  for (const [, target = "", relation = ""] of (response.headers.get("link") ?? "").matchAll(
    /<([^>]*)>; rel="([^"]*)"/g,
  ))
    (links[relation] ??= []).push(target);
  return links;
}

describe.each([
  ["a description", "/doc/vestiging/16SW03", "/doc/vestiging/16SW03"],
  ["a vocabulary", "/def/onderwijs", "/def/onderwijs"],
  ["a version of a vocabulary", "/def/onderwijs/1.0.0", "/def/onderwijs/1.0.0"],
  ["a graph", GRAPH, GRAPH],
  ["a graph by its IRI", `/sparql?graph=${encodeURIComponent(BASE + GRAPH)}`, GRAPH],
  ["a dated version", `${STAMPED}.ttl`, `${STAMPED}.ttl`],
  ["the catalogue", "/catalog", "/catalog"],
  ["the service description", "/sparql", "/sparql"],
])("%s", (_, path, canonical) => {
  it("tells its address, its licence and what describes it", async () => {
    const links = linksOf(await rig.get(path, { accept: "text/turtle" }));
    expect(links["canonical"]).toEqual([BASE + canonical]);
    expect(links["license"]).toEqual([CC0]);
    // The catalogue describes itself.
    const { describedby = ["/catalog"] } = links;
    expect(describedby).toHaveLength(1);
    for (const target of describedby) expect((await rig.get(target)).status).toBe(200);
  });

  it("leads to each of its other forms, which is what it says it is", async () => {
    const response = await rig.get(path, { accept: "text/turtle" });
    const header = response.headers.get("link") ?? "";
    const others = [...header.matchAll(/<([^>]*)>; rel="alternate"; type="([^"]*)"/g)];
    expect(others.length).toBeGreaterThanOrEqual(4);
    for (const [, target = "", type = ""] of others) {
      const other = await rig.get(target);
      expect([other.status, (other.headers.get("content-type") ?? "").split(";")[0]]).toEqual([200, type]);
    }
  });

  it("has a date, for who asks whether it changed", async () => {
    const { headers } = await rig.get(path, { accept: "text/turtle" });
    const date = headers.get("last-modified") ?? "";
    expect(Date.parse(date)).not.toBeNaN();
    const again = await rig.get(path, { accept: "text/turtle", "if-modified-since": date });
    expect(again.status).toBe(304);
    expect(again.headers.get("link")).toBeNull();
  });
});

it("the default graph tells its other forms", async () => {
  const links = linksOf(await rig.get("/sparql?default", { accept: "text/turtle" }));
  expect(links["canonical"]).toEqual([`${BASE}/sparql?default`]);
  for (const target of links["alternate"] ?? []) expect((await rig.get(target)).status).toBe(200);
  expect(links["alternate"]).toHaveLength(5);
});

it("what is at Content-Location is what was sent, in its language too", async () => {
  for (const path of [
    "/doc/vestiging/16SW03?lang=en",
    "/catalog?lang=en",
    "/def/onderwijs?lang=en",
    GRAPH,
    "/sparql",
  ]) {
    for (const accept of ["text/html", "text/turtle"]) {
      const sent = await rig.get(path, { accept });
      const at = sent.headers.get("content-location");
      if (at === null) continue;
      const there = await rig.get(at);
      expect([at, await there.text()]).toEqual([at, await sent.text()]);
    }
  }
});

it("a dated version and a version of a vocabulary lead to what is current", async () => {
  expect(linksOf(await rig.get(`${STAMPED}.nq`))["latest-version"]).toEqual([GRAPH]);
  expect(linksOf(await rig.get("/def/onderwijs/1.0.0.ttl"))["latest-version"]).toEqual(["/def/onderwijs"]);
});

it("a dated version is saved under a name that says what it is", async () => {
  const { headers } = await rig.get(`${STAMPED}.nq.gz`);
  expect(headers.get("content-disposition")).toBe('attachment; filename="duo-03-vestigingen-20261122T101112Z.nq.gz"');
  expect((await rig.get("/download/niets/20261122T101112Z.nq")).headers.get("content-disposition")).toBeNull();
});

it("a version of a vocabulary that is not there is 404, with those that are", async () => {
  const response = await rig.get("/def/onderwijs/9.9.9");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    available: expect.arrayContaining([`${BASE}/def/onderwijs`, `${BASE}/def/onderwijs/1.0.0`]),
  });
});
