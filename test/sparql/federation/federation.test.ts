import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { EndpointFailedError } from "#src/sparql/federation/endpoint-failed.js";
import { federating, type FederationOptions } from "#src/sparql/federation/federating-store.js";
import type { GraphStore, ResultSyntax } from "#src/store/graph-store.js";
import { QueryRefusedError, QuerySyntaxError, QueryTimeoutError, ResultTooLargeError } from "#src/store/graph-store.js";
import { parseResults } from "#src/sparql/results-json.js";
import { MemoryStore } from "../../server/memory-store.js";
import { startRig } from "../../server/rig.js";
import { type Answerer, loopback, type Loopback } from "./hostile.js";

const P = "http://v.test/";
const line = (s: string, p: string, o: string): string => `<${P}${s}> <${P}${p}> ${o} .\n`;
const GRAPH = `<${P}g>`;

/** Schools with their municipality here; municipalities with province elsewhere; provinces at a third place. */
const HERE = Array.from({ length: 40 }, (_, i) =>
  [
    line(`school${i}`, "gemeente", `<${P}gemeente${i % 7}>`),
    line(`school${i}`, "leerlingen", String(i * 10)).replace(
      /(\d+) \.\n$/,
      '"$1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    ),
  ].join(""),
).join("");
const ELSEWHERE =
  [0, 1, 2, 3, 4].map((i) => line(`gemeente${i}`, "provincie", `<${P}provincie${i % 2}>`)).join("") +
  line("gemeente1", "naam", '"Één \\"dorp\\""@nl') +
  line("gemeente2", "naam", '"a\\tb, c"');
const THIRD = line("provincie0", "hoofdplaats", '"Assen"') + line("provincie1", "hoofdplaats", '"Zwolle"');

const quads = (text: string): string => text.replaceAll(/ \.\n/g, ` ${GRAPH} .\n`);
const servers: Loopback[] = [];
const stores: GraphStore[] = [];
let elsewhere: Loopback;
let third: Loopback;
let store: GraphStore;
let own: MemoryStore;
let reference: MemoryStore;

async function start(answer: Answerer): Promise<Loopback> {
  const server = await loopback(answer);
  servers.push(server);
  return server;
}

function endpointOver(text: string): Promise<Loopback> {
  const behind = new MemoryStore(text, "endpoint");
  return start(async (query, response) => {
    response.setHeader("Content-Type", "application/sparql-results+json");
    response.end(await behind.query(query ?? "", { syntax: "json" }));
  });
}

function federated(
  endpoints: readonly Loopback[],
  limits: FederationOptions["limits"] = {},
  timeoutMs = 20_000,
): GraphStore {
  const made = federating(own, {
    endpoints: endpoints.map(({ url }) => ({ url, private: true })),
    limits,
    timeoutMs,
    userAgent: "test",
  });
  stores.push(made);
  return made;
}

beforeAll(async () => {
  own = new MemoryStore(quads(HERE), "1");
  reference = new MemoryStore(quads(HERE + ELSEWHERE + THIRD), "1");
  elsewhere = await endpointOver(quads(ELSEWHERE));
  third = await endpointOver(quads(THIRD));
  store = federated([elsewhere, third]);
});

afterAll(async () => {
  await Promise.all(stores.map((each) => each.close()));
  await Promise.all(servers.map((each) => each.close()));
});

const ask = (query: string, from = store, syntax: ResultSyntax = "json"): Promise<string> =>
  from.query(`PREFIX : <${P}>\n${query}`, { syntax, baseIri: "http://base.test/", fromVisitor: true });

function rowsOf(text: string, isOrdered: boolean): string[] {
  const { rows } = parseResults(text);
  const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return isOrdered ? lines : lines.sort();
}

/** SERVICE A and B; in the reference they are plain groups. */
const SAME: Readonly<Record<string, string>> = {
  "a join": "SELECT * { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } }",
  "two services": "SELECT * { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } SERVICE B { ?p :hoofdplaats ?h } }",
  "patterns on both sides":
    "SELECT * { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } ?s :leerlingen ?n FILTER(?n > 100) }",
  "OPTIONAL around a service": "SELECT * { ?s :gemeente ?g OPTIONAL { SERVICE A { ?g :provincie ?p } } }",
  "OPTIONAL with a filter over both sides":
    "SELECT * { ?s :leerlingen ?n ; :gemeente ?g OPTIONAL { SERVICE A { ?g :provincie ?p } FILTER(?n > 200) } }",
  "OPTIONAL inside a service": "SELECT * { ?s :gemeente ?g SERVICE A { ?g :provincie ?p OPTIONAL { ?g :naam ?l } } }",
  "a local OPTIONAL beside a service":
    "SELECT * { SERVICE A { ?g :provincie ?p } OPTIONAL { ?s :gemeente ?g . ?s :leerlingen 10 } }",
  "UNION of here and there":
    "SELECT * { { ?s :leerlingen ?n FILTER(?n < 30) } UNION { SERVICE A { ?s :provincie ?p } } }",
  "a filter over a union where one side lacks the variable":
    "SELECT * { { ?s :leerlingen ?n } UNION { SERVICE A { ?s :provincie ?p } } FILTER(?n = 30) }",
  "MINUS a service": "SELECT * { ?s :gemeente ?g MINUS { SERVICE A { ?g :naam ?l } } }",
  "a service MINUS what is here":
    "SELECT * { SERVICE A { ?g :provincie ?p } MINUS { ?s :gemeente ?g ; :leerlingen 10 } }",
  "FILTER EXISTS over a service":
    "SELECT * { ?s :leerlingen 20 ; :gemeente ?g FILTER EXISTS { SERVICE A { ?g :provincie ?p } } }",
  "FILTER NOT EXISTS of what is here":
    "SELECT * { SERVICE A { ?g :provincie ?p } FILTER NOT EXISTS { ?s :gemeente ?g ; :leerlingen 10 } }",
  "BIND over the join": 'SELECT ?s ?x { ?s :gemeente ?g SERVICE A { ?g :naam ?l } BIND(CONCAT(STR(?l), "!") AS ?x) }',
  "groups and aggregates":
    "SELECT ?p (COUNT(?s) AS ?n) (SUM(?l) AS ?som) { ?s :gemeente ?g ; :leerlingen ?l SERVICE A { ?g :provincie ?p } } GROUP BY ?p HAVING (COUNT(?s) > 3)",
  "a sub-select with a service":
    "SELECT * { ?s :gemeente ?g { SELECT ?g (COUNT(?p) AS ?n) { SERVICE A { ?g :provincie ?p } } GROUP BY ?g } }",
  "a sub-select with LIMIT here":
    "SELECT * { { SELECT ?s ?g { ?s :gemeente ?g } ORDER BY ?s LIMIT 5 } SERVICE A { ?g :provincie ?p } }",
  VALUES: "SELECT * { VALUES ?g { :gemeente1 :gemeente2 :gemeente6 } ?s :gemeente ?g SERVICE A { ?g :provincie ?p } }",
  "VALUES with UNDEF":
    "SELECT * { VALUES (?g ?p) { (:gemeente1 UNDEF) (UNDEF :provincie0) } SERVICE A { ?g :provincie ?p } }",
  DISTINCT: "SELECT DISTINCT ?p { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } }",
  "blank nodes in patterns": "SELECT ?p { [] :gemeente ?g SERVICE A { ?g :provincie ?p ; :naam [] } }",
  "no shared variable": "SELECT * { :school1 :gemeente ?g SERVICE B { ?p :hoofdplaats ?h } }",
  "constants only": "SELECT * { :school1 :gemeente :gemeente1 SERVICE A { :gemeente1 :provincie ?p } }",
  "a path": "SELECT * { :school1 :gemeente/^:gemeente ?s SERVICE A { ?g :naam|:provincie ?x } ?s :gemeente ?g }",
  "GRAPH here and a service in it": "SELECT * { GRAPH ?graaf { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } } }",
};
const ORDERED = "SELECT ?s ?p { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } } ORDER BY DESC(?p) ?s LIMIT 7 OFFSET 3";

const toServices = (query: string): string =>
  query.replaceAll("SERVICE A", `SERVICE <${elsewhere.url}>`).replaceAll("SERVICE B", `SERVICE <${third.url}>`);
const merged = (query: string): string => query.replaceAll(/SERVICE [AB]/g, "");

const lines = (text: string): string[] => [...new Set(text.split("\n").filter((each) => each !== ""))].sort();

describe("an answer over several endpoints is that of one store with all their data", () => {
  test.each(Object.entries(SAME))("%s", async (name, query) => {
    const expected = await ask(
      name.startsWith("GRAPH") ? "SELECT * { GRAPH ?graaf { ?s :gemeente ?g } ?g :provincie ?p }" : merged(query),
      reference,
    );
    expect(rowsOf(expected, false).length).toBeGreaterThan(0);
    expect(rowsOf(await ask(toServices(query)), false)).toEqual(rowsOf(expected, false));
  });

  test("ORDER BY, LIMIT and OFFSET", async () => {
    expect(rowsOf(await ask(toServices(ORDERED)), true)).toEqual(rowsOf(await ask(merged(ORDERED), reference), true));
  });

  test("CONSTRUCT, as a set of triples", async () => {
    const query = "CONSTRUCT { ?p :heeft ?g } { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } }";
    const found = await ask(toServices(query), store, "nt");
    expect(lines(found)).toEqual(lines(await ask(merged(query), reference, "nt")));
    expect(found.trim().split("\n")).toHaveLength(5);
  });

  test.each(["SERVICE A { :gemeente1 :provincie ?p }", "?s :gemeente ?g SERVICE A { ?g :bestaatNiet ?p }"])(
    "ASK %s",
    async (where) => {
      expect(parseResults(await ask(toServices(`ASK { ${where} }`))).boolean).toBe(
        parseResults(await ask(merged(`ASK { ${where} }`), reference)).boolean,
      );
    },
  );

  test.each(["csv", "tsv", "xml"] as const)("written as %s", async (syntax) => {
    const query =
      "SELECT ?g ?l ?p { VALUES ?g { :gemeente1 :gemeente2 :gemeente3 } SERVICE A { ?g :provincie ?p OPTIONAL { ?g :naam ?l } } } ORDER BY ?g";
    expect(await ask(toServices(query), store, syntax)).toBe(await ask(merged(query), reference, syntax));
  });
});

test("a join takes a count and one request per 16 rows, not one per row", async () => {
  const before = elsewhere.queries.length;
  await ask(toServices("SELECT * { { SELECT ?s ?g { ?s :gemeente ?g } LIMIT 3 } SERVICE A { ?g :provincie ?p } }"));
  expect(elsewhere.queries.length - before).toBeLessThanOrEqual(2);
});

describe("what may not be asked is refused before anybody is asked", () => {
  test.each([
    ["an endpoint that is not listed", (url: string) => `SELECT * { ?s :gemeente ?g SERVICE <${url}> { ?g ?p ?o } }`],
    ["also when SILENT", (url: string) => `SELECT * { ?s :gemeente ?g SERVICE SILENT <${url}> { ?g ?p ?o } }`],
    ["also beside a listed one", (url: string) => `SELECT * { SERVICE A { ?g ?q ?r } SERVICE <${url}> { ?g ?p ?o } }`],
    [
      "by a prefixed name",
      (url: string) => `PREFIX x: <${url.slice(0, -3)}> SELECT * { SERVICE x:${url.slice(-3)} { ?g ?p ?o } }`,
    ],
    ["by a relative IRI", (url: string) => `BASE <${url}> SELECT * { SERVICE <> { ?g ?p ?o } }`],
    [
      "in a sub-select",
      (url: string) => `SELECT * { SERVICE A { ?g ?q ?r } { SELECT ?g { SERVICE <${url}> { ?g ?p ?o } } } }`,
    ],
    [
      "in EXISTS",
      (url: string) => `SELECT * { SERVICE A { ?g ?q ?r } FILTER EXISTS { SERVICE <${url}> { ?g ?p ?o } } }`,
    ],
    [
      "in an EXISTS of BIND",
      (url: string) =>
        `SELECT * { SERVICE A { ?g ?q ?r } BIND(IF(EXISTS { SERVICE <${url}> { ?g ?p ?o } }, 1, 2) AS ?x) }`,
    ],
    [
      "inside a listed SERVICE",
      (url: string) => `SELECT * { SERVICE A { ?g ?q ?r SERVICE SILENT <${url}> { ?g ?p ?o } } }`,
    ],
    ["right after a full stop", (url: string) => `SELECT * { ?s :gemeente ?g.SERVICE SILENT <${url}> { ?g ?p ?o } }`],
    ["by a variable", () => `SELECT * { VALUES ?e { <${elsewhere.url}> } SERVICE ?e { ?g ?p ?o } }`],
    ["with another query string", () => `SELECT * { SERVICE <${elsewhere.url}?x=1> { ?g ?p ?o } }`],
    ["with user information", () => `SELECT * { SERVICE <${elsewhere.url.replace("//", "//a@")}> { ?g ?p ?o } }`],
    ["DESCRIBE", () => "DESCRIBE ?g { SERVICE A { ?g ?p ?o } }"],
  ])("%s", async (_, query) => {
    const stranger = await start((__, response) => void response.end());
    const before = elsewhere.queries.length;
    await expect(ask(toServices(query(stranger.url)))).rejects.toThrow(QueryRefusedError);
    expect(stranger.queries).toEqual([]);
    expect(elsewhere.queries.length).toBe(before);
  });

  test("FROM names graphs of ours, and is not fetched", async () => {
    const stranger = await start((_, response) => void response.end());
    const from = `FROM <${stranger.url}> FROM NAMED <${stranger.url}/n>`;
    const answer = await ask(toServices(`SELECT * ${from} { ?s :gemeente ?g SERVICE A { ?g :provincie ?p } }`));
    expect(parseResults(answer).rows).toEqual([]);
    expect(stranger.queries).toEqual([]);
  });

  test("a query that nests too deeply", async () => {
    const deep = `SELECT * { ${"{ ".repeat(300)} SERVICE <${elsewhere.url}> { ?s ?p ?o } ${"} ".repeat(300)} }`;
    await expect(ask(deep)).rejects.toThrow(/nests more than/);
  });

  test("an update is none of this", async () => {
    const stranger = await start((_, response) => void response.end());
    await expect(ask(`LOAD <${stranger.url}>`)).rejects.toThrow(QuerySyntaxError);
    await expect(ask(toServices(`INSERT { ?g a :X } WHERE { SERVICE A { ?g ?p ?o } }`))).rejects.toThrow(
      QuerySyntaxError,
    );
    expect(stranger.queries).toEqual([]);
  });
});

const JSON_TYPE = { "Content-Type": "application/sparql-results+json" };
const BROKEN: Readonly<Record<string, readonly [RegExp, Answerer]>> = {
  "a redirect": [/answered 307, a redirect/, (_, r) => void r.writeHead(307, { Location: elsewhere.url }).end()],
  "a page": [/text\/html/, (_, r) => void r.writeHead(200, { "Content-Type": "text/html" }).end("<p>hallo</p>")],
  "a 500": [/answered 500/, (_, r) => void r.writeHead(500).end("au")],
  "half of a JSON document": [
    /no SPARQL result in JSON/,
    (_, r) => void r.writeHead(200, JSON_TYPE).end('{"head":{"vars":["g"]},"resu'),
  ],
  "JSON of something else": [/no SPARQL result in JSON/, (_, r) => void r.writeHead(200, JSON_TYPE).end('{"a":1}')],
  "a connection that breaks": [/broken off|terminated|other side closed/, (_, r) => void r.destroy()],
  "too many rows": [
    /21 rows/,
    (_, r) =>
      void r
        .writeHead(200, JSON_TYPE)
        .end(
          `{"head":{"vars":["g"]},"results":{"bindings":[${Array(21).fill('{"g":{"type":"literal","value":"x"}}').join()}]}}`,
        ),
  ],
  "an endless answer": [
    /larger than 5000 bytes/,
    (_, r) => {
      r.writeHead(200, JSON_TYPE);
      const more = (): void => {
        while (r.write(" ".repeat(1000)) && !r.destroyed);
      };
      r.on("drain", more);
      more();
    },
  ],
  "no answer in time": [/no answer within 300 ms/, () => undefined],
};

test("what an endpoint says that is no RDF is in no graph that is made of it", async () => {
  const values = ["http://x/goed", "http://x/> <http://x/q> <http://x/o> .\n<http://x/s"];
  const bindings = values.map((value) => ({ g: { type: "uri", value } }));
  const other = await start(
    (_, response) =>
      void response.writeHead(200, JSON_TYPE).end(JSON.stringify({ head: { vars: ["g"] }, results: { bindings } })),
  );
  const query = `CONSTRUCT { ?g a <http://x/Ding> } { SERVICE <${other.url}> { ?g ?p ?o } }`;
  expect(await ask(query, federated([other], {}), "nt")).toBe(
    "<http://x/goed> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Ding> .\n",
  );
});

describe("an endpoint that misbehaves", () => {
  const bad = new Map<string, Loopback>();
  let limited: GraphStore;
  let hasty: GraphStore;

  beforeAll(async () => {
    for (const [name, [, answer]] of Object.entries(BROKEN)) bad.set(name, await start(answer));
    limited = federated([...bad.values()], { rows: 20, bytes: 5000, ms: 30_000 });
    hasty = federated([...bad.values()], { ms: 300 });
  });

  test.each(Object.entries(BROKEN))(
    "%s: an error that names it and says why; nothing when SILENT",
    async (name, [why]) => {
      const url = bad.get(name)?.url ?? "";
      const query = (silent: string): string =>
        `SELECT * { VALUES ?x { 1 2 } SERVICE ${silent} <${url}> { ?g ?p ?x } }`;
      const asked = name === "no answer in time" ? hasty : limited;
      const failed = ask(query(""), asked);
      await expect(failed).rejects.toThrow(EndpointFailedError);
      await expect(failed).rejects.toThrow(why);
      await expect(failed).rejects.toThrow(url);
      expect(parseResults(await ask(query("SILENT"), asked)).rows).toHaveLength(2);
    },
  );

  test("the query's deadline ends it, and the next is answered", async () => {
    const slow = await start(() => undefined);
    const limited = federated([slow, elsewhere], {}, 1500);
    await expect(ask(`SELECT * { SERVICE <${slow.url}> { ?g ?p ?x } }`, limited)).rejects.toThrow(QueryTimeoutError);
    expect(parseResults(await ask(toServices("SELECT * { SERVICE A { ?g :provincie ?p } }"), store)).rows).toHaveLength(
      5,
    );
  });

  test("more requests than the limit are an error, also when SILENT", async () => {
    const limited = federated([elsewhere], { requests: 1 });
    await expect(
      ask(
        toServices("SELECT * { ?s :gemeente ?g OPTIONAL { SERVICE SILENT A { ?g :provincie ?p } } }").replace(
          "A {",
          `<${elsewhere.url}> {`,
        ),
        limited,
      ),
    ).rejects.toThrow(/more than 1 requests/);
  });

  test("more rows than the limit are an error, never a cut", async () => {
    const limited = federated([elsewhere], { rows: 12 });
    await expect(
      ask(toServices("SELECT * { SERVICE A { ?g :provincie ?p } SERVICE A { ?h :provincie ?q } }"), limited),
    ).rejects.toThrow(ResultTooLargeError);
  });
});

const description = async (options: Parameters<typeof startRig>[0]): Promise<string> => {
  const rig = await startRig(options);
  onTestFinished(() => rig.close());
  return await (await rig.get("/sparql", { Accept: "application/n-triples" })).text();
};

describe("the service", () => {
  test("describes federation only where it is configured", async () => {
    expect(await description({})).not.toContain("BasicFederatedQuery");
    expect(await description({ federation: { endpoints: [{ url: elsewhere.url, private: true }] } })).toContain(
      "BasicFederatedQuery",
    );
  });

  test("answers a federated query, and tells with 502 which endpoint failed", async () => {
    const bad = await start((_, response) => void response.writeHead(503).end());
    const endpoints = [elsewhere, bad].map(({ url }) => ({ url, private: true }));
    const rig = await startRig({ federation: { endpoints } });
    onTestFinished(() => rig.close());
    const asked = (query: string): Promise<Response> =>
      rig.get(`/sparql?query=${encodeURIComponent(query)}`, { Accept: "text/csv" });
    const good = await asked(`SELECT ?p { SERVICE <${elsewhere.url}> { <${P}gemeente1> <${P}provincie> ?p } }`);
    expect(await good.text()).toBe(`p\r\n${P}provincie1\r\n`);
    expect(good.headers.get("ETag")).toBeNull();
    const failed = await asked(`SELECT ?p { SERVICE <${bad.url}> { ?s ?q ?p } }`);
    expect(failed.status).toBe(502);
    expect(await failed.text()).toContain(bad.url);
    expect((await asked("SELECT ?p { SERVICE <https://elders.test/sparql> { ?s ?q ?p } }")).status).toBe(400);
  });
});
