import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Words } from "../run.js";
import type { IngestReport } from "#src/ingest/report.js";
import { folder } from "../../folder.js";
import { webServer } from "../../sources/web-server.js";
import { about, ingest, linesOf, manifestOf, silent } from "../run.js";

const NAMES = [
  "01.-hoofdvestigingen-vo",
  "06.-bevoegde-gezagen-speciaal-(basis)onderwijs",
  "01.-leerlingen-bo-gewicht%2C-leeftijd-2011-2012",
  "iets-anders",
];
const SCHOOL = { "BRIN NUMMER": "18BR", INSTELLINGSNAAM: "School voor Praktijkonderwijs Assen", TELEFOONNUMMER: " " };
const BOARD = {
  "BEVOEGD GEZAG NUMMER": "21657",
  "BEVOEGD GEZAG NAAM": "Vitus Zuid",
  INTERNETADRES: "www.vituszuid.nl",
};

const PUPILS = { BRIN_NUMMER: "00AP", VESTIGINGSNUMMER: "00", GEWICHT: "0,25", "LEEFTIJD 4 JAAR": 12 };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The API v0: a listing whose addresses point to api.duo.nl, and two datasets; `special` answers come first. */
async function api(special: Readonly<Record<string, Answer>> = {}): Promise<{ root: string; asked: string[] }> {
  const asked: string[] = [];
  const root = await webServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(request.url ?? "");
    const answer = special[path];
    if (answer !== undefined) return answer(request, response);
    const of = (results: unknown[]): unknown => ({ "@context": {}, "@id": `https://api.duo.nl${path}`, results });
    const answers: Readonly<Record<string, unknown>> = {
      "/v0/search": of(
        NAMES.map((name) => ({
          dataset_name: name,
          dataset_source: `https://www.duo.nl/open_onderwijsdata/images/${name}.csv`,
          dataset_url: `https://api.duo.nl/v0/datasets/${name.replaceAll("(", "%28").replaceAll(")", "%29")}`,
        })),
      ),
      [`/v0/datasets/${NAMES[0]}`]: of([SCHOOL]),
      [`/v0/datasets/${NAMES[1]}`]: of([BOARD]),
      [`/v0/datasets/${decodeURIComponent(NAMES[2] ?? "")}`]: of([PUPILS]),
    };
    const body = answers[path];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/ld+json" });
    response.end(JSON.stringify(body ?? { error: "no such dataset" }));
  });
  return { root: `${root}/v0`, asked };
}

function take(dir: string, root: string, options: Words = {}): Promise<IngestReport> {
  return ingest(dir, root, { http: { retryAfterMs: 5, retries: 2, idleMs: 400 }, ...options });
}

describe("the API is read listing first", () => {
  test("then each register, on the host that was asked, whatever addresses the listing gives", async () => {
    const [{ root, asked }, dir, notes] = [await api(), await folder(), [] as string[]];
    const { files } = await take(dir, root, { progress: silent(notes) });
    expect(asked).toEqual([
      "/v0/search",
      "/v0/datasets/01.-hoofdvestigingen-vo",
      "/v0/datasets/06.-bevoegde-gezagen-speciaal-(basis)onderwijs",
    ]);
    expect(files.map((file) => file.outcome)).toEqual(["listing", "current", "current"]);
    expect(notes).toEqual(["2 datasets of the listing are statistics or unknown, and left out"]);
    const board = "/id/bevoegd-gezag/21657";
    const graph = "/graph/duo/06-bevoegde-gezagen-speciaal-basis-onderwijs";
    expect((await about(dir, graph, board)).join("\n")).toContain("<https://www.vituszuid.nl/>");
  });

  test("and all its datasets are described, with page, file and series", async () => {
    const [{ root }, dir] = [await api(), await folder()];
    await take(dir, root);
    const dataset = "/id/dataset/duo/01-leerlingen-bo-gewicht-leeftijd-2011-2012";
    expect((await about(dir, "/graph/duo/datasets", dataset)).join("\n")).toMatch(
      /identifier> "01\.-leerlingen-bo-gewicht%2C-leeftijd-2011-2012".*inSeries> <[^>]*01-leerlingen-bo-gewicht-leeftijd>/s,
    );
    expect(Object.keys((await manifestOf(dir)).datasets["duo"] ?? {})).toHaveLength(4);
  });

  test("and statistics too when all are asked for", async () => {
    const [{ root, asked }, dir, notes] = [await api(), await folder(), [] as string[]];
    const { files } = await take(dir, root, { all: true, progress: silent(notes) });
    expect(asked).toHaveLength(4);
    expect(notes).toEqual(["1 datasets of the listing are unknown, and left out"]);
    const graph = "/graph/duo/01-leerlingen-bo-gewicht-leeftijd-2011-2012";
    expect(files.at(-1)).toMatchObject({ outcome: "current", graph, rows: 1, records: 1, findings: new Map() });
    const observation = "/id/observatie/01-leerlingen-bo-gewicht-leeftijd/2011-2012_00AP00_0-25_4";
    expect((await about(dir, graph, observation)).join("\n")).toContain('#aantalLeerlingen> "12"');
  });

  test("or the one statistic that is asked for", async () => {
    const [{ root, asked }, dir] = [await api(), await folder()];
    const { files } = await take(dir, root, { dataset: "01-leerlingen-bo-gewicht-leeftijd" });
    expect([asked.length, files.map((file) => file.outcome)]).toEqual([2, ["listing", "current"]]);
  });

  test("the origin of a graph is the address that was asked", async () => {
    const [{ root }, dir] = [await api(), await folder()];
    await take(dir, root);
    expect((await linesOf(dir, "/graph/meta")).join("\n")).toContain(
      `<http://www.w3.org/ns/prov#wasDerivedFrom> <${root}/datasets/01.-hoofdvestigingen-vo>`,
    );
  });

  test("one dataset alone may be asked for", async () => {
    const [{ root, asked }, dir] = [await api(), await folder()];
    await take(dir, root, { dataset: "06-bevoegde-gezagen-speciaal-basis-onderwijs" });
    expect(asked).toHaveLength(2);
    await expect(take(dir, root, { dataset: "01-hoofdvestiging" })).rejects.toThrow(
      'the listing has no dataset "01-hoofdvestiging"; it is like 01-hoofdvestigingen-vo',
    );
  });

  test("twice the same answers publish nothing the second time, though a day has passed", async () => {
    const [{ root }, dir] = [await api(), await folder()];
    await take(dir, root);
    const before = await manifestOf(dir);
    const again = await take(dir, root, { now: new Date("2026-03-05T00:00:00Z") });
    expect(again.published).toBe(false);
    expect(await manifestOf(dir)).toEqual(before);
    expect((await take(dir, "", { again: true, now: new Date("2026-03-06T00:00:00Z") })).published).toBe(false);
  });
});

describe("one answer that cannot be used is refused, and the others are published", () => {
  const dataset = `/v0/datasets/${NAMES[0]}`;
  test.each<[string, Answer, RegExp]>([
    [
      "an error page with status 200",
      (_, r) => void r.end("<html><title>Storing</title>"),
      /an HTML page \("Storing"\)/,
    ],
    ["a server that stays busy", (_, r) => void r.writeHead(503).end(), /answered 503, also after trying again$/],
    ["not found", (_, r) => void r.writeHead(404).end("weg"), /answered 404: weg$/],
    [
      "another host",
      (_, r) => void r.writeHead(302, { location: "http://127.0.0.1:1/x" }).end(),
      /redirects to another host/,
    ],
    ["cut off", (_, r) => void r.end('{"results":[{"BRIN NUMMER":"18BR"}'), /the document is cut off, after element 0/],
    [
      "broken off",
      (_, r) => void r.writeHead(200, { "content-length": 99 }).write("{", () => r.destroy()),
      /reading broke off/,
    ],
    [
      "stalled",
      (_, r) => void r.writeHead(200, { "content-length": 99 }).write("{"),
      /reading broke off: the answer stalled$/,
    ],
  ])("%s", async (_what, answer, message) => {
    const [{ root }, dir] = [await api({ [dataset]: answer }), await folder()];
    const { files, published } = await take(dir, root);
    expect(files.map((file) => file.outcome)).toEqual(["listing", "refused", "current"]);
    expect(files[1]?.message).toMatch(message);
    expect(files[1]?.message?.startsWith(`${root}/datasets/01.-hoofdvestigingen-vo: `)).toBe(true);
    expect(published).toBe(true);
  });

  test("an API without a listing is refused as a whole", async () => {
    const [{ root }, dir] = [await api({ "/v0/search": (_, r) => void r.end('{"results":[]}') }), await folder()];
    const { files, published } = await take(dir, root);
    expect(published).toBe(false);
    expect(files.map((file) => file.outcome)).toContain("refused");
  });
});

test("who gives up in the middle of an answer leaves the archive as it was, at once", async () => {
  const giveUp = new AbortController();
  const stalled: Answer = (_, response) => {
    response.writeHead(200, { "content-length": 99 }).write("{");
    setTimeout(() => giveUp.abort(new Error("stopped")), 50);
  };
  const [{ root }, dir] = [await api({ [`/v0/datasets/${NAMES[1]}`]: stalled }), await folder()];
  const asked = take(dir, root, { signal: giveUp.signal, http: { idleMs: 60_000 } });
  await expect(asked).rejects.toThrow(/^stopped$/);
  await expect(manifestOf(dir)).rejects.toThrow("ENOENT");
});

test.each([
  ["breaks off", {}],
  ["breaks off, compressed", { "content-encoding": "gzip" }],
])("a dataset that %s is fetched anew, from its beginning", async (_how, headers) => {
  const path = `/v0/datasets/${NAMES[0]}`;
  const whole = Buffer.from(JSON.stringify({ "@id": `https://api.duo.nl${path}`, results: [SCHOOL] }));
  const sent = "content-encoding" in headers ? gzipSync(whole) : whole;
  let asked = 0;
  const { root } = await api({
    [path]: (_request, response) => {
      asked += 1;
      response.writeHead(200, { "content-type": "application/ld+json", "content-length": sent.length, ...headers });
      if (asked > 1) response.end(sent);
      else response.write(sent.subarray(0, 30), () => response.destroy());
    },
  });
  const dir = await folder();
  const { files } = await take(dir, root, { dataset: NAMES[0] ?? "" });
  expect(files.map(({ outcome, rows }) => [outcome, rows])).toEqual([
    ["listing", 4],
    ["current", 1],
  ]);
});
