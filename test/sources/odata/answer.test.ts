import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "#src/sources/http.js";
import { entities } from "#src/sources/odata/entities.js";
import type { ODataFormat } from "#src/sources/odata/query.js";
import { entitySets, serviceModel } from "#src/sources/odata/service.js";
import { SourceError, StatusError } from "#src/sources/source-error.js";
import { webServer } from "../web-server.js";
import { collected } from "./collected.js";
import { kamer } from "./kamer.js";
import { odataServer, type TestService } from "./server.js";

const JSON_TYPE = { "content-type": "application/json;odata.metadata=minimal" };

function client(retries = 1): HttpClient {
  const http = new HttpClient({ retryAfterMs: 5, retries });
  onTestFinished(() => http.close());
  return http;
}

/** A service whose second page is something else; what came of the walk, and its error. */
async function secondPage(
  answer: (response: ServerResponse, nth: number) => void,
): Promise<{ given: number; error: unknown; server: TestService }> {
  const server = await odataServer({
    version: "v4",
    tables: kamer("v4", 30),
    pageSize: 10,
    instead: ({ nth, response }) => {
      if (nth === 1) return false;
      answer(response, nth);
      return true;
    },
  });
  let given = 0;
  let error: unknown;
  try {
    for await (const block of entities({ ...server, set: "Zaak" }, client())) given += block.records.length;
  } catch (thrown) {
    error = thrown;
  }
  return { given, error, server };
}

describe("an answer that is not sound is refused, with URL, status and the first cause", () => {
  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    [
      "an HTML page with status 200",
      (response) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Onderhoud</title>"),
      /Zaak\?.*: the server answered 200 with text\/html, an HTML page \("Onderhoud"\), not OData/,
    ],
    [
      "an HTML page that says it is JSON",
      (response) => response.writeHead(200, JSON_TYPE).end("<html><head><title>Onderhoud</title></head></html>"),
      /the server answered 200 with an HTML page \("Onderhoud"\), not OData/,
    ],
    [
      "JSON of another type",
      (response) => response.writeHead(200, { "content-type": "text/plain" }).end('{"value":[{"Id":"x"}]}'),
      /answered 200 with text\/plain, not OData/,
    ],
    [
      "half JSON",
      (response) => response.writeHead(200, JSON_TYPE).end('{"value":[{"Id":"x"},{"Id":"'),
      /the answer \(200\): the JSON is cut off after 28 characters/,
    ],
    [
      "an answer that breaks off",
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, "content-length": "500" }).write('{"value":[{"Id":"x"}]}');
        setTimeout(() => response.destroy(), 5);
      },
      /reading broke off: the connection was broken off/,
    ],
    [
      "an error with status 200",
      (response) => response.writeHead(200, JSON_TYPE).end('{"error":{"code":"","message":"Timeout."}}'),
      /the answer \(200\): is an error: Timeout\./,
    ],
    [
      "a redirect to another host",
      (response) => response.writeHead(302, { location: "http://127.0.0.2:1/OData/v4/2.0/Zaak" }).end(),
      /redirects to another host \(http:\/\/127\.0\.0\.2:1\/OData\/v4\/2\.0\/Zaak\)/,
    ],
    [
      "a link to another host",
      (response) =>
        response.writeHead(200, JSON_TYPE).end('{"value":[],"@odata.nextLink":"http://127.0.0.2:1/Zaak?$skiptoken=x"}'),
      /said to be at another host \(http:\/\/127\.0\.0\.2:1\/Zaak/,
    ],
    [
      "an XML bomb",
      (response) =>
        response
          .writeHead(200, { "content-type": "application/atom+xml" })
          .end('<!DOCTYPE f [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><feed>&c;</feed>'),
      /the answer \(200\): the XML has a document type/,
    ],
    [
      "an answer larger than any",
      (response) =>
        response
          .writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(70_000_000, " "))),
      /: larger than 64 MB/,
    ],
    [
      "an answer compressed unasked",
      (response) => response.writeHead(200, { ...JSON_TYPE, "content-encoding": "zstd" }).end("x"),
      /compressed in a way that was not asked for \(zstd\)/,
    ],
  ])("%s", async (_, answer, message) => {
    const { given, error } = await secondPage(answer);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain("/OData/v4/2.0/Zaak?");
    // The first page was sound, and of the second nothing is given.
    expect(given).toBe(10);
  });
});

test.each([
  ["in its list", 9],
  ["after a record", 20],
  ["before its last brace", 21],
])("one that is cut off %s is asked for again", async (_, at) => {
  const { given, error, server } = await secondPage((response, nth) => {
    const text = '{"value":[{"Id":"x"}]}';
    response.writeHead(200, JSON_TYPE).end(nth === 2 ? text.slice(0, at) : text);
  });
  expect({ given, error }).toEqual({ given: 11, error: undefined });
  expect(server.asked[1]).toBe(server.asked[2]);
});

test("compressed answers are read", async () => {
  const { given, error } = await secondPage((response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" }).end(gzipSync('{"value":[{"Id":"x"}]}'));
  });
  expect({ given, error }).toEqual({ given: 11, error: undefined });
});

describe("a refusal is told in the words of the service", () => {
  const incompatible =
    /Zaak\?.*: the server answered 400: .*Found operand types 'Edm.Int32' and 'Edm.String' for operator kind 'Equal'/;
  test.each<["v3" | "v4", ODataFormat | undefined]>([
    ["v4", undefined],
    ["v3", "atom"],
    ["v3", "json"],
    ["v3", "verbose"],
  ])("%s %s", async (version, format) => {
    const server = await odataServer({ version, tables: kamer(version, 1) });
    const query = { ...server, set: "Zaak", filter: "Volgnummer eq '1'", ...(format === undefined ? {} : { format }) };
    const walk = collected(entities(query, client()));
    await expect(walk).rejects.toThrow(incompatible);
    await expect(walk).rejects.toMatchObject({ status: 400, constructor: StatusError });
  });

  test("with what is wrong further in", async () => {
    const error = {
      code: "500",
      message: "An error has occurred.",
      innererror: { message: "Timeout expired.", type: "SqlException", stacktrace: "at …" },
    };
    const root = await webServer((_, response) => response.writeHead(400, JSON_TYPE).end(JSON.stringify({ error })));
    const service = { root: new URL(`${root}/OData/v4/2.0/`), version: "v4" as const };
    await expect(entitySets(service, client())).rejects.toThrow(
      `${root}/OData/v4/2.0/: the server answered 400: 500: An error has occurred. Timeout expired.`,
    );
  });

  test("also when it is too long to be kept whole", async () => {
    const text = JSON.stringify({ error: { code: "", message: `Te "veel" gevraagd. ${"x".repeat(9000)}` } });
    const root = await webServer((_, response) => response.writeHead(400, JSON_TYPE).end(text));
    const service = { root: new URL(`${root}/`), version: "v4" as const };
    await expect(entitySets(service, client())).rejects.toThrow('the server answered 400: Te "veel" gevraagd. xxx');
  });
});

test("a service is asked for what its version has", async () => {
  const headers: Record<string, unknown>[] = [];
  const root = await webServer((request, response) => {
    headers.push(request.headers);
    response.writeHead(200, JSON_TYPE).end('{"value":[]}');
  });
  const asked = { root: new URL(root), set: "Zaak" };
  for (const format of ["atom", "json", "verbose"] as const) {
    await collected(entities({ ...asked, version: "v3", format }, client()));
  }
  await collected(entities({ ...asked, version: "v4" }, client()));
  expect(headers.map((each) => each["accept"])).toEqual([
    "application/atom+xml, application/xml;q=0.9",
    "application/json",
    "application/json;odata=verbose",
    "application/json;odata.metadata=minimal",
  ]);
  expect(headers.map((each) => each["maxdataserviceversion"] ?? each["odata-maxversion"])).toEqual([
    "3.0",
    "3.0",
    "3.0",
    "4.0",
  ]);
});

describe.each(["v3", "v4"] as const)("%s", (version) => {
  test("what it offers, and its model", async () => {
    const tables = kamer(version, 1);
    const server = await odataServer({ version, tables });
    expect((await entitySets(server, client())).map((each) => each.name)).toEqual(Object.keys(tables));
    expect([...(await serviceModel(server, client())).sets.keys()]).toEqual(Object.keys(tables));
  });
});
