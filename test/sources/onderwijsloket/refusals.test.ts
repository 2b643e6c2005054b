import { describe, expect, test } from "vitest";
import { TokenRefused } from "#src/sources/onderwijsloket/directus.js";
import { item, topics, uuid } from "./items.js";
import { client, expectNoToken, idsOf, run } from "./run.js";
import { type Asked, json, type Item, type LoketOptions, loketServer, refuse, TOKEN } from "./server.js";
import { only } from "./table.js";

const phases = (): Item[] => [{ id: uuid(1), title: "Oriënteren" }];

/** Topics and phases, the API of which answers otherwise for the pages of topics for which `instead` gives true. */
function topicsWith(instead: LoketOptions["instead"]): LoketOptions {
  return {
    collections: { topics: topics(5), phases: phases() },
    instead: (asked) => asked.collection === "topics" && instead?.(asked) === true,
  };
}

const TABLE = only("topics", "phases");

/** What is told of topics; phases must come all the same. */
async function failureOf(options: LoketOptions): Promise<string | undefined> {
  const { lists, failures } = await run(await loketServer(options), { collections: TABLE });
  expect(lists.get("phases")).toEqual(phases());
  return failures.get("topics");
}

describe("what a token may not read", () => {
  test("is left out, with a note that names the collection and the policy", async () => {
    const server = await loketServer({ collections: { phases: phases() } });
    const { lists, failures, notes } = await run(server, { collections: only("programs", "phases") });
    expect([...lists.keys()]).toEqual(["phases"]);
    expect(failures.size).toBe(0);
    expect(notes).toEqual([
      `${server.root.href}items/programs?page=1: the server answered 403, FORBIDDEN: You don't have permission to access collection "programs" or it does not exist. Queried in root.; left out: it needs the policy "Navigator", if programs exists at all`,
    ]);
  });

  test("when it is all, ends the run", async () => {
    const server = await loketServer({ collections: {} });
    await expect(run(server, { collections: TABLE })).rejects.toThrow("the token may not read any collection");
    await expect(run(server, { collections: TABLE, only: ["topics"] })).rejects.toThrow(
      "the token may not read topics",
    );
  });

  test.each([[true], [false]])("of a record is left out alone, said by name or not (%j)", async (namesFields) => {
    const fields = { faqs: ["id", "question", "topics"] };
    const faq = item(fields.faqs, { id: uuid(1), question: "Wat is het vavo?", topics: [{ topics_id: uuid(2) }] });
    const server = await loketServer({ collections: { faqs: [faq] }, fields, namesFields });
    const { lists, notes } = await run(server, { collections: only("faqs") });
    expect(lists.get("faqs")).toEqual([faq]);
    expect(notes).toEqual([
      "faqs: read without answer, sectors, audiences, phases: the token may not read that, or it does not exist",
    ]);
  });

  test("of the status is read unfiltered, for such a token gets published records only", async () => {
    const [table] = only("articles");
    const fields = [...(table?.fields ?? []), ...(table?.many ?? []).map((each) => each.split(".")[0] ?? "")];
    const server = await loketServer({ collections: { articles: [item(fields, { id: uuid(1) })] } });
    const { lists, notes } = await run(server, { collections: only("articles") });
    expect(idsOf(lists.get("articles"))).toEqual([uuid(1)]);
    expect(notes).toEqual(["articles: read without status: the token may not read that, or it does not exist"]);
  });

  test("of the vendor leaves all of it out: whose it is cannot be told", async () => {
    const [table] = only("locations");
    const server = await loketServer({
      collections: { locations: [item(table?.fields ?? [], { id: uuid(1) })], phases: phases() },
    });
    const { lists, notes } = await run(server, { collections: only("locations", "phases") });
    expect([...lists.keys()]).toEqual(["phases"]);
    expect(notes).toEqual(["locations: left out, for the token may not read whose records they are (vendor)"]);
  });
});

describe("a token that is not taken ends the run", () => {
  test.each([
    ["another one", 401, "INVALID_CREDENTIALS", "Invalid user credentials.", "the token is not taken"],
    ["expired", 401, "TOKEN_EXPIRED", "Token expired.", "the token has expired"],
    ["no token", 403, "INVALID_TOKEN", "Invalid token.", "the token is not taken"],
  ])("%s", async (_what, status, code, message, told) => {
    const server = await loketServer(topicsWith(({ response }) => refuse(response, status, code, message)));
    const failure = await run(server, { collections: TABLE }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenRefused);
    expect((failure as Error).message).toBe(
      `${server.root.href}items/topics?page=1: the server answered ${status}, ${code}: ${message}; ${told}: put a valid one in ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN`,
    );
    expect(server.asked.length).toBe(1);
  });

  test("also when it expires on the way", async () => {
    const server = await loketServer(
      topicsWith(({ page, response }) => page === 2 && refuse(response, 401, "TOKEN_EXPIRED", "Token expired.")),
    );
    await expect(run(server, { collections: TABLE, pageSize: 2 })).rejects.toThrow(/topics\?page=2: .*has expired/);
    expect(server.asked.map((each) => each.collection)).not.toContain("phases");
  });

  test.each([[undefined], [""], ["  \n"]])("none: %j", async (token) => {
    const server = await loketServer({ collections: {} });
    await expect(run(server, { token })).rejects.toThrow(
      "Onderwijsloket gives nothing without a token; ask one of Het Onderwijsloket by e-mail and put it in ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN",
    );
    expect(server.asked).toEqual([]);
  });

  test("one with a line break in it is not sent, nor told", async () => {
    const server = await loketServer({ collections: {} });
    const failure = await run(server, { token: `${TOKEN}\r\nX: y` }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenRefused);
    expectNoToken(failure);
  });

  test("but one with white space around it is, as files of secrets end with a line", async () => {
    const server = await loketServer({ collections: { phases: phases() } });
    const { lists } = await run(server, { token: `${TOKEN}\n`, collections: TABLE });
    expect(lists.get("phases")).toEqual(phases());
  });
});

describe("a server that is busy is asked again", () => {
  test("after 429, when its Retry-After has passed", async () => {
    const server = await loketServer(
      topicsWith(({ nth, page, response }) => {
        if (page !== 2 || nth > 1) return false;
        response.setHeader("retry-after", "1");
        return refuse(response, 429, "REQUESTS_EXCEEDED", "Too many requests.");
      }),
    );
    const started = performance.now();
    const { lists } = await run(server, { collections: TABLE, pageSize: 2 });
    expect(lists.get("topics")).toEqual(topics(5));
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  test("after 503", async () => {
    const server = await loketServer(
      topicsWith(({ nth, response }) => nth === 1 && refuse(response, 503, "SERVICE_UNAVAILABLE", "Under pressure")),
    );
    const { lists } = await run(server, { collections: TABLE, pageSize: 2 });
    expect(lists.get("topics")).toEqual(topics(5));
  });

  test("not for ever; the other collections come", async () => {
    const busy = topicsWith(({ response }) => refuse(response, 503, "SERVICE_UNAVAILABLE", "Under pressure"));
    expect(await failureOf(busy)).toMatch(
      /items\/topics\?page=1: the server answered 503, SERVICE_UNAVAILABLE: Under pressure$/,
    );
  });
});

/** Begins an answer that promises more than comes. */
function brokenOff({ response }: Asked): true {
  response.writeHead(200, { "content-type": "application/json", "content-length": "900" });
  response.write('{"data":[{"id":"1', () => response.destroy());
  return true;
}

/** An answer that was cut off before it was sent. */
function cutOff({ response }: Asked): true {
  response
    .writeHead(200, { "content-type": "application/json" })
    .end('{"meta":{"filter_count":5},"data":[{"id":"1","na');
  return true;
}

describe("an answer that is not whole", () => {
  test.each([
    ["broken off", brokenOff],
    ["cut off", cutOff],
  ])("is asked for again: %s", async (_what, answer) => {
    const server = await loketServer(topicsWith((asked) => asked.nth < 3 && answer(asked)));
    const { lists, failures } = await run(server, { collections: TABLE, pageSize: 2 });
    expect(failures.size).toBe(0);
    expect(lists.get("topics")).toEqual(topics(5));
  });

  test("and told when it stays so", async () => {
    expect(await failureOf(topicsWith(brokenOff))).toMatch(
      /items\/topics\?page=1: reading broke off: the connection was broken off/,
    );
    expect(await failureOf(topicsWith(cutOff))).toMatch(
      /items\/topics\?page=1: the answer \(200\): the JSON is cut off after \d+ characters/,
    );
  });
});

describe("an answer that is no list of records is told, with what it is", () => {
  test("an HTML page", async () => {
    const page = "<!DOCTYPE html><title>Even geduld\n a.u.b.</title>";
    const html = topicsWith(({ response }) => {
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      return true;
    });
    expect(await failureOf(html)).toMatch(
      /items\/topics\?page=1: the server answered 200 with text\/html, an HTML page \("Even geduld a.u.b."\), not JSON$/,
    );
  });

  test("another type", async () => {
    const plain = topicsWith(({ response }) => {
      response.writeHead(200, { "content-type": "text/plain" }).end('{"data":[]}');
      return true;
    });
    expect(await failureOf(plain)).toMatch(/the server answered 200 with text\/plain, not JSON$/);
  });

  test.each([
    ["an object", { data: { id: "1" } }, "data: Invalid input: expected array, received object"],
    ["a record without id", { data: [{ id: "1" }, { name: "x" }] }, "data.1.id: Invalid input"],
    ["a number", 7, "Invalid input: expected object, received number"],
  ])("%s", async (_what, value, told) => {
    const other = topicsWith(({ response }) => json(response, 200, value));
    expect(await failureOf(other)).toMatch(`the answer (200): is no list of records: ${told}`);
  });

  test("a refusal, with its code and message", async () => {
    const refused = topicsWith(({ response }) => refuse(response, 400, "INVALID_QUERY", "Invalid query parameter."));
    expect(await failureOf(refused)).toMatch(
      /items\/topics\?page=1: the server answered 400, INVALID_QUERY: Invalid query parameter\.$/,
    );
  });

  test("a refusal that is no JSON, and one that repeats the token", async () => {
    const refused = topicsWith(({ request, response }) => {
      response.writeHead(418, { "content-type": "text/html" }).end(`<p>Nee: ${request.headers.authorization}</p>`);
      return true;
    });
    expect(await failureOf(refused)).toMatch(/items\/topics\?page=1: the server answered 418: Nee: Bearer \[secret\]$/);
    const repeated = topicsWith(({ request, response }) =>
      refuse(response, 400, "INVALID_PAYLOAD", `What is ${request.headers.authorization}?`),
    );
    expect(await failureOf(repeated)).toMatch("400, INVALID_PAYLOAD: What is Bearer [secret]?");
  });

  test("a page that repeats the token", async () => {
    const page = topicsWith(({ request, response }) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<title>${request.headers.authorization}</title>`);
      return true;
    });
    expect(await failureOf(page)).toMatch('("Bearer [secret]")');
  });
});

test("no answer at all is told", async () => {
  const server = { root: new URL("http://127.0.0.1:1"), asked: [] };
  const { failures } = await run(server, { collections: only("topics") }, client({ retries: 0 }));
  expect(failures.get("topics")).toBe("http://127.0.0.1:1/items/topics?page=1: no connection (refused)");
});

test("who gives up need not wait for the rest", async () => {
  const giveUp = new AbortController();
  const server = await loketServer(
    topicsWith(({ page }) => {
      if (page === 2) setTimeout(() => giveUp.abort(new Error("stopped")), 50);
      return page === 2;
    }),
  );
  const http = client({ signal: giveUp.signal, idleMs: 60_000 });
  const started = performance.now();
  await expect(run(server, { collections: TABLE, pageSize: 2 }, http)).rejects.toThrow("stopped");
  expect(performance.now() - started).toBeLessThan(5_000);
});
