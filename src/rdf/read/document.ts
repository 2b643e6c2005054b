/** Reading an RDF document of any form as plain quads, while its bytes come. */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { StreamParser } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { plainQuad } from "../nquads.js";
import type { Quad } from "../terms.js";
import { type KnownContext, readJsonLd } from "./jsonld-document.js";
import { statementFault } from "./statement-fault.js";
import { formOf } from "./syntax.js";

/** A document that cannot be read; the message says where in it, and why. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
}

export interface DocumentSource {
  /** Name of the file; its extension says the form. */
  readonly name: string;
  /** As it is on disk, gzipped or not. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What relative IRIs resolve against. */
  readonly baseIri: string;
  /** The one JSON-LD context that may be named by its URL: nothing is fetched. */
  readonly context: KnownContext;
}

/**
 * The quads of a document. Turtle, TriG, N-Triples, N-Quads and RDF/XML are read as they come; JSON-LD is held whole, up
 * to a limit.
 *
 * @throws {DocumentError} with line and reason, or the number of a statement that no N-Quads can hold
 */
export async function* readDocument(source: DocumentSource): AsyncGenerator<Quad> {
  const { name, baseIri } = source;
  let n = 0;
  const checked = (quad: Quad): Quad => {
    n += 1;
    const fault = statementFault(quad);
    if (fault !== undefined) throw new Error(`statement ${n} has ${fault}`);
    return quad;
  };
  try {
    const text = decoded(await unzipped(source.bytes));
    const first = await text.next();
    const head = first.done === true ? "" : first.value;
    const all = startingWith(head, text);
    const { syntax, mediaType } = formOf(name, head);
    if (syntax === "jsonld") {
      for (const quad of await readJsonLd(all, { baseIri, context: source.context })) yield checked(quad);
      return;
    }
    const parser =
      syntax === "rdfxml"
        ? new RdfXmlParser({ baseIRI: baseIri, trackPosition: true })
        : new StreamParser({ baseIRI: baseIri, ...(mediaType === undefined ? {} : { format: mediaType }) });
    // An error of either end is thrown to the reader of the parser.
    pipeline(Readable.from(all), parser, () => undefined);
    for await (const quad of parser) yield checked(plainQuad(quad as Parameters<typeof plainQuad>[0]));
  } catch (error) {
    throw new DocumentError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Told by its first bytes, not by its name (RFC 1952 §2.3.1). */
async function unzipped(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  const all = Readable.from(startingWith(head, { [Symbol.asyncIterator]: () => chunks }), { objectMode: false });
  return head[0] === 0x1f && head[1] === 0x8b ? pipeline(all, createGunzip(), () => undefined) : all;
}

async function* startingWith<T extends string | Uint8Array>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first.length > 0) yield first;
  yield* rest;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new Error("it is not UTF-8 text; convert it to UTF-8 first");
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    if (text !== "") yield text;
  }
  const rest = decode();
  if (rest !== "") yield rest;
}
