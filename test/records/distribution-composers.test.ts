import { describe, expect, test } from "vitest";
import { distributionComposers } from "#src/records/distribution-composers.js";
import type { CleanRecord, CleanValue } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import type { Told } from "#src/records/row-cleaners.js";

const book = new ReferenceBook({
  concepts: [],
  stewarded: [],
  minted: [],
  municipalities: new Map(),
  lookups: new Map(),
});

function composed(
  name: string,
  words: string,
  present: CleanValue,
  record: CleanRecord = {},
): { value: CleanValue | undefined; told: Told[] } {
  const told: Told[] = [];
  const value = distributionComposers[name]?.(present, words.split(" "), { record, book }, (each) => told.push(each));
  return { value, told };
}

describe("a distribution without", () => {
  test("a licence has that of its dataset", () => {
    const files: CleanRecord[] = [{ licentie: "a" }, {}];
    expect(composed("inherit", "licentie", files, { licentie: "b" })).toEqual({
      value: [{ licentie: "a" }, { licentie: "b" }],
      told: [],
    });
    expect(composed("inherit", "licentie", files)).toEqual({ value: files, told: [] });
  });

  test("an address has that of the page about its dataset, which is told", () => {
    const { value, told } = composed("inherit", "pagina toegang told", [{}], { pagina: "https://x.nl/" });
    expect(value).toEqual([{ toegang: "https://x.nl/" }]);
    expect(told).toEqual([{ key: "toegang", reason: expect.stringContaining("pagina van het geheel") as string }]);
  });
});

describe("a distribution with several addresses to download from", () => {
  test("becomes several; what is said of the bytes of a file is said of the first alone", () => {
    const files: CleanRecord[] = [
      {
        uri: "/id/distributie/donl/1",
        titel: "t",
        bytes: 7,
        checksum: { waarde: "AA" },
        downloads: ["https://x.nl/a", "https://x.nl/b"],
      },
      { uri: "/id/dataset/donl/1#bestand-2", downloads: ["https://x.nl/c", "https://x.nl/d"] },
      { uri: "/id/distributie/donl/3", titel: "zonder" },
    ];
    expect(composed("split", "downloads download", files).value).toEqual([
      {
        uri: "/id/distributie/donl/1",
        titel: "t",
        bytes: 7,
        checksum: { waarde: "AA" },
        download: "https://x.nl/a",
      },
      { uri: "/id/distributie/donl/1#2", titel: "t", volgnummer: 2, download: "https://x.nl/b" },
      { uri: "/id/dataset/donl/1#bestand-2", download: "https://x.nl/c" },
      { uri: "/id/dataset/donl/1#bestand-2-2", volgnummer: 2, download: "https://x.nl/d" },
      { uri: "/id/distributie/donl/3", titel: "zonder" },
    ]);
  });
});

const WMS = "http://publications.europa.eu/resource/authority/file-type/WMS_SRVC";
const service = (file: CleanRecord): CleanRecord | undefined => {
  const files = [{ uri: "/id/distributie/donl/1", ...file }];
  const { value } = composed("services", "titel themas", files, { titel: "Geheel", themas: ["t"] });
  return (value as CleanRecord[])[0]?.["dienst"] as CleanRecord | undefined;
};

describe("a web service", () => {
  test("is told by its format, and by the type of its distribution", () => {
    const toegang = "https://x.nl/api";
    expect(service({ toegang, formaat: WMS })?.["adres"]).toBe(toegang);
    expect(service({ toegang, soort: "https://data.overheid.nl/distributiontype/webservice" })).toEqual({
      uri: "/id/distributie/donl/1#dienst",
      titel: "Geheel",
      themas: ["t"],
      adres: toegang,
      zelfbeschrijving: toegang,
    });
    expect(service({ toegang })).toBeUndefined();
    expect(service({ toegang: "ftp://x.nl/a", formaat: WMS })).toBeUndefined();
    expect(service({ toegang, formaat: WMS, volgnummer: 2 })).toBeUndefined();
  });

  test.each([
    ["https://x.nl/wms?service=WMS&version=1.3.0&request=GetCapabilities", "https://x.nl/wms"],
    ["https://x.nl/cgi?map=/a,b.map&REQUEST=getcapabilities&SERVICE=WFS", "https://x.nl/cgi?map=/a,b.map"],
  ])("that describes itself at %s is asked at %s", (toegang, adres) => {
    expect(service({ toegang, formaat: WMS })).toMatchObject({ adres, zelfbeschrijving: toegang });
  });

  test("is else described by its documentation", () => {
    const file = { toegang: "https://x.nl/api", formaat: WMS, documentatie: ["https://x.nl/uitleg"], titel: "Eigen" };
    expect(service(file)).toMatchObject({ zelfbeschrijving: "https://x.nl/uitleg", titel: "Eigen" });
  });
});
