/** Compiles a mapping once, to closures that make canonical N-Quads text. */
import type { Write } from "./compile/emitter.js";
import { compileTriplesMap, type CompiledTriplesMap } from "./compile/triples-map.js";
import type { Report } from "./compile/finding.js";
import { type ElementIterator, elementIterator } from "./compile/iterator.js";
import { unlessRepeated } from "./compile/repeats.js";
import { JoinIndexes } from "./compile/join-indexes.js";
import type { Say } from "./compile/statements.js";
import type { FunctionRegistry } from "./function-registry.js";
import type { LogicalSource, MappingModel } from "./model.js";
import { ProblemList } from "./problem.js";

export { findingText } from "./compile/finding.js";
export type { MapFinding, Report } from "./compile/finding.js";
export type { Write } from "./compile/emitter.js";
export type { Say } from "./compile/statements.js";
export type { CompiledTriplesMap } from "./compile/triples-map.js";

export interface CompileOptions {
  /**
   * What relative IRIs are put behind (RML-Core §7.3: plain concatenation), unless a triples map has a base of its own.
   * Absent: the base that the document declares, or none, and then a relative IRI is a finding.
   */
  readonly base?: string;
  /** IRI written on statements for which the mapping names no graph; absent: they are in the default graph. */
  readonly graph?: string;
  /** Functions that the mapping may call. */
  readonly functions?: FunctionRegistry;
  /**
   * For loaders, which set the graph themselves and to whom it is a set: a mapping that names a graph is refused, and
   * `describe` leaves out what a triples map has said before (counts then count values).
   */
  readonly loading?: boolean;
}

export interface CompiledMapping {
  readonly model: MappingModel;
  /** The logical sources, each once. */
  readonly sources: readonly LogicalSource[];
  readonly triplesMaps: readonly CompiledTriplesMap[];
  /** What must be indexed before a record is mapped; empty when the mapping joins nothing. */
  readonly joins: JoinIndexes;
  /**
   * Maps one element of the top-level array of the JSON file `path`, through every triples map whose source has that
   * access path. Lines are canonical N-Quads with their newline. What cannot be made is reported, never thrown.
   */
  mapRecord(path: string, element: unknown, write: Write, report: Report): void;
  /** As `mapRecord`, for loaders: it tells subject by subject, without graphs. */
  describe(path: string, element: unknown, say: Say, report: Report): void;
}

/** @throws {MappingError} when the mapping is well-formed but cannot work: unknown functions, bad references, … */
export function compileMapping(model: MappingModel, options: CompileOptions): CompiledMapping {
  const problems = new ProblemList(model.path);
  const problem: ProblemList["add"] = (at, message, hint) => problems.add(at, message, hint);
  const byId = new Map(model.triplesMaps.map((map) => [map.id, map]));
  let fresh = 0;
  const base = options.base ?? model.base ?? "";
  const functions: FunctionRegistry = options.functions ?? new Map();
  const joins = new JoinIndexes({ base, functions, problem });
  const triplesMaps = model.triplesMaps.map((map) =>
    compileTriplesMap(map, {
      base,
      graph: options.graph,
      loading: options.loading === true,
      functions,
      freshLabel: () => `r${++fresh}`,
      problem,
      parents: { find: (id) => byId.get(id), index: (parent, on) => joins.index(parent, on) },
    }),
  );
  const byPath = new Map<string, { iterate: ElementIterator; maps: CompiledTriplesMap[] }[]>();
  for (const compiled of triplesMaps) {
    const { source } = compiled.map;
    if (source.formulation !== "JSONPath") continue;
    const groups = byPath.get(source.path) ?? [];
    byPath.set(source.path, groups);
    const same = groups.find((group) => group.maps[0]?.map.source.iterator === source.iterator);
    const used = options.loading === true ? unlessRepeated(compiled) : compiled;
    if (same !== undefined) same.maps.push(used);
    else groups.push({ iterate: iteratorOf(source, problems), maps: [used] });
  }
  problems.throwIfAny();
  return {
    model,
    sources: [...new Set(model.triplesMaps.map((map) => map.source))],
    triplesMaps,
    joins,
    mapRecord(path, element, write, report) {
      for (const { iterate, maps } of byPath.get(path) ?? []) {
        iterate(element, (record) => {
          for (const compiled of maps) compiled.mapRecord(record, write, report);
        });
      }
    },
    describe(path, element, say, report) {
      for (const { iterate, maps } of byPath.get(path) ?? []) {
        iterate(element, (record) => {
          for (const compiled of maps) compiled.describe(record, say, report);
        });
      }
    },
  };
}

function iteratorOf(source: LogicalSource, problems: ProblemList): ElementIterator {
  try {
    return elementIterator(source);
  } catch (error) {
    problems.add(source.at, `iterator: ${(error as Error).message}`, "write it as `$[*]` or `$.list[*]`");
    return () => undefined;
  }
}
