/**
 * The stylesheet of the pages, put together at start: the components of NL Design System that the pages use, the design
 * tokens that those mention, our own tokens over them, and our own layout.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { packagePath } from "../package/package-files.js";

const fromHere = createRequire(import.meta.url);
/** The component library names the version of each component; they are found where it finds them. */
const fromLibrary = createRequire(fromHere.resolve("@utrecht/component-library-css/package.json"));

/** Components as classes. */
const CLASSES = [
  "page-layout",
  "page-header",
  "page-body",
  "page-footer",
  "skip-link",
  "breadcrumb-nav",
  "alert",
  "data-badge",
  "button",
  "textbox",
  "textarea",
  "select",
  "pagination",
];
/** Components for plain HTML elements. */
const ELEMENTS = ["link", "heading-1", "heading-2", "heading-3", "paragraph", "table", "code", "form-label"];

const LICENCE = `/* Holds components of @utrecht/component-library-css and tokens of @nl-design-system-unstable/voorbeeld-design-tokens,
   EUPL-1.2, Copyright (c) Frameless B.V., Gemeente Utrecht, NL Design System Community. */
`;

/** A declaration of a design token: its name and its value. */
const TOKEN = /(--[\w-]+)\s*:\s*([^;{}]+);/g;

/** @param theme text of the theme that will be laid over this; tokens that it mentions are kept too */
export function stylesheet(theme = ""): string {
  const components = [
    ...CLASSES.map((name) => componentCss(name, "dist/index.css")),
    ...ELEMENTS.map((name) => componentCss(name, "dist/html/index.css")),
  ].join("\n");
  const own = readFileSync(packagePath("assets", "tokens.css"), "utf8");
  const site = readFileSync(packagePath("assets", "site.css"), "utf8");
  const neutral = readFileSync(
    fromHere.resolve("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"),
    "utf8",
  );
  const tokens = usedTokens(neutral, [components, own, site, theme]);
  return LICENCE + compact([`:root{${tokens}}`, own, components, site].join("\n"));
}

function componentCss(name: string, file: string): string {
  return readFileSync(fromLibrary.resolve(`@utrecht/${name}-css/${file}`), "utf8");
}

/** The tokens of a theme that the texts mention, and those that their values mention: a twentieth of what it has. */
function usedTokens(theme: string, texts: readonly string[]): string {
  const values = new Map([...theme.matchAll(TOKEN)].map(([, name = "", value = ""]) => [name, value]));
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      const value = values.get(name);
      if (value === undefined || used.has(name)) continue;
      used.add(name);
      visit(value);
    }
  };
  texts.forEach(visit);
  return [...used].map((name) => `${name}:${values.get(name)}`).join(";");
}

/** Without comments and indentation. */
function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/^\n+/, "");
}
