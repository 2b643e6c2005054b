/** The datasets of a source, as `/graph/{source}/datasets` describes them, against the official shapes of DCAT-AP-NL 3.0 (MODEL §2.1). */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFactory, Parser, Store } from "n3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packagePath } from "#src/package/package-files.js";
import { BASE, ingest, ingestFrom, linesOf } from "../ingest/run.js";
import { sharedIsMissing } from "../shared.js";
import { dcatAp, dcatApNl, lacking, ownShapes } from "./official-shapes.js";

const DCT = "http://purl.org/dc/terms/";
const DCAT = "http://www.w3.org/ns/dcat#";
const EU = "http://publications.europa.eu/resource/authority";
const LICENCE = "https://example.org/licentie";
/** The names of terms of others' lists, published beside the data. */
const LISTS = "/graph/referentie/waardelijsten";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "datasets-"));
  await ingest(dir, packagePath("samples", "duo"), { licence: LICENCE });
  await ingestFrom(dir, [
    { source: "edu-v", from: packagePath("samples", "edu-v"), env: {} },
    { source: "tweedekamer", from: packagePath("samples", "tweedekamer") },
  ]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function described(...graphs: readonly string[]): Promise<Store> {
  const lines = await Promise.all(graphs.map((path) => linesOf(dir, path)));
  const quads = new Parser({ format: "N-Quads" }).parse(lines.flat().join("\n"));
  return new Store(quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)));
}

/** The values of a property in the description of a source's datasets, each once. */
async function valuesOf(source: string, property: string): Promise<string[]> {
  const graph = await described(`/graph/${source}/datasets`);
  return [...new Set(graph.getObjects(null, property, null).map(({ value }) => value))];
}

describe.each(["duo", "edu-v", "tweedekamer"])("the description of the datasets of %s", (source) => {
  const data = (): Promise<Store> => described(`/graph/${source}/datasets`, LISTS);

  test.skipIf(sharedIsMissing)("conforms to DCAT-AP-NL 3.0, and has all that it calls mandatory", async () => {
    const graph = await data();
    expect(graph.countQuads(null, null, `${DCAT}Dataset`, null)).toBeGreaterThan(2);
    expect(await dcatApNl(graph)).toEqual([]);
    expect(lacking(graph)).toEqual([]);
  });
  test.skipIf(sharedIsMissing)("conforms to DCAT-AP 3.0.1, classes of objects included", async () => {
    expect(await dcatAp(await data())).toEqual([]);
  });
  test("conforms to our own shapes", async () => {
    expect(await ownShapes(await data())).toEqual([]);
  });
});

test("what asks for a token is not called public", async () => {
  expect(await valuesOf("duo", `${DCT}accessRights`)).toEqual([`${EU}/access-right/PUBLIC`]);
  expect(await valuesOf("edu-v", `${DCT}accessRights`)).toEqual([`${EU}/access-right/RESTRICTED`]);
});

test("DUO has the name that the register gives it, and who is in no list has one of ours", async () => {
  expect(await valuesOf("duo", `${DCT}publisher`)).toEqual([
    "http://standaarden.overheid.nl/owms/terms/Dienst_Uitvoering_Onderwijs",
  ]);
  expect(await valuesOf("edu-v", `${DCT}publisher`)).toEqual([`${BASE}/id/agent/edu-v`]);
});

test("a file has the licence of the graph that was made of it, and is called unlicensed where none was", async () => {
  const graph = await described("/graph/duo/datasets");
  const licenceOf = (file: string): string | undefined =>
    graph.getObjects(`${BASE}/id/dataset/duo/${file}`, `${DCT}license`, null)[0]?.value;
  expect(licenceOf("02-alle-vestigingen-vo#csv")).toBe(LICENCE);
  expect(licenceOf("02-hoofdvestigingen-speciaal-basis-onderwijs#csv")).toMatch(/licentieonbekend$/);
});
