/** The samples of data.overheid.nl: answers of its API with descriptions that are made up, and called so. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { EDUCATION } from "#src/sources/donl/scope.js";
import { sharedIsMissing } from "../shared.js";
import { realPackage } from "../sources/donl/packages.js";
import type { Package } from "../sources/ckan/server.js";

const ROOT = new URL("../../samples/", import.meta.url);

interface Answer {
  readonly success: boolean;
  readonly result: Package & { readonly count?: number; readonly results?: readonly Package[] };
}

async function answer<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(new URL(path, ROOT), "utf8")) as T;
}

const search = await answer<Answer>("donl/package_search.json");
const show = await answer<Answer>("donl/package_show.json");
const packages: readonly Package[] = [...(search.result.results ?? []), show.result];
const resourcesOf = (pack: Package): readonly Package[] => pack["resources"] as Package[];

test("are in the envelopes of the API, which counts its results", () => {
  expect([search.success, show.success]).toEqual([true, true]);
  expect(search.result.count).toBe(search.result.results?.length);
});

describe.each(packages.map((pack) => [pack.name, pack] as const))("%s", (_name, pack) => {
  test("is made up, and says so", () => {
    expect(pack.id).toMatch(/^99990000-0000-4000-8000-/);
    expect(pack["title"]).toMatch(/fictie[fv]/i);
    expect(pack["notes"]).toContain("verzonnen");
    expect(pack.name).toMatch(/fictie[fv]/);
    const addresses = JSON.stringify(pack).match(/https?:\/\/[^"/]+|[\w.]+@[^"]+/g) ?? [];
    const real = /(?:overheid\.nl|europa\.eu|creativecommons\.org|iana\.org|www\.duo\.nl|\.example)$/;
    expect(addresses.filter((address) => !real.test(address))).toEqual([]);
  });

  test("is about education, and counts its keywords and resources", () => {
    expect(EDUCATION.holds(pack)).toBe(true);
    expect([pack["num_tags"], pack["num_resources"]]).toEqual([(pack["tags"] as []).length, resourcesOf(pack).length]);
  });

  test.skipIf(sharedIsMissing)("has no field that the real package and the profile of the portal do not have", () => {
    const real = realPackage();
    const profile =
      "frequency temporal_start temporal_end temporal_label spatial_scheme spatial_value related_resource source date_planned contact_point_phone contact_point_website";
    const known = new Set([...Object.keys(real), ...profile.split(" ")]);
    expect(Object.keys(pack).filter((field) => !known.has(field))).toEqual([]);
    const ofResource = new Set([...real.resources.flatMap(Object.keys), "download_url", "media_type", "size"]);
    expect(
      resourcesOf(pack)
        .flatMap(Object.keys)
        .filter((field) => !ofResource.has(field)),
    ).toEqual([]);
  });
});

test("one has the file of a dataset that DUO's listing has", async () => {
  const { results } = await answer<{ results: { dataset_source: string }[] }>("duo/search.json");
  const listed = new Set(results.map((entry) => entry.dataset_source));
  const addresses = packages.flatMap(resourcesOf).flatMap((resource) => (resource["download_url"] ?? []) as string[]);
  expect(addresses.filter((address) => listed.has(address))).toHaveLength(1);
});
