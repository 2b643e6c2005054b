/**
 * The SPARQL 1.1 Protocol as the W3C's test cases have it (`sparql11/protocol`), each under its own name: what is a
 * query is answered, what is wrong is a 4xx, and every update is refused with 403, since data is changed by `ingest`.
 */
import { describe, expect, test } from "vitest";
import { servedForFile } from "./served.js";

const DATA = "http://kasei.us/2009/09/sparql/data/";
const [ONE, TWO, THREE] = ["data1.rdf", "data2.rdf", "data3.rdf"].map((name) => DATA + name) as [
  string,
  string,
  string,
];
const DOCUMENT = "<http://xmlns.com/foaf/0.1/Document>";
const service = servedForFile({
  [ONE]: `<${ONE}> a ${DOCUMENT} ; <http://purl.org/dc/terms/title> "one" .`,
  [TWO]: `<${TWO}> a ${DOCUMENT} ; <http://purl.org/dc/terms/title> "two" .`,
  [THREE]: `<${THREE}> a ${DOCUMENT} .`,
});

const FORM = "application/x-www-form-urlencoded";
const QUERY = "application/sparql-query";
const UPDATE = "application/sparql-update";
const TABLES = ["application/sparql-results+json", "application/sparql-results+xml"];
const GRAPHS = ["text/turtle", "application/rdf+xml", "application/rdf+json"];

type Parameters = readonly (readonly [name: string, value: string])[];

/** Percent-encoded throughout: a space is %20, as the cases have it. */
function encoded(parameters: Parameters): string {
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

function get(parameters: Parameters): Promise<Response> {
  return service.ask(`/sparql?${encoded(parameters)}`);
}

/** @param type none: the header is not sent */
function post(type: string | undefined, body: string | Uint8Array, parameters: Parameters = [], path = "/sparql") {
  const target = parameters.length === 0 ? path : `${path}?${encoded(parameters)}`;
  // Of bytes fetch does not know the type, and so says none.
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const headers = new Headers(type === undefined ? [] : [["Content-Type", type]]);
  return service.ask(target, { method: "POST", headers, body: bytes as BodyInit });
}

function mediaType(response: Response): string | undefined {
  return response.headers.get("content-type")?.split(";", 1)[0];
}

/** What an ASK answers, in a form that the protocol gives it. */
async function booleanIn(response: Response): Promise<unknown> {
  expect(response.status).toBe(200);
  expect(TABLES).toContain(mediaType(response));
  return ((await response.json()) as { boolean: unknown }).boolean;
}

const ASK_BOTH = `ASK { <${ONE}> a ?type . <${TWO}> a ?type . }`;
const ASK_NAMED = "ASK { GRAPH ?g { ?s ?p ?o } }";
const DEFAULTS: Parameters = [ONE, TWO].map((iri) => ["default-graph-uri", iri] as const);
const NAMED: Parameters = [ONE, TWO].map((iri) => ["named-graph-uri", iri] as const);

describe("a query is answered:", () => {
  test.each(["/sparql", "/sparql/"])("query_post_form, query_post_direct at %s", async (path) => {
    expect(await booleanIn(await post(FORM, "query=ASK%20%7B%7D", [], path))).toBe(true);
    expect(await booleanIn(await post(QUERY, "ASK {}", [], path))).toBe(true);
  });

  test("query_get", async () => {
    expect(await booleanIn(await get([["query", "ASK {}"]]))).toBe(true);
  });

  test("query_get at the address with a slash behind it is shown the one without", async () => {
    const moved = await service.ask("/sparql/?query=ASK%20%7B%7D");
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/sparql?query=ASK%20%7B%7D"]);
  });

  test("query_dataset_default_graphs_get, _post: several are one graph, and no other is asked", async () => {
    expect(await booleanIn(await get([["query", ASK_BOTH], ...DEFAULTS]))).toBe(true);
    expect(await booleanIn(await post(QUERY, ASK_BOTH, DEFAULTS))).toBe(true);
    expect(await booleanIn(await post(FORM, encoded([["query", ASK_BOTH], ...DEFAULTS])))).toBe(true);
    expect(
      await booleanIn(
        await get([
          ["query", ASK_BOTH],
          ["default-graph-uri", ONE],
        ]),
      ),
    ).toBe(false);
    expect(await booleanIn(await post(QUERY, ASK_NAMED, DEFAULTS))).toBe(false);
  });

  test("query_dataset_named_graphs_get, _post: they are no part of the default graph", async () => {
    expect(await booleanIn(await get([...NAMED, ["query", ASK_NAMED]]))).toBe(true);
    expect(await booleanIn(await post(QUERY, ASK_NAMED, NAMED))).toBe(true);
    expect(await booleanIn(await post(QUERY, "ASK { ?s ?p ?o }", NAMED))).toBe(false);
  });

  test("query_dataset_full: each part has the graphs that were named for it", async () => {
    const query = "SELECT ?g ?x ?s { ?x ?y ?o GRAPH ?g { ?s ?p ?o } }";
    const response = await post(QUERY, query, [["default-graph-uri", THREE], ...NAMED]);
    expect(TABLES).toContain(mediaType(response));
    const { results } = (await response.json()) as {
      results: { bindings: Record<"g" | "x" | "s", { value: string }>[] };
    };
    const rows = results.bindings.map(({ g, x, s }) => [g.value, x.value, s.value]);
    expect(rows.sort()).toEqual([
      [ONE, THREE, ONE],
      [TWO, THREE, TWO],
    ]);
  });

  test("query_multiple_dataset: what the protocol names wins from FROM", async () => {
    const query = `ASK FROM <${ONE}> { <${ONE}> ?p ?o }`;
    expect(await booleanIn(await post(QUERY, query))).toBe(true);
    expect(await booleanIn(await post(QUERY, query, [["default-graph-uri", TWO]]))).toBe(false);
  });

  test.each([
    ["select", "SELECT (1 AS ?value) {}", [...TABLES, "text/csv", "text/tab-separated-values"]],
    ["ask", "ASK {}", TABLES],
    ["describe", "DESCRIBE <http://example.org/>", GRAPHS],
    ["construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS],
  ])("query_content_type_%s", async (_, query, types) => {
    const response = await post(QUERY, query);
    expect(response.status).toBe(200);
    expect(types).toContain(mediaType(response));
  });

  test("a relative IRI in a query resolves against the base of the service (update_base_uri, as far as it reads)", async () => {
    const response = await post(QUERY, "SELECT ?o { VALUES ?o { <test> } }");
    expect(await response.json()).toMatchObject({
      results: { bindings: [{ o: { type: "uri", value: expect.stringMatching(/^http:.*\/test$/) as string } }] },
    });
  });
});

const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");

/** The status of a refusal that says why. */
async function refusalIn(response: Response): Promise<number> {
  expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/.{20}/) as string });
  return response.status;
}

describe("what is no query is refused:", () => {
  test.each([
    ["bad_query_method", () => service.ask("/sparql?query=ASK%20%7B%7D", { method: "PUT" }), 405],
    ["bad_multiple_queries", () => service.ask("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"), 400],
    ["bad_query_wrong_media_type", () => post("text/plain", "ASK {}"), 415],
    ["bad_query_missing_form_type", () => post(undefined, "query=ASK%20%7B%7D"), 415],
    ["bad_query_missing_direct_type", () => post(undefined, "ASK {}"), 415],
    ["bad_query_non_utf8", () => post(`${QUERY}; charset=UTF-16`, utf16("ASK {}")), 415],
    ["bad_query_non_utf8, not saying so", () => post(QUERY, utf16("ASK { ?é ?p ?o }")), 400],
    ["bad_query_syntax", () => service.ask("/sparql?query=ASK%20%7B"), 400],
  ])("%s", async (_, ask, status) => {
    expect(await refusalIn(await ask())).toBe(status);
  });

  test("bad_query_method says which methods there are", async () => {
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const response = await service.ask("/sparql?query=ASK%20%7B%7D", { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "OPTIONS, GET, HEAD, POST"]);
    }
  });
});

const WITH =
  "WITH <http://example/addresses> DELETE { ?p ?q 'Bill' } INSERT { ?p ?q 'William' } WHERE { ?p ?q 'Bill' }";
const CHANGE = `CLEAR ALL ; INSERT { GRAPH <http://example.org/new/> { ?s a ${DOCUMENT} } } WHERE { ?s a ${DOCUMENT} }`;

describe("an update is refused, whatever is right or wrong with it:", () => {
  test.each([
    ["update_post_form", () => post(FORM, "update=CLEAR%20ALL"), 403],
    ["update_post_direct", () => post(UPDATE, "CLEAR ALL"), 403],
    ["update_dataset_default_graph", () => post(UPDATE, CHANGE, [["using-graph-uri", ONE]]), 403],
    [
      "update_dataset_default_graphs",
      () =>
        post(
          UPDATE,
          CHANGE,
          [ONE, TWO].map((iri) => ["using-graph-uri", iri] as const),
        ),
      403,
    ],
    [
      "update_dataset_named_graphs",
      () =>
        post(
          UPDATE,
          CHANGE,
          [ONE, TWO].map((iri) => ["using-named-graph-uri", iri] as const),
        ),
      403,
    ],
    [
      "update_dataset_full",
      () =>
        post(UPDATE, CHANGE, [
          ["using-graph-uri", ONE],
          ["using-named-graph-uri", TWO],
        ]),
      403,
    ],
    ["update_base_uri", () => post(UPDATE, "INSERT DATA { GRAPH <http://example.org/new/> { <s> <p> <o> } }"), 403],
    ["bad_update_get", () => service.ask("/sparql?update=CLEAR%20ALL"), 403],
    ["bad_multiple_updates", () => post(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"), 403],
    ["bad_update_wrong_media_type", () => post("text/plain", "CLEAR NAMED"), 415],
    ["bad_update_missing_form_type", () => post(undefined, "update=CLEAR%20NAMED"), 415],
    ["bad_update_non_utf8", () => post(`${UPDATE}; charset=UTF-16`, utf16("CLEAR NAMED")), 403],
    ["bad_update_syntax", () => post(FORM, "update=CLEAR%20XYZ"), 403],
    [
      "bad_update_dataset_conflict",
      () =>
        post(
          FORM,
          encoded([
            ["using-named-graph-uri", "http://example/people"],
            ["update", WITH],
          ]),
        ),
      403,
    ],
    ["an update that says it is a query", () => post(QUERY, CHANGE), 403],
  ])("%s", async (_, ask, status) => {
    expect(await refusalIn(await ask())).toBe(status);
  });

  test("and changes nothing", async () => {
    await post(UPDATE, "CLEAR ALL");
    expect(await booleanIn(await get([["query", `ASK { GRAPH <${ONE}> { <${ONE}> a ${DOCUMENT} } }`]]))).toBe(true);
    expect(await booleanIn(await get([["query", "ASK { GRAPH <http://example.org/new/> { ?s ?p ?o } }"]]))).toBe(false);
  });
});
