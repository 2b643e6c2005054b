import { describe, expect, test } from "vitest";
import {
  type PortalFile,
  portalAddress,
  portalDelivery,
  portalListing,
  portalPackage,
} from "#src/sources/duo/portal.js";
import { resource } from "../ckan/duo-portal.js";
import { http, pack, packs } from "../ckan/packages.js";
import { ckan, raw, truncated } from "../ckan/server.js";

const STORE = "dataset/786f12ea/resource/dcc9c9a5/download";

/** The only file of a package with one resource. */
function fileOf(fields: Readonly<Record<string, unknown>>): PortalFile | undefined {
  return portalPackage(pack(1, { resources: [resource({ id: "1", name: "x", url: "https://x.nl/x.csv", ...fields })] }))
    .files[0];
}

/** The licence of the only file of a package, by what both say. */
function licence(own: object, ofPackage: object): string | undefined {
  const resources = [resource({ id: "1", url: "https://x.nl/x.csv", ...own })];
  return portalPackage(pack(1, { ...ofPackage, resources })).files[0]?.licence;
}

describe("a resource of a package", () => {
  test("is a file with a name, a file name, and the moment it was changed, in UTC", () => {
    const url = "https://onderwijsdata.duo.nl/x/vestigingen%20bo.csv?v=1";
    expect(fileOf({ name: " Alle vestigingen ", url, last_modified: "2026-03-01T23:30:00.123456" })).toEqual({
      id: "1",
      name: "Alle vestigingen",
      fileName: "vestigingen bo.csv",
      url,
      changed: new Date("2026-03-01T23:30:00.123Z"),
    });
  });

  test("that was never changed has the moment it was placed, or none", () => {
    expect(fileOf({ last_modified: null })?.changed).toEqual(new Date("2024-10-16T11:27:46.360Z"));
    expect(fileOf({ last_modified: null, created: null })?.changed).toBeUndefined();
    expect(fileOf({ last_modified: "gisteren", created: "2026-13-45T00:00:00" })?.changed).toBeUndefined();
  });

  test("has its own licence or else its package's, where one is an IRI", () => {
    const [by, zero] = [
      "http://creativecommons.org/licenses/by/4.0/deed.nl",
      "https://creativecommons.org/publicdomain/zero/1.0/",
    ];
    expect(licence({ license_id: by }, { license_id: zero })).toBe(by);
    expect(licence({}, { license_id: "cc-zero", license_url: zero })).toBe(zero);
    expect(licence({ license_id: "" }, { license_id: "notspecified" })).toBeUndefined();
    expect(licence({}, { license_id: "javascript:alert(1)", license_url: "https://x.nl/een licentie" })).toBe(
      "https://x.nl/een%20licentie",
    );
  });

  test("without an id has its address for one", () => {
    expect(fileOf({ id: undefined })?.id).toBe("https://x.nl/x.csv");
  });

  test.each<[string, Record<string, unknown>]>([
    ["its format", { format: "csv" }],
    ["the IRI of its format", { format: "http://publications.europa.eu/resource/authority/file-type/CSV" }],
    ["its file name", { format: "" }],
    ["its media type", { format: "", url: "https://x.nl/download/___", mimetype: "text/csv" }],
  ])("is CSV by %s", (_what, fields) => {
    expect(fileOf(fields)).toBeDefined();
  });

  test("is passed over when it is a document, an image, a file to check by, or nothing that is known", () => {
    const others = [
      { name: "Toelichting", format: "PDF", url: "https://x.nl/toelichting.pdf" },
      { name: "Model", format: "PNG", url: "https://x.nl/model.jpg" },
      { name: "controlebestand", url: "https://x.nl/datastore/dump/1" },
      { name: "?", format: null, url: "https://x.nl/download/x" },
      { name: "weg", state: "deleted", url: "https://x.nl/weg.csv" },
      { name: "zonder adres", url: null },
    ].map((fields, i) => resource({ id: String(i), ...fields }));
    const { files, passedOver } = portalPackage(pack(1, { resources: others }));
    expect(files).toEqual([]);
    expect(passedOver).toEqual(["PDF", "PNG", "control file", "file of unknown format", "CSV"]);
  });

  test("is none of a package that was deleted, or of what is no list", () => {
    const resources = [resource({ id: "1", url: "https://x.nl/x.csv" })];
    expect(portalPackage(pack(1, { state: "deleted", resources })).files).toEqual([]);
    expect(portalPackage(pack(1, { resources: null })).files).toEqual([]);
    expect(portalPackage(pack(1, { resources: [null, "x"] })).files).toEqual([]);
  });
});

describe("a file is fetched", () => {
  const root = new URL("http://127.0.0.1:8080/data/api/3/action");
  const address = (url: string): string | undefined => portalAddress(root, { url })?.href;

  test.each([
    `http://127.0.0.1:8080/data/${STORE}/vestigingenbo.csv`,
    "http://127.0.0.1:8080/elders/vestigingenbo.csv?jaar=2026",
  ])("where the listing says, on the portal's own host: %s", (url) => {
    expect(address(url)).toBe(url);
  });

  test.each([
    [`https://beheer.x.nl/${STORE}/vestigingenbo.csv`, `${STORE}/vestigingenbo.csv`],
    [`https://127.0.0.1:8080/data/${STORE}/a%20b.csv`, `${STORE}/a%20b.csv`],
    [`http://jan:geheim@127.0.0.1:8080/${STORE}/x.csv?t=1`, `${STORE}/x.csv`],
    ["https://onderwijsdata.duo.nl/datastore/dump/7837425d", "datastore/dump/7837425d"],
  ])("below the portal, when another host gives its store for it: %s", (url, path) => {
    expect(address(url)).toBe(`http://127.0.0.1:8080/data/${path}`);
  });

  test.each([
    "https://x.nl/vestigingenbo.csv",
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:8081/x.csv",
    "file:///etc/passwd",
    "vestigingenbo.csv",
  ])("never from elsewhere: %s", (url) => {
    expect(address(url)).toBeUndefined();
  });

  test("as its dataset, with the moment that the listing gives", async () => {
    const server = await ckan({ files: { [`/${STORE}/x.csv`]: "A;B\n" } });
    const file = { id: "1", name: "X", fileName: "x.csv", url: "", changed: new Date("2026-03-01T00:00:00Z") };
    const delivery = portalDelivery(new URL(`${server.site}/${STORE}/x.csv`), file, "Alle x", http());
    const { body, contentType, lastModified } = await delivery.open();
    expect(String(Buffer.concat((await body.toArray()) as Buffer[]))).toBe("A;B\n");
    expect([contentType, lastModified]).toEqual(["text/csv", new Date("2026-03-01T00:00:00Z")]);
    expect([delivery.fileName, delivery.dataset]).toEqual(["x.csv", "Alle x"]);
  });
});

describe("the listing", () => {
  test("is a file for each page, as it came", async () => {
    const server = await ckan({ packages: packs(30), rowsMax: 20 });
    server.faults.push(truncated);
    const pages = await portalListing(server.root, http());
    expect(pages.map(({ fileName }) => fileName)).toEqual(["packages-1.json", "packages-2.json"]);
    const opened = await pages[1]?.open();
    const text = String(Buffer.concat((await opened?.body.toArray()) as Buffer[]));
    expect((JSON.parse(text) as { result: { count: number } }).result.count).toBe(30);
    expect(pages[1]?.origin).toContain(`${server.root.href}/package_search?sort=`);
  });

  test("is none when it breaks off, is empty, or lacks what it counts", async () => {
    const dying = await ckan({ packages: packs(30), rowsMax: 20 });
    dying.faults.push(undefined, raw(500, "text/html", ""), raw(404, "text/html", ""));
    await expect(portalListing(dying.root, http())).rejects.toThrow(/answered 404/);
    await expect(portalListing((await ckan()).root, http())).rejects.toThrow("lists no packages");
    const short = await ckan();
    const answer = JSON.stringify({ success: true, result: { count: 2, results: [pack(1)] } });
    for (let i = 0; i < 9; i += 1) short.faults.push(raw(200, "application/json", answer));
    await expect(portalListing(short.root, http())).rejects.toThrow(/could not be had|is no list of names/);
  });
});
