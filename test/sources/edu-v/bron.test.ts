import { describe, expect, test } from "vitest";
import { z } from "zod";
import { apiBron, isLoopback, readBron } from "#src/sources/edu-v/bron.js";

const API = {
  bron: "mijn-bron",
  consent: true,
  url: "https://api.bron.example/v1/",
  tokenUrl: "https://login.bron.example/token",
  clientId: "klant",
  auth: "private_key_jwt",
};

/** What is wrong with a configuration, in the words of its user. */
function objection(changes: object): string {
  const read = apiBron.safeParse({ ...API, ...changes });
  return read.success ? "" : z.prettifyError(read.error);
}

describe("the configuration of a Bron", () => {
  test("has defaults for what the specification fixes", () => {
    expect(apiBron.parse(API)).toEqual({
      ...API,
      scope: "eduv.education",
      auth: { method: "private_key_jwt" },
      ask: [],
    });
    expect(apiBron.parse({ ...API, auth: "secret" }).auth).toEqual({ method: "secret", send: "basic" });
  });

  test("names whom to ask for", () => {
    const ask = [
      { orgMasterId: "999A001" },
      { orgId: "99XX", orgIdType: "OIE_CODE" },
      { boardMasterId: "999B999" },
      { boardId: "99999", boardIdType: "BGE_CODE" },
    ];
    expect(apiBron.parse({ ...API, ask }).ask).toEqual([
      { type: "MASTER", value: "999A001" },
      { type: "OIE_CODE", value: "99XX" },
      { type: "BOARD_MASTER", value: "999B999" },
      { type: "BGE_CODE", value: "99999" },
    ]);
  });

  test.each([
    [
      "an address that can be read on the way",
      { url: "http://api.bron.example/v1" },
      "must be https, unless it is of this machine",
    ],
    [
      "a token URL that can be read on the way",
      { tokenUrl: "http://localhost.example/t" },
      "must be https, unless it is of this machine",
    ],
    ["a secret in the address", { url: "https://a:b@api.bron.example/v1" }, "credentials do not belong in the address"],
    ["a query", { url: "https://api.bron.example/v1?key=b" }, "must end with its path"],
    ["no address", { url: "api.bron.example" }, "is no web address"],
    ["another version", { url: "https://api.bron.example/edu/v2" }, "speaks major version 1"],
    ["a name that is no folder", { bron: "Mijn bron" }, "use lower-case letters, digits and single hyphens"],
    ["no consent said", { consent: undefined }, "whether the schools agreed that their data are published"],
    ["a way to log in that is none", { auth: "password" }, "auth"],
    ["a setting that is none", { secret: "x" }, 'Unrecognized key: "secret"'],
    ["half an identifier", { ask: [{ orgId: "99XX" }] }, "name one of: orgMasterId; orgId with orgIdType"],
    ["a half beside a whole", { ask: [{ orgMasterId: "999A001", boardIdType: "BGE_CODE" }] }, "name one of"],
    ["two at once", { ask: [{ orgMasterId: "999A001", boardMasterId: "999B999" }] }, "name one of"],
    ["none", { ask: [{}] }, "name one of"],
    [
      "an id that YAML made a number",
      { ask: [{ boardId: 99_999, boardIdType: "BGE_CODE" }] },
      "write it as text, between quotes",
    ],
  ])("is refused with %s", (_what, changes, why) => {
    expect(objection(changes)).toContain(why);
  });

  test.each(["http://localhost:8080/v1", "http://127.0.0.1/v1", "http://[::1]:1/v1"])(
    "may be of this machine: %s",
    (url) => {
      expect(objection({ url, tokenUrl: url })).toBe("");
    },
  );
});

test.each([
  ["http://127.0.0.1.example/", false],
  ["http://10.0.0.1/", false],
  ["http://[::2]/", false],
  ["http://2130706433/", true],
])("%s is of this machine: %s", (url, isOfThis) => {
  expect(isLoopback(new URL(url))).toBe(isOfThis);
});

function read(yaml: string, unknown: string[] = []) {
  return readBron(yaml, "x", "x/bron.yaml", (key) => unknown.push(key));
}

describe("bron.yaml", () => {
  test("says who gave consent, and how was asked", () => {
    const yaml = "consent: true\nsector: po\nfilterByOrgId: false\nschoolPeriodId: 2025-2026\nname: Fictieve Bron\n";
    expect(read(yaml)).toEqual({
      bron: "x",
      consent: true,
      sector: "po",
      filterByOrgId: false,
      schoolPeriodId: "2025-2026",
      name: "Fictieve Bron",
    });
  });

  test("may hold what is not known here, and that is told", () => {
    const unknown: string[] = [];
    expect(read("consent: false\nfilterbyorgid: true\n", unknown).consent).toBe(false);
    expect(unknown).toEqual(["filterbyorgid"]);
  });

  test.each([
    ["nothing", ""],
    ["no consent", "sector: po"],
    ["consent in words", "consent: 'yes'"],
    ["another sector", "consent: true\nsector: mbo"],
  ])("with %s is refused, with what it must hold", (_what, yaml) => {
    expect(() => read(yaml)).toThrow(/^x\/bron\.yaml: it must say `consent: true`/);
  });

  test("that is no YAML is refused, with the place", () => {
    expect(() => read("consent: [true")).toThrow(/^x\/bron\.yaml: .*line 1/);
  });
});
