import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Parser } from "n3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resultTable } from "#src/cli/result-table.js";
import { literal } from "#src/rdf/terms.js";
import { folder } from "../folder.js";
import { run, SAMPLES } from "./command.js";

let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "vraag-"));
  const { code, stderr } = await run(["ingest", "duo", "--from", SAMPLES, "--data", data]);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rm(data, { recursive: true }));

const LABEL = "SELECT ?naam { <http://localhost:3000/id/instelling/18BR> rdfs:label ?naam }";

describe("query", () => {
  it("gives a table to people, without PREFIX lines in the query", async () => {
    const { code, stdout } = await run(["query", LABEL, "--data", data]);
    expect(stdout).toContain("?naam\n");
    expect(stdout).toContain("School voor Praktijkonderwijs Assen\n1 row\n");
    expect(code).toBe(0);
  });

  it("abbreviates IRIs in the table", async () => {
    const { stdout } = await run([
      "query",
      "SELECT ?t { <http://localhost:3000/id/instelling/18BR> a ?t }",
      "--data",
      data,
    ]);
    expect(stdout).toContain("ond:Onderwijsinstelling");
  });

  it("makes a table of more rows than a call has room for arguments", () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => ({ n: literal(String(i)) }));
    expect(resultTable({ variables: ["n"], rows }, {})).toMatch(/\n199999\n200000 rows\n$/);
  });

  it("gives the forms of the standard to programs", async () => {
    const csv = await run(["query", LABEL, "--data", data, "--format", "csv"]);
    expect(csv.stdout.replaceAll("\r", "")).toBe("naam\nSchool voor Praktijkonderwijs Assen\n");
    const json = await run(["query", "ASK { ?s a ond:Vestiging }", "--data", data, "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ boolean: true });
  });

  it("gives a graph as Turtle with prefixes, or in another form of RDF", async () => {
    const construct = "CONSTRUCT WHERE { ?s ond:brin ?b }";
    const turtle = await run(["query", construct, "--data", data]);
    expect(turtle.stdout).toContain("@prefix ond:");
    const triples = await run(["query", construct, "--data", data, "--format", "nt"]);
    expect(new Parser().parse(turtle.stdout)).toHaveLength(new Parser().parse(triples.stdout).length);
  });

  it("reads a query from a file, the token for the base replaced", async () => {
    const file = join(await folder(), "q.rq");
    await writeFile(file, "ASK { <https://data.example.nl/id/instelling/18BR> ?p ?o }");
    expect((await run(["query", `@${file}`, "--data", data])).stdout).toBe("true\n");
  });

  it.each([
    { words: ["query", "SELEC ?s {}"], code: 1, says: "error at 1:" },
    // Of the query as given: declarations were put in front of it.
    { words: ["query", "SELECT ?s { ?s a ond:Vestiging ?x ?y ?z }"], code: 1, says: "error at 1:40: " },
    { words: ["query", "SELECT ?s { ?s eigen:naam ?n }"], code: 1, says: "the prefix of eigen:naam is not declared" },
    { words: ["query", "DROP ALL"], code: 2, says: "update" },
    { words: ["query", "ASK {}", "--format", "ttl"], code: 2, says: "does not fit" },
    { words: ["query", "@nowhere.rq"], code: 2, says: "nowhere.rq: no such file" },
  ])("explains what is wrong with $words", async ({ words, code, says }) => {
    const outcome = await run([...words, "--data", data]);
    expect(outcome.stderr).toContain(says);
    expect(outcome.code).toBe(code);
  });

  it("says how to begin when there is no archive", async () => {
    const { code, stderr } = await run(["query", "ASK {}", "--data", await folder()]);
    expect(stderr).toContain("onderwijsgraaf ingest SOURCE --data");
    expect(code).toBe(1);
  });
});
