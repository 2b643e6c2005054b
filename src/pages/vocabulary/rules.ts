/** The rules of our shapes (SHACL Core) as data: for which things, by which path, what is demanded and how gravely. */
import { type Quad, RDF_TYPE, type Term } from "../../rdf/terms.js";
import { type Path, PathProblem, readPath } from "../../validate/path.js";
import {
  CONSTRAINT_WORDS,
  SH,
  sh,
  SHAPE_LIST_WORDS,
  SHAPE_WORDS,
  TERM_LIST_WORDS,
  VIOLATION,
} from "../../validate/shacl.js";
import { ShapesGraph } from "../../validate/shapes-graph.js";

export interface Constraint {
  /** `minCount`, `class`, `or`, … */
  readonly word: string;
  /** Its values; the members of a list. */
  readonly values: readonly Term[];
  /** What each of the shapes that it refers to demands. */
  readonly shapes: readonly InnerRule[];
}

export interface InnerRule {
  /** Undefined of what is demanded of the thing itself. */
  readonly path: Path | undefined;
  readonly constraints: readonly Constraint[];
}

/** What a rule is for: the things of classes, those that have a property, those that a property leads to. */
export interface Targets {
  readonly classes: readonly string[];
  readonly subjectsOf: readonly string[];
  readonly objectsOf: readonly string[];
}

export interface Rule extends InnerRule {
  readonly targets: Targets;
  /** IRI, such as `sh:Warning`. */
  readonly severity: string;
  readonly messages: readonly Extract<Term, { termType: "Literal" }>[];
}

const CONSTRAINTS: ReadonlySet<string> = new Set(CONSTRAINT_WORDS);
/** Shapes within shapes are followed this deep. */
const DEEPEST = 5;

/** The rules of a shapes graph, in its order: one for each property of a shape, one for what it demands of things itself. */
export function rulesOf(quads: readonly Quad[]): Rule[] {
  const graph = new ShapesGraph(quads, (iri) => iri);
  const rules: Rule[] = [];
  for (const shape of graph.subjects()) {
    const targets = targetsOf(graph, shape);
    if (targets === undefined || graph.isDeactivated(shape)) continue;
    for (const each of [shape, ...graph.values(shape, sh("property"))]) {
      const rule = innerRule(graph, each, each === shape);
      if (rule === undefined || graph.isDeactivated(each)) continue;
      rules.push({
        ...rule,
        targets,
        severity: graph.values(each, sh("severity"))[0]?.value ?? VIOLATION,
        messages: graph.values(each, sh("message")).flatMap((term) => (term.termType === "Literal" ? [term] : [])),
      });
    }
  }
  return rules;
}

function targetsOf(graph: ShapesGraph, shape: Term): Targets | undefined {
  const of = (word: string): string[] => graph.values(shape, sh(word)).map(({ value }) => value);
  const isClass = graph.values(shape, RDF_TYPE).some(({ value }) => value.endsWith("#Class"));
  const classes = [...of("targetClass"), ...(isClass ? [shape.value] : [])];
  const targets = { classes, subjectsOf: of("targetSubjectsOf"), objectsOf: of("targetObjectsOf") };
  return Object.values(targets).every(({ length }) => length === 0) ? undefined : targets;
}

/** @param withoutProperties leaves out the properties of a shape, which are rules of their own */
function innerRule(graph: ShapesGraph, shape: Term, withoutProperties: boolean, depth = 0): InnerRule | undefined {
  const given = new Map<string, Term[]>();
  for (const { predicate, object } of graph.about(shape)) {
    const word = predicate.value.startsWith(SH) ? predicate.value.slice(SH.length) : "";
    if (!CONSTRAINTS.has(word) || (withoutProperties && word === "property")) continue;
    given.set(word, [...(given.get(word) ?? []), object]);
  }
  if (given.size === 0) return undefined;
  // In the order in which SHACL has them, however they are written.
  const words = CONSTRAINT_WORDS.filter((word) => given.has(word));
  const constraints = words.map((word) => constraintOf(graph, word, given.get(word) ?? [], depth));
  return { path: pathOf(graph, shape), constraints };
}

function constraintOf(graph: ShapesGraph, word: string, given: readonly Term[], depth: number): Constraint {
  const isIn = (words: readonly string[]): boolean => words.includes(word);
  const members = (): Term[] => given.flatMap((head) => graph.list(head) ?? []);
  if (isIn(SHAPE_WORDS) || isIn(SHAPE_LIST_WORDS)) {
    const values = isIn(SHAPE_LIST_WORDS) ? members() : given;
    const shapes = depth >= DEEPEST ? [] : values.flatMap((each) => innerRule(graph, each, false, depth + 1) ?? []);
    return { word, values, shapes };
  }
  return { word, values: isIn(TERM_LIST_WORDS) ? members() : given, shapes: [] };
}

function pathOf(graph: ShapesGraph, shape: Term): Path | undefined {
  const [node] = graph.values(shape, sh("path"));
  if (node === undefined) return undefined;
  try {
    return readPath(graph, node);
  } catch (error) {
    if (error instanceof PathProblem) return undefined;
    throw error;
  }
}
