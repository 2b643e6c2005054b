import { afterAll, beforeAll, expect, it } from "vitest";
import { type SearchRig, startSearchRig } from "../../search/rig.js";

let rig: SearchRig;
beforeAll(async () => {
  rig = await startSearchRig();
});
afterAll(() => rig.close());

const html = async (path: string): Promise<string> => (await rig.get(path, { accept: "text/html" })).text();

it("the page of changes begins with what is ours, by name and kind", async () => {
  const page = await html("/changes");
  const rows = [...page.matchAll(/<tr><td><a href="([^"]*)"[^>]*>([^<]*)<\/a><\/td><td>([^<]*)<\/td>/g)];
  expect(rows.length).toBeGreaterThan(0);
  for (const [, href = "", , kind = ""] of rows) {
    expect(href).toMatch(/^\//);
    expect(href).not.toMatch(/^\/id\/.*#/);
    expect(kind).not.toBe("");
  }
  expect(rows.some(([, , name = ""]) => !name.startsWith("/"))).toBe(true);
  expect(page).toContain("Wat van elders is");
});

it("the catalogue and the foot of each page lead to it", async () => {
  const page = await html("/catalog?lang=en");
  expect(page.match(/href="\/changes\?lang=en"/g)).toHaveLength(2);
});
