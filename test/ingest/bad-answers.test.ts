import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { kamer } from "../sources/odata/kamer.js";
import { odataServer } from "../sources/odata/server.js";
import { ingestFrom, linesOf, rawText } from "./run.js";

const MARK = "ongewenst";
const PERSONS = "/graph/tweedekamer/persoon";
const HTTP = { retryAfterMs: 5, retries: 0, idleMs: 2_000 };
const JSON_TYPE = "application/json";
const ATOM_TYPE = "application/atom+xml";

type Sends = (response: ServerResponse) => unknown;
const sends =
  (type: string, text: string): Sends =>
  (response) =>
    response.writeHead(200, { "content-type": type }).end(text);

describe.each(["v3", "v4"] as const)("of OData %s", (version) => {
  test.each<[string, Sends, RegExp]>([
    [
      "an HTML page",
      sends("text/html", `<!doctype html><title>Storing</title>${MARK}`),
      /answered 200 with text\/html/,
    ],
    ["an HTML page that is called JSON", sends(JSON_TYPE, `<html>${MARK}</html>`), /answered 200 with an HTML page/],
    ["half JSON", sends(JSON_TYPE, `{"value":[{"Id":"1","Achternaam":"${MARK}"},{"Id`), /\(200\): the JSON is cut off/],
    [
      "half Atom",
      sends(ATOM_TYPE, `<feed xmlns="http://www.w3.org/2005/Atom"><title>${MARK}</title><entry>`),
      /\(200\)/,
    ],
    ["another content type", sends("text/csv", `Id,Achternaam\n1,${MARK}\n`), /answered 200 with text\/csv/],
    [
      "an XML bomb",
      sends(ATOM_TYPE, `<!DOCTYPE f [<!ENTITY a "${MARK}"><!ENTITY b "&a;&a;&a;">]><feed>&b;</feed>`),
      /\(200\): the XML has a document type/,
    ],
    [
      "a redirect to another host",
      (response) => response.writeHead(302, { location: `http://127.0.0.2:1/${MARK}` }).end(),
      /redirects to another host/,
    ],
  ])("%s is refused with URL and cause, and leaves archive and raw/ as they were", async (_what, answer, message) => {
    const dir = await folder();
    let isBad = false;
    const { root } = await odataServer({
      version,
      tables: kamer(version, 3),
      instead: ({ path, response }) => {
        if (!isBad || path !== "Persoon") return false;
        answer(response);
        return true;
      },
    });
    const ingest = (day: number) =>
      ingestFrom(
        dir,
        [{ source: "tweedekamer", from: root.href, vergaderjaren: ["2016-2017"], dataset: "persoon", full: true }],
        { now: new Date(Date.UTC(2026, 2, day)), http: HTTP },
      );
    await ingest(1);
    const before = [await linesOf(dir, PERSONS), await rawText(dir)];
    isBad = true;
    const { files, published } = await ingest(2);
    expect({ files, published }).toEqual({
      files: [{ file: "persoon", outcome: "refused", message: expect.stringMatching(message) as string }],
      published: false,
    });
    expect(files[0]?.message).toContain(`${root.href}Persoon?`);
    expect(files[0]?.message).not.toContain('Achternaam":');
    expect([await linesOf(dir, PERSONS), await rawText(dir)]).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(MARK);
  });
});
