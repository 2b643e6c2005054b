/** What people do with the pages, in a real browser. Without one it is skipped visibly; on CI that fails. */
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, type Service, startService } from "./service.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SCHOOL = "/doc/vestiging/99XX00";
const PLACE = "/doc/loket/locatie/99990000-0000-4000-8000-000000000204";
const COMMITTEE = "/doc/tk/commissie/f1c71e00-0000-4000-8000-000000000501";
const KINDS = [
  "/",
  "/search?q=fictie",
  SCHOOL,
  "/doc/bevoegd-gezag/99999",
  "/doc/tk/zaak/f1c71e00-0000-4000-8000-000000000802",
  PLACE,
  "/doc/statistiek/07-geslaagden-gezakten-en-cijfers",
  "/doc/begrippenlijst/denominatie",
  "/doc/dataset/donl/99990000-0000-4000-8000-00000000d003",
  "/def/onderwijs",
  "/def/parlement",
  "/def/parlement?term=Zaak",
  "/def/onderwijs?term=bevoegdGezag",
  "/doc/begrip/denominatie/openbaar",
  "/doc/begrippenlijst/tk-document-soort",
  "/doc/dataset/donl/99990000-0000-4000-8000-00000000d001",
  "/doc/observatie/leerlingen-woongebied-leeftijd/2024-2025_05GY00_4464_bo_5",
  "/catalog",
  "/doc/provincie/30",
  "/doc/instelling/99XX",
  "/graph/duo/07-geslaagden-gezakten-en-cijfers-2014-2015",
  "/graph/duo/02-alle-vestigingen-vo",
  "/reconcile",
  "/nergens",
];
/** Bytes that a page may weigh compressed, its stylesheet included, map and editor aside. */
const HEAVIEST = 150_000;

/** Pixels of CSS between the margins of A4. */
const A4_WIDTH = 718;

/** WCAG's contrast of two colours `rgb(1, 2, 3)`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function inEnglish(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}lang=en`;
}

/** The suggestions below the search form. */
function options(page: Page): ReturnType<Page["locator"]> {
  return page.locator('[role="listbox"] [role="option"]');
}

/** What axe finds on a page that is serious or worse. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .slice(0, 3)
            .join(" ")}`,
      );
  });
}

describe.skipIf(!hasBrowser)("in a browser", () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(async () => {
    await service.close();
  });

  async function visit(path: string, options = {}): Promise<Page> {
    const page = await (await service.context(options)).newPage();
    await page.goto(service.url + path);
    return page;
  }

  it("without JavaScript one finds a school, goes to its board and downloads that as Turtle", async () => {
    const page = await visit("/", { javaScriptEnabled: false });
    await page.getByRole("searchbox").fill("99XX00");
    await page.getByRole("button", { name: "Zoek" }).click();
    await page.getByRole("link", { name: "Fictieve School Onderwijsgraaf" }).first().click();
    expect(await page.locator("h1").innerText()).toBe("Fictieve School Onderwijsgraaf");
    expect(await page.getByText("afgeschermd", { exact: true }).count()).toBeGreaterThan(0);
    await page.getByRole("link", { name: "Fictief Schoolbestuur Onderwijsgraaf" }).first().click();
    expect(new URL(page.url()).pathname).toBe("/doc/bevoegd-gezag/99999");
    const turtle = await page.getByRole("link", { name: "Turtle" }).getAttribute("href");
    const answer = await page.request.get(service.url + turtle);
    expect(answer.headers()["content-type"]).toBe("text/turtle; charset=utf-8");
    expect(await answer.text()).toContain("Fictief Schoolbestuur Onderwijsgraaf");
  });

  it("without JavaScript an example question is answered with a chart and a table", async () => {
    const page = await visit("/sparql?voorbeeld=12-gemaskeerde-waarnemingen-per-statistiek", {
      javaScriptEnabled: false,
    });
    await page.getByRole("button", { name: "Stel de vraag" }).click();
    expect(await page.locator("#antwoord").count()).toBe(1);
    expect(await page.locator("main tbody tr").count()).toBeGreaterThan(1);
    const pupils =
      "SELECT ?jaar (SUM(?n) AS ?leerlingen) { ?o <BASE/def/onderwijs#schooljaar>/<http://www.w3.org/2004/02/skos/core#notation> ?jaar ; <BASE/def/onderwijs#aantalLeerlingen> ?n } GROUP BY ?jaar ORDER BY ?jaar";
    await page.locator("#query").fill(pupils.replaceAll("BASE", service.url));
    await page.getByRole("button", { name: "Stel de vraag" }).click();
    expect(await page.getByRole("img", { name: "leerlingen per jaar" }).count()).toBe(1);
  });

  it("the editor asks our endpoint and shows the answer", async () => {
    const page = await visit("/sparql?voorbeeld=11-praktijkscholen-per-provincie");
    await page.locator("#editor .yasqe_queryButton").click();
    await page.locator("#editor .yasr_results table").first().waitFor();
    expect(await page.locator("#editor .yasr_results").innerText()).toContain("provincie");
  });

  it("the keyboard goes into the editor by itself and out of it again, and its buttons stand beside the question", async () => {
    const page = await visit("/sparql?voorbeeld=12-gemaskeerde-waarnemingen-per-statistiek", {
      viewport: { width: 360, height: 740 },
    });
    const run = page.locator("#editor .yasqe_queryButton");
    await run.waitFor();
    expect(await page.locator("#editor .CodeMirror-focused").count()).toBe(0);
    await page.locator("#editor .addTab").focus();
    await page.keyboard.press("Tab");
    expect(await page.locator("#editor .CodeMirror-focused").count()).toBe(1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await run.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
    for (let back = 0; back < 3; back++) await page.keyboard.press("Shift+Tab");
    expect(await page.locator("#editor .CodeMirror-focused").count()).toBe(0);
    const [buttons, line] = await Promise.all(
      ["#editor .yasqe_buttons", "#editor .CodeMirror-line >> nth=0"].map((of) => page.locator(of).boundingBox()),
    );
    expect((buttons?.y ?? 0) + (buttons?.height ?? 0)).toBeLessThanOrEqual(line?.y ?? 0);
  });

  it("the other language is a link that stays on the page, and what follows keeps to it", async () => {
    const page = await visit(SCHOOL, { javaScriptEnabled: false });
    await page.getByRole("link", { name: "English" }).click();
    expect(new URL(page.url()).pathname).toBe(SCHOOL);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByRole("link", { name: "Fictief Schoolbestuur Onderwijsgraaf" }).first().click();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByRole("link", { name: "Nederlands" }).click();
    expect(await page.locator("html").getAttribute("lang")).toBe("nl");
  });

  describe("suggestions", () => {
    it("appear as one types, are chosen by arrow and lead to the thing", async () => {
      const page = await visit("/");
      const box = page.getByRole("combobox");
      await box.pressSequentially("99XX");
      await options(page).first().waitFor();
      expect(await box.getAttribute("aria-expanded")).toBe("true");
      expect(await page.locator("form .heard").innerText()).toMatch(/^\d+ suggesties/);
      await box.press("ArrowDown");
      const chosen = page.locator('[role="option"][aria-selected="true"]');
      expect(await chosen.count()).toBe(1);
      expect(await box.getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
      expect(await chosen.innerText()).toContain("Fictieve School Onderwijsgraaf");
      await box.press("Enter");
      await page.locator("h1", { hasText: "Fictieve School Onderwijsgraaf" }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/doc\/(?:instelling|vestiging)\/99XX/);
    });

    it("go away by Escape, and Enter then searches for what was typed", async () => {
      const page = await visit("/");
      const box = page.getByRole("combobox");
      await box.pressSequentially("fictie");
      await options(page).first().waitFor();
      await box.press("Escape");
      expect(await page.getByRole("listbox").isVisible()).toBe(false);
      expect(await box.inputValue()).toBe("fictie");
      await box.press("Enter");
      await page.waitForURL((url) => url.pathname === "/search");
      expect(new URL(page.url()).searchParams.get("q")).toBe("fictie");
    });

    it("lead to English pages from an English page", async () => {
      const page = await visit(inEnglish("/search"));
      await page.getByRole("combobox").pressSequentially("99XX00");
      await options(page).first().click();
      await page.locator("h1", { hasText: "Fictieve School Onderwijsgraaf" }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
    });

    it("show which one is chosen in the reader's own colours too", async () => {
      const page = await visit("/", { forcedColors: "active", colorScheme: "dark" });
      const box = page.getByRole("combobox");
      await box.pressSequentially("fictie");
      await options(page).nth(1).waitFor();
      await box.press("ArrowDown");
      const [chosen, next] = await options(page).evaluateAll((all) => {
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle(of: unknown): { backgroundColor: string };
        };
        return all.map((each) => getComputedStyle(each).backgroundColor);
      });
      expect(contrast(chosen ?? "", next ?? "")).toBeGreaterThanOrEqual(3);
    });

    it("open with no serious fault of accessibility", async () => {
      const page = await visit("/", { bypassCSP: true });
      await page.getByRole("combobox").pressSequentially("fictie");
      await options(page).first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });
  });

  it("the boxes of a diagram lead by keyboard to the page of their class", async () => {
    const page = await visit("/def/onderwijs", { javaScriptEnabled: false });
    await page.locator("svg.diagram a", { hasText: "bevoegd gezag" }).press("Enter");
    await page.locator("h1", { hasText: "bevoegd gezag" }).waitFor();
    expect(new URL(page.url()).search).toBe("?term=BevoegdGezag");
  });

  it("a motion says who voted what", async () => {
    const page = await visit(KINDS[4] ?? "");
    const votes = await page.locator("section[aria-labelledby=stemming] tbody tr").allInnerTexts();
    expect(votes.map((row) => row.replaceAll(/\s+/g, " "))).toEqual([
      "Fictieve Partij Zuid voor 4",
      "Fictieve Partij Noord tegen 12",
      "Fictieve Partij Zuid tegen (vergissing, telt niet mee) 4",
    ]);
    expect(await page.getByRole("img", { name: "voor: 4 zetels, tegen: 12 zetels" }).count()).toBe(1);
  });

  it("a statistic charts itself, and gives its figures as CSV with a row for each", async () => {
    const page = await visit(KINDS[6] ?? "");
    expect(await page.getByRole("img", { name: /aantal examenkandidaten, opgeteld/ }).count()).toBe(1);
    const csv = await page.getByRole("link", { name: "Download alle cijfers als CSV" }).getAttribute("href");
    const rows = (await (await page.request.get(service.url + csv)).text()).trim().split("\r\n");
    expect(rows[0]).toMatch(/^schooljaar,eenheid,naam,onderwijstypeVo,/);
    expect(rows.slice(1).filter((row) => row.endsWith("aantalGezakten"))).not.toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length - 1).toBe(4);
  });

  it("a map asks PDOK for tiles, and is of use without them", async () => {
    const before = service.tiles.length;
    const page = await visit(PLACE);
    expect(service.tiles.length).toBeGreaterThan(before);
    expect(await page.getByRole("img", { name: /Kaart met de plek van/ }).count()).toBe(1);
    expect(await page.getByText("52.20000, 5.40000").count()).toBe(1);
  });

  it.each(KINDS.flatMap((path) => [path, inEnglish(path)]))(
    "%s has no serious fault of accessibility",
    async (path) => {
      const page = await visit(path, { bypassCSP: true });
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  it.each([...KINDS, "/sparql"])("%s weighs little", async (path) => {
    const page = await fetch(service.url + path, { headers: { accept: "text/html" } });
    const html = await page.text();
    const [sheet] = /\/assets\/[0-9a-f]+\.css/.exec(html) ?? [];
    const style = await (await fetch(service.url + sheet)).text();
    expect(gzipSync(html).length + gzipSync(style).length).toBeLessThan(HEAVIEST);
  });

  it.each([...KINDS, COMMITTEE])("%s fits a screen of 320 pixels, whatever room its letters take", async (path) => {
    const page = await visit(path, { viewport: { width: 320, height: 640 }, bypassCSP: true });
    // WCAG 1.4.10 and 1.4.12.
    await page.addStyleTag({
      content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
    });
    const [wide, seen] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = (
        globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
      ).document.documentElement;
      return [scrollWidth, clientWidth] as const;
    });
    expect(wide).toBeLessThanOrEqual(seen);
  });

  it.each([SCHOOL, KINDS[4] ?? "", "/def/parlement?term=Zaak"])(
    "%s is drawn in the reader's own colours: what is drawn on the page and what is written can be told from it",
    async (path) => {
      const page = await visit(path, { forcedColors: "active", colorScheme: "dark" });
      const colours = await page.evaluate(() => {
        const { document, getComputedStyle } = globalThis as unknown as {
          document: { querySelectorAll(of: string): Iterable<object>; body: object };
          getComputedStyle(of: object, part?: string): { fill: string; color: string; backgroundColor: string };
        };
        const of = (selector: string): object[] => [...document.querySelectorAll(selector)];
        return {
          page: getComputedStyle(document.body).backgroundColor,
          words: of("svg text").map((each) => getComputedStyle(each).fill),
          shapes: of("svg :is(.bar, .vote)").map((each) => getComputedStyle(each).fill),
          boxes: of("svg .node rect").map((each) => getComputedStyle(each).fill),
          keys: of(".legend li:not(.stub)").map((each) => getComputedStyle(each, "::before").backgroundColor),
        };
      });
      const drawn = [...colours.words, ...colours.shapes, ...colours.keys];
      expect(drawn.filter((colour) => contrast(colour, colours.page) < 3)).toEqual([]);
      expect(colours.boxes.filter((colour) => colour !== colours.page)).toEqual([]);
      expect(drawn).not.toEqual([]);
    },
  );

  it("the tables of a school are as wide as the paper they are printed on", async () => {
    const page = await visit(SCHOOL, { viewport: { width: A4_WIDTH, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    const widths = await page.locator("table").evaluateAll((tables) => tables.map((each) => each.scrollWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(A4_WIDTH);
  });

  it.each(["/search?q=fictie", "/def/onderwijs"])("%s is printed as wide as the paper, and no wider", async (path) => {
    const page = await visit(path, { viewport: { width: A4_WIDTH, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    const widest = await page
      .locator("main :is(li.hit, svg.diagram)")
      .evaluateAll((drawn) => Math.max(...drawn.map((each) => each.getBoundingClientRect().width)));
    expect(widest).toBeGreaterThan(A4_WIDTH * 0.9);
    expect(widest).toBeLessThanOrEqual(A4_WIDTH);
  });

  it("nothing is fetched from another host but tiles", async () => {
    const page = await visit("/sparql");
    await page.locator("#editor .yasqe").waitFor();
    for (const path of KINDS) await page.goto(service.url + path);
    expect(service.foreign).toEqual([]);
  });
});
