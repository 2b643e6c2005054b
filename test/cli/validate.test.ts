import { cp, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder } from "../folder.js";
import { run, SAMPLES } from "./command.js";

const ADDRESSES = "duo/03-alle-vestigingen-basisonderwijs";
const SHAPES = (constraint: string): string => `
  @prefix sh: <http://www.w3.org/ns/shacl#> .
  @prefix ond: <https://data.example.nl/def/onderwijs#> .
  ond:S sh:targetClass ond:Vestiging ; sh:property [ sh:path ond:vestigingsnummer ; ${constraint} ] .`;

let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "validatie-"));
  const { code, stderr } = await run(["ingest", "duo", "--from", SAMPLES, "--data", data]);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rm(data, { recursive: true }));

async function shapesFile(constraint: string): Promise<string> {
  const file = join(await folder(), "shapes.ttl");
  await writeFile(file, SHAPES(constraint));
  return file;
}

/** How many nodes the first shape was applied to. */
async function focusNodes(...words: string[]): Promise<unknown> {
  const { stdout } = await run(["validate", "--data", data, "--format", "json", ...words]);
  return (JSON.parse(stdout) as { checked: { focusNodes: number }[] }).checked[0]?.focusNodes;
}

describe("validate", () => {
  it("finds no violation in the samples, and tells what the package warns of", async () => {
    const { code, stdout } = await run(["validate", "--data", data]);
    expect(stdout).toMatch(/^0 violations, [1-9]\d* warnings, 0 infos: /m);
    expect(stdout).toContain("ond:BevoegdGezagShape, schema:name (sh:minCount)\n  het bevoegd gezag heeft geen naam\n");
    expect(stdout).toMatch(/^ond:VestigingShape +[1-9]\d* focus nodes$/m);
    expect(code).toBe(3);
  });

  it("exits with 0 when nothing is found, or only information", async () => {
    const nothing = await run(["validate", "--data", data, "--shapes", await shapesFile("sh:minCount 1")]);
    expect([nothing.code, nothing.stderr]).toEqual([0, ""]);
    expect(nothing.stdout).toMatch(/^ond:S +\d+ focus nodes\n\n0 violations, 0 warnings, 0 infos: /);
    const info = await run([
      "validate",
      "--data",
      data,
      "--shapes",
      await shapesFile("sh:maxCount 0 ; sh:severity sh:Info"),
    ]);
    expect(info.code).toBe(0);
    expect(info.stdout).toMatch(/^0 violations, 0 warnings, [1-9]\d* infos: /m);
  });

  it("names a file of the archive that was cut short", async () => {
    const copy = join(await folder(), "data");
    await cp(data, copy, { recursive: true });
    const manifest = JSON.parse(await readFile(join(copy, "manifest.json"), "utf8")) as {
      graphs: Record<string, { current: { file: string } }>;
    };
    const file = join(copy, manifest.graphs[`/graph/${ADDRESSES}`]?.current.file ?? "");
    await truncate(file, 1_000);
    const { code, stderr } = await run(["validate", "--data", copy]);
    expect(stderr).toContain(`${file}: is missing, or not of the size that it was written with; the file is damaged: `);
    expect(code).toBe(1);
  });

  it("takes several files of shapes, and reports as JSON or Turtle", async () => {
    const files = [await shapesFile("sh:maxCount 0"), await shapesFile("sh:minCount 1")];
    const words = ["validate", "--shapes", ...files, "--data", data, "--examples", "2"];
    const json = await run([...words, "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ conforms: false, groups: [{ results: [{}, {}] }] });
    expect(json.code).toBe(3);
    const turtle = await run([...words, "--format", "ttl"]);
    expect(turtle.stdout).toContain("a sh:ValidationReport ;\n    sh:conforms false ;");
    expect(turtle.stdout).toContain("more results like these are not listed");
  });

  it("checks what is a target in the graphs named, wherever the name stands", async () => {
    const file = await shapesFile("sh:maxCount 0");
    const all = await focusNodes("--shapes", file);
    const one = await focusNodes("--shapes", file, "--", ADDRESSES);
    expect(one).toBeLessThan(all as number);
    expect(one).toBeGreaterThan(0);
    expect(await focusNodes("--shapes", file, ADDRESSES)).toBe(one);
    expect(await focusNodes(`/graph/${ADDRESSES}`, "--shapes", file)).toBe(one);
    expect(await focusNodes(`http://localhost:3000/graph/${ADDRESSES}`, "--shapes", file)).toBe(one);
    expect(await focusNodes("referentie/provincies", "--shapes", file)).toBe(0);
  });

  it("says what of the shapes is not checked, and never fetches", async () => {
    const file = join(await folder(), "shapes.ttl");
    await writeFile(
      file,
      `${SHAPES("sh:minCount 1")} <> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .`,
    );
    const { code, stdout } = await run(["validate", "--data", data, "--shapes", file]);
    expect(stdout).toContain("note: owl:imports <http://127.0.0.1:9/x> is ignored: nothing is fetched");
    expect(code).toBe(0);
  });

  it("names each construct of a shape that it cannot check", async () => {
    const { code, stdout, stderr } = await run([
      "validate",
      "--data",
      data,
      "--shapes",
      await shapesFile("sh:sparql []"),
    ]);
    expect(stderr).toContain("\n  - ond:S, ond:vestigingsnummer: sh:sparql is not supported: ");
    expect([code, stdout]).toEqual([1, ""]);
  });

  it.each([
    { words: ["duo/03-alle-vestigingen-basisonderwys"], says: `did you mean "${ADDRESSES}"?` },
    { words: ["--shapes", "http://127.0.0.1:9/shapes.ttl"], says: "nothing is fetched; download it" },
    { words: ["--examples", "0"], says: "--examples 0: give a whole number from 1" },
    { words: ["--in-memory", "veel"], says: "--in-memory veel: give a whole number from 1" },
    { words: ["--format", "html"], says: "Allowed choices are text, json, ttl" },
  ])("takes $words for wrong words", async ({ words, says }) => {
    const { code, stderr } = await run(["validate", ...words, "--data", data]);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });

  it("fails on a file of shapes that is not there, and without an archive", async () => {
    const missing = await run(["validate", "--shapes", "nowhere.ttl", "--data", data]);
    expect(missing.stderr).toContain("nowhere.ttl: no such file");
    expect(missing.code).toBe(1);
    const empty = await run(["validate", "--data", await folder()]);
    expect(empty.stderr).toContain("onderwijsgraaf ingest SOURCE --data");
    expect(empty.code).toBe(1);
  });
});
