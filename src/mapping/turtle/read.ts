/** Reads RML in Turtle, new vocabulary or old, into the mapping model (RML-Core). */
import type { Term } from "../../rdf/terms.js";
import type { MappingModel, ObjectMap, PredicateObjectMap, SubjectMap, TermMap, TriplesMap } from "../model.js";
import { didYouMean } from "../nearest.js";
import { ProblemList } from "../problem.js";
import { RML } from "../vocabulary.js";
import { MappingGraph, type Placed } from "./graph.js";
import { slipOf } from "./known-words.js";
import { FUNCTION_VALUE } from "./old-words.js";
import { readSource } from "./sources.js";
import { constantMap, TermReader } from "./terms.js";

/** @throws {MappingError} that names every mistake found in the text */
export function readTurtle(text: string, path: string): MappingModel {
  const problems = new ProblemList(path);
  const graph = MappingGraph.parse(text, problems);
  problems.throwIfAny();
  for (const { word, at } of graph.words(RML)) {
    if (word === "logicalTarget") {
      problems.note(at, "logical targets have no effect: all statements go to one output", "name it with --out");
    }
    const slip = slipOf(word);
    const hint = slip?.meant === undefined ? "check its spelling" : `did you mean "${slip.meant}"?`;
    if (slip !== undefined) problems.add(at, `RML has no property "${word}"`, hint);
  }
  const triplesMaps = new TurtleReader(graph, problems).triplesMaps();
  problems.throwIfAny();
  return {
    path,
    prefixes: graph.prefixes,
    ...(graph.base === undefined ? {} : { base: graph.base }),
    triplesMaps,
    notes: problems.notes,
  };
}

/** The words a triples map may have; another word of RML's namespace is taken for a slip of the pen. */
const TRIPLES_MAP_WORDS = ["logicalSource", "subjectMap", "subject", "predicateObjectMap", "baseIRI", "logicalTable"];

class TurtleReader {
  readonly #graph: MappingGraph;
  readonly #problems: ProblemList;
  readonly #terms: TermReader;

  constructor(graph: MappingGraph, problems: ProblemList) {
    this.#graph = graph;
    this.#problems = problems;
    this.#terms = new TermReader(graph, problems);
  }

  triplesMaps(): TriplesMap[] {
    // A function value of the old kind has a logical source and predicate-object maps too, but is no triples map.
    const functionValues = new Set(
      this.#graph
        .subjectsWith(FUNCTION_VALUE)
        .flatMap((node) => this.#graph.objects(node, FUNCTION_VALUE))
        .map(({ term }) => term.value),
    );
    const nodes = ["logicalSource", "subjectMap", "subject"].flatMap((word) => this.#graph.subjectsWith(RML + word));
    const distinct = new Map(nodes.filter((node) => !functionValues.has(node.value)).map((node) => [node.value, node]));
    if (distinct.size === 0) {
      this.#problems.add(
        undefined,
        "the file holds no triples map",
        "give one an rml:logicalSource and an rml:subjectMap",
      );
    }
    return [...distinct.values()].flatMap((node) => this.#triplesMap(node) ?? []);
  }

  #triplesMap(node: Term): TriplesMap | undefined {
    const at = this.#graph.at(node);
    const name = shortName(node.value);
    for (const { predicate, at: place } of this.#graph.predicates(node)) {
      if (!predicate.startsWith(RML) || TRIPLES_MAP_WORDS.includes(predicate.slice(RML.length))) continue;
      const word = predicate.slice(RML.length);
      this.#problems.add(place, `a triples map has no property rml:${word}`, didYouMean(word, TRIPLES_MAP_WORDS));
    }
    const source = readSource(this.#graph, node, this.#problems);
    const subject = this.#subject(node, name);
    const predicateObjects = this.#graph
      .objects(node, `${RML}predicateObjectMap`)
      .map((placed) => this.#predicateObject(placed));
    const base = this.#graph.object(node, `${RML}baseIRI`);
    if (source === undefined || subject === undefined) return undefined;
    return {
      id: node.value,
      name,
      source,
      subject,
      ...(base === undefined ? {} : { baseIri: base.term.value }),
      predicateObjects,
      at,
    };
  }

  #subject(node: Term, name: string): SubjectMap | undefined {
    const subjects = this.#terms.all(node, "subjectMap", "subject", "subject");
    const [term] = subjects;
    if (term === undefined || subjects.length > 1) {
      const message = `the triples map "${name}" has ${term === undefined ? "no" : "several"} subject maps`;
      this.#problems.add(subjects[1]?.at ?? this.#graph.at(node), message, "give it one rml:subjectMap");
      return undefined;
    }
    const map = this.#graph.object(node, `${RML}subjectMap`);
    if (map === undefined) return { ...term, classes: [], graphs: [] };
    const classes = this.#graph.objects(map.term, `${RML}class`);
    for (const { term: cls, at } of classes) {
      if (cls.termType !== "NamedNode") this.#problems.add(at, `the class "${cls.value}" is no IRI`, "write an IRI");
    }
    return { ...term, classes: classes.map(({ term: cls }) => cls.value), graphs: this.#graphs(map.term) };
  }

  #graphs(node: Term): TermMap[] {
    return this.#terms.all(node, "graphMap", "graph", "graph");
  }

  #predicateObject({ term: node, at }: Placed): PredicateObjectMap {
    const predicates = this.#terms.all(node, "predicateMap", "predicate", "predicate");
    const objects: ObjectMap[] = [
      ...this.#graph.objects(node, `${RML}objectMap`).map((placed) => this.#object(placed)),
      ...this.#graph.objects(node, `${RML}object`).map((placed) => ({ term: constantMap(placed) })),
    ];
    const place = this.#graph.at(node) ?? at;
    if (predicates.length === 0) {
      this.#problems.add(place, "a predicate-object map has no predicate", "give it rml:predicate or rml:predicateMap");
    }
    if (objects.length === 0) {
      this.#problems.add(place, "a predicate-object map has no object", "give it rml:object or rml:objectMap");
    }
    const condition = this.#terms.condition(node);
    return {
      predicates,
      objects,
      graphs: this.#graphs(node),
      ...(condition === undefined ? {} : { condition }),
      at: place,
    };
  }

  #object(placed: Placed): ObjectMap {
    const graph = this.#graph;
    const parent = graph.object(placed.term, `${RML}parentTriplesMap`);
    if (parent === undefined) return { term: this.#terms.termMap(placed, "object") };
    const joins = graph.objects(placed.term, `${RML}joinCondition`).flatMap(({ term: join, at }) => {
      const child = this.#joinSide(join, "child");
      const other = this.#joinSide(join, "parent");
      if (child !== undefined && other !== undefined) return [{ child, parent: other }];
      this.#problems.add(at, "a join condition has no child or no parent", "give it rml:child and rml:parent");
      return [];
    });
    const condition = this.#terms.condition(placed.term);
    return {
      parent: {
        parent: parent.term.value,
        joins,
        ...(condition === undefined ? {} : { condition }),
        at: graph.at(placed.term) ?? placed.at,
      },
    };
  }

  /** `rml:child "key"` is short for a child map with that reference. */
  #joinSide(join: Term, side: "child" | "parent"): TermMap | undefined {
    const map = this.#graph.object(join, `${RML}${side}Map`);
    if (map !== undefined) return this.#terms.termMap(map, "value");
    const short = this.#graph.object(join, RML + side);
    if (short === undefined) return undefined;
    return { expression: { kind: "reference", reference: short.term.value }, termType: "Literal", at: short.at };
  }
}

/** What a person calls a node: the end of its IRI. */
function shortName(iri: string): string {
  return /[^/#]+$/.exec(iri)?.[0] ?? iri;
}
