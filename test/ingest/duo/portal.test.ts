/** DUO's portal, end to end: its listing, its files, and what is published of them. */
import { describe, expect, test } from "vitest";
import type { IngestReport } from "#src/ingest/report.js";
import { folder } from "../../folder.js";
import { sharedIsMissing } from "../../shared.js";
import { portalPackages, resource } from "../../sources/ckan/duo-portal.js";
import { clientOf, pack } from "../../sources/ckan/packages.js";
import { type Ckan, ckan, htmlPage, type Package, raw } from "../../sources/ckan/server.js";
import { about, ingest, linesOf, LOCATIONS, manifestOf, manifestText, silent, typed, type Words } from "../run.js";
import { file, locations } from "./schools.js";

const BOARDS = "/graph/duo/05-bevoegde-gezagen-basisonderwijs";
const STORE = (id: string, name: string): string => `/dataset/adressen/resource/${id}/download/${name}`;
const LOCATION_FILE = STORE("2", "vestigingenbo.csv");
const BOARD_FILE = STORE("1", "besturenbo.csv");
const BOARD_ROWS = "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\r\n20091;Vitus Zuid\r\n";

/** The address at which the portal's own machine has a file, as some of its addresses say. */
const behind = (path: string): string => `https://beheer.portaal.example${path}`;

/** A portal with addresses, statistics nobody knows here, and what is no data. */
async function portal(packages?: readonly Package[]): Promise<Ckan> {
  const server = await ckan({
    files: { [LOCATION_FILE]: locations([{ number: "16SW00" }, { number: "16SW03" }]), [BOARD_FILE]: BOARD_ROWS },
  });
  const at = (path: string): string => `${server.site}${path}`;
  const changed = "2026-02-03T22:10:00.626947";
  server.packages.push(
    ...(packages ?? [
      pack(1, {
        name: "adressen_bo",
        title: "Adressen in het basisonderwijs",
        resources: [
          resource({
            id: "1",
            name: "Adressen bevoegde gezagen basisonderwijs",
            url: at(BOARD_FILE),
            last_modified: changed,
          }),
          resource({
            id: "2",
            name: "Alle vestigingen in het basisonderwijs",
            url: behind(LOCATION_FILE),
            last_modified: changed,
          }),
          resource({ id: "3", name: "Toelichting", format: "PDF", url: at("/toelichting.pdf") }),
          resource({ id: "4", name: "controlebestand", url: at("/datastore/dump/4") }),
        ],
      }),
      pack(2, {
        name: "rio",
        resources: [resource({ id: "5", name: "onderwijslicenties", url: at("/licenties.csv") })],
      }),
    ]),
  );
  return server;
}

function take(dir: string, from: URL | string, options: Words = {}): Promise<IngestReport> {
  const http = { retryAfterMs: 5, retries: 2, idleMs: 2_000 };
  return ingest(dir, typeof from === "string" ? from : from.href, { http, ...options });
}

const paths = (server: Ckan): string[] => server.asked.map((path) => path.replace(/\?.*/, ""));
const outcomes = ({ files }: IngestReport): string[][] => files.map((each) => [each.file, each.outcome]);

describe("the portal is read listing first", () => {
  test("then each file of a known family, on its own host, whatever addresses it gives", async () => {
    const [server, dir, notes] = [await portal(), await folder(), [] as string[]];
    const report = await take(dir, server.root, { progress: silent(notes) });
    expect(paths(server)).toEqual(["/api/3/action/package_search", BOARD_FILE, LOCATION_FILE]);
    expect(outcomes(report)).toEqual([
      ["packages-1.json", "listing"],
      ["besturenbo.csv", "current"],
      ["vestigingenbo.csv", "current"],
    ]);
    expect(report.files[0]?.rows).toBe(3);
    expect(notes).toEqual([
      "passed over on the portal, as no data: 1 × PDF, 1 × control file",
      "left out on the portal, as of no family that is known here (1): onderwijslicenties",
    ]);
    expect(await typed(dir, LOCATIONS, "onderwijs#Vestiging")).toEqual([
      "/id/vestiging/16SW00",
      "/id/vestiging/16SW03",
    ]);
    expect((await about(dir, BOARDS, "/id/bevoegd-gezag/20091")).join("\n")).toContain('"Vitus Zuid"');
  });

  test("by the address of its host's API in any form", async () => {
    const server = await portal();
    for (const root of ["/api/3", "/api/3/action/", "/api/3/action/package_search?rows=1"]) {
      expect((await take(await folder(), `${server.site}${root}`)).published).toBe(true);
    }
  });

  test("and all its files are described, with page, file and series", async () => {
    const [server, dir] = [await portal(), await folder()];
    await take(dir, server.root);
    const of = async (slug: string): Promise<string> =>
      (await about(dir, "/graph/duo/datasets", `/id/dataset/duo/${slug}`)).join("\n");
    const known = await of("alle-vestigingen-in-het-basisonderwijs");
    expect(known).toMatch(/identifier> "Alle vestigingen in het basisonderwijs"/);
    expect(known).toMatch(/inSeries> <[^>]*\/03-alle-vestigingen-basisonderwijs>/);
    expect(known).toContain(`page> <${server.site}/dataset/adressen_bo>`);
    expect((await linesOf(dir, "/graph/duo/datasets")).join("\n")).toContain(`downloadURL> <${behind(LOCATION_FILE)}>`);
    expect(await of("onderwijslicenties")).not.toContain("inSeries");
  });

  test("and what may be done with them is what the listing says, unless the operator says otherwise", async () => {
    const BY = "http://creativecommons.org/licenses/by/4.0/deed.nl";
    const [server, dir] = [await portal(), await folder()];
    Object.assign(server.packages[0] ?? {}, { license_id: BY });
    const licences = async (): Promise<unknown[]> => {
      const { graphs } = await manifestOf(dir);
      return [BOARDS, LOCATIONS].map((path) => graphs[path]?.licence);
    };
    await take(dir, server.root);
    expect(await licences()).toEqual([BY, BY]);
    const datasets = (await linesOf(dir, "/graph/duo/datasets")).filter((line) => line.includes("/terms/license>"));
    expect(datasets.filter((line) => line.includes(`<${BY}>`))).toHaveLength(2);
    await take(dir, server.root, { licence: "https://example.nl/voorwaarden" });
    expect(await licences()).toEqual(["https://example.nl/voorwaarden", "https://example.nl/voorwaarden"]);
    // A file of it that is given by itself is still of that dataset.
    await take(
      dir,
      await file(await folder(), "alle-vestigingen-in-het-basisonderwijs.csv", locations([{ number: "16SW01" }])),
    );
    expect((await licences())[1]).toBe(BY);
  });

  test("the edition is the day that the listing says, and the origin the address that was asked", async () => {
    const [server, dir] = [await portal(), await folder()];
    const { files } = await take(dir, server.root);
    expect(files.map(({ edition }) => edition)).toEqual([undefined, "2026-02-03", "2026-02-03"]);
    expect((await linesOf(dir, "/graph/meta")).join("\n")).toContain(
      `wasDerivedFrom> <${server.site}${LOCATION_FILE}>`,
    );
  });

  test("one file, package or family alone may be asked for", async () => {
    const server = await portal();
    for (const [dataset, files] of [
      ["besturenbo.csv", [BOARD_FILE]],
      ["Alle vestigingen in het basisonderwijs", [LOCATION_FILE]],
      ["adressen_bo", [BOARD_FILE, LOCATION_FILE]],
      ["03-alle-vestigingen-basisonderwijs", [LOCATION_FILE]],
    ] as const) {
      server.asked.length = 0;
      await take(await folder(), server.root, { dataset });
      expect(paths(server).slice(1)).toEqual(files);
    }
    await expect(take(await folder(), server.root, { dataset: "weg" })).rejects.toThrow("the portal has no file");
  });

  test("twice the same portal publishes nothing the second time, nor does reading raw/ again", async () => {
    const [server, dir] = [await portal(), await folder()];
    await take(dir, server.root);
    const before = await manifestText(dir);
    expect((await take(dir, server.root, { now: new Date("2026-03-05T00:00:00Z") })).published).toBe(false);
    const again = await take(dir, "", { again: true, now: new Date("2026-03-06T00:00:00Z") });
    expect(outcomes(again)).toEqual([
      ["packages-1.json", "listing"],
      ["besturenbo.csv", "unchanged"],
      ["vestigingenbo.csv", "unchanged"],
    ]);
    expect(again.published).toBe(false);
    expect(await manifestText(dir)).toBe(before);
  });

  test("a file whose family only the listing tells is read again from raw/", async () => {
    const server = await portal([]);
    const url = (id: string): string => `${server.site}${STORE(id, "vestigingen.csv")}`;
    const years = ["2013", "2026"];
    for (const year of years) {
      server.files.set(STORE(year, "vestigingen.csv"), locations([{ number: "16SW00", name: `School in ${year}` }]));
    }
    const resources = years.map((id) =>
      resource({ id, name: `peildatum ${id}`, url: url(id), last_modified: `${id}-10-01T00:00:00` }),
    );
    server.packages.push(pack(1, { name: "alle_vestigingen_in_het_basisonderwijs-v2", resources }));
    const dir = await folder();
    const first = await take(dir, server.root);
    expect(first.files.slice(1).map(({ graph, edition, outcome }) => [graph, edition, outcome])).toEqual([
      [LOCATIONS, "2013", "current"],
      [LOCATIONS, "2026", "current"],
    ]);
    expect(Object.keys((await manifestOf(dir)).datasets["duo"] ?? {})).toEqual([
      "alle-vestigingen-in-het-basisonderwijs-v2-peildatum-2013",
      "alle-vestigingen-in-het-basisonderwijs-v2-peildatum-2026",
    ]);
    const again = await take(dir, "", { again: true });
    expect(again.files.slice(1).map(({ outcome }) => outcome)).not.toContain("refused");
    expect(again.published).toBe(false);
  });
});

describe("what cannot be used is refused, and the rest published", () => {
  test.each([
    ["a page for people", htmlPage, /an HTML page \("Storing"\)/],
    ["not found", raw(404, "text/html", "weg"), /answered 404: weg$/],
    ["another host", raw(302, "text/html", "", { location: "http://127.0.0.1:1/x.csv" }), /redirects to another host/],
  ])("a file: %s", async (_what, fault, message) => {
    const [server, dir] = [await portal(), await folder()];
    server.faults.push(undefined, fault);
    const report = await take(dir, server.root);
    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual(["listing", "refused", "current"]);
    expect(report.files[1]?.message).toMatch(message);
    expect(report.files[1]?.message?.startsWith(`${server.site}${BOARD_FILE}: `)).toBe(true);
  });

  test.each([
    ["a page for people", htmlPage, /answered 200 with text\/html, an HTML page/],
    [
      "an error",
      raw(409, "application/json", '{"success":false,"error":{"__type":"Search Error","message":"Solr"}}'),
      /answered 409: Search Error: Solr$/,
    ],
    ["another host", raw(302, "text/html", "", { location: "http://127.0.0.1:1/" }), /redirects to another host/],
  ])("a listing, and then nothing is published: %s", async (_what, fault, message) => {
    const [server, dir] = [await portal(), await folder()];
    server.faults.push(fault);
    const { files, published } = await take(dir, server.root);
    expect(published).toBe(false);
    expect(files).toMatchObject([{ outcome: "refused", message: expect.stringMatching(message) as string }]);
    await expect(manifestOf(dir)).rejects.toThrow("ENOENT");
  });
});

describe("a saved answer is a listing too", () => {
  test("of package_search: it fills the catalogue, and its help tells where the pages are", async () => {
    const [server, dir] = [await portal(), await folder()];
    const { text } = await clientOf(server).packageSearch({});
    const report = await take(dir, await file(await folder(), "portaal.json", text));
    expect(outcomes(report)).toEqual([["portaal.json", "listing"]]);
    expect(Object.values((await manifestOf(dir)).datasets["duo"] ?? {})).toContainEqual({
      name: "onderwijslicenties",
      documentation: `${server.site}/dataset/rio`,
      download: `${server.site}/licenties.csv`,
    });
    expect(paths(server)).toEqual(["/api/3/action/package_search"]);
  });

  test("of package_show, from a file or from its address, and beside files of a folder", async () => {
    const [server, from] = [await portal(), await folder()];
    const address = `${server.root.href}/package_show?id=adressen_bo`;
    expect(outcomes(await take(await folder(), address))).toEqual([["package_show", "listing"]]);
    await file(from, "1-pakket.json", (await clientOf(server).packageShow("rio"))?.text ?? "");
    await file(from, "2-pakket.json", (await clientOf(server).packageShow("adressen_bo"))?.text ?? "");
    await file(from, "alle-vestigingen-in-het-basisonderwijs.csv", locations([{ number: "16SW00" }]));
    const dir = await folder();
    expect(outcomes(await take(dir, from)).map(([, outcome]) => outcome)).toEqual(["listing", "listing", "current"]);
    expect((await take(dir, "", { again: true })).published).toBe(false);
  });

  test("that says no is refused", async () => {
    const text = '{"success":false,"error":{"__type":"Authorization Error","message":"Access denied"}}';
    const { files, published } = await take(await folder(), await file(await folder(), "x.json", text));
    expect(published).toBe(false);
    expect(files[0]?.message).toBe("x.json: the answer says no: Authorization Error: Access denied");
  });
});

test.skipIf(sharedIsMissing)(
  "the real listing: 282 files with rows, each a dataset, of which the addresses are fetched",
  async () => {
    const [packages, dir, notes] = [await portalPackages(), await folder(), [] as string[]];
    const server = await ckan({ packages });
    const addresses = packages.filter(({ name }) => /^adressen_[bsv]o$/.test(name));
    const resources = addresses.flatMap((each) => each["resources"] as { url: string }[]);
    for (const { pathname } of resources.map(({ url }) => new URL(url))) {
      if (pathname.endsWith("/vestigingenbo.csv")) server.files.set(pathname, locations([{ number: "16SW00" }]));
      if (/\/besturen[bsv]o\.csv$/.test(pathname)) server.files.set(pathname, BOARD_ROWS);
    }
    const report = await take(dir, server.root, { progress: silent(notes) });
    expect(report.files[0]).toMatchObject({ outcome: "listing", rows: 282 });
    expect(notes[0]).toBe("passed over on the portal, as no data: 13 × PDF, 1 × PNG, 6 × control file");
    expect(notes.join("\n")).toContain("rio_nfo_po_vo_vavo_mbo_ho (110)");
    expect(Object.keys((await manifestOf(dir)).datasets["duo"] ?? {})).toHaveLength(282);
    const current = report.files.filter(({ outcome }) => outcome === "current").map(({ file: name }) => name);
    expect(current.toSorted()).toEqual(["besturenbo.csv", "besturenso.csv", "besturenvo.csv", "vestigingenbo.csv"]);
    expect(paths(server).filter((path) => /datastore|\.pdf|\.jpg|relaties_/.test(path))).toEqual([]);
  },
);
