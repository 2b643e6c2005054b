import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMapping } from "#src/mapping/read.js";
import { mapQuads, mapText, runMapping } from "#src/mapping/run.js";

const MAPPING = `
prefixes: { ex: "http://example.com/" }
sources: { dingen: ["dingen.json~jsonpath", "$.dingen[*]"] }
mappings:
  ding:
    sources: dingen
    s: ex:$(id)
    po: [[ex:naam, $(naam)], [ex:soort, $(soort)], [ex:nooit, $(naan)]]
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "run-"));
  const dingen = Array.from({ length: 20_000 }, (_, id) => ({
    id,
    naam: `ding ${id}`,
    ...(id % 2 === 0 ? { soort: "a" } : {}),
  }));
  writeFileSync(join(folder, "dingen.json"), JSON.stringify({ dingen }));
});
afterAll(() => rmSync(folder, { recursive: true }));

function model(mapping = MAPPING) {
  return readMapping(mapping, { path: join(folder, "m.yml") });
}

function latin(encoding: string): string {
  return `
prefixes: { ex: "http://example.com/" }
sources: { s: { access: latin.csv, referenceFormulation: csv${encoding} } }
mappings: { m: { sources: s, s: "ex:$(id)", po: [[ex:naam, $(naam)]] } }
`;
}

describe("running a mapping", () => {
  test("writes no faster than the stream takes, and tells what each part made", async () => {
    let waiting = 0;
    let most = 0;
    let bytes = 0;
    const out = new Writable({
      highWaterMark: 1024,
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        bytes += chunk.length;
        waiting++;
        most = Math.max(most, waiting);
        setImmediate(() => {
          waiting--;
          done();
        });
      },
    });
    const summary = await runMapping(model(), { out });
    expect(most).toBe(1);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(summary).toMatchObject({ triples: 30_000, findings: 0 });
    expect(summary.plan).toEqual([
      {
        triplesMap: "ding",
        source: "dingen",
        path: "dingen.json",
        iterator: "$.dingen[*]",
        subject: "http://example.com/{id}",
        records: 20_000,
        withoutSubject: 0,
        predicates: [
          { predicate: "http://example.com/naam", object: "{naam}", nothing: 0 },
          { predicate: "http://example.com/soort", object: "{soort}", nothing: 10_000 },
          { predicate: "http://example.com/nooit", object: "{naan}", nothing: 20_000 },
        ],
      },
    ]);
    expect(summary.neverFound).toEqual(['no record of "ding" has "naan" (line 8); did you mean "naam"?']);
  });

  test("reads nothing more once nobody asks", async () => {
    const pieces = mapText(model());
    const first = await pieces.next();
    expect(String(first.value).length).toBeLessThan(200_000);
    await pieces.return({ triples: 0, findings: 0, ragged: 0, plan: [], neverFound: [] });
  });

  test("gives RDF/JS quads", async () => {
    for await (const quad of mapQuads(model())) {
      expect(quad).toMatchObject({
        subject: { termType: "NamedNode", value: "http://example.com/0" },
        object: { termType: "Literal", value: "ding 0" },
        graph: { termType: "DefaultGraph" },
      });
      break;
    }
  });

  test("reads gzip", async () => {
    const file = join(folder, "klein.json.gz");
    writeFileSync(file, gzipSync('{"dingen": [{"id": 1, "naam": "x"}]}'));
    let text = "";
    for await (const piece of mapText(model(), { inputs: { dingen: file } })) text += piece;
    expect(text).toBe('<http://example.com/1> <http://example.com/naam> "x" .\n');
  });

  test.each([
    ["a file that is not there", { dingen: "/niet/daar.json" }, /does not exist/],
    ["a file that is no JSON", { dingen: "kapot.json" }, /is not JSON/],
  ])("of %s is an error that names it", async (_what, inputs, message) => {
    writeFileSync(join(folder, "kapot.json"), '{"dingen": [{"id": 1}, {id: 2}]}');
    const file = inputs.dingen.startsWith("/") ? inputs.dingen : join(folder, inputs.dingen);
    await expect(mapText(model(), { inputs: { dingen: file } }).next()).rejects.toThrow(message);
  });

  test("of a CSV file in another encoding than is said is an error that says what to do", async () => {
    writeFileSync(join(folder, "latin.csv"), Buffer.from("id,naam\n1,caf\xe9\n", "latin1"));
    await expect(mapText(model(latin(""))).next()).rejects.toThrow(
      /latin\.csv is not written in utf-8; name its encoding/,
    );
    const { value } = await mapText(model(latin(", encoding: windows-1252"))).next();
    expect(value).toContain('"café"');
  });
});
