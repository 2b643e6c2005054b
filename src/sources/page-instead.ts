/** A page for people where data was asked for: what servers give that are down, or want a login. */

/** What is looked at of a text. */
const START = 10_000;
/** Elements with which HTML begins that does not say so: error pages are often mere pieces. */
const HTML = /^(?:html|head|body|title|meta|link|script|style|center|div|h[1-6]|p|pre|table|font|b|br|hr)$/i;
/** What may stand before the first element of a text in XML or HTML. */
const PROLOGUE = /^(?:\s+|<\?[^>]{0,1000}>|<!--[^]{0,4000}?-->)+/;

export interface PageInstead {
  readonly isHtml: boolean;
  /** `an HTML page ("Storing")`, `XML (<error>)` */
  readonly what: string;
}

/** The page, or other XML, that a text is; undefined where it is none. */
export function pageInstead(text: string): PageInstead | undefined {
  const start = text.slice(0, START).replace(/^\ufeff/, "");
  const bare = start.replace(PROLOGUE, "");
  const [, mark = "", name = ""] = /^<(!doctype\s+|)([a-z][\w.:-]{0,60})/i.exec(bare) ?? [];
  if (name === "") return /^\s*<[?!]/.test(start) ? { isHtml: false, what: "XML" } : undefined;
  if (!HTML.test(name)) return { isHtml: false, what: `XML (<${mark === "" ? "" : "!DOCTYPE "}${name}>)` };
  const title = /<title[^>]{0,200}>([^<]{1,1000})/i.exec(bare)?.[1] ?? "";
  const shown = title
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 120);
  return { isHtml: true, what: `an HTML page${shown === "" ? "" : ` ("${shown}")`}` };
}
