/** For operators: is the process alive, and can it answer questions. */
import type { Context } from "koa";
import type { GraphStore } from "../store/graph-store.js";
import { Problem } from "./problem.js";

/** `/health/live`: this process answers. */
export function liveRoute(ctx: Context): void {
  ctx.set("Cache-Control", "no-store");
  ctx.body = { status: "ok" };
}

/** `/health/ready`: the store answers. @throws {Problem} 503 when it does not */
export function readyRoute(store: GraphStore): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.set("Cache-Control", "no-store");
    try {
      await store.query("ASK {}", { syntax: "json", timeoutMs: 2000 });
    } catch (error) {
      throw new Problem(503, "the store does not answer; if it stays so, look in the log of this service", {
        cause: error,
        headers: { "Retry-After": "5" },
        forPeople: "De gegevens worden geladen. Probeer het over enkele seconden opnieuw.",
      });
    }
    ctx.body = { status: "ok", archive: store.archiveVersion };
  };
}
