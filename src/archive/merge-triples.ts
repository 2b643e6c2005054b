/** The union of graphs as a set of triples, merged from their sorted files without holding them (DESIGN §8.1). */
import { byteLines, toByteText } from "./byte-lines.js";
import { mergeLines } from "./merge-sorted.js";

/** A graph file: its N-Quads, sorted, and the IRI that ends each line. */
export interface GraphBytes {
  readonly graph: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * N-Triples of the union, sorted by their bytes, each triple once. What a line ends with does not change the order of
 * a file: lines without their graph are sorted too.
 *
 * @throws {Error} when a line does not end in its graph
 */
export async function* mergedTriples(graphs: readonly GraphBytes[]): AsyncGenerator<Buffer> {
  for await (const lines of mergedStatements(graphs)) {
    if (lines.length > 0) yield Buffer.from(`${lines.join(" .\n")} .\n`, "latin1");
  }
}

/** The same as byte text, without full stop. @throws {Error} when a line does not end in its graph */
export function mergedStatements(graphs: readonly GraphBytes[]): AsyncGenerator<readonly string[]> {
  return mergeLines(graphs.map(statementsOf));
}

/**
 * The lines of a graph file as byte text, without graph and full stop; still sorted.
 *
 * @throws {Error} when a line does not end in its graph
 */
export async function* statementsOf({ graph, bytes }: GraphBytes): AsyncGenerator<string[]> {
  const ending = `${toByteText(` <${graph}>`)} .`;
  for await (const lines of byteLines(bytes)) {
    yield lines.map((line) => {
      if (line.endsWith(ending)) return line.slice(0, -ending.length);
      throw new Error(`a line of <${graph}> does not end in its graph: ${line.slice(0, 200)}`);
    });
  }
}
