/** The samples of Onderwijsloket: the records that its documentation prints, and fictional ones that are called so. */
import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { shared, sharedIsMissing } from "../shared.js";

const ROOT = new URL("../../samples/onderwijsloket/", import.meta.url);

type Item = Readonly<Record<string, unknown>>;

async function collection(name: string): Promise<Item[]> {
  return (JSON.parse(await readFile(new URL(`${name}.json`, ROOT), "utf8")) as { data: Item[] }).data;
}

const names = (await readdir(ROOT)).map((name) => name.replace(/\.json$/, ""));
const isFictional = ({ id }: Item): boolean => String(id).startsWith("99990000-0000-4000-8000-");

/** The records of an answer that the documentation prints. */
async function printed(name: string): Promise<unknown> {
  const path = shared("sources", "onderwijsloket", "examples", `${name}.response.json`);
  return (JSON.parse(await readFile(path, "utf8")) as { data: unknown }).data;
}

test.skipIf(sharedIsMissing)("the real articles are those of the documentation, as it prints them", async () => {
  const { faqs: _faqs, ...shown } = (await printed("article-by-id-with-faqs")) as Item;
  const list = (await printed("articles-list")) as Item[];
  const expected = list.map((article) => (article["id"] === shown["id"] ? { ...article, ...shown } : article));
  expect((await collection("articles")).filter((article) => !isFictional(article))).toEqual(expected);
});

test.each(names)("what is made up in %s is called so, and has no page at Onderwijsloket", async (name) => {
  const made = (await collection(name)).filter(isFictional);
  expect(made.length).toBeGreaterThan(0);
  for (const item of made) {
    const called = item["title"] ?? item["name"] ?? item["question"] ?? item["short_title"] ?? item["url"];
    expect(called).toMatch(/fictie[fv]/i);
    expect(item).not.toHaveProperty("path");
    expect(item["vendor"] ?? "onderwijsloket").toBe("onderwijsloket");
  }
});

test("every relation leads to a record of the samples", async () => {
  const all = await Promise.all(names.map(collection));
  const ids = new Set(all.flat().map((item) => item["id"]));
  const related = all.flatMap(
    (items) => JSON.stringify(items).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [],
  );
  expect(related.length).toBeGreaterThan(ids.size);
  expect(related.filter((id) => !ids.has(id))).toEqual([]);
});
