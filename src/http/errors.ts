/** The one place where what went wrong becomes an answer: problem+json for programs, a page for people. */
import type { Context, Next } from "koa";
import { StoreBusyError } from "../store/graph-store.js";
import { addressAsked, type Language, languageOf } from "./documents.js";
import { negotiate } from "./negotiate.js";
import { Problem, problemDocument } from "./problem.js";

/** What logs; pino's loggers do. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const OFFERS = [
  { mediaType: "application/problem+json", value: "json", isAlso: "application/json" },
  { mediaType: "text/html", value: "html" },
] as const;

/** Headers of the answer that was begun, which do not hold for that to its failure. */
const OF_ANSWER = [
  "ETag",
  "Last-Modified",
  "Content-Disposition",
  "Content-Location",
  "Link",
  "Content-Length",
  "Accept-Ranges",
  "Repr-Digest",
];

/**
 * Middleware that answers what the rest throws. A {@link Problem} says itself what to answer; `known` may make one of
 * another error; anything else is logged and answered with 500, without its message.
 *
 * @param page the page about a problem at an address, as {@link addressAsked} has it
 * @param prefix path part of the base: `instance` is resolved against the address that the client asked (RFC 9457 §3.1.5)
 */
export function errorAnswers(
  log: Log,
  known: (error: unknown) => Problem | undefined,
  page: (problem: Problem, language: Language, here: string) => string,
  prefix: string,
): (ctx: Context, next: Next) => Promise<void> {
  return async (ctx, next) => {
    try {
      await next();
      // What nobody answered; an empty answer of its own (304, 303, 204) has a status.
      if (ctx.status === 404 && ctx.body === undefined) {
        throw new Problem(404, `there is nothing at ${ctx.path}; the home page shows where to begin`, {
          forPeople: "Op dit adres is niets te vinden. Controleer het op een tikfout, of zoek op naam of code.",
        });
      }
    } catch (error) {
      const problem = known(error) ?? hungUp(ctx) ?? unexpected(ctx, error, log);
      tellWhy(ctx, problem, log);
      for (const header of OF_ANSWER) ctx.remove(header);
      ctx.vary("Accept");
      ctx.set("Cache-Control", "no-store");
      for (const [name, value] of Object.entries(problem.options.headers ?? {})) ctx.set(name, value);
      const html = negotiate(ctx.get("Accept") || undefined, OFFERS) === "html";
      ctx.status = problem.status;
      ctx.set("Content-Type", html ? "text/html; charset=utf-8" : "application/problem+json");
      ctx.body = html ? page(problem, languageOf(ctx), addressAsked(ctx)) : problemDocument(problem, prefix + ctx.path);
      ctx.status = problem.status;
    }
  };
}

/** What is broken here, and not only busy, is logged with its cause, which the answer does not tell. */
function tellWhy(ctx: Context, { status, message, options }: Problem, log: Log): void {
  if (status !== 502 && status !== 503) return;
  if (options.cause === undefined || options.cause instanceof StoreBusyError) return;
  log.warn({ err: options.cause, path: ctx.path }, message);
}

/** A client that left before its request was complete: nobody reads the answer, and nothing is wrong here. */
function hungUp(ctx: Context): Problem | undefined {
  return ctx.req.destroyed && !ctx.req.complete ? new Problem(400, "the request broke off before its end") : undefined;
}

function unexpected(ctx: Context, error: unknown, log: Log): Problem {
  log.error({ err: error, method: ctx.method, path: ctx.path }, "a request failed unexpectedly");
  return new Problem(500, "something went wrong here; it has been logged. Try again, and report it if it stays", {
    cause: error,
  });
}
