import { inspect } from "node:util";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import type { Delivery } from "#src/sources/delivery.js";
import { eduVApi } from "#src/sources/edu-v/client.js";
import { apiBron } from "#src/sources/edu-v/bron.js";
import { eduVFiles } from "#src/sources/edu-v/files.js";
import type { Note } from "#src/sources/edu-v/note.js";
import { HttpClient, type HttpOptions } from "#src/sources/http.js";
import { folder } from "../../folder.js";
import { webServer } from "../web-server.js";
import { school } from "./schools.js";
import { type Bron, type BronOptions, bronServer, CLIENT, json, refuse, type School, SECRET } from "./server.js";

const ENV = { ONDERWIJSGRAAF_EDU_V_TEST_BRON_SECRET: SECRET };

/** What a run gave: the answers that could be opened, what failed, what was noted. */
interface Run {
  readonly parts: Map<string, { delivery: Delivery; records: readonly Record<string, unknown>[] }>;
  readonly failures: Map<string, Error>;
  readonly notes: Note[];
}

async function run(bron: Bron, config: object = {}, options: HttpOptions = {}): Promise<Run> {
  const http = new HttpClient({ retryAfterMs: 5, retries: 2, idleMs: 2_000, ...options });
  onTestFinished(() => http.close());
  const { url, tokenUrl } = bron;
  const checked = apiBron.parse({
    bron: "test-bron",
    consent: true,
    url,
    tokenUrl,
    clientId: CLIENT,
    auth: "secret",
    ...config,
  });
  const result: Run = { parts: new Map(), failures: new Map(), notes: [] };
  for await (const delivery of eduVApi(checked, ENV, http, (note) => result.notes.push(note))) {
    const name = `${delivery.dataset}/${delivery.part}`;
    expect([...result.parts.keys(), ...result.failures.keys()]).not.toContain(name);
    try {
      const { body } = await delivery.open();
      const records = JSON.parse((await buffer(body)).toString()) as Record<string, unknown>[];
      result.parts.set(name, { delivery, records });
    } catch (error) {
      result.failures.set(name, error as Error);
    }
  }
  return result;
}

/** All values of a field in the parts of a dataset, sorted: one that came twice is there twice. */
function all({ parts }: Run, dataset: string, field: string): string[] {
  return [...parts]
    .filter(([name]) => name.startsWith(`test-bron/${dataset}/`))
    .flatMap(([, { records }]) => records.map((record) => String(record[field])))
    .sort();
}

function of(records: readonly object[], field: string): string[] {
  return records.map((record) => String((record as Record<string, unknown>)[field])).sort();
}

/** That each organisation and each offering of these schools came once, and nothing else. */
function expectAll(result: Run, schools: readonly School[]): void {
  expect(all(result, "organisations", "name")).toEqual(
    of(
      schools.map((each) => each.organisation),
      "name",
    ),
  );
  expect(all(result, "studyofferings", "studyOfferingId")).toEqual(
    of(
      schools.flatMap((each) => each.studyofferings),
      "studyOfferingId",
    ),
  );
  expect(all(result, "subjectofferings", "subjectOfferingId")).toEqual(
    of(
      schools.flatMap((each) => each.subjectofferings),
      "subjectOfferingId",
    ),
  );
}

const three = (): School[] => [
  school({ master: "999A001", ids: [["OIE_CODE", "99XX"]] }),
  school({
    ids: [
      ["DD_ID", "4711"],
      ["OIE_CODE", "99XY"],
    ],
  }),
  school({ ids: [["AS_ID", "las/7 é"]] }),
];

async function withSchools(options: BronOptions = {}): Promise<{ bron: Bron; schools: readonly School[] }> {
  const schools = options.schools ?? three();
  return { bron: await bronServer({ ...options, schools }), schools };
}

describe("every organisation and offering arrives once", () => {
  test("of all that the Bron has, under names that say what was asked", async () => {
    const { bron, schools } = await withSchools();
    const result = await run(bron);
    expectAll(result, schools);
    expect(result.notes).toEqual([]);
    expect([...result.parts.keys()]).toEqual([
      "test-bron/organisations/ALL",
      "test-bron/studyofferings/MASTER-999A001",
      "test-bron/subjectofferings/MASTER-999A001",
      "test-bron/studyofferings/OIE_CODE-99XY",
      "test-bron/subjectofferings/OIE_CODE-99XY",
      "test-bron/studyofferings/AS_ID-las%2F7%20%C3%A9",
      "test-bron/subjectofferings/AS_ID-las%2F7%20%C3%A9",
    ]);
    expect(result.parts.get("test-bron/studyofferings/OIE_CODE-99XY")?.delivery).toMatchObject({
      fileName: "OIE_CODE-99XY.json",
      origin: `${bron.url}/studyofferings/school?orgId=99XY&orgIdType=OIE_CODE`,
    });
    expect(bron.tokens).toHaveLength(1);
  });

  test.each([
    ["a master id", { orgMasterId: "999A001" }, "MASTER-999A001", [0]],
    ["an id and its type", { orgId: "4711", orgIdType: "DD_ID" }, "DD_ID-4711", [1]],
    ["the master id of a board", { boardMasterId: "999B999" }, "BOARD_MASTER-999B999", [0, 1, 2]],
    ["the number of a board", { boardId: "99999", boardIdType: "BGE_CODE" }, "BGE_CODE-99999", [0, 1, 2]],
  ])("asked by %s", async (_what, ask, part, which) => {
    const { bron, schools } = await withSchools();
    const result = await run(bron, { ask: [ask] });
    expectAll(
      result,
      schools.filter((_school, index) => which.includes(index)),
    );
    expect([...result.parts.keys()][0]).toBe(`test-bron/organisations/${part}`);
  });

  test("though a school is asked for, and its board, and the board once more", async () => {
    const { bron, schools } = await withSchools();
    const board = { boardMasterId: "999B999" };
    const result = await run(bron, { ask: [{ orgId: "99XY", orgIdType: "OIE_CODE" }, board, board] });
    expectAll(result, schools);
    expect(result.notes).toEqual([
      {
        kind: "repeated",
        message: `${bron.url}/organisations?boardMasterId=999B999: 1 of its organisations came before`,
      },
    ]);
    expect(new Set(bron.asked).size).toBe(bron.asked.length);
  });

  test("though tokens last for two requests only", async () => {
    const { bron, schools } = await withSchools({ usesPerToken: 2 });
    expectAll(await run(bron), schools);
    expect(bron.tokens).toHaveLength(4);
  });

  test("though tokens expire at once, and say so", async () => {
    const { bron, schools } = await withSchools({ expiresIn: 0, usesPerToken: 1 });
    expectAll(await run(bron), schools);
    expect(bron.tokens).toHaveLength(7);
    expect(bron.asked).toHaveLength(7);
  });

  test.each([
    ["401 once", (response) => refuse(response, 401, 21, "scope required")],
    ["429 with Retry-After once", (response) => void response.writeHead(429, { "retry-after": "1" }).end()],
    ["500 once", (response) => void response.writeHead(500).end("stuk")],
    [
      "half of the answer once",
      (response) => void response.writeHead(200, { "content-length": 900 }).write("[", () => response.destroy()),
    ],
    [
      "half of a chunked answer once",
      (response) => void response.writeHead(200).write('[{"a":', () => response.destroy()),
    ],
  ] satisfies [string, (response: Parameters<typeof json>[0]) => unknown][])(
    "though the server answers %s",
    async (_what, spoil) => {
      const { bron, schools } = await withSchools({
        instead: ({ path, nth, response }) => {
          if (nth > 1 || !path.startsWith("/v1/subjectofferings/school?orgId=99XY")) return false;
          spoil(response);
          return true;
        },
      });
      const result = await run(bron);
      expect([...result.failures.values()]).toEqual([]);
      expectAll(result, schools);
    },
  );
});

function places(ids: readonly (readonly [type: string, id: string])[]): School {
  return school({ ids });
}

/** The queries after that for organisations. */
function asked(bron: Bron): string[] {
  return bron.asked.slice(1).map((each) => each.replace(/^.*\?/, ""));
}

describe("offerings are asked for", () => {
  test.each([
    [
      "OIE_CODE",
      [
        ["AS_ID", "a"],
        ["V_ID", "99XX00"],
        ["OIE_CODE", "99XX"],
      ],
      "orgId=99XX&orgIdType=OIE_CODE",
    ],
    [
      "V_ID",
      [
        ["BP_ID", "b"],
        ["DD_ID", "d"],
        ["V_ID", "99XX00"],
      ],
      "orgId=99XX00&orgIdType=V_ID",
    ],
    [
      "DD_ID",
      [
        ["AS_ID", "a"],
        ["BP_ID", "b"],
        ["DD_ID", "d"],
      ],
      "orgId=d&orgIdType=DD_ID",
    ],
    [
      "BP_ID",
      [
        ["AS_ID", "a"],
        ["BP_ID", "b"],
      ],
      "orgId=b&orgIdType=BP_ID",
    ],
  ] as const)("by %s, when that is the best there is", async (_type, ids, query) => {
    const { bron } = await withSchools({ schools: [places(ids)] });
    await run(bron);
    expect(asked(bron)).toEqual([query, query]);
  });

  const byCode = places([["OIE_CODE", "99XX"]]);
  const byMaster = school({ master: "999A001" });
  test.each([
    ["po", byCode, { sector: "po" }, "orgId=99XX&orgIdType=OIE_CODE&filterByOrgId=true"],
    ["vo", byCode, { sector: "vo" }, "orgId=99XX&orgIdType=OIE_CODE&filterByOrgId=false"],
    ["vo, filtered", byCode, { sector: "vo", filterByOrgId: true }, "orgId=99XX&orgIdType=OIE_CODE&filterByOrgId=true"],
    ["no sector", byCode, {}, "orgId=99XX&orgIdType=OIE_CODE"],
    ["a master id", byMaster, { sector: "po", filterByOrgId: true }, "orgMasterId=999A001"],
    ["a period", byMaster, { schoolPeriodId: "2025-2026" }, "orgMasterId=999A001&schoolPeriodId=2025-2026"],
  ])("as the settings say: %s", async (_what, one, settings, query) => {
    const { bron, schools } = await withSchools({ schools: [one] });
    expectAll(await run(bron, settings), schools);
    expect(asked(bron)).toEqual([query, query]);
  });

  test("by each code of a school, unless one gives all", async () => {
    const two = places([
      ["OIE_CODE", "99XX"],
      ["OIE_CODE", "99XY"],
      ["OIE_CODE", "99XX"],
    ]);
    for (const [sector, codes] of [
      ["po", ["99XX", "99XX", "99XY", "99XY"]],
      ["vo", ["99XX", "99XX"]],
    ] as const) {
      const { bron } = await withSchools({ schools: [two] });
      await run(bron, { sector });
      expect(asked(bron).map((each) => new URLSearchParams(each).get("orgId"))).toEqual(codes);
    }
  });

  test("not at all of an organisation without identifier, and that is noted", async () => {
    const { bron } = await withSchools({ schools: [school({}), byCode] });
    const result = await run(bron);
    expect(all(result, "organisations", "name")).toHaveLength(2);
    expect(result.parts.size).toBe(3);
    expect(result.notes).toEqual([
      { kind: "no-identifier", message: expect.stringContaining("organisation 1 has no identifier") as string },
    ]);
  });

  test("by the ids that are right, where others beside them are not", async () => {
    const odd = school({ ids: [["OIE_CODE", "99XY"]] });
    const ids = [
      null,
      "99XX",
      { organisationId: 12, organisationIdType: "OIE_CODE" },
      ...(odd.organisation["organisationIds"] as object[]),
    ];
    const { bron } = await withSchools({
      schools: [
        { ...odd, organisation: { ...odd.organisation, organisationMasterIdentifier: null, organisationIds: ids } },
      ],
      instead: ({ url, response }) => url.pathname !== "/v1/organisations" && json(response, 200, []),
    });
    await run(bron);
    expect(asked(bron)).toEqual(["orgId=99XY&orgIdType=OIE_CODE", "orgId=99XY&orgIdType=OIE_CODE"]);
  });
});

/** A Bron that misbehaves for one address. */
async function spoiled(spoil: (response: Parameters<typeof json>[0]) => unknown) {
  const at = "/v1/subjectofferings/school?orgId=99XY&orgIdType=OIE_CODE";
  const { bron, schools } = await withSchools({
    instead: ({ path, response }) => {
      if (path === at) spoil(response);
      return path === at;
    },
  });
  const result = await run(bron);
  return { result, schools, bron, url: `${bron.url}${at.slice(3)}` };
}

/** That all arrived but what was to be at the spoiled address. */
function expectRest(result: Run, schools: readonly School[]): void {
  expectAll(
    result,
    schools.map((each, index) => (index === 1 ? { ...each, subjectofferings: [] } : each)),
  );
}

describe("what a Bron does not have, or may not give, is no failure", () => {
  test("404: a note", async () => {
    const { result, schools, url } = await spoiled((response) => refuse(response, 404, 2001, "School unknown"));
    expectRest(result, schools);
    expect(result.failures.size).toBe(0);
    expect(result.notes).toEqual([
      { kind: "empty", message: `${url}: the server answered 404, code 2001: School unknown` },
    ]);
  });

  test("403 for want of consent: left out, and said why", async () => {
    const { result, schools, url } = await spoiled((response) => refuse(response, 403, 22, "consent required"));
    expectRest(result, schools);
    expect(result.failures.size).toBe(0);
    expect(result.notes).toEqual([
      { kind: "no-consent", message: `${url}: the server answered 403, code 0022: consent required; left out` },
    ]);
  });

  test("403 for want of consent, its code as it is published", async () => {
    const { result } = await spoiled((response) => json(response, 403, { status: "0022" }));
    expect(result.notes.map((note) => note.kind)).toEqual(["no-consent"]);
  });

  test("of a school that is asked for: the others come", async () => {
    const { bron, schools } = await withSchools();
    const result = await run(bron, { ask: [{ orgId: "00XX", orgIdType: "OIE_CODE" }, { orgMasterId: "999A001" }] });
    expectAll(result, schools.slice(0, 1));
    expect(result.notes.map((note) => note.kind)).toEqual(["empty"]);
  });

  test("without consent in the configuration nothing is asked, no token either", async () => {
    const { bron } = await withSchools();
    const result = await run(bron, { consent: false });
    expect(result.parts.size).toBe(0);
    expect([bron.asked, bron.forms]).toEqual([[], []]);
    expect(result.notes.map((note) => note.kind)).toEqual(["no-consent"]);
  });
});

describe("an answer that cannot be used fails alone, and says why", () => {
  type Spoil = (response: Parameters<typeof json>[0]) => unknown;
  const page = "<!DOCTYPE html><html><head><title>Log  in</title></head></html>";
  test.each<[string, Spoil, string]>([
    ["400", (r) => refuse(r, 400, 11, "Schema\nincorrect"), "the server answered 400, code 0011: Schema incorrect"],
    ["403", (r) => refuse(r, 403, 99, ""), "the server answered 403, code 0099"],
    [
      "403 without StatusResponse",
      (r) => r.writeHead(403).end("<h1>Verboden</h1>"),
      "the server answered 403: Verboden",
    ],
    [
      "401, also with a new token",
      (r) => refuse(r, 401, 21, "scope required"),
      "the server answered 401, code 0021: scope required",
    ],
    ["503, also later", (r) => r.writeHead(503).end(), "the server answered 503, also after trying again"],
    [
      "a page",
      (r) => r.writeHead(200, { "content-type": "text/html" }).end(page),
      'the server answered 200 with text/html, an HTML page ("Log in"), not JSON',
    ],
    [
      "half of the JSON",
      (r) => r.end('[{"studyOfferingId": "x"'),
      "the answer (200): the JSON is cut off after 24 characters",
    ],
    ["an object", (r) => json(r, 200, { results: [] }), "the answer (200): is an object, not an array of objects"],
    ["null", (r) => json(r, 200, null), "the answer (200): is null, not an array of objects"],
    ["numbers", (r) => json(r, 200, [{}, 7]), "the answer (200): is no array of objects: element 2 is a number"],
    ["nothing", (r) => r.writeHead(200).end(), "the answer (200): is empty"],
    [
      "half, each time",
      (r) => r.writeHead(200, { "content-length": 900 }).write("[", () => r.destroy()),
      "reading broke off: the connection was broken off",
    ],
    [
      "another major version",
      (r) => {
        r.setHeader("API-Version", "2.0.0");
        json(r, 200, []);
      },
      "the API is of version 2.0, and this client speaks major version 1",
    ],
  ])("%s", async (_what, spoil, why) => {
    const { result, schools, url } = await spoiled(spoil);
    expectRest(result, schools);
    expect([...result.failures.keys()]).toEqual(["test-bron/subjectofferings/OIE_CODE-99XY"]);
    const [failure] = result.failures.values();
    expect(failure?.name).toBe("SourceError");
    const expected = `${url}: ${why}`;
    expect(failure?.message.slice(0, expected.length)).toBe(expected);
  });

  test("a redirect to another host, which is not asked", async () => {
    let asked = 0;
    const other = await webServer((_request, response) => {
      asked += 1;
      json(response, 200, []);
    });
    const { result, schools } = await spoiled((response) => response.writeHead(302, { location: `${other}/v1` }).end());
    expectRest(result, schools);
    expect(asked).toBe(0);
    expect(String([...result.failures.values()][0])).toContain(`redirects to another host (${other}/v1)`);
  });

  test("with 401 for all, tokens are not asked for again and again", async () => {
    const { bron } = await withSchools({
      instead: ({ url, response }) =>
        url.pathname !== "/v1/organisations" && refuse(response, 401, 21, "scope required"),
    });
    const result = await run(bron);
    expect(result.failures.size).toBe(6);
    expect(bron.tokens).toHaveLength(2);
  });
});

describe("the version of the API", () => {
  test.each([
    ["1.1.1", 0],
    ["1.0.2", 0],
    ["1", 0],
    ["v1.1", 0],
  ])("%s is spoken", async (apiVersion, notes) => {
    const { bron, schools } = await withSchools({ apiVersion });
    const result = await run(bron);
    expectAll(result, schools);
    expect(result.notes).toHaveLength(notes);
  });

  test.each([
    ["1.12.0", "newer than 1.1"],
    [null, "do not say in a header API-Version"],
    ["latest", "do not say in a header API-Version"],
  ])("%s is noted once", async (apiVersion, words) => {
    const { bron, schools } = await withSchools({ apiVersion });
    const result = await run(bron);
    expectAll(result, schools);
    expect(result.notes).toEqual([{ kind: "version", message: expect.stringContaining(words) as string }]);
  });
});

describe("credentials are told to nobody", () => {
  test("though the server repeats them in every way it can", async () => {
    const other = await webServer((_request, response) => void response.end());
    const ways: ((token: string, response: Parameters<typeof json>[0]) => unknown)[] = [
      (token, response) => response.writeHead(403).end(`no, Bearer ${token}`),
      (token, response) => refuse(response, 400, 99, `token ${token}`),
      (token, response) => response.writeHead(302, { location: `${other}/?t=${token}` }).end(),
      (token, response) => response.writeHead(302, { location: `http://${token}:${token}@[` }).end(),
      (token, response) => response.writeHead(200).end(`<html><title>${token}</title>`),
      (token, response) => response.writeHead(200).end(`"${token}`),
      (token, response) => response.setHeader("API-Version", `9.${token}`).end("[]"),
      (token, response) => response.writeHead(404).end(`${" ".repeat(3_990)}${token}`),
    ];
    const schools = ways.map((_way, index) => school({ ids: [["AS_ID", `las${index}`]] }));
    const { bron } = await withSchools({
      schools,
      instead: ({ url, token, response }) => {
        if (url.pathname === "/v1/organisations") return false;
        // A redirect on the host itself is followed; then its address holds the token.
        if (url.searchParams.has("echo")) return refuse(response, 400, 99, "echo");
        const isStudy = url.pathname.startsWith("/v1/study");
        if (isStudy) ways[Number(url.searchParams.get("orgId")?.slice(3))]?.(token, response);
        else response.writeHead(302, { location: `/v1/x?echo=${token}` }).end();
        return true;
      },
    });
    const result = await run(bron);
    expect(result.failures.size).toBe(15);
    expect(bron.tokens).toHaveLength(1);
    const told = inspect([result.notes, [...result.failures.values()]], {
      depth: null,
      showHidden: true,
      getters: true,
    });
    expect(told).toContain("redirects to another host");
    expect(told).toContain("[secret]");
    // Not the start of one either: a message may have been shortened.
    for (const token of bron.tokens) expect(told).not.toContain(token.slice(0, 10));
    expect(told).not.toContain(SECRET);
  });

  test("an unknown client ends the run, with OAuth's code and without the secret", async () => {
    const { bron } = await withSchools();
    const failed = await run(bron, { clientId: "iemand anders" }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      message: `${bron.tokenUrl}: no token (401 invalid_client: not this client: [secret])`,
    });
    expect(inspect(failed, { depth: null, showHidden: true })).not.toContain(SECRET);
    expect(bron.asked).toEqual([]);
  });
});

test("what an API gave, kept under its names, is read as files in the same way", async () => {
  const { bron } = await withSchools();
  const settings = { bron: "test-bron", consent: true, sector: "po" as const, filterByOrgId: true };
  const { parts } = await run(bron, settings);
  const dir = await folder();
  for (const { delivery } of parts.values()) {
    const kept = join(dir, delivery.dataset ?? "", delivery.fileName);
    await mkdir(dirname(kept), { recursive: true });
    await writeFile(kept, (await delivery.open()).body);
  }
  const { bron: _, ...told } = settings;
  await writeFile(join(dir, "test-bron/bron.yaml"), stringify(told));
  const [files, ...others] = await eduVFiles(dir, (note) => expect(note).toBeUndefined());
  expect(others).toEqual([]);
  expect(files?.settings).toEqual({ name: undefined, schoolPeriodId: undefined, licence: undefined, ...settings });
  const reread = new Map<string, unknown>();
  for (const delivery of files?.deliveries ?? []) {
    const { body } = await delivery.open();
    reread.set(`${delivery.dataset}/${delivery.part}`, JSON.parse((await buffer(body)).toString()));
  }
  expect(reread).toEqual(new Map([...parts].sort().map(([name, { records }]) => [name, records])));
});

test("who gives up is not kept waiting, and no failure of a part is made of it", async () => {
  const giveUp = new AbortController();
  const { bron } = await withSchools({
    instead: ({ url, response }) => {
      if (url.pathname === "/v1/organisations") return false;
      response.writeHead(200).write("[");
      setTimeout(() => giveUp.abort(new Error("stopped")), 20);
      return true;
    },
  });
  await expect(run(bron, {}, { signal: giveUp.signal })).rejects.toThrow(/^stopped$/);
});
