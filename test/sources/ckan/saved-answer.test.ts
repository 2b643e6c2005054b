import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { CkanPackage } from "#src/sources/ckan/package.js";
import { helpOf, isCkanFile, savedPackages } from "#src/sources/ckan/saved-answer.js";
import { receive, type Received } from "#src/sources/files/receive.js";
import { folder } from "../../folder.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { clientOf, pack, packs } from "./packages.js";
import { ckan } from "./server.js";

async function received(text: string): Promise<Received> {
  return receive(Readable.from([Buffer.from(text)]), join(await folder(), "x"), "x.json");
}

async function packagesOf(text: string): Promise<CkanPackage[]> {
  const found: CkanPackage[] = [];
  for await (const block of savedPackages(await received(text), "x.json")) found.push(...block);
  return found;
}

describe("packages are read from", () => {
  test("an answer of package_search, and its help tells where it is from", async () => {
    const server = await ckan({ packages: packs(3) });
    const { text } = await clientOf(server).packageSearch({ sort: "metadata_modified asc" });
    expect(await packagesOf(text)).toEqual(packs(3));
    expect(helpOf(await received(text))).toBe(`${server.site}/api/3/action/help_show?name=package_search`);
  });

  test("an answer of package_show", async () => {
    const server = await ckan({ packages: packs(3) });
    const text = (await clientOf(server).packageShow("pakket-2"))?.text ?? "";
    expect(await packagesOf(text)).toEqual([pack(2)]);
  });

  const one = pack(1);
  test.each<[string, unknown]>([
    ["an answer whose keys are in another order", { result: { results: [one], count: 1 }, success: true }],
    ["a result alone", { count: 1, results: [one] }],
    ["a package alone", one],
    ["a list of packages", [one]],
    ["a result that has no count", { success: true, result: { results: [one] } }],
  ])("%s", async (_what, document) => {
    const text = JSON.stringify(document, undefined, 1);
    expect(isCkanFile(await received(text))).toBe(true);
    expect(await packagesOf(text)).toEqual([one]);
  });

  test.skipIf(sharedIsMissing)("the real package", async () => {
    const text = await readFile(shared("sources", "donl", "package-natuurbeheerplan-2025.json"), "utf8");
    expect(isCkanFile(await received(text))).toBe(true);
    expect(await packagesOf(text)).toEqual([JSON.parse(text)]);
  });
});

test.each([
  ["CSV", "BRIN NUMMER;PLAATSNAAM\n"],
  [
    "an answer of DUO's API v0",
    '{"@context":{},"@id":"https://api.duo.nl/v0/search","results":[{"dataset_name":"x"}]}',
  ],
])("%s is no file of CKAN", async (_what, text) => {
  expect(isCkanFile(await received(text))).toBe(false);
});

test.each<[string, string, string]>([
  ["cut off", '{"success":true,"result":{"count":1,"results":[{"id":"1","name":"x"}', "the document is cut off"],
  [
    "that says no",
    '{"success":false,"error":{"__type":"Not Found Error","message":"Not found"}}',
    "x.json: the answer says no: Not Found Error: Not found",
  ],
  [
    "with a result that is no package",
    '{"success":true,"result":{"title":"x"}}',
    "x.json: the document is no CKAN package",
  ],
  [
    "with a list of something else",
    '{"success":true,"result":{"results":[{"id":"1","name":"x"},{"id":"2"}]}}',
    "x.json: package 2 is no CKAN package",
  ],
])("a file %s is refused", async (_what, text, message) => {
  await expect(packagesOf(text)).rejects.toThrow(message);
});
