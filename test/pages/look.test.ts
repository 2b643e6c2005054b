import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadAssets } from "#src/pages/assets.js";
import { stylesheet } from "#src/pages/stylesheet.js";
import { startRig } from "../server/rig.js";

it("every design token that the stylesheet mentions of our own has a value, and nothing is fetched from elsewhere", () => {
  const css = stylesheet();
  const given = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
  const site = [...css.matchAll(/var\((--basis-[\w-]+)\)/g)].map((match) => match[1]);
  expect(site.filter((name) => !given.has(name))).toEqual([]);
  expect(css).not.toMatch(/@import|url\(|https?:/);
});

it("a theme comes after our stylesheet, and the page gets the class that its tokens are on", () => {
  const folder = mkdtempSync(join(tmpdir(), "thema-"));
  const file = join(folder, "thema.css");
  writeFileSync(file, ".gemeente-theme { --utrecht-page-header-background-color: #00543c; }");
  const { look } = loadAssets(file);
  expect(look.themeClass).toBe("gemeente-theme");
  expect(look.stylesheets).toHaveLength(2);
  expect(look.stylesheets[0]).not.toBe(look.stylesheets[1]);
  rmSync(folder, { recursive: true });
  expect(() => loadAssets(file)).toThrow("`theme`");
});

it.each([
  ["/", true],
  ["/search", true],
  ["/doc/vestiging/16SW03", false],
  ["/sparql", true],
])("the policy of %s allows scripts of our own only where there is an editor or suggestions", async (path, scripts) => {
  const rig = await startRig();
  const { headers } = await rig.get(path, { accept: "text/html" });
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy.includes("script-src 'self'")).toBe(scripts);
  expect(policy).not.toMatch(/https?:/);
  await rig.close();
});
