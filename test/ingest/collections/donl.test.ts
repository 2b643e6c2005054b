import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { IngestOptions } from "#src/ingest/ingest.js";
import type { IngestReport } from "#src/ingest/report.js";
import type { DonlRequest } from "#src/ingest/source-requests.js";
import { folder } from "../../folder.js";
import { sharedIsMissing } from "../../shared.js";
import { moment, uuid } from "../../sources/ckan/packages.js";
import { busy, type Ckan, ckan, halfJson, htmlPage, type Package, raw, truncated } from "../../sources/ckan/server.js";
import { ofDuo, ofDuos, ofOthers, realPackage } from "../../sources/donl/packages.js";
import { about, ingestFrom, linesOf, manifestOf, manifestText, rawText, silent } from "../run.js";

const PACKAGES = "/graph/donl/packages";
const IDENTITY = "/graph/identiteit";
const GRAVES = "/graph/meta/grafstenen";
const QUALITY = "/graph/meta/kwaliteit";
const DATASET = "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset>";
const HTTP = { retryAfterMs: 5, retries: 2, idleMs: 2_000 };

/** Ingests from a register, on the nth day of March 2026. */
function ingest(
  dir: string,
  from: string,
  day = 1,
  words: Partial<DonlRequest> = {},
  options: Partial<IngestOptions> = {},
): Promise<IngestReport> {
  const now = new Date(Date.UTC(2026, 2, day, 12));
  return ingestFrom(dir, [{ source: "donl", from, ...words }], { now, http: HTTP, ...options });
}

/** Ids of the datasets that are published, sorted; one that was doubled would be there twice. */
async function datasets(dir: string): Promise<string[]> {
  const lines = (await linesOf(dir, PACKAGES)).filter((line) => line.includes(DATASET));
  return lines.map((line) => line.slice("<http://localhost:3000/id/dataset/donl/".length, line.indexOf(">"))).sort();
}

const idsOf = (packages: readonly Package[]): string[] => packages.map(({ id }) => id).sort();

function change(server: Ckan, n: number, second: number, fields: object = {}): void {
  const found = server.packages.find(({ id }) => id === uuid(n));
  if (found !== undefined) Object.assign(found, { metadata_modified: moment(second, 626_947), ...fields });
}

/** Uuids of the datasets that a name is an alias of. */
async function aliasOf(dir: string, name: string): Promise<string[]> {
  const lines = await about(dir, IDENTITY, `/id/dataset/donl/${name}`);
  return lines.map((line) => /[^/]*(?=>$)/.exec(line)?.[0] ?? "");
}

/** What `raw/` holds of packages, by name. */
async function kept(dir: string): Promise<string[]> {
  const lists = (await rawText(dir)).split("\n\n").map((text) => JSON.parse(text) as { results: Package[] });
  expect(lists).toHaveLength(1);
  return lists.flatMap(({ results }) => results.map(({ name }) => name)).sort();
}

describe("the register", () => {
  test("is a graph of its datasets, with a catalogue and an alias for each name", async () => {
    const dir = await folder();
    const server = await ckan({ packages: [...ofDuos(3), ofOthers(4)], prefix: "/data" });
    const report = await ingest(dir, server.root.href);
    expect(report.files).toMatchObject([{ outcome: "current", graph: PACKAGES, rows: 3, records: 3 }]);
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(3)));
    expect(await about(dir, PACKAGES, "/id/catalogus/donl")).toEqual(
      expect.arrayContaining(
        ofDuos(3).map(({ id }) => `<http://www.w3.org/ns/dcat#dataset> <http://localhost:3000/id/dataset/donl/${id}>`),
      ),
    );
    expect(await about(dir, IDENTITY, "/id/dataset/donl/pakket-2")).toEqual([
      `<http://www.w3.org/2002/07/owl#sameAs> <http://localhost:3000/id/dataset/donl/${uuid(2)}>`,
    ]);
  });

  test("is told as the source of its graph, under CC0; it has no second list of datasets", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(2) });
    await ingest(dir, server.root.href);
    const { graphs } = await manifestOf(dir);
    expect(graphs[PACKAGES]).toMatchObject({
      licence: "https://creativecommons.org/publicdomain/zero/1.0/",
      rank: 5,
      current: {
        provenance: { source: "donl", rows: 2, origin: expect.stringContaining("package_search?fq=") as string },
      },
    });
    expect(graphs["/graph/donl/datasets"]).toBeUndefined();
    const meta = await about(dir, "/graph/meta", PACKAGES);
    expect(meta.filter((line) => line.includes("wasDerivedFrom"))).toEqual([
      expect.stringContaining(`<${server.root.href}/package_search?fq=`),
    ]);
  });

  test("arrives whole, each package once, though it changes while it is read", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(60), rowsMax: 10 });
    server.afterSearch = (n) => {
      if (n === 2) for (const each of server.packages.splice(0, 14)) each["state"] = "deleted";
      if (n === 3) for (let i = 30; i < 45; i += 1) change(server, i, 1_000 + i, { title: `Nieuw ${i}` });
      if (n === 4) server.packages.push(ofDuo(99, { metadata_modified: moment(2_000) }));
    };
    await ingest(dir, server.root.href);
    server.afterSearch = () => {};
    expect(await datasets(dir)).toEqual(expect.arrayContaining(idsOf(server.packages)));
    await ingest(dir, server.root.href, 2);
    expect(await datasets(dir)).toEqual(idsOf(server.packages));
    expect((await linesOf(dir, PACKAGES)).filter((line) => line.includes('title> "Nieuw 30"@nl'))).toHaveLength(1);
    expect(await kept(dir)).toEqual(server.packages.map(({ name }) => name).sort());
  });

  test("in full is another question than education", async () => {
    const dir = await folder();
    const server = await ckan({ packages: [...ofDuos(2), ofOthers(3)] });
    await ingest(dir, server.root.href, 1, { all: true });
    expect(await datasets(dir)).toHaveLength(3);
    await ingest(dir, server.root.href, 2);
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(2)));
  });
});

describe("a second time", () => {
  test("only changes are asked for, and only what they change is another version", async () => {
    const dir = await folder();
    const packages = ofDuos(40).map((each, i) => ({ ...each, metadata_modified: moment(100 * i) }));
    const server = await ckan({ packages });
    await ingest(dir, server.root.href);
    const { mark } = (await manifestOf(dir)).datasets["donl"]?.["packages"] ?? {};
    expect(mark).toEqual({ at: moment(3_900), question: expect.stringContaining("package_search?fq=") as string });

    server.asked.length = 0;
    const before = await manifestText(dir);
    await ingest(dir, server.root.href, 2);
    expect(await manifestText(dir)).toBe(before);
    expect(server.asked).toHaveLength(3);

    change(server, 7, 5_000, { title: "Gewijzigd" });
    server.asked.length = 0;
    const report = await ingest(dir, server.root.href, 3);
    expect(server.asked).toHaveLength(3);
    expect(report.files).toMatchObject([{ outcome: "current", rows: 40 }]);
    expect(await about(dir, PACKAGES, `/id/dataset/donl/${uuid(7)}`)).toContain(
      '<http://purl.org/dc/terms/title> "Gewijzigd"@nl',
    );
    expect((await manifestOf(dir)).datasets["donl"]?.["packages"]?.mark?.at).toBe(moment(5_000, 626_947));
  });

  test("with the word for it, everything is asked for", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(3) });
    await ingest(dir, server.root.href);
    server.asked.length = 0;
    await ingest(dir, server.root.href, 2, { full: true });
    expect(server.asked.join()).not.toContain("metadata_modified%3A");
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(3)));
  });

  test("a package that was renamed has its new name as alias beside its old one, which may go to another", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(3) });
    await ingest(dir, server.root.href);
    change(server, 2, 900, { name: "nieuwe-naam" });
    await ingest(dir, server.root.href, 2);
    expect(await aliasOf(dir, "nieuwe-naam")).toEqual([uuid(2)]);
    expect(await aliasOf(dir, "pakket-2")).toEqual([uuid(2)]);
    change(server, 3, 950, { name: "pakket-2" });
    await ingest(dir, server.root.href, 3);
    expect(await aliasOf(dir, "pakket-2")).toEqual([uuid(3)]);
    expect(await aliasOf(dir, "pakket-3")).toEqual([uuid(3)]);
    const before = await manifestText(dir);
    await ingestFrom(dir, [{ source: "donl" }], { again: true, now: new Date("2026-03-09T12:00:00Z") });
    expect(await manifestText(dir)).toBe(before);
  });

  test("a package that refers to another by its name finds it once that is held", async () => {
    const dir = await folder();
    const source = "https://data.overheid.nl/dataset/pakket-2";
    const server = await ckan({ packages: [ofDuo(1, { source: [source] })] });
    await ingest(dir, server.root.href);
    const dataset = `/id/dataset/donl/${uuid(1)}`;
    expect(await about(dir, PACKAGES, dataset)).toContain(`<http://www.w3.org/ns/prov#wasDerivedFrom> <${source}>`);
    server.packages.push(ofDuo(2));
    await ingest(dir, server.root.href, 2);
    expect(await about(dir, PACKAGES, dataset)).toContain(
      `<http://purl.org/dc/terms/source> <http://localhost:3000/id/dataset/donl/${uuid(2)}>`,
    );
  });
});

/** A package with a resource that another has too, at its own address. */
function sharing(n: number): Package {
  return ofDuo(n, { resources: [{ id: uuid(50), url: `https://example.org/${n}.csv`, name: "Bestand" }] });
}

test("a resource of two packages is that of the first in order, in whatever order they come", async () => {
  const made: string[][] = [];
  const [first, second] = uuid(1) < uuid(2) ? [1, 2] : [2, 1];
  for (const packages of [
    [sharing(1), sharing(2)],
    [sharing(2), sharing(1)],
  ]) {
    const [dir, path] = [await folder(), join(await folder(), "x.json")];
    await writeFile(path, JSON.stringify({ results: packages }));
    await ingest(dir, path);
    made.push((await linesOf(dir, PACKAGES)).filter((line) => line.includes("accessURL")).sort());
  }
  expect(made[0]).toEqual(made[1]);
  expect(made[0]).toEqual([
    expect.stringMatching(`/id/distributie/donl/${uuid(50)}/${uuid(second)}> .*/${second}.csv>`) as string,
    expect.stringMatching(`/id/distributie/donl/${uuid(50)}> .*/${first}.csv>`) as string,
  ]);
});

describe("what is deleted", () => {
  test("keeps its names, which lead to its tombstone, and to which nothing refers as to a dataset of ours", async () => {
    const dir = await folder();
    const source = ["https://data.overheid.nl/dataset/pakket-4"];
    const server = await ckan({ packages: [...ofDuos(4), ofDuo(5, { source })] });
    await ingest(dir, server.root.href);
    const sourceOf5 = async (): Promise<string[]> =>
      (await about(dir, PACKAGES, `/id/dataset/donl/${uuid(5)}`)).filter((line) =>
        /terms\/source|wasDerived/.test(line),
      );
    expect(await sourceOf5()).toEqual([expect.stringContaining(uuid(4)) as string]);
    change(server, 4, 900, { state: "deleted" });
    await ingest(dir, server.root.href, 2);
    expect(await aliasOf(dir, "pakket-4")).toEqual([uuid(4)]);
    expect(await about(dir, GRAVES, `/id/dataset/donl/${uuid(4)}`)).not.toEqual([]);
    expect(await sourceOf5()).toEqual([`<http://www.w3.org/ns/prov#wasDerivedFrom> <${source.join()}>`]);
  });

  test("has a tombstone that names its record, and leaves graph, older versions and raw/", async () => {
    const dir = await folder();
    const resources = [{ id: uuid(50), url: "https://example.org/a.csv", name: "Bestand" }];
    const server = await ckan({ packages: [...ofDuos(4), ofDuo(5, { title: "Verdwijnt", resources })] });
    await ingest(dir, server.root.href);
    change(server, 5, 900, { state: "deleted" });
    const report = await ingest(dir, server.root.href, 2);
    expect(report.tombstones).toBe(2);
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(4)));
    const grave = await about(dir, GRAVES, `/id/dataset/donl/${uuid(5)}`);
    expect(grave).toEqual(
      expect.arrayContaining([
        "<http://purl.org/dc/terms/source> <https://data.overheid.nl/dataset/pakket-5>",
        "<http://localhost:3000/def/dienst#wasType> <http://www.w3.org/ns/dcat#Dataset>",
        '<http://www.w3.org/ns/prov#invalidatedAtTime> "2026-03-02T12:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
      ]),
    );
    expect(await about(dir, GRAVES, `/id/distributie/donl/${uuid(50)}`)).toHaveLength(4);
    expect(await rawText(dir)).not.toContain("Verdwijnt");
    const { older } = (await manifestOf(dir)).graphs[PACKAGES] ?? { older: [] };
    expect(older).toHaveLength(1);
  });

  test("and comes back, loses its tombstone", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(4) });
    await ingest(dir, server.root.href);
    change(server, 3, 900, { state: "deleted" });
    await ingest(dir, server.root.href, 2);
    change(server, 3, 950, { state: "active" });
    await ingest(dir, server.root.href, 3);
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(4)));
    expect(await linesOf(dir, GRAVES)).toEqual([]);
  });

  test("in a file is gone too; the rest that is held stays", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(4) });
    await ingest(dir, server.root.href);
    const path = join(await folder(), "package_show.json");
    const result = ofDuo(2, { state: "deleted", metadata_modified: moment(900) });
    await writeFile(path, JSON.stringify({ success: true, result }));
    await ingest(dir, path, 2);
    expect(await datasets(dir)).toEqual(idsOf([ofDuo(1), ofDuo(3), ofDuo(4)]));
    expect(await rawText(dir)).not.toContain("pakket-2");
  });
});

describe("a register that cannot be had leaves the archive as it was", () => {
  test.each([
    ["a page for people", [htmlPage], "answered 200 with text/html, an HTML page"],
    ["another type", [raw(200, "text/csv", "id,name\n1,ongewenst\n")], "answered 200 with text/csv, not JSON"],
    [
      "a page that calls itself JSON",
      [raw(200, "application/json", "<html><title>Storing</title>")],
      'answered 200 with an HTML page ("Storing"), not JSON',
    ],
    [
      "a redirect to another host",
      [raw(302, "text/plain", "", { location: "http://127.0.0.2:1/ongewenst" })],
      "the server answered 302: it redirects to another host",
    ],
    ["half answers", [halfJson, halfJson, halfJson], "the JSON is cut off"],
    ["no answers", [busy(503), busy(503), busy(503)], "503"],
    ["an answer that breaks off", Array.from({ length: 20 }, () => truncated), "/package_search"],
  ])("%s, after a first time", async (_what, faults, message) => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(3) });
    await ingest(dir, server.root.href);
    const before = [await manifestText(dir), await rawText(dir)];
    server.faults.push(...faults);
    const report = await ingest(dir, server.root.href, 2);
    expect(report.files.filter(({ outcome }) => outcome === "refused")).toMatchObject([
      { message: expect.stringContaining(message) as string },
    ]);
    // Its address, once: that of the search as a whole does not stand before it.
    const told = report.files.find(({ outcome }) => outcome === "refused")?.message;
    expect(told?.split(server.root.href)).toHaveLength(2);
    expect([await manifestText(dir), await rawText(dir)]).toEqual(before);
    expect(await kept(dir)).toHaveLength(3);
  });

  test("a busy one, and one that breaks off, is asked again", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(25), rowsMax: 10 });
    server.faults.push(busy(429, "0"), undefined, busy(500), truncated, undefined, halfJson);
    const report = await ingest(dir, server.root.href, 1, {}, { http: { ...HTTP, retries: 4 } });
    expect(report.files).toMatchObject([{ outcome: "current", rows: 25 }]);
  });

  test("a run that is stopped halfway publishes nothing; the next one has everything, once", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(40), rowsMax: 10 });
    const stop = new AbortController();
    server.afterSearch = (n) => n === 3 && stop.abort(new Error("gestopt"));
    await expect(ingest(dir, server.root.href, 1, {}, { signal: stop.signal })).rejects.toThrow("gestopt");
    expect(await datasets(dir).catch(() => [])).toEqual([]);
    server.afterSearch = () => {};
    await ingest(dir, server.root.href, 2);
    expect(await datasets(dir)).toEqual(idsOf(ofDuos(40)));
  });
});

describe("findings", () => {
  test("say which dataset lacks what, and are counted", async () => {
    const dir = await folder();
    const poor = { ...ofDuo(1), authority: "geen organisatie", theme: null };
    const path = join(await folder(), "x.json");
    await writeFile(path, JSON.stringify(poor));
    const report = await ingest(dir, path);
    expect(report.findings).toBeGreaterThan(5);
    const found = await about(dir, QUALITY, "/id/bevinding/donl-packages/1-themas-aangevuld");
    expect(found).toEqual(
      expect.arrayContaining([
        `<http://localhost:3000/def/dienst#betreft> <http://localhost:3000/id/dataset/donl/${uuid(1)}>`,
        "<http://localhost:3000/def/dienst#dataset> <http://localhost:3000/id/catalogus/donl>",
        '<http://localhost:3000/def/dienst#reden> "ontbreekt in de bron; in de plaats komt http://publications.europa.eu/resource/authority/data-theme/GOVE"@nl',
      ]),
    );
  });
});

describe("files", () => {
  test.skipIf(sharedIsMissing)("the real package goes in unchanged, without a finding", async () => {
    const dir = await folder();
    const path = join(await folder(), "package.json");
    await writeFile(path, JSON.stringify(realPackage()));
    const report = await ingest(dir, path);
    expect(report.findings).toBe(0);
    expect(report.files).toMatchObject([{ file: "package.json", outcome: "current", records: 1 }]);
    const { results } = JSON.parse(await rawText(dir)) as { results: unknown[] };
    expect(results).toEqual([realPackage()]);
    expect(await about(dir, IDENTITY, `/id/dataset/donl/${realPackage().name}`)).toHaveLength(1);
  });

  test("are mapped again from raw/, and make the same", async () => {
    const dir = await folder();
    const server = await ckan({ packages: ofDuos(3) });
    await ingest(dir, server.root.href);
    const before = await manifestText(dir);
    server.asked.length = 0;
    await ingestFrom(dir, [{ source: "donl" }], { again: true, now: new Date("2026-03-09T12:00:00Z") });
    expect([await manifestText(dir), server.asked]).toEqual([before, []]);
  });

  test("of another dataset than packages are none", async () => {
    const dir = await folder();
    await expect(ingest(dir, "x.json", 1, { dataset: "leerlingen" })).rejects.toThrow(
      'data.overheid.nl has one dataset, packages; "leerlingen" is none of it',
    );
  });
});

test("notes say why the register is read anew", async () => {
  const dir = await folder();
  const server = await ckan({ packages: ofDuos(4) });
  await ingest(dir, server.root.href);
  change(server, 2, 900, { authority: "http://example.org/ander" });
  const notes: string[] = [];
  await ingest(dir, server.root.href, 2, {}, { progress: silent(notes) });
  expect(notes).toContain("4 packages are held and the register counts 3 of education; it is read anew");
  expect(await datasets(dir)).toEqual(idsOf([ofDuo(1), ofDuo(3), ofDuo(4)]));
});
