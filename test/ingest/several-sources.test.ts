import { describe, expect, test } from "vitest";
import { print } from "#src/cli/ingest.js";
import type { IngestReport } from "#src/ingest/report.js";
import type { SourceRequest } from "#src/ingest/source-requests.js";
import { folder } from "../folder.js";
import { kamer } from "../sources/odata/kamer.js";
import { odataServer } from "../sources/odata/server.js";
import { loketServer, refuse, TOKEN } from "../sources/onderwijsloket/server.js";
import { uuid } from "./collections/bron.js";
import { ingestFrom, typed } from "./run.js";

const ENV = { ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN: TOKEN };
const PERSONS = "/graph/tweedekamer/persoon";

async function kamerRequest(): Promise<SourceRequest> {
  const { root } = await odataServer({ version: "v4", tables: kamer("v4", 3) });
  return { source: "tweedekamer", from: root.href, vergaderjaren: ["2016-2017"] };
}

function ingest(dir: string, ...sources: SourceRequest[]): Promise<IngestReport> {
  return ingestFrom(dir, sources, { http: { retryAfterMs: 5, retries: 0, idleMs: 2_000 } });
}

describe("of several sources, one that cannot be had is told, and the others are published", () => {
  test("a token that is refused at once", async () => {
    const dir = await folder();
    const loket = await loketServer({
      collections: {},
      instead: ({ response }) => refuse(response, 401, "INVALID_CREDENTIALS", "Invalid user credentials."),
    });
    const report = await ingest(
      dir,
      { source: "onderwijsloket", from: loket.root.href, env: ENV },
      await kamerRequest(),
    );
    expect(report.files).toContainEqual({
      file: "onderwijsloket",
      outcome: "refused",
      message: expect.stringMatching(
        /answered 401, INVALID_CREDENTIALS.*put a valid one in ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN$/,
      ),
    });
    expect(report.published).toBe(true);
    expect(print(report)).toBe(1);
    expect(await typed(dir, PERSONS, "parlement#Persoon")).toHaveLength(3);
    expect(loket.asked).toHaveLength(1);
  });

  test("a source that says what it lacks before it is asked", async () => {
    const dir = await folder();
    const report = await ingest(dir, { source: "edu-v", env: {} }, await kamerRequest());
    expect(report.files).toContainEqual(expect.objectContaining({ file: "edu-v", outcome: "refused" }));
    expect(await typed(dir, PERSONS, "parlement#Persoon")).toHaveLength(3);
  });

  test("the Tweede Kamer without years", async () => {
    const dir = await folder();
    const root = (await loketServer({ collections: { phases: [{ id: uuid(1), title: "Fictieve fase" }] } })).root.href;
    const report = await ingest(
      dir,
      { source: "tweedekamer" },
      { source: "onderwijsloket", from: root, dataset: "phases", env: ENV },
    );
    expect(report.files).toContainEqual(expect.objectContaining({ file: "tweedekamer", outcome: "refused" }));
    expect(report.files).toContainEqual(expect.objectContaining({ file: "phases.json", outcome: "current" }));
  });
});

test("what came before a token expired is published, and the run has failed", async () => {
  const dir = await folder();
  const loket = await loketServer({
    collections: { phases: [{ id: uuid(1), title: "Fictieve fase" }], topics: [{ id: uuid(2), title: "Fictief" }] },
    instead: ({ collection, response }) =>
      collection === "phases" && refuse(response, 401, "TOKEN_EXPIRED", "Token expired."),
  });
  const report = await ingest(dir, { source: "onderwijsloket", from: loket.root.href, env: ENV });
  const message = expect.stringContaining("the token has expired");
  expect(report.files).toContainEqual({ file: "onderwijsloket", outcome: "refused", message });
  expect(report.files).toContainEqual(expect.objectContaining({ file: "topics.json", outcome: "current" }));
  expect(print(report)).toBe(1);
});
