import { describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "#src/sources/http.js";
import { type Block, entities, type WalkOptions } from "#src/sources/odata/entities.js";
import type { EntityQuery } from "#src/sources/odata/query.js";
import type { ODataRecord } from "#src/sources/odata/record.js";
import { serviceModel } from "#src/sources/odata/service.js";
import { Typing } from "#src/sources/odata/typing.js";
import { collected } from "./collected.js";
import { guid, kamer } from "./kamer.js";
import { odataServer, type TestService } from "./server.js";
import type { Row } from "./tables.js";

function client(): HttpClient {
  const http = new HttpClient({ retryAfterMs: 5, retries: 1 });
  onTestFinished(() => http.close());
  return http;
}

async function all(query: EntityQuery, options: WalkOptions = {}): Promise<Block[]> {
  return collected(entities(query, client(), options));
}

function recordsOf(blocks: readonly Block[]): ODataRecord[] {
  return blocks.flatMap((block) => block.records);
}

function ids(records: readonly (ODataRecord | Row)[]): unknown[] {
  return records.map((record) => record["Id"]).sort();
}

describe.each([
  ["v4", undefined],
  ["v3", "atom"],
  ["v3", "json"],
  ["v3", "verbose"],
] as const)("%s %s", (version, format) => {
  const form = format === undefined ? {} : { format };
  const document = version === "v4" ? "Document" : "ParlementairDocument";

  test("all of a set come, each once, in as many pages as the service makes of it", async () => {
    const tables = kamer(version, 620);
    const server = await odataServer({ version, tables });
    const blocks = await all({ ...server, ...form, set: "Zaak" });
    expect(ids(recordsOf(blocks))).toEqual(ids(tables["Zaak"]?.rows ?? []));
    expect(blocks.map((block) => block.records.length)).toEqual(
      version === "v4" ? [250, 250, 120] : [...Array(12).fill(50), 20],
    );
    expect(server.asked).toHaveLength(blocks.length);
    expect(new Set(blocks.map((block) => block.url)).size).toBe(blocks.length);
    for (const block of blocks) expect(block.bytes).toBeGreaterThan(block.records.length * 100);
  });

  test("what is expanded is complete before its parent is given, on every level", async () => {
    const tables = kamer(version, 60);
    const server = await odataServer({ version, tables, pageSize: 7 });
    const expand = version === "v4" ? `${document}($expand=Zaak($select=Id))` : `${document}, ${document}/Zaak`;
    const records = recordsOf(await all({ ...server, ...form, set: "Zaak", filter: "Volgnummer lt 9", expand }));
    expect(records).toHaveLength(9);
    const relations = tables["Zaak"]?.relations;
    for (const record of records) {
      const row = tables["Zaak"]?.rows.find((each) => each["Id"] === record["Id"]) ?? {};
      const expected = relations?.[document]?.of(row) ?? [];
      const documents = record[document] as ODataRecord[];
      expect(expected.length).toBe(12);
      expect(ids(documents)).toEqual(ids(expected));
      for (const each of documents) {
        const inner = expected.find((other) => other["Id"] === each["Id"]) ?? {};
        expect(ids(each["Zaak"] as ODataRecord[])).toEqual(ids(tables[document]?.relations["Zaak"]?.of(inner) ?? []));
      }
    }
  });

  test("values are those of the table, as its version writes them", async () => {
    const tables = kamer(version, 3);
    const server = await odataServer({ version, tables });
    const typing = new Typing(await serviceModel(server, client()));
    const query = { ...server, ...form, set: "Persoon", orderby: "Nummer", filter: "Nummer lt 2" };
    const records = recordsOf(await all(query, { shape: (each) => typing.apply(each, "Persoon") }));
    const zone = version === "v4" ? "+02:00" : "";
    expect(records).toEqual([
      {
        Id: guid(3, 0),
        Nummer: 0,
        Achternaam: 'A-achternaam "0" <&>',
        Roepnaam: null,
        ...(version === "v4" ? { Functie: "Tweede Kamerlid" } : {}),
        Geboortedatum: `1976-09-16T00:00:00${zone}`,
        Woonplaats: "'s-Gravenhage",
        ContentLength: 456_668,
        GewijzigdOp: `2023-12-01T15:59:58${version === "v4" ? "+01:00" : ""}`,
        ApiGewijzigdOp: `2023-12-01T00:00:00${version === "v4" ? "Z" : ""}`,
        Verwijderd: false,
      },
      expect.objectContaining({ Nummer: 1, ApiGewijzigdOp: `2023-12-01T00:00:00.1${version === "v4" ? "Z" : ""}` }),
    ]);
  });

  test("the file that an entity describes is linked", async () => {
    const server = await odataServer({ version, tables: kamer(version, 1) });
    const [record] = recordsOf(await all({ ...server, ...form, set: "Verslag" }));
    const id = guid(11, 0);
    const path = version === "v4" ? `Verslag(${id})/resource` : `Verslag(guid'${id}')/$value`;
    expect(record?.["@media"]).toBe(`${server.root.href}${path}`);
    const { body } = await client().get(new URL(String(record?.["@media"])), "text/xml");
    expect((await collected(body)).join("")).toContain("<verslag/>");
  });

  test("no more are asked for than are wanted", async () => {
    const server = await odataServer({ version, tables: kamer(version, 130), pageSize: 50 });
    const blocks = await all({ ...server, ...form, set: "Zaak", top: 70, count: true });
    expect(blocks.map((block) => block.records.length)).toEqual([50, 20]);
    expect(server.asked).toHaveLength(2);
  });
});

test("a quote in a value is part of it", async () => {
  const server = await odataServer({ version: "v4", tables: kamer("v4", 1) });
  expect(recordsOf(await all({ ...server, set: "Fractie", filter: "Afkorting eq 'O''H'" }))).toHaveLength(1);
});

test("the next page is fetched while one is worked on, and only that", async () => {
  const server = await odataServer({ version: "v4", tables: kamer("v4", 40), pageSize: 10 });
  const walk = entities({ ...server, set: "Zaak" }, client());
  await walk.next();
  await expect.poll(() => server.asked.length).toBe(2);
  await new Promise((passed) => setTimeout(passed, 30));
  expect(server.asked).toHaveLength(2);
  await walk.return();
});

describe("a service behind a proxy", () => {
  test.each(["http://web01.intern:8080", "https://kamer.example"])(
    "links of %s are asked for where it is",
    async (linkOrigin) => {
      const tables = kamer("v3", 260);
      const server = await odataServer({ version: "v3", tables, linkOrigin, pageSize: 50 });
      const expand = "ParlementairDocument";
      const records = recordsOf(await all({ ...server, format: "json", set: "Zaak", expand }));
      expect(ids(records)).toEqual(ids(tables["Zaak"]?.rows ?? []));
      expect(server.asked).toHaveLength(6 + 260);
    },
  );
});

describe("a service that leaves links out", () => {
  test.each(["v3", "v4"] as const)("%s: what it counted is asked for by place", async (version) => {
    const tables = kamer(version, 130);
    const server = await odataServer({ version, tables, links: "none", pageSize: 25 });
    const blocks = await all({ ...server, set: "Zaak", orderby: "Id", count: true });
    expect(ids(recordsOf(blocks))).toEqual(ids(tables["Zaak"]?.rows ?? []));
    const limited = await all({ ...server, set: "Zaak", orderby: "Id", count: true, top: 60 });
    expect(recordsOf(limited)).toHaveLength(60);
  });

  test("a list that moves meanwhile is begun again, so that nothing is passed over", async () => {
    const tables = kamer("v4", 130);
    const rows = tables["Zaak"]?.rows ?? [];
    const before = [...rows];
    const [first] = before.toSorted((a, b) => (String(a["Id"]) < String(b["Id"]) ? -1 : 1));
    const server = await odataServer({
      version: "v4",
      tables,
      links: "none",
      pageSize: 25,
      before: ({ nth }) => {
        // All that follow move one place to the front.
        if (nth === 3 && first !== undefined) rows.splice(rows.indexOf(first), 1);
      },
    });
    const records = recordsOf(await all({ ...server, set: "Zaak", orderby: "Id", count: true }));
    expect(ids(records)).toEqual(ids(before));
  });

  test("one that changes faster than it can be read is given up", async () => {
    const tables = kamer("v4", 130);
    const rows = tables["Zaak"]?.rows ?? [];
    const server = await odataServer({
      version: "v4",
      tables,
      links: "none",
      pageSize: 25,
      before: () => {
        rows.sort((a, b) => (String(a["Id"]) < String(b["Id"]) ? -1 : 1));
        rows.shift();
      },
    });
    await expect(all({ ...server, set: "Zaak", orderby: "Id", count: true })).rejects.toThrow(/changes faster/);
  });

  test("one that counts more than it gives is told", async () => {
    const server = await odataServer({
      version: "v4",
      tables: kamer("v4", 1),
      instead: ({ query, response }) => {
        const value = query.has("$skip") ? [] : [{ Id: "a" }];
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ "@odata.count": 9, value }));
        return true;
      },
    });
    await expect(all({ ...server, set: "Zaak", count: true })).rejects.toThrow(
      /the service counts 9, but gives 1 and no link/,
    );
  });
});

/** A service that answers whatever it is made to. */
function answering(body: (target: string, nth: number) => object): Promise<TestService> {
  return odataServer({
    version: "v4",
    tables: kamer("v4", 1),
    instead: ({ target, nth, response }) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body(target, nth)));
      return true;
    },
  });
}

describe("a service that goes round is given up", () => {
  test("when a link leads back", async () => {
    const server = await answering((_, nth) => ({
      value: [{ Id: `r${nth}` }],
      "@odata.nextLink": `Zaak?$skiptoken=${"ab"[nth % 2]}`,
    }));
    await expect(all({ ...server, set: "Zaak" })).rejects.toThrow(/which was asked for before/);
  });

  test("when a link of what is expanded leads back", async () => {
    const server = await answering((target) =>
      target.includes("Document")
        ? { value: [], "@odata.nextLink": "Document?$skiptoken=a" }
        : { value: [{ Id: "a", Document: [], "Document@odata.nextLink": "Zaak(1)/Document?$skiptoken=a" }] },
    );
    await expect(all({ ...server, set: "Zaak" })).rejects.toThrow(/which was asked for before/);
  });

  test("when what is expanded goes on and on without anything", async () => {
    const server = await answering((target, nth) =>
      target.includes("Document")
        ? { value: [{ Id: "x" }], "@odata.nextLink": `Document?$skiptoken=${nth}` }
        : { value: [{ Id: "a", Document: [{ Id: "x" }], "Document@odata.nextLink": "Zaak(1)/Document?$skiptoken=a" }] },
    );
    await expect(all({ ...server, set: "Zaak" })).rejects.toThrow(/the last 20 pages brought nothing/);
  });

  test("when ever new links give ever the same", async () => {
    const server = await answering((_, nth) => ({ value: [{ Id: "a" }], "@odata.nextLink": `Zaak?$skiptoken=${nth}` }));
    await expect(all({ ...server, set: "Zaak" })).rejects.toThrow(/nothing but what came before/);
    expect(server.asked.length).toBeLessThan(30);
  });
});

test("records that come twice, on two pages or in what is expanded, are given once", async () => {
  const server = await odataServer({
    version: "v4",
    tables: kamer("v4", 1),
    instead: ({ query, path, response }) => {
      const next = query.get("$skiptoken");
      const body = path.includes("/")
        ? { value: [{ Id: "x" }, { Id: "y" }] }
        : {
            value:
              next === null
                ? [{ Id: "A1" }, { Id: "b" }]
                : [{ Id: "a1" }, { Id: "c", D: [{ Id: "x" }], "D@odata.nextLink": "Zaak(c)/D" }],
            ...(next === null ? { "@odata.nextLink": "Zaak?$skiptoken=x" } : {}),
          };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
      return true;
    },
  });
  expect(recordsOf(await all({ ...server, set: "Zaak" }))).toEqual([
    { Id: "A1" },
    { Id: "b" },
    { Id: "c", D: [{ Id: "x" }, { Id: "y" }] },
  ]);
});

test("a set without an Id has a key of several columns", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ Toezegging_Id: guid(1, i), Persoon_Id: guid(2, i % 3) }));
  const columns = { Toezegging_Id: "Edm.Guid", Persoon_Id: "Edm.Guid" } as const;
  const key = ["Toezegging_Id", "Persoon_Id"];
  const tables = { ToegezegdAan: { columns, relations: {}, key, rows } };
  const server = await odataServer({ version: "v4", tables, pageSize: 25, links: "none" });
  const records = recordsOf(
    await all({ ...server, set: "ToegezegdAan", orderby: key.join(","), count: true }, { key }),
  );
  expect(records).toHaveLength(60);
  expect(new Set(records.map((each) => each["Toezegging_Id"])).size).toBe(60);
});
