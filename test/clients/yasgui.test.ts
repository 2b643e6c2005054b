/** What YASGUI's editor (YASQE 4.6) sends, and what its table (YASR) needs to draw the answer. The editor itself needs a browser. */
import { describe, expect, it } from "vitest";
import { ASK, CONSTRUCT, NAME, SELECT, serviceOfFile } from "./service.js";

const service = serviceOfFile();
const ORIGIN = "https://yasgui.test";

/** The editor alone accepts anything after its favourite; a tab of YASGUI names one type. */
const TABLE = ["application/sparql-results+json,*/*;q=0.9", "application/sparql-results+json"];
const GRAPH = ["application/n-triples,*/*;q=0.9", "text/turtle"];

function asked(query: string, accept: string): Promise<Response> {
  const body = new URLSearchParams({ query });
  return fetch(service.endpoint, {
    method: "POST",
    headers: { accept, origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
}

describe("YASGUI", () => {
  it.each(TABLE)("draws a table and a truth that it accepts as %s", async (accept) => {
    const table = await asked(SELECT, accept);
    expect(table.headers.get("content-type")).toContain("sparql-results+json");
    expect(await table.json()).toMatchObject({
      head: { vars: ["naam"] },
      results: { bindings: [{ naam: { type: "literal", value: NAME } }] },
    });
    expect(await (await asked(ASK, accept)).json()).toMatchObject({ boolean: true });
  });

  it.each(GRAPH)("draws triples that it accepts as %s", async (accept) => {
    const graph = await asked(CONSTRUCT, accept);
    expect(graph.headers.get("content-type")?.split(";")[0]).toBe(accept.split(",")[0]);
    expect(await graph.text()).toContain(NAME);
  });

  it("on another site may read the answer and the reason of a refusal", async () => {
    for (const [query, status] of [
      [SELECT, 200],
      ["SELECT WAT", 400],
    ] as const) {
      const response = await asked(query, TABLE[0] ?? "");
      expect(response.status).toBe(status);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(await response.text()).toContain(status === 200 ? NAME : "the query cannot be answered");
    }
  });
});
