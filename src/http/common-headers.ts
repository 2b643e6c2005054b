/** Headers that every answer has, and the answers to OPTIONS. */
import type { Context, Next } from "koa";
import { contentPolicy } from "./html-page.js";
import { Problem } from "./problem.js";
import { redirect } from "./redirect.js";

const LONGEST_PATH = 2048;
const HEADERS = Object.entries({
  "Content-Security-Policy": contentPolicy(),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  // Reading from any origin, without credentials (Fetch, CORS protocol).
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "Accept-Post, Accept-Ranges, Allow, Content-Encoding, Content-Location, Content-Range, ETag, Last-Modified, Link, " +
    "Location, Repr-Digest, Retry-After, Vary",
});

/** Middleware: security headers, open CORS without credentials, and a limit to the length of paths. */
export async function commonHeaders(ctx: Context, next: Next): Promise<void> {
  for (const [name, value] of HEADERS) ctx.res.setHeader(name, value);
  if (ctx.path.length > LONGEST_PATH) {
    throw new Problem(414, `a path may be ${LONGEST_PATH} characters at most`, { forPeople: "Dit adres is te lang." });
  }
  await next();
}

/** A handler with the methods it knows. */
export interface Route {
  readonly path: RegExp;
  readonly methods: readonly ("GET" | "POST")[];
  /** Whether it decides itself how its paths are spelled; otherwise one with a slash at its end moves to one without. */
  readonly ownSpelling?: boolean;
  readonly handle: (ctx: Context) => void | Promise<void>;
}

/**
 * Middleware that hands a request to the first route whose path fits. OPTIONS is answered for all, preflight included;
 * HEAD is GET without a body.
 *
 * @param prefix path part of the base, for redirects
 * @throws {Problem} 405 with `Allow` (RFC 9110 §15.5.6)
 */
export function routed(routes: readonly Route[], prefix: string): (ctx: Context) => Promise<void> {
  const table = routes.map((route) => ({ ...route, allowed: methodsOf(route) }));
  const routeOf = (requested: string): (typeof table)[number] | undefined =>
    table.find(({ path }) => path.test(requested));
  return async (ctx) => {
    // Koa looks for them anew each time.
    const { path, method } = ctx;
    // RFC 9110 §9.3.7: of the service as a whole.
    if (path === "*" && method === "OPTIONS") return tellMethods(ctx, methodsOf({ methods: ["GET", "POST"] }));
    const spelled = path.endsWith("/") ? path.replace(/(?<=[^/])\/+$/, "") : path;
    const known = spelled === path ? undefined : routeOf(spelled);
    const route = routeOf(path) ?? known;
    if (route === undefined) return;
    const reads = method === "GET" || method === "HEAD";
    // What is not read cannot be moved, and is taken as it is spelled.
    if (reads && known !== undefined && route.ownSpelling !== true) {
      return redirect(ctx, 301, prefix + spelled + ctx.search);
    }
    const { allowed } = route;
    if (method === "OPTIONS") return tellMethods(ctx, allowed);
    if (!allowed.includes(method)) {
      const changes = /^(?:PUT|POST|PATCH|DELETE)$/.test(method)
        ? "; data is changed by `onderwijsgraaf ingest`, never over HTTP"
        : "";
      const detail = `${method.slice(0, 20)} is not possible at ${path}; use ${allowed.join(", ")}${changes}`;
      throw new Problem(405, detail, {
        headers: { Allow: allowed.join(", ") },
        forPeople: "Deze bewerking kan op dit adres niet.",
      });
    }
    await route.handle(ctx);
  };
}

function tellMethods(ctx: Context, allowed: readonly string[]): void {
  ctx.set("Allow", allowed.join(", "));
  ctx.set("Access-Control-Allow-Methods", allowed.join(", "));
  ctx.set(
    "Access-Control-Allow-Headers",
    "Accept, Content-Type, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since, If-Range, Range, Accept-Language, Cache-Control, X-Requested-With, *",
  );
  ctx.set("Access-Control-Max-Age", "86400");
  ctx.status = 204;
}

function methodsOf({ methods }: Pick<Route, "methods">): readonly string[] {
  return ["OPTIONS", ...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))];
}
