/** Sending a client to another address. */
import type { Context } from "koa";
import { REVALIDATE } from "./headers.js";

/**
 * Answers with a redirect, and a note for who does not follow it.
 *
 * @param path without host, so that it holds behind a tunnel and on another port too
 */
export function redirect(ctx: Context, status: 301 | 303, path: string): void {
  ctx.status = status;
  ctx.set("Location", path);
  ctx.set("Cache-Control", REVALIDATE);
  ctx.body = `${path}\n`;
  ctx.status = status;
}
