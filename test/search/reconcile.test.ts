import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE, OND, type SearchRig, startSearchRig } from "./rig.js";
import { faults } from "./reconcile-schemas.js";

const PLACE = "http://schema.org/addressLocality";

let rig: SearchRig;
beforeAll(async () => {
  rig = await startSearchRig();
});
afterAll(() => rig.close());

async function reconcile(queries: Record<string, unknown>): Promise<Record<string, { result: any[] }>> {
  const response = await rig.post("/reconcile", "queries", JSON.stringify(queries));
  expect(response.status).toBe(200);
  const answer = await response.json();
  expect(faults("results", answer)).toEqual([]);
  return answer;
}

async function matched(query: Record<string, unknown>): Promise<string[]> {
  const { q } = await reconcile({ q: query });
  return (q?.result ?? []).filter(({ match }) => match).map(({ id }) => id);
}

describe("the manifest", () => {
  it("is what the endpoint gives without parameters, and is valid", async () => {
    const manifest = await rig.json("/reconcile");
    expect(faults("manifest", manifest)).toEqual([]);
    expect(manifest).toMatchObject({ versions: ["0.2"], identifierSpace: `${BASE}/id/` });
  });

  it.each([
    undefined,
    "*/*",
    "application/json, text/javascript, */*; q=0.01",
    "application/json;q=0.2, text/html;q=0.1",
  ])("is for programs, which send %s; browsers are told how it is used", async (accept) => {
    const program = await rig.get("/reconcile", accept === undefined ? {} : { accept });
    expect(program.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const person = await rig.get("/reconcile?lang=en", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect([program, person].map(({ headers }) => headers.get("vary"))).toEqual([
      "Accept, Accept-Encoding",
      "Accept, Accept-Encoding",
    ]);
    const html = await person.text();
    expect(html).toContain(`<code>${BASE}/reconcile</code>`);
    expect(html).toContain('<a href="/def/onderwijs?lang=en#Vestiging">school location</a>');
  });

  it("has a view template that leads to the thing", async () => {
    const { view } = await rig.json("/reconcile");
    const url = view.url.replace("{{id}}", encodeURIComponent("vestiging/24RK00")).replace(BASE, "");
    // The escaped slash is first brought to the spelling of the URI.
    const spelled = (await rig.get(url)).headers.get("location") ?? "";
    expect((await rig.get(spelled)).headers.get("location")).toBe("/doc/vestiging/24RK00");
  });

  it.each(["/reconcile", "/reconcile/suggest/entity?prefix=a", "/reconcile/properties?type=ond:Vestiging"])(
    "%s may be read from anywhere",
    async (path) => {
      expect((await rig.get(path, { origin: "https://elders.test" })).headers.get("access-control-allow-origin")).toBe(
        "*",
      );
    },
  );
});

describe("matching", () => {
  it("brings a column of school names, as people type them, to the right locations", async () => {
    const column = {
      "christelijk basisschool de verbinding": "vestiging/24RK00",
      "Chr. Kindcentrum Het Mozaiek": "vestiging/08PV00",
      "KINDCENTRUM DE WEGWIJZER": "vestiging/03WU00",
      "Openbare basisschool 't Ienster": "vestiging/09DN00",
      "Kindcentrum de Wegwijzr": "vestiging/03WU00",
      "Metameer Rooms Katholieke Scholengemeenschap": "vestiging/16SW03",
      "De Dorendal": "vestiging/05KR00",
    };
    const names = Object.keys(column);
    const answer = await reconcile(
      Object.fromEntries(names.map((query, i) => [`q${i}`, { query, type: `${OND}Vestiging` }])),
    );
    expect(names.map((name, i) => [name, answer[`q${i}`]?.result[0]?.id])).toEqual(Object.entries(column));
  });

  it("is sure of one exact name, and of no other", async () => {
    expect(await matched({ query: "jozef sarto arnhem" })).toEqual(["vestiging/03XW00"]);
    expect(await matched({ query: "jozef sarto arnhm" })).toEqual([]);
  });

  it("is not sure of a name that two things have, until the row tells them apart", async () => {
    expect(await matched({ query: "Fictieve School Onderwijsgraaf" })).toEqual([]);
    expect(await matched({ query: "Fictieve School Onderwijsgraaf", type: "ond:Vestiging" })).toEqual([
      "vestiging/99XX00",
    ]);
    const brin = { pid: "ond:vestigingsnummer", v: "99xx00" };
    expect(await matched({ query: "Fictieve School Onderwijsgraaf", properties: [brin] })).toEqual([
      "vestiging/99XX00",
    ]);
  });

  it("is not sure when the row says otherwise, and scores what agrees higher", async () => {
    const query = "Kindcentrum De Werf";
    const here = await reconcile({ q: { query, properties: [{ pid: PLACE, v: "ARNHEM" }] } });
    const right = here["q"]?.result[0];
    const there = await reconcile({ q: { query, properties: [{ pid: PLACE, v: "Groningen" }] } });
    const wrong = there["q"]?.result[0];
    expect(wrong).toMatchObject({ id: right.id, match: false });
    expect(right.score).toBeGreaterThanOrEqual(wrong.score);
  });

  it("compares a board by its name, its number or its identifier", async () => {
    const query = "Marienbornschool";
    const { q } = await reconcile({ q: { query } });
    const { rows } = await (
      await rig.post(
        "/reconcile",
        "extend",
        JSON.stringify({ ids: [q?.result[0].id], properties: [{ id: "ond:bevoegdGezag" }] }),
      )
    ).json();
    const [board] = rows[q?.result[0].id]["ond:bevoegdGezag"];
    for (const v of [board.name, board.id, { id: board.id }, board.id.split("/")[1], [board.name, "iets anders"]]) {
      expect(await matched({ query, properties: [{ pid: `${OND}bevoegdGezag`, v }] })).toEqual(["vestiging/09QQ00"]);
    }
  });

  it("takes a code or an identifier for a name, and a row without a name", async () => {
    expect(await matched({ query: "24rk00" })).toEqual(["vestiging/24RK00"]);
    expect(await matched({ query: "vestiging/24RK00" })).toEqual(["vestiging/24RK00"]);
    expect(await matched({ query: `${BASE}/id/vestiging/24RK00` })).toEqual(["vestiging/24RK00"]);
    expect(await matched({ properties: [{ pid: "ond:vestigingsnummer", v: "24RK00" }] })).toEqual(["vestiging/24RK00"]);
  });

  it("finds a row without a name by what its other columns have, in any spelling", async () => {
    const { q } = await reconcile({ q: { query: "24RK00" } });
    const place = { pid: PLACE, v: "ALMERE" };
    const board = { pid: `${OND}bevoegdGezag`, v: "bevoegd gezag 40945" };
    const answer = await reconcile({
      both: { properties: [place, board] },
      no: { properties: [place, { ...board, v: "x" }] },
    });
    expect(answer["both"]?.result.map(({ id }) => id)).toContain(q?.result[0].id);
    expect(answer["no"]?.result).toEqual([]);
  });

  it("does not match on a property that it cannot compare", async () => {
    const properties = [{ pid: "http://schema.org/telephone", v: "0365374061" }];
    expect(await matched({ query: "jozef sarto arnhem", properties })).toEqual([]);
  });

  it("keeps to the types and the limit that were asked for, the best first", async () => {
    const { q } = await reconcile({ q: { query: "school", type: [`${OND}Vestiging`], limit: 3 } });
    expect(q?.result).toHaveLength(3);
    const scores = q?.result.map(({ score }) => score) ?? [];
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const { id } of q?.result ?? []) expect(id).toMatch(/^vestiging\//);
  });

  it("takes a blank type for none", async () => {
    for (const type of [null, "", []]) {
      expect(await matched({ query: "jozef sarto arnhem", type })).toEqual(["vestiging/03XW00"]);
    }
  });

  it("answers each query by its key, by GET too", async () => {
    const queries = JSON.stringify({ a: { query: "utrecht", type: "ond:Gemeente" }, b: { query: "qqqqq" } });
    const answer = await rig.json(`/reconcile?${new URLSearchParams({ queries }).toString()}`);
    expect(answer.a.result[0]).toMatchObject({ id: "gemeente/0344", score: 100, match: true });
    expect(answer.b).toEqual({ result: [] });
  });
});

describe("suggestions", () => {
  it("of entities are by the beginning of a name, valid, and can be gone on with", async () => {
    const first = await rig.json("/reconcile/suggest/entity?prefix=kindc");
    expect(faults("suggestedEntities", first)).toEqual([]);
    expect(first.result.map(({ name }: { name: string }) => name)).toContain("Kindcentrum De Werf");
    const all = await rig.json("/reconcile/suggest/entity?prefix=gem");
    const next = await rig.json("/reconcile/suggest/entity?prefix=gem&cursor=10");
    const ids = [...all.result, ...next.result].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("of types are classes that things have", async () => {
    const answer = await rig.json("/reconcile/suggest/type?prefix=vestig");
    expect(faults("suggestedTypes", answer)).toEqual([]);
    expect(answer.result).toContainEqual(expect.objectContaining({ id: `${OND}Vestiging` }));
  });

  it("of properties begin with what can be compared", async () => {
    const answer = await rig.json("/reconcile/suggest/property?prefix=");
    expect(faults("suggestedProperties", answer)).toEqual([]);
    expect(answer.result[0].id).toBe(PLACE);
    const named = await rig.json(`/reconcile/suggest/property?prefix=${encodeURIComponent("bevoegd gezag")}`);
    expect(named.result).toContainEqual(expect.objectContaining({ id: `${OND}bevoegdGezag` }));
  });

  it("of properties are all that things have, whoever names them, and are found by their IRI too", async () => {
    const NAME = "http://schema.org/name";
    const found = async (prefix: string): Promise<string[]> => {
      const { result } = await rig.json(`/reconcile/suggest/property?prefix=${encodeURIComponent(prefix)}`);
      return result.map(({ id }: { id: string }) => id);
    };
    expect(await found("naam")).toContain(NAME);
    expect(await found("schema:name")).toEqual([NAME]);
    expect(await found(NAME)).toEqual([NAME]);
    const { result } = await rig.json("/reconcile/suggest/type?prefix=ond:Vestiging");
    expect(result).toContainEqual(expect.objectContaining({ id: `${OND}Vestiging` }));
  });
});

describe("data extension", () => {
  it("does not take what the address says of itself for what the thing says", async () => {
    const type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    const asked = { ids: ["vestiging/24RK00"], properties: [{ id: type }, { id: PLACE }] };
    const { rows } = await (await rig.post("/reconcile", "extend", JSON.stringify(asked))).json();
    expect(rows["vestiging/24RK00"]).toEqual({ [type]: [{ str: `${OND}Vestiging` }], [PLACE]: [{ str: "Almere" }] });
  });

  it("gives values by identifier and property: things, texts, and the address of the thing", async () => {
    const ids = ["vestiging/24RK00", "vestiging/00QQ00"];
    const properties = [PLACE, `${OND}bevoegdGezag`, "http://schema.org/url", "geen:iri"].map((id) => ({ id }));
    const answer = await (await rig.post("/reconcile", "extend", JSON.stringify({ ids, properties }))).json();
    expect(faults("extension", answer)).toEqual([]);
    expect(answer.rows["vestiging/24RK00"]).toEqual({
      [PLACE]: [{ str: "Almere" }],
      [`${OND}bevoegdGezag`]: [{ id: "bevoegd-gezag/40945", name: "Bevoegd gezag 40945" }],
      "http://schema.org/url": [{ str: "https://www.cbsdeverbinding.nl/" }],
      "geen:iri": [],
    });
    expect(Object.values(answer.rows["vestiging/00QQ00"])).toEqual([[], [], [], []]);
  });

  it("gives numbers as numbers", async () => {
    const asked = { ids: ["tk/persoon/1c889902-6ede-427c-8682-000f683fffaa"], properties: [{ id: "tk:nummer" }] };
    const { rows } = await (await rig.post("/reconcile", "extend", JSON.stringify(asked))).json();
    expect(Object.values(rows)).toEqual([{ "tk:nummer": [{ int: 2491 }] }]);
  });

  it("proposes the properties that things of a class have", async () => {
    const answer = await rig.json("/reconcile/properties?type=ond:Vestiging&limit=30");
    expect(faults("proposal", answer)).toEqual([]);
    const ids = answer.properties.map(({ id }: { id: string }) => id);
    for (const id of [PLACE, `${OND}denominatie`]) expect(ids).toContain(id);
  });
});

it("a preview is a small page that may stand in a frame, with what is said escaped", async () => {
  const response = await rig.get("/reconcile/preview?id=vestiging%2F24RK00", { accept: "text/html" });
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors *");
  const html = await response.text();
  expect(html).toContain("Christelijk Basisschool De Verbinding");
  expect(html).toContain("Almere · 24RK00");
  expect((await rig.get("/reconcile/preview?id=%3Cscript%3E")).status).toBe(404);
});

/** A batch of so many queries. */
const many = (n: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, i) => [`q${i}`, { query: "x" }])));

describe("what is no query", () => {
  it.each([
    ["queries", "{", 400],
    ["queries", "[]", 400],
    ["queries", "null", 400],
    ["queries", '{"q":{}}', 400],
    ["queries", '{"q":{"query":1}}', 400],
    ["queries", '{"q":{"query":"x","limit":0}}', 400],
    ["queries", '{"q":{"query":"x","properties":[{"pid":"p"}]}}', 400],
    ["queries", many(51), 413],
    ["extend", '{"ids":["a"]}', 400],
    ["extend", JSON.stringify({ ids: Array.from({ length: 5001 }, String), properties: [{ id: "a" }] }), 413],
    ["iets", "anders", 400],
  ])("%s=%s is answered with a problem", async (element, value, status) => {
    const response = await rig.post("/reconcile", element, value);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) });
  });

  it("but hostile text in a query is only text", async () => {
    const texts = ["'\"<>{}\\\u0000", "\ud800", "x".repeat(100_000), "__proto__", "a ".repeat(5000), "> } DROP ALL #"];
    for (const query of texts) {
      await reconcile({ q: { query, properties: [{ pid: query.slice(0, 400) || "x", v: query }] } });
      const asked = JSON.stringify({ ids: [query.slice(0, 400)], properties: [{ id: query.slice(0, 400) }] });
      expect((await rig.post("/reconcile", "extend", asked)).status).toBe(200);
    }
  });

  it("a body that is no form is refused", async () => {
    const response = await fetch(`${rig.url}/reconcile`, { method: "POST", body: "{}" });
    expect(response.status).toBe(415);
  });
});
