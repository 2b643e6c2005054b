import { describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "#src/sources/http.js";
import type { ODataRecord } from "#src/sources/odata/record.js";
import { serviceModel } from "#src/sources/odata/service.js";
import { SourceError, WrongRequest } from "#src/sources/source-error.js";
import { type TkLoad, tkLoads, type TkQuestion } from "#src/sources/tweedekamer/client.js";
import type { Note } from "#src/sources/tweedekamer/note.js";
import { collected } from "../odata/collected.js";
import { guid, kamer } from "../odata/kamer.js";
import { odataServer, type TestService } from "../odata/server.js";
import type { Tables } from "../odata/tables.js";
import { tkTables } from "./tables.js";

function client(): HttpClient {
  const http = new HttpClient({ retryAfterMs: 5, retries: 0 });
  onTestFinished(() => http.close());
  return http;
}

async function loads(
  server: TestService,
  request: Partial<TkQuestion> = {},
  chosen = {},
): Promise<{ loads: Map<string, TkLoad>; notes: Note[] }> {
  const notes: Note[] = [];
  const model = await serviceModel(server, client());
  const asked: TkQuestion = { service: server, scope: ["2016-2017"], model, ...request };
  const found = await tkLoads(asked, tkTables(chosen), client(), (note) => notes.push(note));
  return { loads: new Map(found.map((load) => [load.entity.kind, load])), notes };
}

async function recordsOf(load: TkLoad | undefined): Promise<ODataRecord[]> {
  return load === undefined ? [] : (await collected(load.blocks())).flatMap((block) => block.records);
}

function size(tables: Tables, set: string): number {
  return tables[set]?.rows.length ?? 0;
}

describe.each(["v3", "v4"] as const)("%s", (version) => {
  const document = version === "v3" ? "ParlementairDocument" : "Document";

  test("people and parties come whole, the rest by year, or by the way to what has one", async () => {
    const tables = kamer(version, 60);
    const server = await odataServer({ version, tables });
    const { loads: found } = await loads(server);
    expect(await recordsOf(found.get("persoon"))).toHaveLength(60);
    expect(await recordsOf(found.get("fractie-zetel-persoon"))).toHaveLength(60);
    const cases = await recordsOf(found.get("zaak"));
    expect(cases).toHaveLength(20);
    expect(new Set(cases.map((record) => record["Vergaderjaar"]))).toEqual(new Set(["2016-2017"]));
    expect(await recordsOf(found.get("zaak-actor"))).toHaveLength(20);
    expect(await recordsOf(found.get("verslag"))).toHaveLength(20);
    // Activity 0 is of another year; an agenda item of none is of no year.
    expect(await recordsOf(found.get("agendapunt"))).toHaveLength(0);
    const all = await loads(server, { scope: "all" });
    expect(await recordsOf(all.loads.get("agendapunt"))).toHaveLength(60);
    expect(await recordsOf(all.loads.get("zaak"))).toHaveLength(60);
  });

  test("relations m:n come with one of the two, as far as the service has them", async () => {
    const tables = kamer(version, 12);
    const server = await odataServer({ version, tables });
    const { loads: found, notes } = await loads(server, { scope: "all" });
    const [record] = await recordsOf(found.get("document"));
    const row = tables[document]?.rows.find((each) => each["Id"] === record?.["Id"]) ?? {};
    const expected = tables[document]?.relations["Zaak"]
      ?.of(row)
      .map((each) => each["Id"])
      .sort();
    const cases = record?.["Zaak"] as ODataRecord[];
    expect(cases.map((each) => each["Id"])).toEqual(expected);
    const isIdAlone = cases.every((each) => Object.keys(each).join("") === "Id");
    expect(isIdAlone).toBe(version === "v4");
    expect(notes.map((note) => note.message)).toContain(
      `${server.root.href}: ${document} has no relation BronDocument`,
    );
  });

  test("days of birth are years before anything else sees them, and contact details are not asked for", async () => {
    const server = await odataServer({ version, tables: kamer(version, 3) });
    const { loads: found, notes } = await loads(server);
    expect((await recordsOf(found.get("persoon"))).map((record) => record["Geboortedatum"])).toEqual(
      Array(3).fill("1976"),
    );
    expect([...found.keys()].filter((kind) => /adres|contact/.test(kind))).toEqual([]);
    for (const load of found.values()) await recordsOf(load);
    expect(server.asked.join("\n")).not.toMatch(/PersoonAdres|Contactinformatie/);
    const left = notes.filter((note) => note.kind === "left-out").map((note) => note.message.split(":")[0]);
    expect(left).toEqual(
      version === "v3" ? ["PersoonContactinformatie", "PersoonAdres"] : ["PersoonContactinformatie"],
    );
  });

  test("a delta gives what changed in scope, and all that was deleted", async () => {
    const tables = kamer(version, 60);
    const server = await odataServer({ version, tables });
    const later = "2024-01-01T00:00:00.0000001";
    const zone = version === "v4" ? "Z" : "";
    const touch = (number: number, columns: object): void => {
      const row = tables["Zaak"]?.rows[number];
      Object.assign(row ?? {}, columns, { ApiGewijzigdOp: `${later}Z` });
    };
    touch(1, { Onderwerp: "in het jaar" });
    touch(2, { Onderwerp: "niet in het jaar" });
    touch(3, { Onderwerp: null, Vergaderjaar: null, Soort: null, Verwijderd: true });
    const held = new Set<string>();
    const { loads: found } = await loads(server, {
      markOf: (kind) => (kind === "zaak" ? `${later}${zone}` : undefined),
      had: (kind, id, changed) => held.has(`${kind} ${id} ${changed}`),
    });
    expect([...found.values()].filter((load) => load.isDelta).map((load) => load.entity.kind)).toEqual(["zaak"]);
    const changed = await recordsOf(found.get("zaak"));
    expect(changed.map((record) => record["Id"]).sort()).toEqual([guid(6, 1), guid(6, 3)].sort());
    held.add(`zaak ${guid(6, 1)} ${later}${zone}`);
    expect((await recordsOf(found.get("zaak"))).map((record) => record["Id"])).toEqual([guid(6, 3)]);
  });

  test("one entity can be asked for alone", async () => {
    const tables = kamer(version, 3);
    const server = await odataServer({ version, tables });
    const { loads: found } = await loads(server, { kinds: new Set(["fractie"]) });
    expect([...found.keys()]).toEqual(["fractie"]);
    expect(await recordsOf(found.get("fractie"))).toHaveLength(size(tables, "Fractie"));
    const wrong = loads(server, { kinds: new Set(["Fracties"]) });
    await expect(wrong).rejects.toThrow(/"Fracties" is no entity of the Tweede Kamer; the nearest are Fractie, /);
    await expect(wrong).rejects.toThrow(WrongRequest);
  });
});

test("what the service does not offer, or offers unknown to us, is told, and what is unknown is a load too", async () => {
  const columns = { Id: "Edm.Guid", Zaak_Id: "Edm.Guid", Vergaderjaar: "Edm.String", Bedrag: "Edm.Decimal" } as const;
  const rows = ["2016-2017", "2017-2018"].map((year, i) => ({
    Id: guid(30, i),
    Zaak_Id: guid(6, i),
    Vergaderjaar: year,
    Bedrag: "1.5",
  }));
  const zaak = { to: "Zaak", isMany: false, foreignKey: "Zaak_Id", of: () => [] };
  const tables = { ...kamer("v4", 1), NieuweSet: { columns, relations: { Zaak: zaak }, rows } };
  const server = await odataServer({ version: "v4", tables });
  const { loads: found, notes } = await loads(server);
  const load = found.get("nieuwe-set");
  expect(await recordsOf(load)).toMatchObject([{ Id: guid(30, 0) }]);
  expect(load?.declared.get("Bedrag")).toEqual({ type: "Edm.Decimal" });
  expect(load?.declared.get("Zaak_Id")).toEqual({ type: "Edm.Guid", target: "zaak" });
  expect(notes.filter((note) => note.kind === "not-offered").map((note) => note.message)).toContain(
    `${server.root.href}: has no entity set Zaal`,
  );
  expect(notes.filter((note) => note.kind === "unknown-set").map((note) => note.message)).toEqual([
    `${server.root.href}: NieuweSet is not in entities.csv; its columns are published under their own names`,
  ]);
});

test("a set of the other version is read where the service has it", async () => {
  const table = { columns: { Id: "Edm.Guid" as const }, relations: {}, rows: [] };
  const server = await odataServer({ version: "v4", tables: { ...kamer("v4", 1), FractieAanvullendGegeven: table } });
  const { loads: found, notes } = await loads(server);
  expect(found.has("fractie-aanvullend-gegeven")).toBe(true);
  expect(notes.filter((note) => note.kind === "unknown-set")).toEqual([]);
});

test("an entity without an Id is read whole each time", async () => {
  const rows = Array.from({ length: 9 }, (_, i) => ({
    Toezegging_Id: guid(1, i),
    Fractie_Id: guid(2, 1),
    Persoon_Id: guid(3, i),
  }));
  const columns = { Toezegging_Id: "Edm.Guid", Fractie_Id: "Edm.Guid", Persoon_Id: "Edm.Guid" } as const;
  const key = ["Toezegging_Id", "Fractie_Id", "Persoon_Id"];
  const tables = { ToegezegdAan: { columns, relations: {}, key, rows } };
  const server = await odataServer({ version: "v4", tables, pageSize: 4 });
  const { loads: found } = await loads(server, { scope: "all", markOf: () => "2024-01-01T00:00:00Z" });
  expect(found.get("toegezegd-aan")?.isDelta).toBe(false);
  expect(await recordsOf(found.get("toegezegd-aan"))).toHaveLength(9);
});

test("a service that counts more than it gives is told", async () => {
  const server = await odataServer({
    version: "v4",
    tables: kamer("v4", 1),
    instead: ({ path, response }) => {
      if (!path.startsWith("Zaak/")) return false;
      response.writeHead(200, { "content-type": "text/plain" }).end("3");
      return true;
    },
  });
  const { loads: found, notes } = await loads(server, { scope: "all" });
  expect(await recordsOf(found.get("zaak"))).toHaveLength(1);
  expect(notes.at(-1)).toEqual({
    kind: "incomplete",
    message: expect.stringMatching(/Zaak: the service counts 2 more than it gives; asked for again next time$/),
  });
});

test("nothing is asked of an entity before its blocks are", async () => {
  const server = await odataServer({ version: "v4", tables: kamer("v4", 1) });
  await loads(server);
  expect(server.asked).toEqual(["/OData/v4/2.0/$metadata", "/OData/v4/2.0/"]);
});

test("a service that cannot be reached is told", async () => {
  const service = { root: new URL("http://127.0.0.1:1/OData/v4/2.0/"), version: "v4" as const };
  const load = tkLoads({ service, scope: "all" }, tkTables(), client(), () => {});
  await expect(load).rejects.toThrow(SourceError);
  await expect(load).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1\/OData\/v4\/2\.0\/: /);
});
