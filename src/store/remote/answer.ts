/** An engine's answer, as the bytes that were asked for; whatever it left out or cut off is an error. */
import { Readable } from "node:stream";
import {
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  type ResultSyntax,
  ResultTooLargeError,
  StoreBusyError,
  StoreUnavailableError,
} from "../graph-store.js";
import { resultWriter } from "../results-text.js";
import { abandon, type Connection, type EngineAnswer } from "./connection.js";
import { ResultsReader } from "./results-xml.js";
import { asNTriples } from "./triples.js";

const RESULTS_XML = "application/sparql-results+xml";
const TRIPLES: ReadonlySet<string> = new Set(["application/n-triples", "text/plain", "text/turtle"]);

/** What is asked of the engine: always the one form that it writes rightly. */
export function acceptFor(syntax: ResultSyntax): string {
  return syntax === "nt" ? "application/n-triples, text/turtle;q=0.5" : RESULTS_XML;
}

/** How Virtuoso 7 says that a query took longer than its own limits. */
const TOOK_TOO_LONG = /\bS1T00\b|\bS1TAT\b|\bSR171\b|time.?out|timed out|exceeds the limit of .* \(sec\)/i;
/** How it says that the text itself is wrong, whatever the status. */
const WRONG_TEXT = /\bSP03\d\b|\bSP031\b|SPARQL compiler/;
/** A function it does not have, that may not be called, or a value that it cannot reckon with (SQL classes 22 and 42). */
const NOT_DONE = /\b(?:22|42)\d{3} Error\b|SECURITY/;

/** @throws an error of the seam, when the answer is no whole result */
export async function checkAnswer(answer: EngineAnswer, connection: Connection, mostBytes: number): Promise<void> {
  if (answer.status !== 200) throw refusalOf(answer.status, await connection.refusal(answer));
  const state = answer.header("x-sql-state");
  const rows = answer.header("x-sparql-maxrows");
  const length = Number(answer.header("content-length") ?? 0);
  if (state === undefined && rows === undefined && length <= mostBytes) return;
  abandon(answer.body);
  if (state !== undefined) throw new QueryTimeoutError("the query took longer than the engine gives it; ask for less");
  throw rows === undefined ? tooLarge(mostBytes) : tooManyRows(rows);
}

function refusalOf(status: number, said: string): Error {
  const told = said === "" ? `the engine answered ${status}` : said;
  if (status === 504 || TOOK_TOO_LONG.test(said)) return new QueryTimeoutError(`the engine gave up: ${told}`);
  if (status === 400 || status === 422 || WRONG_TEXT.test(said)) return new QuerySyntaxError(told);
  if (NOT_DONE.test(said)) return new QueryRefusedError(told);
  if (status === 429 || status === 503) return new StoreBusyError("the engine is busy; ask again in a few seconds");
  if (status === 413) return new ResultTooLargeError(`the engine refused: ${told}`);
  return new StoreUnavailableError(`the engine answered ${status}: ${told}`);
}

/** The bytes of a checked answer in the syntax asked for. */
export async function* translated(
  answer: EngineAnswer,
  syntax: ResultSyntax,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  const mediaType = (answer.header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isXml = mediaType === RESULTS_XML || mediaType === "application/xml" || mediaType === "text/xml";
  if (syntax === "nt" ? !TRIPLES.has(mediaType) : !isXml) {
    abandon(answer.body);
    const form = syntax === "nt" ? "triples" : "SPARQL results";
    throw new StoreUnavailableError(
      `the store answered ${mediaType || "nothing known"} where ${form} were asked for; is its URL that of a SPARQL endpoint?`,
    );
  }
  const body = bounded(answer.body, mostBytes);
  yield* syntax === "nt" ? asNTriples(Readable.from(body), mediaType) : table(body, syntax);
}

async function* bounded(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read > mostBytes) throw tooLarge(mostBytes);
    yield chunk;
  }
}

async function* table(
  body: AsyncIterable<Uint8Array>,
  syntax: Exclude<ResultSyntax, "nt">,
): AsyncGenerator<Uint8Array> {
  const writer = resultWriter(syntax);
  let out = "";
  let rows = false;
  const reader = new ResultsReader({
    variables: (names) => {
      rows = true;
      out += writer.head(names);
    },
    row: (row) => {
      out += writer.row(row);
    },
    boolean: (value) => {
      out += writer.boolean(value);
    },
  });
  for await (const chunk of body) {
    reader.write(chunk);
    if (out === "") continue;
    yield Buffer.from(out);
    out = "";
  }
  reader.end();
  yield Buffer.from(rows ? out + writer.end() : out);
}

function tooLarge(bytes: number): ResultTooLargeError {
  return new ResultTooLargeError(
    `the result is more than ${bytes} bytes; ask it in pages (LIMIT and OFFSET), or download the graph`,
  );
}

function tooManyRows(rows: string): ResultTooLargeError {
  return new ResultTooLargeError(
    `the result is as long as the ${rows.replaceAll(/\D/g, "")} rows that the engine gives at once; ` +
      `ask it in pages (LIMIT and OFFSET), or download the graph`,
  );
}
