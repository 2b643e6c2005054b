import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LOKET_API } from "#src/sources/onderwijsloket/items-url.js";
import { type LoketQuestion, openLoket } from "#src/sources/onderwijsloket/open.js";
import { folder } from "../../folder.js";
import { webServer } from "../web-server.js";
import { topics } from "./items.js";
import { client, type Taken, taken } from "./run.js";
import { loketServer, TOKEN } from "./server.js";
import { COLLECTIONS, only } from "./table.js";

async function open(request: Partial<LoketQuestion>): Promise<Taken> {
  const notes: string[] = [];
  const asked = { token: TOKEN, collections: COLLECTIONS, scratch: await folder(), ...request };
  const deliveries = await openLoket(asked, client(), (text) => notes.push(text));
  const result = await taken(() => deliveries);
  result.notes.push(...notes);
  return result;
}

describe("--from names", () => {
  test.each([[""], ["/"], ["/items"], ["/items/"]])("the root of an API, with %j after it", async (path) => {
    const server = await loketServer({ collections: { topics: topics(2) } });
    const { lists } = await open({
      from: server.root.href.replace(/\/$/, "") + path,
      collections: only("topics", "roles"),
    });
    expect(lists.get("topics")).toEqual(topics(2));
    expect(new Set(server.asked.map((each) => each.collection))).toEqual(new Set(["topics", "roles"]));
  });

  test("one collection of an API, which is all that is asked", async () => {
    const server = await loketServer({ collections: { topics: topics(2) } });
    for (const request of [
      { from: `${server.root.href}items/topics` },
      { from: server.root.href, dataset: "topics" },
    ]) {
      const { lists } = await open(request);
      expect([...lists.keys()]).toEqual(["topics"]);
    }
    expect(new Set(server.asked.map((each) => each.collection))).toEqual(new Set(["topics"]));
  });

  test("a file on the web, which does not get the token", async () => {
    const sent: unknown[] = [];
    const root = await webServer((request, response) => {
      sent.push(request.headers.authorization);
      response.end(JSON.stringify({ data: topics(1) }));
    });
    const { lists, deliveries } = await open({ from: `${root}/export/topics.json` });
    expect(lists.get("topics")).toEqual(topics(1));
    expect(deliveries.get("topics")).toMatchObject({ origin: `${root}/export/topics.json` });
    expect(sent).toEqual([undefined]);
  });

  test("a file here, for which no token is needed", async () => {
    const path = join(await folder(), "topics.json");
    await writeFile(path, JSON.stringify(topics(1)));
    expect((await open({ from: path, token: undefined })).lists.get("topics")).toEqual(topics(1));
  });

  test("nothing: then it is the API of Onderwijsloket, which is not asked without a token", async () => {
    expect(new URL(LOKET_API).hostname).toBe("content.onderwijsloket.com");
    await expect(open({ token: undefined })).rejects.toThrow("Onderwijsloket gives nothing without a token");
  });
});

test("only Onderwijsloket's own records are kept unless vendors are named", async () => {
  const path = join(await folder(), "programs.json");
  await writeFile(
    path,
    JSON.stringify(["onderwijsloket", "hovi", "kiesmbo"].map((vendor, id) => ({ id: String(id), vendor }))),
  );
  const kept = async (vendors?: readonly string[]) =>
    (await open({ from: path, vendors })).lists.get("programs")?.map((each) => each["vendor"]);
  expect(await kept()).toEqual(["onderwijsloket"]);
  expect(await kept(["onderwijsloket", "kiesmbo"])).toEqual(["onderwijsloket", "kiesmbo"]);
});

describe("is refused with a sentence", () => {
  test.each([
    ["https://x:y@loket.example/", "loket.example: credentials do not belong in the address"],
    [`https://loket.example/items?access_token=${TOKEN}`, "loket.example: credentials do not belong in the address"],
    ["https://loket.example/items/applicants", "applicants is about persons, and never asked for"],
    ["https://loket.example/items/nieuws", '"nieuws" is no collection of Onderwijsloket that is known here'],
    ["https://loket.example/items/topics/1", "give the root of the API, or /items/{collection} of it"],
  ])("%s", async (from, told) => {
    await expect(open({ from })).rejects.toThrow(told);
  });

  test.each([
    ["applicants", "applicants is about persons, and never asked for"],
    ["directus_users", "directus_users is about persons, and never asked for"],
    ["topic", '"topic" is no collection of Onderwijsloket that is known here; known are programs, '],
  ])("a dataset %s", async (dataset, told) => {
    await expect(open({ dataset })).rejects.toThrow(told);
  });
});
