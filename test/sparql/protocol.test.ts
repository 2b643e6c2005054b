import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, type Rig, SCHOOL, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const SELECT = `SELECT ?o WHERE { <${SCHOOL}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }`;
const CONSTRUCT = `CONSTRUCT WHERE { <${SCHOOL}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }`;

function url(query: string, more: Record<string, string> = {}): string {
  return `/sparql?${new URLSearchParams({ query, ...more }).toString()}`;
}
function post(type: string, body: string, path = "/sparql", headers: Record<string, string> = {}): Promise<Response> {
  return rig.get(path, { "content-type": type, ...headers }, { method: "POST", body });
}
const FORM = "application/x-www-form-urlencoded";
const DIRECT = "application/sparql-query";

describe("asking", () => {
  it("by GET, by form and directly gives the same answer", async () => {
    const get = await (await rig.get(url(SELECT))).json();
    const form = await (await post(FORM, new URLSearchParams({ query: SELECT }).toString())).json();
    const direct = await (await post(`${DIRECT}; charset=utf-8`, SELECT)).json();
    expect(get).toMatchObject({ results: { bindings: [{ o: { type: "literal", value: "De Wilg" } }] } });
    expect(form).toEqual(get);
    expect(direct).toEqual(get);
  });

  it("parameters that nobody knows, and a charset of UTF-8, do no harm", async () => {
    expect((await rig.get(url(SELECT, { "using-graph-uri": "urn:x", callback: "f" }))).status).toBe(200);
    expect((await post(`${FORM};charset="UTF-8"`, `query=${encodeURIComponent(SELECT)}&x=%C3%A9+1`)).status).toBe(200);
  });

  it("graphs may be named several times, in a form too, and named graphs beside them", async () => {
    const body = new URLSearchParams([
      ["query", "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"],
      ["default-graph-uri", `${BASE}/graph/afgeleid/labels`],
      ["default-graph-uri", `${BASE}/graph/identiteit`],
      ["named-graph-uri", `${BASE}/graph/meta`],
    ]);
    expect(await (await post(FORM, body.toString(), "/sparql", { accept: "text/csv" })).text()).toBe("n\r\n6\r\n");
  });

  it("a dataset of the protocol wins from the union of all graphs", async () => {
    const response = await rig.get(url("ASK { ?s ?p ?o }", { "default-graph-uri": `${BASE}/graph/niets` }));
    expect(await response.json()).toMatchObject({ boolean: false });
    const labels = await rig.get(url(SELECT, { "default-graph-uri": `${BASE}/graph/afgeleid/labels` }));
    expect(await labels.json()).toMatchObject({ results: { bindings: [{}] } });
  });

  it("a triple in two graphs counts once", async () => {
    const query = `SELECT (COUNT(*) AS ?n) WHERE { <${SCHOOL}> <${BASE}/def/onderwijs#bevoegdGezag> ?b }`;
    expect(await (await rig.get(url(query), { accept: "text/csv" })).text()).toBe("n\r\n1\r\n");
  });

  it("XML is well-formed whatever a value holds", async () => {
    const query = 'SELECT ?a WHERE { BIND("x\\u0001y\\uFFFF" AS ?a) }';
    const answer = await rig.get(url(query), { accept: "application/sparql-results+xml" });
    expect(await answer.text()).toContain("<literal>x\ufffdy\ufffd</literal>");
  });

  it("any origin may ask, without credentials, and scripts may send their content type", async () => {
    expect((await rig.get(url(SELECT), { origin: "https://x.test" })).headers.get("access-control-allow-origin")).toBe(
      "*",
    );
    const preflight = await rig.get("/sparql", { origin: "https://x.test" }, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-methods")).toBe("OPTIONS, GET, HEAD, POST");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Content-Type");
  });
});

describe("refusing", () => {
  it.each([
    ["no query in a form", () => post(FORM, "x=1"), 400],
    ["an empty query", () => rig.get("/sparql?query="), 400],
    ["two queries in the URL", () => rig.get(`${url(SELECT)}&query=ASK%7B%7D`), 400],
    ["two queries in a form", () => post(FORM, "query=ASK%7B%7D&query=ASK%7B%7D"), 400],
    ["a query in URL and direct body", () => post(DIRECT, SELECT, url(SELECT)), 400],
    ["a query in URL and form", () => post(FORM, "query=ASK%7B%7D", url(SELECT)), 400],
    ["a graph that is no IRI", () => rig.get(url(SELECT, { "default-graph-uri": "niets" })), 400],
    ["a query that cannot be parsed", () => rig.get(url("SELECT WHERE WAT")), 400],
    [
      "a body that is not UTF-8",
      () => rig.get("/sparql", { "content-type": DIRECT }, { method: "POST", body: new Uint8Array([0xff, 0xfe]) }),
      400,
    ],
    ["a malformed percent-escape in the URL", () => rig.get("/sparql?query=ASK%7B%7D%zz"), 400],
    ["a URL that is not UTF-8", () => rig.get("/sparql?query=ASK%7B%7D%23%FF"), 400],
    ["a malformed percent-escape in a form", () => post(FORM, "query=ASK%7B%7D&x=%4"), 400],
    ["an empty form", () => post(FORM, ""), 400],
    ["an empty direct body", () => post(DIRECT, ""), 400],
    ["a charset that is not UTF-8", () => post(`${DIRECT}; charset=UTF-16`, SELECT), 415],
    ["two forms of the answer", () => rig.get(url(SELECT, { format: "csv", output: "json" })), 400],
    ["a file name that ends its header", () => rig.get(url(SELECT, { filename: 'a"\r\nX-Y: z' })), 400],
    ["a file name that is a path", () => rig.get(url(SELECT, { filename: "../x" })), 400],
    ["a file name without end", () => rig.get(url(SELECT, { filename: "x".repeat(121) })), 400],
    ["a timeout of nothing", () => rig.get(url(SELECT, { timeout: "0" })), 400],
    ["an update as a query in a form", () => post(FORM, "query=CLEAR%20ALL"), 403],
    ["an update beside a query", () => post(FORM, "query=ASK%7B%7D&update=CLEAR%20ALL"), 403],
    ["another content type", () => post("text/plain", SELECT), 415],
    [
      "a POST without content type",
      () => rig.get("/sparql", { "content-type": "" }, { method: "POST", body: SELECT }),
      415,
    ],
    ["a compressed body", () => post(DIRECT, SELECT, "/sparql", { "content-encoding": "gzip" }), 415],
    ["a body over 1 MiB", () => post(DIRECT, `#${"x".repeat(1024 * 1024)}`), 413],
    ["an update parameter", () => post(FORM, "update=CLEAR%20ALL"), 403],
    ["an update in the URL", () => rig.get("/sparql?update=CLEAR%20ALL"), 403],
    ["an update sent directly", () => post("application/sparql-update", "CLEAR ALL"), 403],
    [
      "an update disguised as a query",
      () => rig.get(url("PREFIX a: <urn:a> # SELECT\nDELETE WHERE { ?s ?p ?o }")),
      403,
    ],
    ["a table as Turtle", () => rig.get(url(SELECT), { accept: "text/turtle" }), 406],
    ["a graph as CSV", () => rig.get(url(CONSTRUCT, { format: "csv" })), 406],
    ["a form that nobody knows", () => rig.get(url(SELECT, { format: "constructor" })), 406],
    ["another method", () => rig.get("/sparql", {}, { method: "PUT", body: "x" }), 405],
  ])("%s", async (_, ask, status) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/.{20}/) });
  });

  it("an update is told how data does change", async () => {
    expect(await (await post("application/sparql-update", "CLEAR ALL")).json()).toMatchObject({
      detail: expect.stringContaining("onderwijsgraaf ingest"),
    });
  });

  it.each([
    ["ex:b", "the prefix of ex:b is not declared; add the line PREFIX ex: <…>"],
    ["rdfs:label", "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"],
    [":label", "PREFIX : <…>"],
  ])("a prefix that is not declared is named, with the line that mends it: %s", async (name, said) => {
    const response = await rig.get(url(`SELECT * {\n ?é ${name} ?o }`));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining(said) });
  });

  it("any other mistake is told with its line and column", async () => {
    expect(await (await rig.get(url("SELECT * {\n ?s ?p\n}"))).json()).toMatchObject({
      detail: expect.stringMatching(/error at 3:\d+/),
    });
  });

  it("a broken query shows the engine's message, to people on a page with their query still there", async () => {
    const response = await rig.get(url("SELECT WHERE <script>"), { accept: "text/html" });
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain("SELECT WHERE &lt;script>");
    expect(page).not.toContain("<script>");
  });
});

describe("forms of the answer", () => {
  it("a page abbreviates IRIs, and shows the first 1000 statements of a graph", async () => {
    const table = await rig.get(url("SELECT ?p { ?s ?p ?o } LIMIT 50"), { accept: "text/html" });
    expect(await table.text()).toContain(">ond:bevoegdGezag</a>");
    const many = Array.from({ length: 1001 }, (_, i) => i).join(" ");
    const graph = `CONSTRUCT { <urn:x> <urn:p> ?n } { VALUES ?n { ${many} } }`;
    expect(await (await rig.get(url(graph), { accept: "text/html" })).text()).toContain("De eerste 1000 uitspraken");
    const less = graph.replace(" 1000", "");
    expect(await (await rig.get(url(less), { accept: "text/html" })).text()).not.toContain("De eerste");
  });

  it.each([
    ["*/*", "application/sparql-results+json"],
    ["application/sparql-results+xml", "application/sparql-results+xml"],
    ["text/csv", "text/csv; charset=utf-8"],
    ["text/tab-separated-values", "text/tab-separated-values; charset=utf-8"],
    ["application/json", "application/sparql-results+json"],
    ["application/sparql-results+json;q=0, */*", "application/sparql-results+xml"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"],
  ])("a table for %s is %s", async (accept, type) => {
    expect((await rig.get(url(SELECT), { accept })).headers.get("content-type")).toBe(type);
  });

  it.each([
    ["*/*", "text/turtle; charset=utf-8"],
    ["application/ld+json", "application/ld+json"],
    ["application/n-triples", "application/n-triples; charset=utf-8"],
    ["application/rdf+xml", "application/rdf+xml; charset=utf-8"],
    ["application/trig", "application/trig; charset=utf-8"],
    ["application/n-quads", "application/n-quads; charset=utf-8"],
  ])("a graph for %s is %s", async (accept, type) => {
    const response = await rig.get(url(CONSTRUCT), { accept });
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toContain("De Wilg");
  });

  it("DESCRIBE is a graph too, and format= wins from Accept", async () => {
    const response = await rig.get(url(`DESCRIBE <${SCHOOL}>`, { format: "turtle" }), { accept: "text/html" });
    expect(response.headers.get("content-type")).toBe("text/turtle; charset=utf-8");
  });

  it.each([
    // As python's SPARQLWrapper asks: every form under three names and in all spellings, of which we know some.
    ["text/tab-separated-values", SELECT, ["tsv", "text/tab-separated-values"]],
    ["application/sparql-results+xml", SELECT, ["xml"]],
    ["application/sparql-results+json", SELECT, ["json"]],
    ["application/rdf+xml", CONSTRUCT, ["rdf+xml", "application/rdf+xml"]],
    ["application/rdf+xml", CONSTRUCT, ["xml"]],
    ["application/ld+json", CONSTRUCT, ["json-ld", "application/ld+json,application/x-json+ld"]],
    ["application/ld+json", CONSTRUCT, ["json"]],
    ["text/turtle", CONSTRUCT, ["n3"]],
  ])("is %s when several parameters name that one form", async (type, query, names) => {
    const parameters = new URLSearchParams({ query });
    for (const parameter of ["format", "output", "results"]) {
      for (const name of names) parameters.append(parameter, name);
    }
    const byGet = await rig.get(`/sparql?${parameters.toString()}`);
    const byPost = await post(FORM, parameters.toString());
    for (const response of [byGet, byPost]) {
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")?.split(";")[0]).toBe(type);
    }
  });

  it("ASK in CSV and TSV is one word, on a line as that form has them", async () => {
    expect(await (await rig.get(url("ASK { ?s ?p ?o }", { format: "csv" }))).text()).toBe("true\r\n");
    expect(await (await rig.get(url("ASK { ?s ?p ?o }", { format: "tsv" }))).text()).toBe("true\n");
  });

  it("an answer kept by the client is not sent again, unless it may differ each time", async () => {
    const first = await rig.get(url(SELECT), { accept: "text/csv" });
    const etag = first.headers.get("etag") ?? "";
    expect((await rig.get(url(SELECT), { accept: "text/csv", "if-none-match": etag })).status).toBe(304);
    expect((await rig.get(url(SELECT), { accept: "text/html", "if-none-match": etag })).status).toBe(200);
    expect((await rig.get(url("SELECT (RAND() AS ?r) {}"))).headers.get("etag")).toBeNull();
    expect((await rig.get(url("SELECT WAT"))).headers.get("etag")).toBeNull();
  });

  it("equal questions are asked once per archive version, in whichever way they come", async () => {
    const query = `${SELECT} # eenmaal`;
    const before = rig.store.asked;
    const get = await rig.get(url(query), { accept: "text/csv" });
    const form = await post(FORM, new URLSearchParams({ query }).toString(), "/sparql", { accept: "text/csv" });
    expect(await form.text()).toBe(await get.text());
    expect(rig.store.asked).toBe(before + 1);
    await rig.get(url(query, { "default-graph-uri": "urn:x" }), { accept: "text/csv" });
    await rig.get(url(query), { accept: "text/tab-separated-values" });
    expect(rig.store.asked).toBe(before + 3);
    rig.store.archiveVersion = "20261122T101113Z";
    await rig.get(url(query), { accept: "text/csv" });
    expect(rig.store.asked).toBe(before + 4);
  });

  it("what may differ each time is asked each time", async () => {
    const before = rig.store.asked;
    for (let i = 0; i < 2; i += 1) await rig.get(url("SELECT (NOW() AS ?t) {}"));
    expect(rig.store.asked).toBe(before + 2);
  });

  it.each(["ttl", "jsonld", "nt", "rdf", "trig", "nq"])("a graph of many statements is whole as %s", async (format) => {
    const numbers = Array.from({ length: 8000 }, (_, i) => i).join(" ");
    const query = `CONSTRUCT { <urn:x> <urn:x:${"p".repeat(40)}> ?n } { VALUES ?n { ${numbers} } }`;
    const response = await post(DIRECT, query, `/sparql?format=${format}`);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text.match(/(?<![0-9])7999(?![0-9])/g)).toHaveLength(1);
    expect(text.match(/(?<![0-9:])[0-9]{4}(?![0-9])/g)?.length).toBeGreaterThanOrEqual(7000);
  });

  it("HEAD has the headers of GET and no body", async () => {
    const response = await rig.get(url(SELECT), { accept: "text/csv" }, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });
});

describe("without a query", () => {
  it("a browser gets an editor that works without a script", async () => {
    const page = await (await rig.get("/sparql", { accept: "text/html" })).text();
    expect(page).toContain("<textarea");
    expect(page).toContain(`PREFIX ond: &lt;${BASE}/def/onderwijs#>`);
    expect(page).toContain("Welke scholen vallen onder bestuur 41645?");
    const example = await (await rig.get("/sparql?voorbeeld=scholen-van-een-bestuur", { accept: "text/html" })).text();
    expect(example).toContain(`&lt;${BASE}/id/bevoegd-gezag/41645>`);
  });

  it("is described in the form that is named, and in no other than there are", async () => {
    const named = await rig.get("/sparql?format=jsonld", { accept: "text/turtle" });
    expect(named.headers.get("content-type")).toBe("application/ld+json");
    expect(await named.json()).toMatchObject({ id: `${BASE}/sparql#service` });
    expect((await rig.get("/sparql?format=csv")).status).toBe(406);
  });

  it("an RDF client gets a service description with the features and graphs that there are", async () => {
    const text = await (await rig.get("/sparql", { accept: "text/turtle" })).text();
    expect(text).toContain("sd:UnionDefaultGraph");
    expect(text).toContain(`sd:endpoint <${BASE}/sparql>`);
    expect(text).toContain(`sd:name <${BASE}/graph/duo/03-vestigingen>`);
    expect(text).not.toContain("BasicFederatedQuery");
  });
});

async function disposition(answer: Promise<Response>): Promise<string | null> {
  return (await answer).headers.get("content-disposition");
}

it("an answer is a file only where it is asked for by name, in a form that is no page", async () => {
  const named = { filename: "cijfers-2024" };
  expect(await disposition(rig.get(url(SELECT, { ...named, format: "csv" })))).toBe(
    'attachment; filename="cijfers-2024.csv"',
  );
  expect(await disposition(rig.get(url(SELECT, named), { accept: "text/html" }))).toBeNull();
  expect(await disposition(rig.get(url(SELECT, { format: "csv" })))).toBeNull();
  expect(await disposition(rig.get(url("SELECT WHERE WAT", { ...named, format: "csv" })))).toBeNull();
});
