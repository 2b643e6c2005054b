/** What a compiled mapping does, and after a run how often each part of it gave nothing. */
import type { CompiledMapping } from "./compile.js";
import { expressionText } from "./compile/triples-map.js";

/** One triples map of the plan. */
export interface PlanEntry {
  readonly triplesMap: string;
  readonly source: string;
  /** Path of the file as the mapping writes it. */
  readonly path: string;
  readonly iterator: string | undefined;
  readonly subject: string;
  /** Records that were mapped. */
  readonly records: number;
  /** Of those, how many had no subject and so made nothing at all. */
  readonly withoutSubject: number;
  readonly predicates: readonly PlanPredicate[];
}

export interface PlanPredicate {
  readonly predicate: string;
  readonly object: string;
  /** Records with a subject for which it made no triple. */
  readonly nothing: number;
}

/** The plan of a mapping, with the counts of what it has mapped so far. */
export function explain(compiled: CompiledMapping): PlanEntry[] {
  return compiled.triplesMaps.map(({ map, emitters, counts }) => ({
    triplesMap: map.id,
    source: map.source.name,
    path: map.source.path,
    iterator: map.source.iterator,
    subject: expressionText(map.subject),
    records: counts.records,
    withoutSubject: counts.noSubject,
    predicates: emitters.map(({ predicate, object, nothing }) => ({ predicate, object, nothing })),
  }));
}
