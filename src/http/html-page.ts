/** A page, and what it may load: each page gets the narrowest Content-Security-Policy that lets it work. */
import type { Context } from "koa";
import { respond } from "./documents.js";

/** What a page loads beyond stylesheets and images of our own. */
export interface PageNeeds {
  /** Origins of images, such as `https://tiles.example`. */
  readonly images?: readonly string[];
  /** Scripts of our own, and requests of theirs to us. */
  readonly scripts?: boolean;
  /** Style attributes and elements that a script makes, and images that it draws. */
  readonly inlineStyles?: boolean;
}

export interface HtmlPage {
  readonly html: string;
  readonly needs?: PageNeeds;
  /** Whether there will be more on it in a while, so that nobody is to keep it. */
  readonly isPassing?: boolean;
}

/** The value of Content-Security-Policy (CSP 3). Embedded JSON-LD is data, which it leaves alone. */
export function contentPolicy(needs: PageNeeds = {}): string {
  const scripts = needs.scripts === true ? ["script-src 'self'", "connect-src 'self'"] : [];
  const drawn = needs.inlineStyles === true;
  return [
    "default-src 'none'",
    ...scripts,
    `style-src 'self'${drawn ? " 'unsafe-inline'" : ""}`,
    ["img-src 'self'", ...(drawn ? ["data:"] : []), ...(needs.images ?? [])].join(" "),
    ...(drawn ? ["font-src 'self' data:"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Answers with a page, under the policy that it needs. */
export function respondPage(ctx: Context, page: HtmlPage): void {
  if (page.needs !== undefined) ctx.set("Content-Security-Policy", contentPolicy(page.needs));
  respond(ctx, "html", page.html);
}
