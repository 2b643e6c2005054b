/** The union of graphs as a set of triples, merged from their sorted files without holding them (DESIGN §8.1). */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { byteLines, toByteText } from "./byte-lines.js";
import type { CurrentGraph } from "./current-graphs.js";
import { fileBytes, versionBytes } from "./graph-file.js";
import { writeLines } from "./line-file.js";
import { mergeLines } from "./merge-sorted.js";

export interface MergeOptions {
  /** A folder for what is merged before the rest, when there are many graphs; nothing is left in it. */
  readonly scratch: string;
  /** Files read at a time: each is a descriptor and a chunk of memory; 64 by default. */
  readonly fanIn?: number;
}

const FAN_IN = 64;

/**
 * The statements of versions of graphs as lines of byte text without full stop, sorted, each once. What a line ends with
 * does not change the order of a file: lines without their graph are sorted too.
 *
 * @param dir the data folder
 * @throws {Error} when a file is missing, or a line of it does not end in its graph
 */
export async function* mergedStatements(
  dir: string,
  graphs: readonly CurrentGraph[],
  { scratch, fanIn = FAN_IN }: MergeOptions,
): AsyncGenerator<readonly string[]> {
  const sources: AsyncIterable<readonly string[]>[] = graphs.map((graph) => statementsOf(dir, graph));
  if (sources.length <= fanIn) return yield* mergeLines(sources);
  const folder = await mkdtemp(join(scratch, "merge-"));
  try {
    for (let run = 0; sources.length > fanIn; run += 1) {
      const path = join(folder, String(run));
      await writeLines(path, mergeLines(sources.splice(0, fanIn)), "\n");
      sources.push(byteLines(fileBytes(path)));
    }
    yield* mergeLines(sources);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** UTF-8 of N-Triples: a full stop behind each statement of byte text. */
export async function* asTriples(batches: AsyncIterable<readonly string[]>): AsyncGenerator<Buffer> {
  for await (const lines of batches) {
    if (lines.length > 0) yield Buffer.from(`${lines.join(" .\n")} .\n`, "latin1");
  }
}

/**
 * The lines of a version of a graph as byte text, without graph and full stop; still sorted. Its file is opened when the
 * first are asked for.
 *
 * @throws {Error} when it is missing, or a line does not end in the graph
 */
export async function* statementsOf(dir: string, { graph, version }: CurrentGraph): AsyncGenerator<string[]> {
  const ending = toByteText(` <${graph}> .`);
  for await (const lines of byteLines(versionBytes(dir, version))) {
    yield lines.map((line) => {
      if (line.endsWith(ending)) return line.slice(0, -ending.length);
      throw new Error(`a line of <${graph}> does not end in its graph: ${line.slice(0, 200)}`);
    });
  }
}
