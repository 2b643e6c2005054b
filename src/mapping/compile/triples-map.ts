/** Compiles one triples map to a function from a record to N-Quads lines. */
import { RDF_TYPE } from "../../rdf/terms.js";
import type { FunctionRegistry } from "../function-registry.js";
import { isDefaultGraph, type ObjectMap, type PredicateObjectMap, type TermMap, type TriplesMap } from "../model.js";
import type { Position } from "../problem.js";
import { compileTails, type Emitter, emitter, type Tails, type Write } from "./emitter.js";
import type { Report } from "./finding.js";
import { compileParent, type ParentLookup } from "./parent.js";
import { compileStatements, type Say } from "./statements.js";
import type { Getter } from "./reference.js";
import { type CompiledTerm, compileTerm, type TermContext, type Terms } from "./term.js";
import { compileCondition } from "./value.js";

export interface CompiledTriplesMap {
  readonly map: TriplesMap;
  /** References that occur in it, with what reads them. */
  readonly references: ReadonlyMap<string, { readonly get: Getter; readonly at: Position | undefined }>;
  readonly emitters: readonly Emitter[];
  /** Terms of the subject, for triples maps that link here. */
  readonly subject: Terms;
  readonly counts: { records: number; noSubject: number };
  /** Writes its statements about a record as lines. */
  readonly mapRecord: (record: unknown, write: Write, report: Report) => void;
  /** Tells them subject by subject, without graphs. */
  readonly describe: (record: unknown, say: Say, report: Report) => void;
}

/** What a triples map needs of the mapping it is in. */
export interface MapContext {
  readonly base: string;
  /** IRI for statements whose mapping names no graph; absent: the default graph. */
  readonly graph: string | undefined;
  /** Statements only, for who sets the graph. */
  readonly loading: boolean;
  readonly functions: FunctionRegistry;
  readonly freshLabel: () => string;
  readonly problem: TermContext["problem"];
  readonly parents: ParentLookup;
}

export function compileTriplesMap(map: TriplesMap, context: MapContext): CompiledTriplesMap {
  const references = new Map<string, { get: Getter; at: Position | undefined }>();
  const termContext = (term: string): TermContext => ({
    source: map.source,
    functions: context.functions,
    place: { triplesMap: map.name, term },
    problem: context.problem,
    seen: (reference, get, at) => {
      if (!references.has(reference)) references.set(reference, { get, at });
    },
    base: map.baseIri ?? context.base,
    freshLabel: freshFor(map, context),
  });
  if (map.subject.termType === "Literal") {
    context.problem(map.subject.at, "a subject cannot be a literal", "make its term type an IRI or a blank node");
  }
  const subject = compileTerm(map.subject, termContext("subject"));
  const graphs = (maps: readonly TermMap[]): CompiledTerm[] =>
    maps.map((graph) => compileGraph(graph, termContext("graph"), context));
  const ownGraphs = graphs(map.subject.graphs);
  const emitters: Emitter[] = [];
  const type: TermMap = constantIri(RDF_TYPE, map.subject.at);
  const tails = (all: readonly CompiledTerm[]): Tails => compileTails(all, context.graph);
  for (const cls of map.subject.classes) {
    const object = compileTerm(constantIri(cls, map.subject.at), termContext(RDF_TYPE));
    emitters.push(
      emitter(
        { predicate: RDF_TYPE, object: cls },
        compileTerm(type, termContext("predicate")),
        object,
        tails(ownGraphs),
        undefined,
      ),
    );
  }
  for (const po of map.predicateObjects) {
    const condition = po.condition === undefined ? undefined : compileCondition(po.condition, termContext("condition"));
    const poTails = tails([...ownGraphs, ...graphs(po.graphs)]);
    for (const [predicateMap, objectMap] of pairs(po)) {
      if (predicateMap.termType === "Literal" || predicateMap.termType === "BlankNode") {
        context.problem(predicateMap.at, "a predicate must be an IRI", "leave its term type out");
      }
      const predicate = compileTerm(predicateMap, termContext("predicate"));
      const name = expressionText(predicateMap);
      const object = compileObject(objectMap, map, termContext(name), context);
      const text = "term" in objectMap ? expressionText(objectMap.term) : `subject of ${objectMap.parent.parent}`;
      emitters.push(emitter({ predicate: name, object: text }, predicate, object, poTails, condition));
    }
  }
  const counts = { records: 0, noSubject: 0 };
  const { terms: subjectTerms } = subject;
  const statements = compileStatements(emitters);
  const told = { subjects: subjectTerms, counts };
  return {
    map,
    references,
    emitters,
    subject: subjectTerms,
    counts,
    mapRecord: forSubjects(told, (one, record, write: Write, report) => {
      for (const each of emitters) each.emit(one, record, write, report);
    }),
    describe: forSubjects(told, (one, record, say: Say, report) => {
      const text = statements(record, report);
      if (text !== "") say(one, text);
    }),
  };
}

function forSubjects<Out>(
  { subjects, counts }: { readonly subjects: Terms; readonly counts: CompiledTriplesMap["counts"] },
  use: (subject: string, record: unknown, out: Out, report: Report) => void,
): (record: unknown, out: Out, report: Report) => void {
  return (record, out, report) => {
    counts.records++;
    const found = subjects(record, report);
    if (typeof found === "string") use(found, record, out, report);
    else if (found === undefined || found.length === 0) counts.noSubject++;
    else for (const one of found) use(one, record, out, report);
  };
}

function freshFor(map: TriplesMap, context: MapContext): () => string {
  const prefix = map.id.replace(/[^A-Za-z0-9]/g, "");
  return () => `${context.freshLabel()}${prefix}`;
}

function constantIri(iri: string, at: Position | undefined): TermMap {
  return { expression: { kind: "constant", term: { termType: "NamedNode", value: iri } }, termType: "IRI", at };
}

function pairs(po: PredicateObjectMap): [TermMap, ObjectMap][] {
  return po.predicates.flatMap((p) => po.objects.map((o): [TermMap, ObjectMap] => [p, o]));
}

/** How a term map reads to a person: its IRI, reference or template. */
export function expressionText(map: TermMap): string {
  const { expression } = map;
  switch (expression.kind) {
    case "constant":
      return expression.term.value;
    case "reference":
      return `{${expression.reference}}`;
    case "template":
      return expression.parts.map((part) => ("text" in part ? part.text : `{${part.reference}}`)).join("");
    case "function":
      return `${expression.call.function}(…)`;
    case "fresh":
      return "_:";
  }
}

function compileObject(object: ObjectMap, map: TriplesMap, term: TermContext, context: MapContext): CompiledTerm {
  if ("term" in object) return compileTerm(object.term, term);
  return { terms: compileParent(object.parent, map, term, context.parents) };
}

function compileGraph(graph: TermMap, term: TermContext, context: MapContext): CompiledTerm {
  if (context.loading)
    context.problem(graph.at, "this mapping names a graph", "leave it out: the loader sets the graph");
  if (graph.termType === "Literal") {
    context.problem(graph.at, "a graph cannot be named by a literal", "leave its term type out");
  }
  const { expression } = graph;
  if (expression.kind === "constant" && isDefaultGraph(expression.term.value)) return { terms: () => "", constant: "" };
  return compileTerm(graph, term);
}
