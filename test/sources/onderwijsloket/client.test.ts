import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isNeverAsked } from "#src/sources/onderwijsloket/collections.js";
import { folder } from "../../folder.js";
import { item, PRINTED_ARTICLES, topic, topics, uuid } from "./items.js";
import { idsOf, run } from "./run.js";
import { type Item, json, type LoketOptions, loketServer, TOKEN } from "./server.js";
import { COLLECTIONS, only } from "./table.js";

/** A record with all fields that are asked of its collection. */
function of(collection: string, given: Item): Item {
  const asked = COLLECTIONS.find((each) => each.name === collection);
  return item([...(asked?.fields ?? []), ...(asked?.many ?? [])], given);
}

const printedArticles = (): Item[] =>
  PRINTED_ARTICLES.map((article) => of("articles", { ...article, status: "published" }));

describe("a collection is asked for", () => {
  test("with the token as Bearer, the fields, all of each relation, in the order of ids, and counted", async () => {
    const headers: unknown[] = [];
    const server = await loketServer({
      collections: { articles: printedArticles() },
      instead: ({ request }) => {
        headers.push(request.headers.authorization);
        return false;
      },
    });
    await run(server, { collections: only("articles"), pageSize: 7 });
    expect(headers).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
    const [articles] = only("articles");
    expect(Object.fromEntries(server.asked[1]?.query ?? [])).toEqual({
      fields: [...(articles?.fields ?? []), "status", ...(articles?.many ?? [])].join(","),
      "deep[authors][_limit]": "-1",
      "deep[documents][_limit]": "-1",
      "deep[sources][_limit]": "-1",
      "deep[topics][_limit]": "-1",
      "deep[sectors][_limit]": "-1",
      "deep[roles][_limit]": "-1",
      "deep[tracks][_limit]": "-1",
      "deep[qualifications][_limit]": "-1",
      "deep[faqs][_limit]": "-1",
      "deep[audiences][_limit]": "-1",
      "deep[phases][_limit]": "-1",
      filter: '{"status":{"_eq":"published"}}',
      sort: "id",
      limit: "7",
      page: "1",
      meta: "filter_count",
    });
  });

  test("and comes as one list, named for it, from an address without query", async () => {
    const server = await loketServer({ collections: { articles: printedArticles() } });
    const { lists, deliveries } = await run(server, { collections: only("articles") });
    expect(lists.get("articles")).toMatchObject(PRINTED_ARTICLES);
    expect(deliveries.get("articles")).toMatchObject({
      fileName: "articles.json",
      dataset: "articles",
      origin: `${server.root.href}items/articles`,
    });
  });

  test("below a root that has a path", async () => {
    const server = await loketServer({
      collections: { topics: topics(1) },
      instead: ({ response }) => json(response, 200, { data: [] }),
    });
    const { failures } = await run({ ...server, root: new URL("/cms/", server.root) }, { collections: only("topics") });
    expect(failures.get("topics")).toContain(
      "/cms/items/topics?page=1: the server answered 404, ROUTE_NOT_FOUND: Route /cms/items/topics",
    );
  });

  test("without anything of it in memory or on disk afterwards", async () => {
    const scratch = await folder();
    const server = await loketServer({ collections: { topics: topics(3) } });
    await run(server, { collections: only("topics"), scratch });
    await expect.poll(() => readdir(scratch)).toEqual([]);
  });
});

describe("every record arrives once", () => {
  test.each([
    ["many pages", 23, 5],
    ["a last page that is full", 20, 5],
    ["pages of one", 4, 1],
    ["one page", 4, 5],
    ["one page that is full", 5, 5],
    ["an empty collection", 0, 5],
  ])("of %s", async (_what, count, pageSize) => {
    const server = await loketServer({ collections: { topics: topics(count).reverse() } });
    const { lists, notes } = await run(server, { collections: only("topics"), pageSize });
    expect(lists.get("topics")).toEqual(topics(count));
    expect(notes).toEqual([]);
  });

  test("of pages that are smaller than was asked for", async () => {
    const server = await loketServer({ collections: { topics: topics(11) }, most: 3 });
    const { lists, notes } = await run(server, { collections: only("topics"), pageSize: 5 });
    expect(lists.get("topics")).toEqual(topics(11));
    expect(notes).toEqual([]);
  });

  test("of a server that does not count", async () => {
    const server = await loketServer({
      collections: { topics: topics(11) },
      instead: ({ query }) => {
        query.delete("meta");
        return false;
      },
    });
    const { lists } = await run(server, { collections: only("topics"), pageSize: 5 });
    expect(lists.get("topics")).toEqual(topics(11));
  });

  test("with all of its relations, though Directus gives a hundred", async () => {
    const steps = Array.from({ length: 130 }, (_, n) => ({ route_steps_id: uuid(n + 1) }));
    const route = of("routes", { id: uuid(1), title: "Naar het vo", route_steps: steps, requires_answers: [] });
    const server = await loketServer({ collections: { routes: [route] } });
    const { lists } = await run(server, { collections: only("routes") });
    expect(lists.get("routes")?.[0]?.["route_steps"]).toEqual(steps);
  });
});

/** A server whose topics are changed after the pages for which `change` does something. */
function changing(list: Item[], change: (page: number, pagesGiven: number) => void): LoketOptions {
  let given = 0;
  return {
    collections: { topics: list },
    after: ({ query, page }) => {
      if (query.get("fields") === "id" || query.get("limit") === "1") return;
      given += 1;
      change(page, given);
    },
  };
}

describe("a collection that changes while it is read is read again, so that every record arrives once", () => {
  const once: readonly (readonly [string, (list: Item[]) => void])[] = [
    ["put in before the page", (list) => list.push(topic(0))],
    ["put in after it", (list) => list.push(topic(99))],
    ["taken out before the page", (list) => list.splice(1, 1)],
    ["taken out after it", (list) => list.splice(8, 1)],
    ["taken out before the page while another is put in at the end", (list) => list.splice(1, 1, topic(99))],
    ["taken out at the end while another is put in before the page", (list) => list.splice(10, 1, topic(0))],
  ];
  test.each(once)("a record %s", async (_what, change) => {
    const list = topics(11);
    const server = await loketServer(changing(list, (_page, given) => given === 1 && change(list)));
    const { lists, notes } = await run(server, { collections: only("topics"), pageSize: 4 });
    expect(idsOf(lists.get("topics"))).toEqual(idsOf(list).sort());
    expect(notes).toEqual([]);
  });

  test("twice, if need be", async () => {
    const list = topics(11);
    const server = await loketServer(
      changing(list, (page, given) => page === 1 && given < 4 && void list.push(topic(100 + given))),
    );
    const { lists, notes } = await run(server, { collections: only("topics"), pageSize: 4 });
    expect(idsOf(lists.get("topics"))).toEqual(idsOf(list).sort());
    expect(notes).toEqual([]);
  });

  test("but not for ever: the third time is kept, and told", async () => {
    const list = Array.from({ length: 11 }, (_, n) => topic(50 + n));
    const before = idsOf(list);
    const server = await loketServer(changing(list, (_page, given) => void list.push(topic(50 - given))));
    const { lists, notes } = await run(server, { collections: only("topics"), pageSize: 4 });
    const ids = idsOf(lists.get("topics"));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before));
    expect(notes).toEqual([
      expect.stringMatching(
        /^topics: changed during each of 3 walks; the last is kept, with \d+ records \(their number went from \d+ to \d+\)$/,
      ),
    ]);
  });

  test("a server that gives the same page again and again is not believed", async () => {
    const server = await loketServer({
      collections: { topics: topics(20) },
      instead: ({ query }) => {
        query.set("page", "1");
        return false;
      },
    });
    const { failures } = await run(server, { collections: only("topics"), pageSize: 5 });
    expect(failures.get("topics")).toBe("topics: page 2 holds nothing but what came before, in each of 3 walks");
  });
});

/** A programme with its variants. */
function program(n: number, vendor: string, ...forms: readonly number[]): Item {
  return of("programs", { id: uuid(n), vendor, program_forms: forms.map((id) => ({ id: uuid(id) })) });
}

function form(n: number, vendor: string | null): Item {
  return of("program_forms", { id: uuid(n), vendor });
}

describe("what may not be kept", () => {
  const programs = [
    program(1, "onderwijsloket", 11),
    program(2, "hovi", 12),
    program(3, "kiesmbo"),
    program(4, "sodk"),
  ];

  test.each([
    [["onderwijsloket"], [1]],
    [
      ["onderwijsloket", "hovi"],
      [1, 2],
    ],
    [["kiesmbo"], [3]],
  ])("is not asked for: only vendors %j", async (vendors, expected) => {
    const server = await loketServer({ collections: { programs: [...programs] } });
    const { lists, notes } = await run(server, { collections: only("programs"), vendors });
    expect(idsOf(lists.get("programs"))).toEqual(expected.map(uuid));
    expect(server.asked.map(({ query }) => query.get("filter"))).toEqual(
      server.asked.map(() => JSON.stringify({ vendor: { _in: vendors } })),
    );
    expect(notes).toEqual([]);
  });

  test("is dropped when it is given all the same, and told", async () => {
    const server = await loketServer({
      collections: {
        programs: [...programs, program(5, "hovi")],
        articles: [...printedArticles(), of("articles", { id: uuid(9), status: "draft" })],
      },
      instead: ({ query }) => {
        query.delete("filter");
        return false;
      },
    });
    const { lists, notes } = await run(server, { collections: only("programs", "articles") });
    expect(idsOf(lists.get("programs"))).toEqual([uuid(1)]);
    expect(idsOf(lists.get("articles"))).toEqual(idsOf(PRINTED_ARTICLES));
    expect(notes).toEqual([
      "programs: 4 records dropped, of vendors that are not allowed (hovi 2, kiesmbo 1, sodk 1)",
      "articles: 1 record dropped, not published",
    ]);
  });

  test("of variants of programmes is dropped by their own vendor", async () => {
    const forms = [form(11, "onderwijsloket"), form(12, "hovi"), form(13, null)];
    const server = await loketServer({ collections: { program_forms: forms } });
    const { lists, notes } = await run(server, { collections: only("program_forms") });
    expect(idsOf(lists.get("program_forms"))).toEqual([uuid(11)]);
    expect(notes).toEqual([
      "program_forms: 2 records dropped, of vendors that are not allowed (hovi 1, without a name 1)",
    ]);
  });

  test("or, where they have none, by the programmes that they are of", async () => {
    const forms = [11, 12, 13].map((n) => of("program_forms", { id: uuid(n) }));
    const server = await loketServer({ collections: { programs: [...programs], program_forms: forms } });
    const { lists, notes } = await run(server, { only: ["program_forms"], pageSize: 2 });
    expect(idsOf(lists.get("program_forms"))).toEqual([uuid(11)]);
    expect(notes).toEqual([
      "program_forms: read without vendor: the token may not read that, or it does not exist",
      "program_forms: 2 records dropped, part of what is not kept itself",
    ]);
  });

  test("and not at all where nothing says whose they are", async () => {
    const forms = [of("program_forms", { id: uuid(11) })];
    const server = await loketServer({ collections: { program_forms: forms } });
    const { failures } = await run(server, { only: ["program_forms"] });
    expect(failures.get("program_forms")).toBe(
      "it cannot be told whose records they are: neither they nor programs say it",
    );
  });

  test("users of Directus, and persons, are taken out of records wherever they stand", async () => {
    const user = { id: "u1", first_name: "Piet", email: "piet@example.org" };
    const question = {
      id: uuid(1),
      question: "Heb je een diploma?",
      user_created: user,
      user_updated: "u1",
      applicants: [user],
      route_answers: [{ id: uuid(2), user_created: user, answer: "Ja" }],
    };
    const server = await loketServer({ collections: { route_questions: [question] } });
    const { lists } = await run(server, { collections: only("route_questions") });
    expect(lists.get("route_questions")).toEqual([
      { id: uuid(1), question: "Heb je een diploma?", route_answers: [{ id: uuid(2), answer: "Ja" }] },
    ]);
  });

  test("of a related record only its id is left", async () => {
    const question = {
      id: uuid(1),
      programs: [{ programs_id: { id: uuid(2), title: "Van een ander", vendor: "hovi" } }],
    };
    const server = await loketServer({ collections: { route_questions: [question] } });
    const { lists } = await run(server, { collections: only("route_questions") });
    expect(lists.get("route_questions")).toEqual([{ id: uuid(1), programs: [{ programs_id: uuid(2) }] }]);
  });

  test("collections about persons are not asked for, whatever is passed", async () => {
    const server = await loketServer({ collections: { topics: topics(1), applicants: [{ id: 1 }] } });
    const personal = ["applicants", "directus_users"].map((name) => ({ name, policy: "", fields: ["id"], many: [] }));
    const { lists } = await run(server, { collections: [...personal, ...only("topics")] });
    expect([...lists.keys()]).toEqual(["topics"]);
    expect(COLLECTIONS.filter((each) => isNeverAsked(each.name))).toEqual([]);
  });
});
