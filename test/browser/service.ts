/** The samples, ingested and served, and a Chromium that may fetch nothing but from there and from PDOK's tiles. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { TILE_ORIGIN } from "#src/pages/resource/map.js";

const CHROMIUM = "/usr/bin/chromium";
const CLI = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Whether there is a browser here; on CI there must be one. */
export const hasBrowser = existsSync(CHROMIUM) || process.env["CI"] !== undefined;

export interface Service {
  readonly url: string;
  /** Addresses elsewhere that pages asked for, tiles aside. */
  readonly foreign: string[];
  /** Tiles that pages asked for. */
  readonly tiles: string[];
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const data = mkdtempSync(join(tmpdir(), "paginas-"));
  const port = String(42_000 + (process.pid % 2000));
  const url = `http://localhost:${port}`;
  const words = ["serve", "--samples", "--port", port, "--base-iri", url, "--data", data];
  const server = spawn(process.execPath, [CLI, ...words], { stdio: ["ignore", "pipe", "ignore"], cwd: data });
  const browser = await Promise.all([
    chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }),
    listening(server),
  ]).then(([launched]) => launched);
  const foreign: string[] = [];
  const tiles: string[] = [];
  return {
    url,
    foreign,
    tiles,
    context: (options) => guarded(browser, url, foreign, tiles, options),
    close: async () => {
      await browser.close();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.stdout?.on("data", (text: Buffer) => {
      if (text.includes(" serves ")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
  });
}

async function guarded(
  browser: Browser,
  url: string,
  foreign: string[],
  tiles: string[],
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  await context.route(
    (address) => address.origin !== url && !/^(?:data|blob):$/.test(address.protocol),
    (route) => {
      const wanted = route.request().url();
      (wanted.startsWith(`${TILE_ORIGIN}/`) ? tiles : foreign).push(wanted);
      return route.abort();
    },
  );
  return context;
}
