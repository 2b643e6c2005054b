import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { comparable } from "#src/ingest/derived/same-datasets.js";
import { folder } from "../../folder.js";
import { uuid } from "../../sources/ckan/packages.js";
import { ofDuo } from "../../sources/donl/packages.js";
import { ingest as ingestDuo, ingestFrom, linesOf, manifestOf } from "../run.js";

const SAME = "/graph/afgeleid/zelfde-dataset";
const NAME = "03.-alle-vestigingen-basisonderwijs-2013";
const CSV = "https://www.duo.nl/open_onderwijsdata/images/03.-alle-vestigingen-basisonderwijs-2013.csv";

describe("two addresses are of one file", () => {
  test.each([
    [CSV, CSV],
    [CSV, CSV.replace("https://www.", "http://")],
    [CSV, `${CSV}#kop`],
    [CSV, CSV.replace("03.-alle", "03%2E-alle")],
    ["https://x.nl", "http://X.nl:80/"],
    ["https://x.nl/a%c3%a9", "https://x.nl/a%C3%A9"],
  ])("%s and %s", (a, b) => {
    expect(comparable(a)).toBe(comparable(b));
  });

  test.each([
    [CSV, CSV.replace("2013", "2014")],
    ["https://x.nl/a?b=1", "https://x.nl/a?b=2"],
    ["https://x.nl/a%2Fb", "https://x.nl/a/b"],
    ["https://x.nl:8080/", "https://x.nl/"],
  ])("but not %s and %s", (a, b) => {
    expect(comparable(a)).not.toBe(comparable(b));
  });

  test("and what is no web address has none", () => {
    expect(comparable("urn:x")).toBeUndefined();
  });
});

async function listing(): Promise<string> {
  const path = join(await folder(), "search.json");
  const results = [{ dataset_name: NAME, dataset_source: CSV, dataset_url: `https://api.duo.nl/v0/datasets/${NAME}` }];
  await writeFile(path, JSON.stringify({ results }));
  return path;
}

async function packageWith(resource: object, n = 1): Promise<string> {
  const path = join(await folder(), "package.json");
  await writeFile(path, JSON.stringify(ofDuo(n, { resources: [{ id: uuid(90), name: "Bestand", ...resource }] })));
  return path;
}

const links = (n = 1): string[] => {
  const [duo, donl] = ["duo/03-alle-vestigingen-basisonderwijs-2013", `donl/${uuid(n)}`].map(
    (name) => `<http://localhost:3000/id/dataset/${name}>`,
  );
  const graph = `<http://localhost:3000${SAME}>`;
  const property = "<http://www.w3.org/ns/prov#alternateOf>";
  return [`${donl} ${property} ${duo} ${graph} .`, `${duo} ${property} ${donl} ${graph} .`];
};

describe("a dataset of DUO and one of data.overheid.nl with the same file", () => {
  test.each([
    ["to download", { url: "https://example.org/over", download_url: [CSV.replace("https", "http")] }],
    ["as its address", { url: CSV }],
  ])("%s are alternates of each other, whichever came first", async (_what, resource) => {
    for (const first of ["duo", "donl"]) {
      const dir = await folder();
      const [duo, donl] = [await listing(), await packageWith(resource)];
      const steps = [() => ingestDuo(dir, duo), () => ingestFrom(dir, [{ source: "donl", from: donl }])];
      for (const step of first === "duo" ? steps : steps.toReversed()) await step();
      expect(await linesOf(dir, SAME)).toEqual(links());
    }
  });

  test("are none any more when the file has another address; the graph keeps no history", async () => {
    const dir = await folder();
    await ingestDuo(dir, await listing());
    await ingestFrom(dir, [{ source: "donl", from: await packageWith({ url: CSV }) }]);
    const other = await packageWith({ url: "https://example.org/ander.csv" });
    await ingestFrom(dir, [{ source: "donl", from: other }], { now: new Date("2026-03-05T12:00:00Z") });
    expect(await linesOf(dir, SAME)).toEqual([]);
    expect((await manifestOf(dir)).graphs[SAME]?.older).toEqual([]);
  });

  test("are not asked for where there is no catalogue of DUO", async () => {
    const dir = await folder();
    await ingestFrom(dir, [{ source: "donl", from: await packageWith({ url: CSV }) }]);
    expect((await manifestOf(dir)).graphs[SAME]).toBeUndefined();
  });
});
