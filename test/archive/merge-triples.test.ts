import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import { currentGraphs } from "#src/archive/current-graphs.js";
import { asTriples, mergedStatements, statementsOf } from "#src/archive/merge-triples.js";
import { publish } from "../store/published.js";
import { BASE, folder, textOf } from "./folder.js";

const SHARED = "<http://x/é> <http://p> <http://x/é>";
/** Five graphs: each says what the others say too, and something of its own. */
const GRAPHS = Object.fromEntries(
  ["a", "b", "c", "d", "e"].map((name, i) => [
    `/graph/duo/${name}`,
    [SHARED, `<http://x/${9 - i}> <http://p> "${name}"`],
  ]),
);

async function archiveOfFive(): ReturnType<typeof openArchive> {
  const archive = await openArchive(await folder(), { base: BASE });
  await publish(archive, GRAPHS);
  return archive;
}

const UNION = [...new Set(Object.values(GRAPHS).flat())]
  .map((triple) => `${triple} .\n`)
  .sort()
  .join("");

test.each([
  ["at once", 64],
  ["two at a time", 2],
  ["four at a time", 4],
])("the union is a sorted set, merged %s, and nothing is left beside it", async (_, fanIn) => {
  const { dir, manifest } = await archiveOfFive();
  const scratch = await folder();
  expect(await textOf(asTriples(mergedStatements(dir, currentGraphs(manifest), { scratch, fanIn })))).toBe(UNION);
  expect(await readdir(scratch)).toEqual([]);
});

test("more than are merged at a time are merged to files first, which go with the reader", async () => {
  const { dir, manifest } = await archiveOfFive();
  const scratch = await folder();
  const batches = mergedStatements(dir, currentGraphs(manifest), { scratch, fanIn: 2 });
  await batches.next();
  const [merging = ""] = await readdir(scratch);
  expect(await readdir(join(scratch, merging))).toEqual(["0", "1", "2"]);
  await batches.return(undefined);
  expect(await readdir(scratch)).toEqual([]);
});

test("one graph has its own triples, and a line of another graph is an error that shows it", async () => {
  const { dir, manifest } = await archiveOfFive();
  const [first] = currentGraphs(manifest);
  if (first === undefined) throw new Error("there is no graph");
  expect(await textOf(asTriples(statementsOf(dir, first)))).toBe(`<http://x/9> <http://p> "a" .\n${SHARED} .\n`);
  await expect(textOf(asTriples(statementsOf(dir, { ...first, graph: "http://x/other" })))).rejects.toThrow(
    /does not end in its graph: <http:\/\/x\/9>/,
  );
});
