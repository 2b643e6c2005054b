import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loketFiles, type LoketFiles } from "#src/sources/onderwijsloket/files.js";
import { folder } from "../../folder.js";
import { PRINTED_ARTICLES, topic, topics, uuid } from "./items.js";
import { idsOf, type Taken, taken } from "./run.js";
import { COLLECTIONS } from "./table.js";

/** A folder with these files; what is no text is written as JSON. */
async function tree(files: Readonly<Record<string, unknown>>): Promise<string> {
  const dir = await folder();
  for (const [path, value] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    const isText = typeof value === "string" || Buffer.isBuffer(value);
    await writeFile(join(dir, path), isText ? value : JSON.stringify(value));
  }
  return dir;
}

const TABLE: Omit<LoketFiles, "scratch"> = { vendors: ["onderwijsloket"], collections: COLLECTIONS };

async function filesIn(from: string, options: Partial<LoketFiles> = {}): Promise<Taken> {
  const notes: string[] = [];
  const deliveries = await loketFiles(from, { ...TABLE, scratch: await folder(), ...options }, (text) =>
    notes.push(text),
  );
  const result = await taken(() => deliveries);
  result.notes.push(...notes);
  return result;
}

/** A programme with its variants. */
function program(n: number, vendor: string, ...forms: readonly number[]): object {
  return { id: uuid(n), vendor, program_forms: forms.map((form) => ({ id: uuid(form) })) };
}

describe("a file is read in each form of the API", () => {
  test.each([
    ["an answer", { meta: { total_count: 83 }, data: PRINTED_ARTICLES }, PRINTED_ARTICLES],
    ["the answer for one record", { data: PRINTED_ARTICLES[1] }, [PRINTED_ARTICLES[1]]],
    ["an array", PRINTED_ARTICLES, PRINTED_ARTICLES],
    ["a record alone", PRINTED_ARTICLES[2], [PRINTED_ARTICLES[2]]],
    ["an answer without records", { data: [] }, []],
    ["a compressed answer", gzipSync(JSON.stringify({ data: PRINTED_ARTICLES })), PRINTED_ARTICLES],
  ])("%s", async (_what, value, expected) => {
    const dir = await tree({ "articles.json": value });
    for (const from of [dir, join(dir, "articles.json")]) {
      const { lists, notes } = await filesIn(from);
      expect(lists.get("articles")).toEqual(expected);
      expect(notes).toEqual([]);
    }
  });

  test("and says when it was last changed, and what it is called, without a path of this machine", async () => {
    const dir = await tree({ "articles.json.gz": gzipSync(JSON.stringify(PRINTED_ARTICLES)) });
    const saved = new Date("2026-07-01T08:00:00Z");
    await utimes(join(dir, "articles.json.gz"), saved, saved);
    const [delivery] = await loketFiles(dir, { ...TABLE, scratch: await folder() }, () => {});
    expect(delivery).toMatchObject({ fileName: "articles.json", origin: "articles.json.gz", dataset: "articles" });
    const opened = await delivery?.open();
    opened?.body.destroy();
    expect(opened).toMatchObject({ contentType: "application/json", lastModified: saved });
  });

  test("leaves nothing on disk, read or broken", async () => {
    const dir = await tree({ "topics.json": topics(3), "phases.json": '{"data":[{"id":1},{' });
    const scratch = await folder();
    const { lists, failures } = await filesIn(dir, { scratch });
    expect([lists.size, failures.size]).toEqual([1, 1]);
    await expect.poll(() => readdir(scratch)).toEqual([]);
  });
});

describe("pages of a collection are one list, each record once", () => {
  test.each([
    ["beside each other", "topics-1.json", "topics-2.json"],
    ["in a folder", "topics/1.json", "topics/2.json"],
    ["in a folder, called pages", "topics/page-1.json", "topics/page-2.json.gz"],
    ["in both ways", "topics.json", "loket/topics/2.json"],
  ])("%s", async (_what, first, second) => {
    const later = JSON.stringify([topic(3), topic(4)]);
    const dir = await tree({
      [first]: { data: topics(3) },
      [second]: second.endsWith(".gz") ? gzipSync(later) : later,
    });
    const { lists, notes } = await filesIn(dir);
    expect(idsOf(lists.get("topics")).toSorted()).toEqual(idsOf(topics(4)));
    expect(notes).toEqual(["topics: 1 record came before, under the same id"]);
  });

  test("told by the folder that is named itself", async () => {
    const dir = await tree({ "topics/1.json": topics(2), "topics/2.json": [topic(3)] });
    const { lists, deliveries } = await filesIn(join(dir, "topics"));
    expect(lists.get("topics")).toEqual(topics(3));
    expect(deliveries.get("topics")).toMatchObject({ origin: "1.json and 1 more", fileName: "topics.json" });
  });
});

describe("what a file is of", () => {
  test("collections come in the order of the table", async () => {
    const dir = await tree({ "topics.json": topics(1), "program_forms.json": [], "programs.json": [] });
    expect([...(await filesIn(dir)).lists.keys()]).toEqual(["programs", "program_forms", "topics"]);
  });

  test("a name may say more than the collection", async () => {
    const dir = await tree({ "articles-list.response.json": { data: PRINTED_ARTICLES } });
    expect((await filesIn(dir)).lists.get("articles")).toEqual(PRINTED_ARTICLES);
  });

  test("a name that says none is told, also where a folder is merely called like a collection", async () => {
    const dir = await tree({
      "sources/download.json": topics(1),
      "articles_editor_nodes.json": [{ id: 1 }],
      "topics-request.json": { topics_id: 1 },
      "topics.json": topics(1),
    });
    const { lists, failures } = await filesIn(dir);
    expect([...lists.keys()]).toEqual(["topics"]);
    const why =
      "its name does not say which collection it is of (programs, program_forms, educational_institutions, …)";
    expect([...failures.values()]).toEqual([
      `articles_editor_nodes.json: ${why}; say it with --dataset NAME`,
      `sources/download.json: ${why}; say it with --dataset NAME`,
      `topics-request.json: ${why}; say it with --dataset NAME`,
    ]);
  });

  test("one file may be told what it is", async () => {
    const dir = await tree({ "download.json": topics(2) });
    const { lists } = await filesIn(join(dir, "download.json"), { dataset: "topics" });
    expect(lists.get("topics")).toEqual(topics(2));
  });

  test("of a folder one collection may be taken", async () => {
    const dir = await tree({ "topics.json": topics(2), "phases.json": [], "x.json": [] });
    const { lists, failures } = await filesIn(dir, { dataset: "topics" });
    expect([...lists.keys()]).toEqual(["topics"]);
    expect(failures.size).toBe(0);
  });

  test("a file that is no JSON is passed over, and told", async () => {
    const dir = await tree({ "LEESMIJ.md": "# Onderwijsloket", "topics.json": topics(1) });
    expect((await filesIn(dir)).notes).toEqual(["LEESMIJ.md: passed over, for it is no JSON"]);
  });

  test("a link is not followed", async () => {
    const dir = await tree({ "topics.json": topics(1) });
    const other = await tree({ "phases.json": [{ id: uuid(1) }] });
    await symlink(join(other, "phases.json"), join(dir, "phases.json"));
    expect([...(await filesIn(dir)).lists.keys()]).toEqual(["topics"]);
  });

  test("nothing of Onderwijsloket at all is a failure", async () => {
    const dir = await tree({ "LEESMIJ.md": "# x", "LICENTIE.txt": "x" });
    await expect(filesIn(dir)).rejects.toThrow("LEESMIJ.md: no file {collection}.json of Onderwijsloket");
    await expect(filesIn(dir, { dataset: "topics" })).rejects.toThrow("no file topics.json of Onderwijsloket");
    await expect(filesIn(join(dir, "weg"))).rejects.toThrow("weg: no such file or folder");
  });
});

describe("what may not be kept does not leave the source", () => {
  test.each([["applicants.json"], ["applicants-2.json"], ["scheduled_events/1.json"], ["directus_users.json"]])(
    "a file about persons is not even read: %s",
    async (name) => {
      const dir = await tree({ [name]: "no JSON at all", "topics.json": topics(1) });
      const { lists, failures, notes } = await filesIn(dir);
      expect([...lists.keys()]).toEqual(["topics"]);
      expect(failures.size).toBe(0);
      expect(notes).toEqual([expect.stringMatching(/: not read, for \w+ is about persons$/)]);
      await expect(filesIn(join(dir, name))).rejects.toThrow("of which anything may be kept");
      await expect(filesIn(join(dir, name), { dataset: "topics" })).rejects.toThrow("of which anything may be kept");
    },
  );

  test("records of other vendors, and what is not published", async () => {
    const dir = await tree({
      "programs.json": [
        program(1, "onderwijsloket"),
        program(2, "hovi"),
        { id: uuid(3) },
        { id: uuid(4), vendor: null },
      ],
      "articles.json": [
        { id: uuid(1), status: "published" },
        { id: uuid(2), status: "draft" },
        { id: uuid(3), status: "archived" },
      ],
    });
    const { lists, notes } = await filesIn(dir);
    expect(idsOf(lists.get("programs"))).toEqual([uuid(1), uuid(3)]);
    expect(idsOf(lists.get("articles"))).toEqual([uuid(1)]);
    expect(notes).toEqual([
      "programs: 2 records dropped, of vendors that are not allowed (hovi 1, without a name 1)",
      "articles: 2 records dropped, not published",
    ]);
    const { lists: more } = await filesIn(dir, { vendors: ["onderwijsloket", "hovi"] });
    expect(idsOf(more.get("programs"))).toEqual([uuid(1), uuid(2), uuid(3)]);
  });

  test("variants of programmes that are dropped, whatever the field that names their programme", async () => {
    const dir = await tree({
      "programs-1.json": [program(1, "onderwijsloket", 11, 15)],
      "programs-2.json": [program(2, "hovi", 12, 15), program(3, "kiesmbo")],
      "program_forms.json": [
        { id: uuid(11), url: "https://example.org/a" },
        { id: uuid(12), url: "https://example.org/b" },
        { id: uuid(13), programme: uuid(3) },
        { id: uuid(14), program_id: { id: uuid(2) } },
        { id: uuid(15), url: null },
        { id: uuid(16), program: uuid(1) },
        { id: uuid(17) },
      ],
    });
    for (const dataset of [undefined, "program_forms"]) {
      const { lists, notes } = await filesIn(dir, dataset === undefined ? {} : { dataset });
      expect(idsOf(lists.get("program_forms"))).toEqual([11, 15, 16, 17].map(uuid));
      expect(notes).toContain("program_forms: 3 records dropped, part of what is not kept itself");
    }
  });

  test("what related records say that may not be kept themselves, and users", async () => {
    const user = { id: "u1", email: "piet@example.org" };
    const dir = await tree({
      "locations.json": [
        {
          id: uuid(1),
          vendor: "onderwijsloket",
          user_created: user,
          programs: [
            { programs_id: { id: uuid(2), vendor: "hovi", title: "Van een ander" } },
            { programs_id: { id: uuid(3), vendor: "onderwijsloket", title: "Eigen" } },
            { programs_id: { vendor: "hovi", title: "Zonder id" } },
          ],
          articles: [{ articles_id: { id: uuid(4), status: "draft", title: "In wording" } }],
        },
      ],
    });
    expect((await filesIn(dir)).lists.get("locations")).toEqual([
      {
        id: uuid(1),
        vendor: "onderwijsloket",
        programs: [
          { programs_id: uuid(2) },
          { programs_id: { id: uuid(3), vendor: "onderwijsloket", title: "Eigen" } },
          { programs_id: null },
        ],
        articles: [{ articles_id: uuid(4) }],
      },
    ]);
  });
});

describe("a file that cannot be used is told, and the others come", () => {
  test.each([
    ["cut off", '{"data":[{"id":"1"},{"id":', "topics.json: the text ends too early"],
    ["no JSON", '{"data":[{"id":1},{id:2}]}', 'topics.json: element 2 of "data" is not JSON'],
    ["a page of a site", "<!DOCTYPE html><title>Inloggen</title>", 'topics.json: this is an HTML page ("Inloggen")'],
    ["empty", "", "topics.json: the file is empty"],
    ["another document", { topics: { topics_id: {} } }, 'topics.json: the document holds no "data" with records'],
    ["a list of texts", { data: ["a"] }, "topics.json: element 1 is no record, but a string"],
    [
      "a refusal",
      { errors: [{ message: "Invalid query parameter.", extensions: { code: "INVALID_QUERY" } }] },
      "topics.json: this is no list, but a refusal of the API: Invalid query parameter.",
    ],
  ])("%s", async (_what, value, told) => {
    const dir = await tree({ "topics.json": value, "phases.json": [{ id: uuid(1) }] });
    const { lists, failures } = await filesIn(dir);
    expect([...lists.keys()]).toEqual(["phases"]);
    expect(failures.get("topics")).toContain(told);
  });
});
