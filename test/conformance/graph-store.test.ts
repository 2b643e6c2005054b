/**
 * The SPARQL 1.1 Graph Store HTTP Protocol as the W3C's test cases have it (`sparql11/http-rdf-update`), as far as it
 * reads; what writes is refused, since data is changed by `ingest`. The graph store is `/sparql`.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { readTurtle } from "../rdf/read-back.js";
import { BASE } from "../ingest/run.js";
import { servedForFile } from "./served.js";

const OURS = `${BASE}/graph/person/1.ttl`;
const ESCAPED = `${BASE}/graph/plaats/caf%C3%A9`;
const ACCENT = `${BASE}/graph/plaats/één`;
const FOREIGN = "http://kasei.us/2009/09/sparql/data/data1.rdf";
const SIGNS = "http://example.org/a+b?c=d&e=%2F#f";
const person = (graph: string): string =>
  `<${graph}#ik> a <http://xmlns.com/foaf/0.1/Person> ; <http://xmlns.com/foaf/0.1/name> "Jane Doe", "Zoë"@nl .`;
const stated = (graph: string): string[] => readTurtle(person(graph));
const GRAPHS = Object.fromEntries([OURS, ESCAPED, ACCENT, FOREIGN, SIGNS].map((graph) => [graph, person(graph)]));
const service = servedForFile(GRAPHS);

const indirect = (graph: string): string => `/sparql?graph=${encodeURIComponent(graph)}`;
const direct = (graph: string): string => new URL(graph).pathname;
const TURTLE = { headers: { Accept: "text/turtle" } };
const WHOLE = "/sparql?default";

/** Who asks for a part waits until the whole is made: from then on its length is known, however busy the machine. */
beforeAll(async () => {
  await service.ask(WHOLE, { headers: { ...TURTLE.headers, Range: "bytes=0-0" } });
});

/** The statements of an answer in Turtle that says how long it is. */
async function statementsIn(response: Response): Promise<string[]> {
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/turtle; charset=utf-8"]);
  const text = await response.text();
  expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  return readTurtle(text);
}

describe("GET of a graph", () => {
  test.each(Object.keys(GRAPHS))("by its IRI, encoded as a whole: %s", async (graph) => {
    expect(await statementsIn(await service.ask(indirect(graph), TURTLE))).toEqual(stated(graph));
  });

  test.each([OURS, FOREIGN, ACCENT])("by its IRI, encoded no more than a client must: %s", async (graph) => {
    expect(await statementsIn(await service.ask(`/sparql?graph=${graph}`, TURTLE))).toEqual(stated(graph));
  });

  test("by its IRI, in which a plus is a plus", async () => {
    expect(
      await statementsIn(await service.ask(`/sparql?graph=${encodeURIComponent(SIGNS).replace("%2B", "+")}`, TURTLE)),
    ).toEqual(stated(SIGNS));
  });

  test.each([OURS, ESCAPED, ACCENT])("at its own address: %s", async (graph) => {
    expect(await statementsIn(await service.ask(direct(graph), TURTLE))).toEqual(stated(graph));
  });

  test("of who does not say what it takes gives Turtle", async () => {
    expect(await statementsIn(await service.ask(direct(OURS)))).toEqual(stated(OURS));
    expect(await statementsIn(await service.ask(indirect(OURS)))).toEqual(stated(OURS));
  });

  test.each([
    ["application/n-triples", "application/n-triples; charset=utf-8"],
    ["application/rdf+xml", "application/rdf+xml; charset=utf-8"],
    ["application/ld+json", "application/ld+json"],
    ["application/rdf+xml;q=0.5, text/turtle;q=0.8", "text/turtle; charset=utf-8"],
  ])("as %s is %s", async (accept, type) => {
    for (const target of [direct(OURS), indirect(OURS), "/sparql?default"]) {
      const response = await service.ask(target, { headers: { Accept: accept } });
      expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
      expect(await response.text()).toContain("Jane Doe");
    }
  });

  test("in a form that graphs do not have is 406, with those that there are", async () => {
    const response = await service.ask(indirect(OURS), { headers: { Accept: "image/png" } });
    expect(response.status).toBe(406);
    expect(await response.json()).toMatchObject({ available: expect.arrayContaining(["text/turtle"]) as string[] });
  });
});

describe("the default graph", () => {
  test("is what all graphs say together", async () => {
    const union = await statementsIn(await service.ask(WHOLE, TURTLE));
    expect(union).toEqual(expect.arrayContaining(Object.keys(GRAPHS).flatMap(stated)));
  });
});

describe("HEAD", () => {
  test.each([direct(OURS), indirect(OURS), indirect(FOREIGN), WHOLE])(
    "of %s says what GET says, without the graph",
    async (target) => {
      const get = await service.ask(target, TURTLE);
      const head = await service.ask(target, { method: "HEAD", ...TURTLE });
      expect([head.status, await head.text()]).toEqual([200, ""]);
      for (const name of ["content-type", "content-length", "etag", "last-modified", "accept-ranges"]) {
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
        expect(head.headers.get(name)).toBeTruthy();
      }
    },
  );
});

describe("a graph that is not there", () => {
  test.each([`${BASE}/graph/person/4.ttl`, "http://kasei.us/2009/09/sparql/data/data9.rdf", `${BASE}/graph/caf%C3%A9`])(
    "is 404 by GET and HEAD: %s",
    async (graph) => {
      const targets = graph.startsWith(BASE) ? [direct(graph), indirect(graph)] : [indirect(graph)];
      for (const target of targets) {
        expect((await service.ask(target, { method: "HEAD" })).status).toBe(404);
        const response = await service.ask(target);
        expect(response.status).toBe(404);
        expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/there is no graph/) as string });
      }
    },
  );
});

describe("a name that no graph can have is 400:", () => {
  test.each([
    ["relative, which the protocol does not resolve", "/sparql?graph=person/1.ttl"],
    ["a path", "/sparql?graph=/graph/person/1.ttl"],
    ["nothing", "/sparql?graph="],
    ["a malformed escape", "/sparql?graph=http://example.org/%zz"],
    ["an escape that is no UTF-8", "/sparql?graph=http://example.org/%FF"],
    ["with a space", "/sparql?graph=http://example.org/a%20b"],
    ["two", `${indirect(OURS)}&graph=urn:b`],
    ["one and the default graph", `${indirect(OURS)}&default`],
  ])("%s", async (_, target) => {
    const response = await service.ask(target);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/.{20}/) as string });
  });
});

describe("writing is refused, with how data does change:", () => {
  const body = person(OURS);
  const turtle = { "Content-Type": "text/turtle; charset=utf-8" };
  const form = new FormData();
  form.append("lastName.ttl", new Blob([body], { type: "text/turtle" }), "lastName.ttl");
  test.each([
    ["put__initial_state", direct(OURS), { method: "PUT", headers: turtle, body }, 405],
    ["put__initial_state, indirectly", indirect(`${BASE}/graph/new`), { method: "PUT", headers: turtle, body }, 405],
    ["put__default_graph", "/sparql?default", { method: "PUT", headers: turtle, body }, 405],
    ["put__mismatched_payload", direct(OURS), { method: "PUT", headers: turtle, body: "<rdf:RDF/>" }, 405],
    ["delete__existing_graph", direct(OURS), { method: "DELETE" }, 405],
    ["delete__existing_graph, indirectly", indirect(OURS), { method: "DELETE" }, 405],
    ["delete__nonexistent_graph", direct(`${BASE}/graph/person/4.ttl`), { method: "DELETE" }, 405],
    ["post__existing_graph", direct(OURS), { method: "POST", headers: turtle, body }, 405],
    ["post__existing_graph, indirectly", indirect(OURS), { method: "POST", headers: turtle, body }, 403],
    ["post__multipart_formdata", direct(OURS), { method: "POST", body: form }, 405],
    ["post__multipart_formdata, indirectly", indirect(OURS), { method: "POST", body: form }, 403],
    ["post to the default graph", "/sparql?default", { method: "POST", headers: turtle, body }, 403],
    ["patch", indirect(OURS), { method: "PATCH", headers: { "Content-Type": "application/sparql-update" }, body }, 405],
  ] as const)("%s", async (_, target, init, status) => {
    const response = await service.ask(target, init as RequestInit);
    expect(response.status).toBe(status);
    // RFC 9110 §15.5.6: a 405 says what is possible.
    expect(response.headers.get("allow") ?? "").toMatch(status === 405 ? /^OPTIONS, GET, HEAD(?:, POST)?$/ : /^$/);
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining("onderwijsgraaf ingest") as string,
    });
  });

  test("post__create__new_graph is no query either", async () => {
    expect((await service.ask("/sparql", { method: "POST", headers: turtle, body })).status).toBe(415);
  });

  test("and changes nothing", async () => {
    expect(await statementsIn(await service.ask(direct(OURS), TURTLE))).toEqual(stated(OURS));
    expect((await service.ask(indirect(`${BASE}/graph/new`))).status).toBe(404);
  });
});
