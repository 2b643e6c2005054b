/**
 * The seam between a store and all that asks it questions. A store is an index that can always be rebuilt from the
 * archive; it may live in a worker thread here or be a SPARQL 1.1 engine elsewhere, so only text crosses.
 */

/** Results of SELECT and ASK: SPARQL 1.1 Query Results JSON, XML, CSV and TSV. Of CONSTRUCT and DESCRIBE: N-Triples. */
export type ResultSyntax = "json" | "xml" | "csv" | "tsv" | "nt";

export interface QueryOptions {
  readonly syntax: ResultSyntax;
  /** What relative IRIs in the query resolve against. */
  readonly baseIri?: string;
  /** SPARQL 1.1 Protocol §2.1.4: these override FROM and FROM NAMED. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** Milliseconds until the query is given up. */
  readonly timeoutMs?: number;
  /** Aborted when whoever asked has gone. */
  readonly signal?: AbortSignal;
  /** Whether the query was written by a visitor, or may take as long: it must not keep the service's own questions waiting. */
  readonly fromVisitor?: boolean;
}

export interface GraphStore {
  /** Version of the archive this store was loaded from: changes whenever an answer may change. */
  readonly archiveVersion: string;
  /**
   * Evaluates one SPARQL 1.1 query and gives the text of the result.
   *
   * @throws {QuerySyntaxError} when the query cannot be parsed, or its form does not fit the syntax asked for
   * @throws {QueryRefusedError} when it was understood, but asks for what this store does not do
   * @throws {QueryTimeoutError} when it took longer than `timeoutMs`
   * @throws {ResultTooLargeError} when the result is more than the store gives at once; it is never cut
   * @throws {StoreBusyError} when too many wait already
   * @throws {StoreUnavailableError} when the engine failed or is not ready
   */
  query(sparql: string, options: QueryOptions): Promise<string>;
  /**
   * As {@link query}, as UTF-8 bytes while they come: for answers that go out as they are. It resolves when the first
   * are there, so that what goes wrong before is still an error and not half an answer.
   *
   * @throws what {@link query} throws; while it is read too, when a store that streams breaks off
   */
  stream(sparql: string, options: QueryOptions): Promise<AsyncIterable<Uint8Array>>;
  /** Ends the store; queries under way fail with {@link StoreUnavailableError}. */
  close(): Promise<void>;
}

export class QuerySyntaxError extends Error {
  override readonly name = "QuerySyntaxError";
}

/** A query that is right in itself: it names more graphs than a set is made of here, or calls a SERVICE. */
export class QueryRefusedError extends Error {
  override readonly name = "QueryRefusedError";
}

export class QueryTimeoutError extends Error {
  override readonly name = "QueryTimeoutError";
}

export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
}

/** An answer of more rows or bytes than are given at once: to be asked in pages, or downloaded. */
export class ResultTooLargeError extends Error {
  override readonly name = "ResultTooLargeError";
}

/** More questions wait than can be answered in time; asking again later helps. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
}

export function goneError(): QueryTimeoutError {
  return new QueryTimeoutError("the query was stopped, since whoever asked has gone");
}

/** @param ms milliseconds as the asker knows them */
export function lateError(ms: number): QueryTimeoutError {
  return new QueryTimeoutError(`the query took longer than ${ms} ms; ask for less, or add a LIMIT`);
}

export function closedError(): StoreUnavailableError {
  return new StoreUnavailableError("the store was closed; open it again to ask it");
}
