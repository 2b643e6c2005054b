/** What is put into the engine: the triples of a graph file in chunks of whole lines. */
import { damaged } from "../../archive/damage.js";
import { versionBytes } from "../../archive/graph-file.js";
import type { GraphVersion } from "../../archive/manifest.js";

/** Chunks of about 1 MiB were the fastest to load, and cost the least memory (DESIGN §4). */
const CHUNK = 1024 * 1024;

/**
 * Reserved for each statement of the archive, which is held twice: once in its graph, once in the default graph. The
 * engine then need not grow its memory bit by bit, which made loading 1.3 times as fast.
 */
const BYTES_PER_STATEMENT = 500;
/** Reserved at most: what one allocation of 32-bit WebAssembly can hold, with room to spare. */
const MOST_RESERVED = 1536 * 1024 * 1024;

/** How many bytes to reserve for a number of statements. */
export function bytesToReserve(statements: number): number {
  return Math.min(statements * BYTES_PER_STATEMENT, MOST_RESERVED);
}

/** Some whole lines of a graph file, without the graph. */
export interface Triples {
  readonly bytes: Uint8Array;
  /** Lines of the file before these. */
  readonly before: number;
}

/**
 * A graph file as N-Triples, chunk by chunk: loading each chunk twice, into its graph and into the default graph, takes
 * 1.8 times as long as loading it once; N-Quads lines beside triples take 2.1 times, and SPARQL ADD 2.1.
 *
 * @param dir the data folder
 * @param graph IRI of the graph, which ends each line of the file
 * @throws {Error} naming the file, when it is missing or has another number of lines than were written
 */
export async function* tripleChunks(dir: string, version: GraphVersion, graph: string): AsyncGenerator<Triples> {
  const ending = Buffer.byteLength(` <${graph}> .\n`);
  let parts: Buffer[] = [];
  let held = 0;
  let before = 0;
  for await (const part of versionBytes(dir, version)) {
    parts.push(part);
    held += part.length;
    if (held < CHUNK) continue;
    const bytes = Buffer.concat(parts, held);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const { triples, lines } = asTriples(bytes.subarray(0, end), ending);
      yield { bytes: triples, before };
      before += lines;
    }
    parts = [bytes.subarray(end)];
    held = bytes.length - end;
  }
  if (held > 0) {
    const { triples, lines } = asTriples(Buffer.concat(parts, held), ending);
    yield { bytes: triples, before };
    before += lines;
  }
  if (before !== version.quads)
    throw damaged(dir, version, `holds ${before} statements, and ${version.quads} were written`);
}

/**
 * What the engine could not read, told with the file and the line in it.
 *
 * @param before lines of the file before what the engine was given
 */
export function unreadable(dir: string, version: GraphVersion, before: number, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const [, line, why] = /^Parser error at line (\d+)[^:]*: ([^]*)$/.exec(message) ?? [];
  return damaged(dir, version, why ?? message, line === undefined ? "" : `:${before + Number(line)}`);
}

const NEWLINE = 0x0a;
const FULL_STOP = Buffer.from(" .\n");

/** The lines of one graph, and how many they are, without the graph, whose name and full stop take `ending` bytes of each. */
function asTriples(lines: Buffer, ending: number): { triples: Uint8Array; lines: number } {
  const triples = Buffer.allocUnsafe(lines.length);
  let length = 0;
  let count = 0;
  // A newline inside a literal is escaped, so that what ends in one is the end of a line.
  for (let at = 0, next = lines.indexOf(NEWLINE); next !== -1; at = next + 1, next = lines.indexOf(NEWLINE, at)) {
    length += lines.copy(triples, length, at, next + 1 - ending);
    length += FULL_STOP.copy(triples, length);
    count += 1;
  }
  return { triples: triples.subarray(0, length), lines: count };
}
