import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { graphPath } from "#src/archive/graph-name.js";
import type { IngestReport } from "#src/ingest/report.js";
import { openOxigraphStore } from "#src/store/oxigraph/store.js";
import { run } from "./command.js";
import { folder } from "../folder.js";
import { BASE, ingestFrom, manifestOf } from "../ingest/run.js";

const FOREIGN = "http://example.org/data/data1.rdf";

async function put(dir: string, name: string, text: string | Buffer, graph = FOREIGN): Promise<IngestReport> {
  const from = join(await folder(), name);
  await writeFile(from, text);
  return ingestFrom(dir, [], { graphs: [{ from, graph }] });
}

async function linesOf(dir: string, graph = FOREIGN): Promise<string[]> {
  const current = (await manifestOf(dir)).graphs[graphPath(BASE, graph)]?.current;
  const text = current === undefined ? "" : await readFile(join(dir, current.file), "utf8");
  return text.split("\n").slice(0, -1);
}

const LINE = `<http://x.test/a> <http://x.test/p> "b" <${FOREIGN}> .`;

describe("a file of any form becomes the graph", () => {
  test.each([
    ["a.ttl", "@prefix x: <http://x.test/> . x:a x:p 'b' ."],
    ["a.nt", '<http://x.test/a> <http://x.test/p> "b" .'],
    ["a.nq", '<http://x.test/a> <http://x.test/p> "b" <http://elsewhere.test/g> .'],
    ["a.trig", '<http://elsewhere.test/g> { <http://x.test/a> <http://x.test/p> "b" }'],
    ["a.jsonld", '{"@id":"http://x.test/a","http://x.test/p":"b"}'],
    [
      "a.rdf",
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.test/"><rdf:Description rdf:about="http://x.test/a"><x:p>b</x:p></rdf:Description></rdf:RDF>',
    ],
    ["without-a-name", '{"@id":"http://x.test/a","http://x.test/p":"b"}'],
    ["ook-zonder-naam", '<http://x.test/a> <http://x.test/p> "b" .'],
    ["a.ttl.gz", gzipSync('<http://x.test/a> <http://x.test/p> "b" .')],
  ])("%s", async (name, text) => {
    const dir = await folder();
    const report = await put(dir, name, text);
    expect(report.files).toMatchObject([{ file: name, outcome: "current", graph: FOREIGN, quads: 1 }]);
    expect(await linesOf(dir)).toEqual([LINE]);
  });
});

test("the store names the graph by its own IRI", async () => {
  const dir = await folder();
  await put(dir, "a.ttl", '<http://x.test/a> <http://x.test/p> "b" .');
  const store = await openOxigraphStore({ manifest: await manifestOf(dir), dir }, { timeoutMs: 20_000 });
  const rows = await store.query("SELECT ?g { GRAPH ?g { <http://x.test/a> ?p ?o } }", { syntax: "csv" });
  const described = await store.query(`ASK { <${FOREIGN}> <http://rdfs.org/ns/void#triples> 1 }`, { syntax: "json" });
  await store.close();
  expect(rows).toBe(`g\r\n${FOREIGN}\r\n`);
  expect(JSON.parse(described)).toMatchObject({ boolean: true });
});

test("relative IRIs resolve against the graph, and literals are written in their canonical form", async () => {
  const dir = await folder();
  await put(dir, "a.ttl", "<> <http://x.test/p> 007, 6.40, <b> .");
  expect(await linesOf(dir)).toEqual([
    `<${FOREIGN}> <http://x.test/p> "6.4"^^<http://www.w3.org/2001/XMLSchema#decimal> <${FOREIGN}> .`,
    `<${FOREIGN}> <http://x.test/p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <${FOREIGN}> .`,
    `<${FOREIGN}> <http://x.test/p> <http://example.org/data/b> <${FOREIGN}> .`,
  ]);
});

const subjects = (lines: string[]): string[] => lines.map((line) => line.split(" ", 1)[0] ?? "");

describe("a blank node", () => {
  const TWO = ["[] <http://x.test/p> [ <http://x.test/q> 1 ] .", "[] <http://x.test/p> 2 ."];

  test("is the same IRI whatever its label, the order, and how often it is said", async () => {
    const dir = await folder();
    await put(dir, "a.ttl", TWO.join("\n"));
    const lines = await linesOf(dir);
    expect(lines.join("\n")).toMatch(/^<http:\/\/localhost:3000\/\.well-known\/genid\/[0-9a-f]{16}-c14n\d> /);
    const again = "_:z <http://x.test/p> 2, 02 . _:y <http://x.test/q> 1 . _:x <http://x.test/p> _:y .";
    expect((await put(dir, "b.ttl", again)).files).toMatchObject([{ outcome: "unchanged" }]);
  });

  test("of one graph is never that of another", async () => {
    const dir = await folder();
    await put(dir, "a.ttl", TWO.join("\n"));
    await put(dir, "a.ttl", TWO.join("\n"), `${BASE}/graph/eigen`);
    const one = new Set(subjects(await linesOf(dir)));
    expect(subjects(await linesOf(dir, `${BASE}/graph/eigen`)).filter((subject) => one.has(subject))).toEqual([]);
  });

  test("that cannot be told from others in time is refused", async () => {
    // A clique: every node has the same neighbourhood as every other.
    const ids = Array.from({ length: 12 }, (_, i) => `_:b${i}`);
    const clique = ids.flatMap((a) => ids.filter((b) => a !== b).map((b) => `${a} <http://x.test/p> ${b} .`));
    const { files } = await put(await folder(), "a.nt", clique.join("\n"));
    expect(files).toMatchObject([{ outcome: "refused", message: expect.stringContaining("too much alike") }]);
  });
});

describe("a file that cannot be read is told with its place, and leaves the graph as it was:", () => {
  test.each([
    ["bad.ttl", "<http://x.test/a> <http://x.test/p> 1 .\n<http://x.test/a> .", /bad\.ttl: .* on line 2\.$/],
    ["bad.rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n</x>", /bad\.rdf: 2:4: /],
    ["bad.jsonld", '{"@id":"http://x.test/a",\n}', /bad\.jsonld: .*, on line 2, column 1$/],
    ["far.jsonld", '{"@context":"http://x.test/context"}', /@context http:\/\/x\.test\/context is elsewhere/],
    ["latin.ttl", Buffer.from("<http://x.test/a> <http://x.test/p> 'caf\u00e9' .", "latin1"), /is not UTF-8 text/],
    ["two.nq", "<a:a> <a:p> <a:o> <a:g> .\n<a:a> <a:p> <a:o> <a:h> .", /several graphs \(<a:g>, <a:h>\)/],
    ["star.ttl", "<a:a> <a:p> <a:b c> .", /star\.ttl: /],
  ])("%s", async (name, text, message) => {
    const dir = await folder();
    await put(dir, "a.nt", '<http://x.test/a> <http://x.test/p> "b" .');
    const report = await put(dir, name, text);
    expect(report).toMatchObject({ published: false, files: [{ outcome: "refused" }] });
    expect(report.files[0]?.message).toMatch(message);
    expect(await linesOf(dir)).toEqual([LINE]);
  });
});

test("our own JSON-LD context may be named by its URL", async () => {
  const dir = await folder();
  const text = JSON.stringify({
    "@context": `${BASE}/def/context.jsonld`,
    "@id": "http://x.test/a",
    "http://x.test/p": "b",
  });
  expect((await put(dir, "a.jsonld", text)).files).toMatchObject([{ outcome: "current" }]);
});

test("a graph of a source or of the service is not overwritten", async () => {
  const dir = await folder();
  await expect(put(dir, "a.ttl", "", `${BASE}/graph/duo/x`)).rejects.toThrow("this service makes itself");
  await expect(put(dir, "a.ttl", "", `${BASE}/graph/meta`)).rejects.toThrow("this service makes itself");
});

test("a graph is taken out with all its versions, and one that is not there is told", async () => {
  const dir = await folder();
  for (const value of ["b", "c"]) await put(dir, "a.nt", `<http://x.test/a> <http://x.test/p> "${value}" .`);
  const { older, current } = (await manifestOf(dir)).graphs[graphPath(BASE, FOREIGN)] ?? {};
  expect(older).toHaveLength(1);
  const words = ["ingest", "rdf", "--remove", "--graph", FOREIGN, "--data", dir];
  const { code, stdout } = await run(words);
  expect(stdout).toContain(`${FOREIGN}: removed, with its graph`);
  expect(code).toBe(0);
  const { graphs } = await manifestOf(dir);
  expect(Object.keys(graphs)).not.toContain(graphPath(BASE, FOREIGN));
  await expect(readFile(join(dir, current?.file ?? ""))).rejects.toThrow("ENOENT");
  const described = await readFile(join(dir, graphs["/graph/meta"]?.current?.file ?? ""), "utf8");
  expect(described).not.toContain(FOREIGN);
  const again = await run(words);
  expect(again.stderr).toContain(`there is no graph <${FOREIGN}> to take out`);
  expect(again.code).toBe(2);
});

test("the data folder may be the working folder itself", async () => {
  const cwd = await folder();
  await writeFile(join(cwd, "a.nt"), '<http://x.test/a> <http://x.test/p> "b" .');
  const words = ["ingest", "rdf", "--from", "a.nt", "--graph", FOREIGN, "--data", "."];
  expect((await run(words, { cwd })).code).toBe(0);
  expect(await linesOf(cwd)).toEqual([LINE]);
});

test.each([
  ["without a graph", ["--from", "package.json"], "--graph"],
  ["without a file", ["--graph", "urn:x"], "--from"],
  ["with a relative graph", ["--from", "package.json", "--graph", "x"], `absolute IRI, such as ${BASE}/graph/`],
  ["with a file to take out", ["--from", "package.json", "--graph", "urn:x", "--remove"], "without --from"],
  ["with a word of another source", ["--from", "package.json", "--graph", "urn:x", "--all"], "--all"],
])("the command %s exits 2 and says what is missing", async (_, words, message) => {
  const { code, stderr } = await run(["ingest", "rdf", ...words], { cwd: process.cwd() });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
