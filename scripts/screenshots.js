/**
 * Pictures of six pages in docs/images/, from the samples: `node scripts/screenshots.js`, after `npm run build`. Map tiles are
 * fetched where there is a network; without one the picture shows the map as it then is.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const url = "http://localhost:3000";
/** Name of the picture → path of the page, and its height in pixels. */
const PICTURES = {
  start: ["/", 900],
  vestiging: ["/doc/vestiging/99XX00", 1500],
  motie: ["/doc/tk/zaak/f1c71e00-0000-4000-8000-000000000802", 900],
  statistiek: ["/doc/statistiek/06-historisch-overzicht-leerlingen-per-schoolvestiging", 1000],
  woordenlijst: ["/def/onderwijs?lang=en", 900],
  vragen: ["/sparql?voorbeeld=01-scholen-van-een-bestuur", 900],
};
const MOST_BYTES = 200_000;

const data = await mkdtemp(join(tmpdir(), "beelden-"));
const words = ["dist/cli/main.js", "serve", "--samples", "--base-iri", url, "--data", data];
const server = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve) => server.stdout.on("data", (text) => text.includes(" serves ") && resolve(undefined)));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const [name, [path, height]] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: { width: 1200, height } });
    await page.goto(url + path, { waitUntil: "networkidle" });
    const file = join(root, "docs", "images", `${name}.png`);
    await page.screenshot({ path: file });
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new Error(`${file} is ${size} bytes; make its picture lower than ${height} pixels`);
  }
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  await rm(data, { recursive: true, force: true });
}
