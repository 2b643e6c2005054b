/** Runs a mapping over its files: N-Quads text or RDF/JS quads, streaming. */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { parseNQuads } from "../rdf/read/nquads.js";
import type { Quad } from "../rdf/terms.js";
import { type CompiledMapping, compileMapping, type MapFinding } from "./compile.js";
import { explain, type PlanEntry } from "./explain.js";
import type { FunctionRegistry } from "./function-registry.js";
import { allFunctions } from "./functions.js";
import { type RaggedRow, type Reader, readInputs } from "./input.js";
import type { MappingModel } from "./model.js";
import { References } from "./references.js";

export interface MapOptions {
  /** Source name or access text → file. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** What relative IRIs are put behind; absent: the base that the mapping declares. */
  readonly base?: string;
  /** Graph of statements for which the mapping names none; absent: the default graph. */
  readonly graph?: string;
  /** Functions that the mapping may call; absent: GREL, IDLab's and the cleaners under the base. */
  readonly functions?: FunctionRegistry;
  /** Told of each term that could not be made. */
  readonly report?: (finding: MapFinding) => void;
  /** Told of each row of a CSV file that has another number of fields than its header; what it has is mapped. */
  readonly onRagged?: (row: RaggedRow) => void;
}

export interface MapSummary {
  readonly triples: number;
  readonly findings: number;
  /** Rows of CSV files that have another number of fields than their header. */
  readonly ragged: number;
  readonly plan: readonly PlanEntry[];
  /** References that no record had (JSON; in CSV that is an error), each with what may have been meant. */
  readonly neverFound: readonly string[];
}

// Text is handed on in pieces of about this many characters.
const PIECE = 64 * 1024;

/**
 * The statements of a mapping as canonical N-Quads, in pieces of whole lines. Nothing is read before it is asked for.
 *
 * @throws {MappingError} when the mapping cannot work, {@link InputError} when an input cannot be read
 */
export async function* mapText(model: MappingModel, options: MapOptions = {}): AsyncGenerator<string, MapSummary> {
  const compiled = compileMapping(model, {
    ...options,
    functions: options.functions ?? allFunctions(options.base ?? model.base ?? ""),
  });
  const located = { mapping: model.path, inputs: options.inputs ?? {} };
  let findings = 0;
  const report = (finding: MapFinding): void => {
    findings++;
    options.report?.(finding);
  };
  await fillJoins(compiled, located, report);
  let text = "";
  let triples = 0;
  const write = (line: string): void => {
    triples++;
    text += line;
  };
  const references = new References();
  const readers = compiled.triplesMaps.map((map): Reader => {
    const watch = references.watch(map);
    return {
      source: map.map.source,
      references: new Map([...map.references].map(([reference, { at }]) => [reference, at])),
      take: (record) => {
        watch(record);
        map.mapRecord(record, write, report);
      },
    };
  });
  let ragged = 0;
  const onRagged = (row: RaggedRow): void => {
    ragged++;
    options.onRagged?.(row);
  };
  for await (const _ of readInputs(readers, located, () => text.length >= PIECE, onRagged)) {
    yield text;
    text = "";
  }
  if (text !== "") yield text;
  return { triples, findings, ragged, plan: explain(compiled), neverFound: references.neverFound() };
}

/** As {@link mapText}, as RDF/JS quads. @throws {Error} as it does, and on an unsafe IRI that is none */
export async function* mapQuads(model: MappingModel, options: MapOptions = {}): AsyncGenerator<Quad> {
  for await (const text of mapText(model, options)) yield* parseNQuads(text);
}

/** As {@link mapText}, to a stream that is waited for; the stream is left open. */
export async function runMapping(
  model: MappingModel,
  options: MapOptions & { readonly out: Writable },
): Promise<MapSummary> {
  const pieces = mapText(model, options);
  for (;;) {
    const { value, done } = await pieces.next();
    if (done === true) return value;
    if (!options.out.write(value)) await once(options.out, "drain");
  }
}

async function fillJoins(
  compiled: CompiledMapping,
  located: Parameters<typeof readInputs>[1],
  report: (finding: MapFinding) => void,
): Promise<void> {
  const { joins } = compiled;
  const readers = joins.parents.map((parent): Reader => {
    return {
      source: parent.source,
      references: joins.references(parent),
      take: (record) => joins.add(parent, record, report),
    };
  });
  const reading = readInputs(readers, located, () => false);
  while ((await reading.next()).done !== true);
}
