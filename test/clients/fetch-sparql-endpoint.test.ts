import { SparqlEndpointFetcher, type ISparqlEndpointFetcherArgs } from "fetch-sparql-endpoint";
import { describe, expect, it } from "vitest";
import { BASE, SCHOOL } from "../server/rig.js";
import { ASK, CONSTRUCT, GRAPHS, LABELS, NAME, SELECT, serviceOfFile } from "./service.js";

const service = serviceOfFile();

async function rows(args: ISparqlEndpointFetcherArgs, query: string): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = [];
  const stream = await new SparqlEndpointFetcher(args).fetchBindings(service.endpoint, query);
  // Each row is an object of RDF/JS terms, of which the declared type says nothing.
  for await (const row of stream as AsyncIterable<unknown>) {
    const terms = Object.entries(row as Record<string, { readonly value: string }>);
    found.push(Object.fromEntries(terms.map(([name, { value }]) => [name, value])));
  }
  return found;
}

describe("fetch-sparql-endpoint", () => {
  it.each<[string, ISparqlEndpointFetcherArgs]>([
    ["a form", {}],
    ["GET", { method: "GET" }],
    ["a query sent directly", { directPost: true }],
    ["a form, in XML", { defaultHeaders: new Headers({ accept: "application/sparql-results+xml" }) }],
  ])("gets rows and a truth by %s", async (_, args) => {
    expect(await rows(args, SELECT)).toEqual([{ naam: NAME }]);
    expect(await new SparqlEndpointFetcher(args).fetchAsk(service.endpoint, ASK)).toBe(true);
  });

  it("gets XML when its user would rather have that", async () => {
    const fetcher = new SparqlEndpointFetcher({
      defaultHeaders: new Headers({ accept: "application/sparql-results+xml" }),
    });
    const all = SparqlEndpointFetcher.CONTENTTYPE_SPARQL;
    const [type, , body] = await fetcher.fetchRawStream(service.endpoint, SELECT, all);
    expect(type).toBe("application/sparql-results+xml");
    body.resume();
  });

  it.each(["POST", "GET"] as const)("gets triples by %s", async (method) => {
    const quads = await (
      await new SparqlEndpointFetcher({ method }).fetchTriples(service.endpoint, CONSTRUCT)
    ).toArray();
    expect(quads).toHaveLength(1);
    expect(quads[0]).toMatchObject({ subject: { value: SCHOOL }, object: { value: NAME } });
  });

  it.each(["POST", "GET"] as const)("asks one graph, and which graphs, by %s", async (method) => {
    const additionalUrlParams = new URLSearchParams({ "default-graph-uri": LABELS });
    expect(await rows({ method, additionalUrlParams }, SELECT)).toEqual([{ naam: NAME }]);
    const other = new URLSearchParams({ "default-graph-uri": `${BASE}/graph/identiteit` });
    expect(await rows({ method, additionalUrlParams: other }, SELECT)).toEqual([]);
    expect(await rows({ method }, GRAPHS)).toEqual([
      { g: `${BASE}/graph/duo/03-vestigingen` },
      { g: `${BASE}/graph/edu-v/bron/organisations` },
    ]);
  });

  it("tells its user what is wrong with a query, and that updates are refused", async () => {
    await expect(rows({}, "SELECT WAT")).rejects.toThrow(/HTTP status 400[^]*the query cannot be answered/);
    await expect(new SparqlEndpointFetcher().fetchUpdate(service.endpoint, "CLEAR ALL")).rejects.toThrow(
      "HTTP status 403",
    );
  });
});
