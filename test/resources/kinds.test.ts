import { describe, expect, it } from "vitest";
import { canonicalReference } from "#src/resources/kinds.js";

describe("the one spelling of a reference", () => {
  it.each([
    ["vestiging/16sw03", "vestiging/16SW03"],
    ["Vestiging/16SW03/", "vestiging/16SW03"],
    ["instelling/18br", "instelling/18BR"],
    ["bevoegd-gezag/1645", "bevoegd-gezag/01645"],
    ["gemeente/855", "gemeente/0855"],
    ["regio/COROP/07", "regio/corop/07"],
    ["tk/Zaak/01F90101-9F1C-4241-A7E8-0A1D60D7FA5D", "tk/zaak/01f90101-9f1c-4241-a7e8-0a1d60d7fa5d"],
    ["observatie/07-geslaagden/2014-2015_16SW03_havo", "observatie/07-geslaagden/2014-2015_16SW03_havo"],
    ["begrip/Denominatie/rooms-katholiek", "begrip/denominatie/rooms-katholiek"],
    ["lading/duo/20261122T101112Z", "lading/duo/20261122T101112Z"],
    ["dataset/donl/9DADBD16-6A43-4B99-9ECF-D8C539759AF5", "dataset/donl/9dadbd16-6a43-4b99-9ecf-d8c539759af5"],
    ["dataset/donl/43437-Ontwerp---beheergebied", "dataset/donl/43437-ontwerp---beheergebied"],
    ["dataset/donl/_naam-", "dataset/donl/_naam-"],
    ["distributie/donl/0DAAF92D-A4C1-4622-B248-4A1EC27086DD", "distributie/donl/0daaf92d-a4c1-4622-b248-4a1ec27086dd"],
    ["organisatie/DD-4711", "organisatie/dd-4711"],
    ["statistiek/07-x/deel/2014-2015", "statistiek/07-x/deel/2014-2015"],
    ["iets-eigens/Van~Mij.1", "iets-eigens/Van~Mij.1"],
    ["iets-eigens/één%20ding", "iets-eigens/één%20ding"],
  ])("%s is %s", (requested, canonical) => {
    expect(canonicalReference(requested)).toBe(canonical);
    expect(canonicalReference(canonical)).toBe(canonical);
  });

  it.each([
    "vestiging",
    "vestiging/",
    "vestiging/16SW",
    "vestiging/../16SW03",
    "iets/../x",
    "iets/a//b",
    "iets/een spatie",
    "vestiging/é",
    "iets/\ue000",
    'iets/"><script>',
    "/x",
    "",
    `iets/${"a".repeat(600)}`,
    `iets/${"é".repeat(100)}`,
  ])("%s names nothing", (requested) => {
    expect(canonicalReference(requested)).toBeUndefined();
  });
});
