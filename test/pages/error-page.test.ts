import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { StoreUnavailableError } from "#src/store/graph-store.js";
import { type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const page = async (path: string): Promise<string> => (await rig.get(path, { accept: "text/html" })).text();

/** The page at a path as it is written: `fetch` would tidy it. */
function pageAsWritten(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(rig.url, { path, headers: { accept: "text/html" } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => resolve(text));
    });
    asked.once("error", reject).end();
  });
}

/** Where the link to the other language leads, as a browser reads it. */
function otherLanguage(html: string): URL {
  const [, href = ""] = /<a href="([^"]*)" hreflang=/.exec(html) ?? [];
  return new URL(href.replaceAll("&amp;", "&"), rig.url);
}

it("an English page tells what is wrong in a sentence, the problem for programs stays as it is", async () => {
  expect(await page("/nergens?lang=en")).toContain(
    ">There is nothing at /nergens; the home page shows where to begin.</p>",
  );
  const problem = (await (await rig.get("/nergens", { accept: "application/json" })).json()) as { detail: string };
  expect(problem.detail).toBe("there is nothing at /nergens; the home page shows where to begin");
});

it("an English page tells in English what is busy here too", async () => {
  const failing = vi.spyOn(rig.store, "query").mockRejectedValue(new StoreUnavailableError("it is being loaded"));
  const html = await page("/doc/vestiging/16SW03?lang=en");
  failing.mockRestore();
  expect(html).toContain('<span class="utrecht-data-badge">503</span>');
  expect(html).not.toMatch(/Probeer|gegevens/);
});

describe("the other language of an error page", () => {
  it.each([
    ["/nergens", "/nergens?lang=en"],
    ["/nergens?lang=en", "/nergens"],
    ["/nergens?a=b%20c&lang=en", "/nergens?a=b+c"],
    ["/doc/vestiging/00ZZ00", "/doc/vestiging/00ZZ00?lang=en"],
  ])("of %s is the same address: %s", async (path, other) => {
    const { pathname, search } = otherLanguage(await page(path));
    expect(pathname + search).toBe(other);
  });

  it.each(["//elders.test/x", "/\\elders.test/x", "/a/..//elders.test", "/%2e/\\/elders.test", `/${"x".repeat(3000)}`])(
    "of %s stays on this host",
    async (path) => {
      const { href } = otherLanguage(await pageAsWritten(path));
      expect(href).toBe(`${rig.url}/?lang=en`);
    },
  );
});

it.each([
  ["/search?q=x&format=pdf", "HTML"],
  ["/sparql?query=ASK%7B%7D&format=pdf", "text/csv"],
])("a form that %s does not have is told with those that it has", async (path, form) => {
  expect(await page(path)).toMatch(new RegExp(`<li>${form}</li>`));
});

it("every error page offers a search and the way home, in its language", async () => {
  for (const [path, home] of [
    ["/nergens", "/"],
    ["/nergens?lang=en", "/?lang=en"],
  ] as const) {
    const html = await page(path);
    expect(html).toContain('role="search"');
    expect(html).toMatch(new RegExp(`<main.*<a href="${home.replace("?", "\\?")}">`, "s"));
  }
});

it("the page of what is gone offers a search for what there is", async () => {
  const answer = await rig.get("/doc/vestiging/99ZZ00", { accept: "text/html" });
  expect(answer.status).toBe(410);
  expect(await answer.text()).toContain('role="search"');
});
