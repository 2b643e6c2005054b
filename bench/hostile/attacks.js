/**
 * What a public endpoint gets to endure, one function each: `url` is the root of a service, which ends in a slash. Each
 * resolves when its harm is done, whatever came of it, to the status it got (0: none).
 */
import { request } from "node:http";
import { connect } from "node:net";

const many = (/** @type {number} */ n, /** @type {(i: number) => string} */ part, joint = " ") =>
  Array.from({ length: n }, (_, i) => part(i)).join(joint);

/** Queries that break, or occupy, engines. @type {Readonly<Record<string, string>>} */
export const QUERIES = {
  "700 nested groups": `SELECT * ${"{".repeat(700)} ?s ?p ?o ${"}".repeat(700)}`,
  "4000 parentheses": `SELECT (${"(".repeat(4000)}1${")".repeat(4000)} AS ?x) {}`,
  "UNION × 3000": `SELECT * { ${many(3000, () => "{ ?s ?p ?o }", " UNION ")} }`,
  "OPTIONAL × 1000": `SELECT * { ?s ?p ?o ${many(1000, (i) => `OPTIONAL { ?s <http://x/${i}> ?o${i} }`)} }`,
  "|| × 3000": `SELECT * { ?s ?p ?o FILTER(${many(3000, (i) => `?o = ${i}`, " || ")}) }`,
  "200 disconnected patterns": `SELECT * { ${many(200, (i) => `?s${i} ?p${i} ?o${i} .`)} }`,
  "a path of 400 steps": `SELECT * { ?s ${many(400, () => "<http://x/p>", "/")} ?o }`,
  "paths over anything": "SELECT * { ?s (!<http://x/p>)*/(!<http://x/q>)* ?o . ?o (!<http://x/p>)+ ?s }",
  "a cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
  "a sorted cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c DESC(?f)",
  "3M rows": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000",
  "3M triples": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
  "ORDER BY × 5000": `SELECT * {} ORDER BY ${"(1) ".repeat(5000)}`,
  "a regex catastrophe": `SELECT * { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), "${"a".repeat(5000)}"), "^(a+)+(a|aa)*(.*a){12}$")) }`,
  "a regex of its own size": `SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "((a{100}){100}){100}")) }`,
  "a long text": `SELECT ?t { ?s ?p ?o BIND(CONCAT(${many(400, () => "STR(?s)", ", ")}) AS ?t) } ORDER BY ?t`,
};

/** A query that is let finish. @param {string} url @param {string} query */
export async function ask(url, query) {
  try {
    const headers = { "content-type": "application/sparql-query" };
    const answer = await fetch(`${url}sparql`, { method: "POST", headers, body: query });
    for await (const part of answer.body ?? []) void part;
    return answer.status;
  } catch {
    return 0;
  }
}

/** One that hangs up. @param {string} url @param {number} ms after how long */
export async function hangUp(url, ms) {
  try {
    const query = encodeURIComponent(QUERIES["a cross product"] ?? "");
    await fetch(`${url}sparql?query=${query}`, { signal: AbortSignal.timeout(ms) });
  } catch {
    // As meant.
  }
  return 0;
}

/** A body of 100 MB, sent as far as it is taken. @param {string} url @returns {Promise<number>} */
export function largeBody(url) {
  return new Promise((resolve) => {
    const sent = request(`${url}sparql`, { method: "POST", headers: { "content-type": "application/sparql-query" } });
    const chunk = Buffer.alloc(1024 * 1024, "# ");
    let left = 100;
    const more = () => {
      while (left > 0 && !sent.destroyed) {
        left -= 1;
        if (!sent.write(chunk)) return;
      }
      if (left === 0) sent.end();
    };
    sent.on("drain", more);
    sent.on("error", () => resolve(0));
    sent.on("response", (answer) => {
      sent.destroy();
      resolve(answer.statusCode ?? 0);
    });
    more();
  });
}

/** A reader that asks for much, and takes nothing of it. @param {string} url @param {number} ms how long it stays @returns {Promise<number>} */
export function slowReader(url, ms) {
  return new Promise((resolve) => {
    const { hostname, port, host } = new URL(url);
    const query = encodeURIComponent("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000");
    const socket = connect(Number(port), hostname);
    socket.pause();
    socket.on("error", () => undefined);
    socket.write(`GET /sparql?query=${query} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/csv\r\n\r\n`);
    const done = () => {
      socket.destroy();
      resolve(0);
    };
    socket.once("close", done);
    setTimeout(done, ms).unref();
  });
}

/** A call of a SERVICE at an address inside. @param {string} url @param {string} inside @param {boolean} silent */
export function callService(url, inside, silent) {
  return ask(url, `SELECT * { SERVICE ${silent ? "SILENT " : ""}<${inside}sparql> { ?s ?p ?o } }`);
}
