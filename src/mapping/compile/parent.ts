/** Objects that are subjects of another triples map, by join or in the same record (RML-Core §8). */
import type { ParentReference, TermMap, TriplesMap } from "../model.js";
import type { Context, Value, Values } from "./context.js";
import type { Report } from "./finding.js";
import { compileTerm, type TermContext, type Terms } from "./term.js";
import { compileCondition, compileValues } from "./value.js";

/** The parent's side of a join: the subjects of the records with given join values. */
export interface JoinIndex {
  readonly parent: string;
  readonly on: readonly TermMap[];
  /** Join values, as {@link joinKey} writes them → subjects as N-Quads text. */
  readonly subjects: Map<string, Set<string>>;
}

/** How a link finds the triples map it names, and says that its records must be indexed first. */
export interface ParentLookup {
  readonly find: (id: string) => TriplesMap | undefined;
  /** The index of a parent on these expressions; asked for once per link when the mapping is compiled. */
  readonly index: (parent: TriplesMap, on: readonly TermMap[]) => JoinIndex;
}

export function compileParent(
  link: ParentReference,
  child: TriplesMap,
  context: TermContext,
  parents: ParentLookup,
): Terms {
  const parent = parents.find(link.parent);
  if (parent === undefined) {
    context.problem(link.at, `there is no triples map "${link.parent}"`, "check the name of the link");
    return () => undefined;
  }
  const terms =
    link.joins.length === 0 ? withoutJoin(parent, child, context, parents) : joined(link, parent, context, parents);
  if (link.condition === undefined) return terms;
  const holds = compileCondition(link.condition, context);
  return (record, report) => (holds(record, report) ? terms(record, report) : undefined);
}

function withoutJoin(parent: TriplesMap, child: TriplesMap, context: TermContext, parents: ParentLookup): Terms {
  const sameSource = parent.source.path === child.source.path && parent.source.iterator === child.source.iterator;
  if (sameSource) {
    const base = parent.baseIri ?? context.base;
    return compileTerm(parent.subject, { ...context, source: parent.source, base }).terms;
  }
  // RML-Core §8: without a condition, every record is linked with every record of the parent.
  const index = parents.index(parent, []);
  return () => [...(index.subjects.get(joinKey([])) ?? [])];
}

function joined(link: ParentReference, parent: TriplesMap, context: TermContext, parents: ParentLookup): Terms {
  const children = link.joins.map((join) => compileValues(join.child, context));
  const index = parents.index(
    parent,
    link.joins.map((join) => join.parent),
  );
  return (record, report) => {
    const keys = joinKeys(children, record, report);
    const subjects = new Set<string>();
    for (const key of keys) for (const subject of index.subjects.get(key) ?? []) subjects.add(subject);
    return [...subjects];
  };
}

/** The keys of a record under some expressions: one for each combination of their values. */
export function joinKeys(values: readonly Values[], record: unknown, report: Report): string[] {
  let combinations: Value[][] = [[]];
  for (const one of values) {
    const value = one(record, report);
    if (value === undefined) return [];
    const list = typeof value === "object" ? value : [value];
    combinations = combinations.flatMap((sofar) => list.map((v) => sofar.concat(v)));
  }
  return combinations.map(joinKey);
}

/** Join values compare as text, as RML compares them. */
function joinKey(values: readonly Value[]): string {
  return values.length === 1 ? String(values[0]) : JSON.stringify(values.map(String));
}

/** Compiles the parent's expressions for {@link joinKeys}. */
export function compileKeys(on: readonly TermMap[], context: Context): Values[] {
  return on.map((map) => compileValues(map, context));
}
