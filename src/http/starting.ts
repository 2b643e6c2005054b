/** What is answered while the data is being loaded: that the process lives, and to come back for everything else. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { negotiate } from "./negotiate.js";
import { Problem, problemDocument } from "./problem.js";

/** Seconds after which to ask again. */
const AGAIN = 5;

const LOADING = new Problem(503, "the data is being loaded; ask again in some seconds, or watch /health/ready", {
  forPeople: "De gegevens worden geladen. Deze pagina komt vanzelf zodra dat klaar is.",
});

const PAGE = `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${AGAIN}"><title>Een ogenblik · Onderwijsgraaf</title></head>
<body><main><h1>Een ogenblik</h1><p>${LOADING.options.forPeople}</p></main></body></html>
`;

const OFFERS = [
  { mediaType: "application/problem+json", value: "json" },
  { mediaType: "text/html", value: "html" },
] as const;

/** Answers `/health/live` with 200 and all else with 503 and `Retry-After` (RFC 9110 §15.6.4, §10.2.3). */
export function answerStarting({ url = "", headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Access-Control-Allow-Origin", "*");
  if (url === "/health/live") {
    response.writeHead(200, { "Content-Type": "application/json; charset=utf-8" }).end('{"status":"ok"}');
    return;
  }
  const html = negotiate(headers.accept, OFFERS) === "html";
  response
    .writeHead(503, {
      "Content-Type": html ? "text/html; charset=utf-8" : "application/problem+json",
      "Content-Security-Policy": "default-src 'none'",
      "Retry-After": AGAIN,
      Vary: "Accept",
    })
    .end(html ? PAGE : problemDocument(LOADING, url.split("?", 1)[0] ?? ""));
}
