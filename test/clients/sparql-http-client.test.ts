import ParsingClient from "sparql-http-client/ParsingClient.js";
import { describe, expect, it } from "vitest";
import { BASE, SCHOOL } from "../server/rig.js";
import { ASK, CONSTRUCT, GRAPHS, LABELS, NAME, SELECT, serviceOfFile } from "./service.js";

const service = serviceOfFile();

function client(): ParsingClient {
  return new ParsingClient({ endpointUrl: service.endpoint, updateUrl: service.endpoint });
}

describe("sparql-http-client", () => {
  it.each(["get", "postUrlencoded", "postDirect"] as const)(
    "gets rows, a truth and triples by %s",
    async (operation) => {
      const { query } = client();
      const rows = await query.select(SELECT, { operation });
      expect(rows.map((row) => row["naam"]?.value)).toEqual([NAME]);
      expect(await query.ask(ASK, { operation })).toBe(true);
      const [quad, ...others] = await query.construct(CONSTRUCT, { operation });
      expect(quad).toMatchObject({ subject: { value: SCHOOL }, object: { value: NAME } });
      expect(others).toEqual([]);
    },
  );

  it.each(["get", "postUrlencoded", "postDirect"] as const)(
    "asks one graph, and which graphs, by %s",
    async (operation) => {
      const { query } = client();
      const within = async (graph: string): Promise<number> =>
        (await query.select(SELECT, { operation, parameters: { "default-graph-uri": graph } })).length;
      expect(await within(LABELS)).toBe(1);
      expect(await within(`${BASE}/graph/identiteit`)).toBe(0);
      const graphs = await query.select(GRAPHS, { operation });
      expect(graphs.map((row) => row["g"]?.value)).toEqual([
        `${BASE}/graph/duo/03-vestigingen`,
        `${BASE}/graph/edu-v/bron/organisations`,
      ]);
    },
  );

  it("tells its user what is wrong with a query, and that updates are refused", async () => {
    await expect(client().query.select("SELECT WAT")).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("the query cannot be answered"),
    });
    await expect(client().query.update("CLEAR ALL")).rejects.toMatchObject({ status: 403 });
  });
});
