/** What is answered while the data is being loaded: that the process lives, and to come back for everything else. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Language } from "./documents.js";
import { negotiate } from "./negotiate.js";
import { Problem, problemDocument } from "./problem.js";

/** Seconds after which to ask again. */
const AGAIN = 5;

const LOADING = new Problem(503, "the data is being loaded; ask again in some seconds, or watch /health/ready");

const TEXTS = {
  nl: { title: "Een ogenblik", told: "De gegevens worden geladen. Deze pagina komt vanzelf zodra dat klaar is." },
  en: { title: "One moment", told: "The data is being loaded. This page comes by itself as soon as that is done." },
} as const;

/** There is no stylesheet to ask for yet. */
const STYLE = "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}";
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

function page(language: Language): string {
  const { title, told } = TEXTS[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="${AGAIN}">
<title>${title} · Onderwijsgraaf</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${told}</p></main></body></html>
`;
}

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
  const [, query] = url.split("?", 2);
  const language = new URLSearchParams(query).get("lang") === "en" ? "en" : "nl";
  const html = negotiate(headers.accept, OFFERS) === "html";
  response
    .writeHead(503, {
      "Content-Type": html ? "text/html; charset=utf-8" : "application/problem+json",
      "Content-Security-Policy": POLICY,
      "Retry-After": AGAIN,
      Vary: "Accept",
    })
    .end(html ? page(language) : problemDocument(LOADING));
}
