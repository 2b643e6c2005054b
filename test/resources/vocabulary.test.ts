import { cp, mkdtemp, readFile, rename, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Parser } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadOntology } from "#src/resources/ontology.js";
import { BASE, type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const FOLDER = new URL("../server/ontology/", import.meta.url).pathname;

describe("/def", () => {
  it("gives the author's own Turtle, comments too, with the base filled in", async () => {
    const own = await readFile(`${FOLDER}onderwijs.ttl`, "utf8");
    const text = await (await rig.get("/def/onderwijs.ttl")).text();
    expect(text.startsWith(own.replaceAll("https://data.example.nl", BASE))).toBe(true);
  });

  it("is as old as it is here: a package gives its files one date in each version", async () => {
    // Less what the clock of a file system may be behind.
    const begun = Date.now() - 2000;
    const folder = await mkdtemp(join(tmpdir(), "ontologie-"));
    await cp(FOLDER, folder, { recursive: true });
    for (const file of ["dienst.ttl", "context.jsonld"]) {
      await utimes(join(folder, file), new Date("1985-10-26T08:15:00Z"), new Date("1985-10-26T08:15:00Z"));
    }
    const { modules, contextModified } = loadOntology(folder, BASE);
    expect(modules.get("dienst")?.modified.getTime()).toBeGreaterThan(begun);
    expect(contextModified.getTime()).toBeGreaterThan(begun);
    await rm(folder, { recursive: true });
  });

  it("a module holds the terms of its namespace that other files of its name add", async () => {
    const text = await (await rig.get("/def/onderwijs", { accept: "text/turtle" })).text();
    const subjects = new Parser().parse(text).map((quad) => quad.subject.value);
    expect(subjects).toContain(`${BASE}/def/onderwijs#schooljaar`);
  });

  it.each(["jsonld", "nt", "rdf"])("is there as .%s", async (form) => {
    const response = await rig.get(`/def/onderwijs.${form}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Vestiging");
  });

  it("documents each term for people, where its hash IRI leads", async () => {
    const page = await (await rig.get("/def/onderwijs", { accept: "text/html" })).text();
    expect(page).toContain('id="Vestiging"');
    expect(page).toContain("Plaats waar een instelling onderwijs geeft.");
    expect(page).toContain('id="schooljaar"');
  });

  it("has its own version under its number, and no other", async () => {
    expect((await rig.get("/def/onderwijs/1.0.0", { accept: "text/turtle" })).status).toBe(200);
    expect((await rig.get("/def/onderwijs/1.0.0.ttl")).headers.get("cache-control")).toContain("immutable");
    expect((await rig.get("/def/onderwijs/9.9.9")).status).toBe(404);
    expect((await rig.get("/def/niets")).status).toBe(404);
  });

  it("has what it was before under the number of that version, for people and programs", async () => {
    const turtle = await rig.get("/def/onderwijs/0.9.0.ttl");
    expect(turtle.headers.get("cache-control")).toContain("immutable");
    const said = await turtle.text();
    expect(said).toContain("ond:Schoolbestuur");
    expect(said).not.toContain("ond:BevoegdGezag");
    const page = await (await rig.get("/def/onderwijs/0.9.0", { accept: "text/html" })).text();
    expect(page).toContain('id="Schoolbestuur"');
    expect(page).toContain("Dit is een eerdere versie.");
    const now = await (await rig.get("/def/onderwijs", { accept: "text/html" })).text();
    expect(now).toContain('<a href="/def/onderwijs/0.9.0">0.9.0</a>');
    expect(now).not.toContain('id="Schoolbestuur"');
    expect(now).not.toContain("Dit is een eerdere versie.");
  });

  it("serves the context that JSON-LD documents name", async () => {
    const response = await rig.get("/def/context.jsonld");
    expect(response.headers.get("content-type")).toBe("application/ld+json");
    expect(await response.json()).toMatchObject({ "@context": { ond: `${BASE}/def/onderwijs#` } });
    const document = await (await rig.get("/doc/vestiging/16SW03.jsonld")).json();
    expect(document).toMatchObject({
      "@context": `${BASE}/def/context.jsonld`,
      bezoekadres: { "schema:addressLocality": "Tilburg" },
    });
  });
});

it("an earlier version in a file named after another is refused by name", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ontologie-"));
  try {
    await cp(FOLDER, folder, { recursive: true });
    await rename(join(folder, "versions/onderwijs-0.9.0.ttl"), join(folder, "versions/onderwijs-0.8.0.ttl"));
    expect(() => loadOntology(folder, BASE)).toThrow(/onderwijs-0\.8\.0\.ttl says that it is version 0\.9\.0/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("an ontology folder without a context is refused by name", () => {
  expect(() => loadOntology(new URL("../server/queries/", import.meta.url).pathname, BASE)).toThrow(/context\.jsonld/);
});
