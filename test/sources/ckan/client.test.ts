import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { allOf, anyOf, changedFrom, either } from "#src/sources/ckan/filter.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { clientOf, pack, packs } from "./packages.js";
import { type Answer, busy, ckan, halfJson, htmlPage, type Package, raw, truncated } from "./server.js";

const OWMS = "http://standaarden.overheid.nl/owms/terms";

describe("the three actions", () => {
  test("package_list gives names", async () => {
    const server = await ckan({ packages: [pack(2), pack(1), pack(3, { state: "deleted" })] });
    expect(await clientOf(server).packageList()).toEqual(["pakket-1", "pakket-2"]);
  });

  test("package_show takes id or name", async () => {
    const server = await ckan({ packages: packs(2) });
    const [byName, byId] = [pack(1).name, pack(2).id].map((id) => clientOf(server).packageShow(id));
    expect((await byName)?.packages).toEqual([pack(1)]);
    expect((await byId)?.packages).toEqual([pack(2)]);
  });

  test.each([
    ["never was", "weg"],
    ["was deleted", pack(1).id],
    ["is private", pack(2).id],
  ])("package_show tells of what %s that it is not there", async (_what, id) => {
    const server = await ckan({ packages: [pack(1, { state: "deleted" }), pack(2, { private: true })] });
    expect(await clientOf(server).packageShow(id)).toBeUndefined();
  });

  test("a refusal with a byte order mark is one too", async () => {
    const server = await ckan({ packages: [] });
    server.faults.push((_request, response) =>
      response
        .writeHead(403, { "content-type": "application/json" })
        .end('\ufeff{"success":false,"error":{"__type":"Authorization Error","message":"weg"}}'),
    );
    expect(await clientOf(server).packageShow("weg")).toBeUndefined();
  });

  test("package_search pages, sorts, counts, and keeps the answer as it came", async () => {
    const server = await ckan({ packages: packs(5), prefix: "/data" });
    const page = await clientOf(server).packageSearch({
      q: "Pakket",
      sort: "metadata_modified desc",
      start: 1,
      rows: 2,
    });
    expect(page.packages.map(({ name }) => name)).toEqual(["pakket-4", "pakket-3"]);
    expect(page.count).toBe(5);
    expect(page.url).toBe(`${server.root.href}/package_search?q=Pakket&sort=metadata_modified+desc&start=1&rows=2`);
    expect(JSON.parse(page.text)).toMatchObject({ success: true, result: { count: 5, results: page.packages } });
  });

  test("a filter takes IRIs with brackets and commas, fields with several values, and moments", async () => {
    const [theme, authority] = [
      `${OWMS}/Basisonderwijs_(thema)`,
      `${OWMS}/Ministerie_van_Onderwijs,_Cultuur_en_Wetenschap`,
    ];
    const packages = [
      pack(1, { theme: [`${OWMS}/Verkeer`, theme] }),
      pack(2, { authority }),
      pack(3, { theme: [`${OWMS}/Verkeer`], authority: `${OWMS}/Zuid-Holland` }),
      pack(4, { theme }),
    ];
    const server = await ckan({ packages });
    const scope = either(anyOf("theme", [theme, `${OWMS}/Hoger_onderwijs_(thema)`]), anyOf("authority", [authority]));
    const found = async (fq: string | undefined): Promise<string[]> =>
      (await clientOf(server).packageSearch({ fq, sort: "id asc, metadata_modified asc" })).packages
        .map(({ name }) => name)
        .sort();
    expect(await found(scope)).toEqual(["pakket-1", "pakket-2", "pakket-4"]);
    expect(await found(allOf(scope, changedFrom("2026-01-01T00:00:02Z")))).toEqual(["pakket-2", "pakket-4"]);
    expect(await found(changedFrom("2026-01-01T00:00:04.627Z"))).toEqual([]);
    expect(await found(anyOf("name", ['a" OR name:"pakket-3']))).toEqual([]);
  });

  test.skipIf(sharedIsMissing)("the real package comes through as it is", async () => {
    const text = await readFile(shared("sources", "donl", "package-natuurbeheerplan-2025.json"), "utf8");
    const real = JSON.parse(text) as Package;
    const server = await ckan({ packages: [real], prefix: "/data" });
    expect((await clientOf(server).packageSearch({})).packages).toEqual([real]);
  });
});

describe("an answer that says no is told with its type and reason", () => {
  test("a filter that cannot be read", async () => {
    const server = await ckan();
    await expect(clientOf(server).packageSearch({ fq: "metadata_modified:[2026 TO" })).rejects.toThrow(
      /package_search\?fq=\S+: the server answered 409: Search Error: Search error: .*Cannot parse/,
    );
  });

  test("a number that is none", async () => {
    const server = await ckan();
    await expect(clientOf(server).packageSearch({ rows: -1 })).rejects.toThrow(
      'the server answered 409: Validation Error: {"rows":["Invalid integer"]}',
    );
  });

  test.each<[string, Answer, RegExp]>([
    [
      "success false with status 200",
      raw(200, "application/json", '{"success":false,"error":{"__type":"Validation Error","message":"rows"}}'),
      /answered 200: Validation Error: rows$/,
    ],
    [
      "an error that is a text",
      raw(403, "application/json", '{"success":false,"error":"mag niet"}'),
      /answered 403: error: mag niet$/,
    ],
    [
      "an action it does not know",
      raw(400, "application/json", '"Bad request - Action name not known: x"'),
      /answered 400: Bad request - Action name not known: x$/,
    ],
    [
      "not found, by a server before it",
      raw(404, "text/html", "<h1>Niet gevonden</h1>"),
      /answered 404: Niet gevonden$/,
    ],
  ])("%s", async (_what, fault, message) => {
    const server = await ckan();
    server.faults.push(fault);
    await expect(clientOf(server).packageSearch({})).rejects.toThrow(message);
    expect(server.asked).toHaveLength(1);
  });
});

describe("an answer that is none is refused with URL, status and first cause", () => {
  test.each<[string, Answer, string]>([
    ["a page for people", htmlPage, 'the server answered 200 with text/html, an HTML page ("Storing"), not JSON'],
    [
      "a page that calls itself JSON",
      raw(200, "application/json", "<html><title>Storing</title>"),
      'the server answered 200 with an HTML page ("Storing"), not JSON',
    ],
    [
      "JSON of another type",
      raw(200, "text/csv", '{"success":true,"result":[]}'),
      "the server answered 200 with text/csv, not JSON",
    ],
    [
      "no JSON",
      raw(200, "application/json", '{"success":true,,"result":[]}'),
      "the answer (200): the JSON is broken (",
    ],
    ["another API", raw(200, "application/json", '{"version":3}'), 'JSON that is no answer of CKAN (no "success")'],
    [
      "no result",
      raw(200, "application/json", '{"success":true}'),
      'the server answered 200 with an answer that holds no "result"',
    ],
    [
      "no results",
      raw(200, "application/json", '{"success":true,"result":{"count":1}}'),
      "the server answered 200, but the result holds no count and results",
    ],
    [
      "a package without id",
      raw(200, "application/json", '{"success":true,"result":{"count":1,"results":[{"name":"x"}]}}'),
      "result 1 is no CKAN package",
    ],
    [
      "bytes that are no UTF-8",
      (_q, r) => void r.writeHead(200, { "content-type": "application/json" }).end(Buffer.from([0x22, 0xe9, 0x22])),
      "bytes are not UTF-8",
    ],
    [
      "another host",
      raw(302, "text/html", "", { location: "http://127.0.0.1:1/api/3/action/package_search" }),
      "redirects to another host",
    ],
  ])("%s", async (_what, fault, message) => {
    const server = await ckan({ packages: packs(1) });
    server.faults.push(fault);
    const asked = clientOf(server).packageSearch({});
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toThrow(new RegExp(`^${server.root.href}/package_search: `));
    expect(server.asked).toHaveLength(1);
  });
});

describe("an answer that breaks off is asked for again", () => {
  test.each<[string, Answer]>([
    ["on the way", truncated],
    ["half JSON that says it is whole", halfJson],
    ["empty", raw(200, "application/json", "")],
    ["a server that is busy", busy(503)],
    ["one that wants to wait", busy(429, "0")],
  ])("%s", async (_what, fault) => {
    const server = await ckan({ packages: packs(3) });
    server.faults.push(fault, fault);
    expect((await clientOf(server).packageSearch({})).count).toBe(3);
    expect(server.asked).toHaveLength(3);
  });

  test.each<[string, Answer, string]>([
    ["on the way", truncated, "reading broke off: "],
    ["half JSON", halfJson, "the JSON is cut off after 57 characters"],
    ["busy", busy(503), "answered 503, also after trying again"],
  ])("but not for ever: %s", async (_what, fault, message) => {
    const server = await ckan();
    server.faults.push(...Array.from({ length: 20 }, () => fault));
    await expect(clientOf(server).packageSearch({})).rejects.toThrow(message);
    expect(server.asked.length).toBeLessThan(10);
  });

  test("who gives up need not wait for it", async () => {
    const server = await ckan();
    const giveUp = new AbortController();
    server.faults.push(halfJson);
    const asked = clientOf(server, { retryAfterMs: 60_000, signal: giveUp.signal }).packageSearch({});
    setTimeout(() => giveUp.abort(new Error("stopped")), 100);
    await expect(asked).rejects.toThrow(/^stopped$/);
  });
});
