/** What browsers fetch beside a page: each file under a name that changes with its content, so that it may be kept. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Context } from "koa";
import { IMMUTABLE, notModified } from "../http/headers.js";
import { Problem } from "../http/problem.js";
import type { Look } from "../http/site.js";
import { packagePath } from "../package/package-files.js";
import { stylesheet } from "./stylesheet.js";

const TYPES = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
} as const;

interface Asset {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

/** Paths of the files of the query editor, below the prefix of the site. */
export interface EditorAssets {
  /** Our script, which brings in the other two. */
  readonly script: string;
  readonly library: string;
  readonly style: string;
}

export interface Assets {
  readonly look: Look;
  readonly editor: EditorAssets;
  /** The handler of `/assets/…`; what another version of the software or of the theme had is gone. */
  readonly route: (ctx: Context) => void;
}

/**
 * Reads the assets of the package, once.
 *
 * @param themeFile path of a CSS file with design tokens of NL Design System, laid over ours
 * @throws {Error} naming the theme file when it cannot be read
 */
export function loadAssets(themeFile?: string): Assets {
  const assets = new Map<string, Asset>();
  const add = (extension: keyof typeof TYPES, body: string): string => {
    const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
    const path = `/assets/${hash}.${extension}`;
    assets.set(path, { body, type: TYPES[extension], etag: `"${hash}"` });
    return path;
  };
  const theme = themeFile === undefined ? undefined : readTheme(themeFile);
  const stylesheets = [add("css", stylesheet(theme))];
  if (theme !== undefined) stylesheets.push(add("css", theme));
  const yasgui = createRequire(import.meta.url).resolve("@zazuko/yasgui");
  return {
    look: {
      stylesheets,
      themeClass: themeClasses(theme ?? ""),
      searchScript: add("js", readFileSync(packagePath("assets", "search.js"), "utf8")),
    },
    editor: {
      script: add("js", readFileSync(packagePath("assets", "editor.js"), "utf8")),
      // Its source map is not served; a browser should not ask for it.
      library: add("js", readFileSync(yasgui, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n")),
      style: add("css", readFileSync(yasgui.replace(/\.js$/, ".css"), "utf8")),
    },
    route: (ctx) => {
      const asset = assets.get(ctx.path);
      if (asset === undefined)
        throw new Problem(404, `there is no asset ${ctx.path}; reload the page that asked for it`);
      if (notModified(ctx, { etag: asset.etag, cacheControl: IMMUTABLE })) return;
      ctx.set("Content-Type", asset.type);
      ctx.body = asset.body;
    },
  };
}

function readTheme(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`the theme ${file} cannot be read; check \`theme\` in the configuration`, { cause: error });
  }
}

/** Themes of NL Design System hang their tokens on a class such as `.utrecht-theme`, which the page then must have. */
function themeClasses(css: string): string {
  return [...new Set([...css.matchAll(/\.([a-z][\w-]*-theme)\b/gi)].map((match) => match[1] ?? ""))].join(" ");
}

/** The mark of the site: three linked dots. */
export const FAVICON = readFileSync(packagePath("assets", "favicon.svg"), "utf8");
