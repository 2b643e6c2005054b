/** From a shapes graph to what is to be done: which shapes have targets, what each needs, and what the engine is given. */
import { nodeKey } from "../rdf/subjects.js";
import type { Quad, Subject } from "../rdf/terms.js";
import { type Needs, needsOf } from "./needs.js";
import { CONSTRAINT_WORDS, OWL_IMPORTS, sh } from "./shacl.js";
import { ShapesGraph } from "./shapes-graph.js";
import { checkShapes, missingShapes, ShapesError } from "./shapes-problems.js";
import { type Targets, targetsOf } from "./targets.js";

/** A shape that has targets, and so is applied by itself. */
export interface Root {
  readonly shape: Subject;
  /** What people call it. */
  readonly label: string;
  readonly targets: Targets;
  readonly needs: Needs;
}

export interface Plan {
  readonly graph: ShapesGraph;
  /** Shapes that can be checked a batch of focus nodes at a time. */
  readonly local: readonly Root[];
  /** Shapes that need the whole of the data in memory. */
  readonly whole: readonly Root[];
  /** What is worth knowing of the shapes, in sentences. */
  readonly notes: readonly string[];
}

const CONSTRAINTS: ReadonlySet<string> = new Set(CONSTRAINT_WORDS.map(sh));

/**
 * Reads a shapes graph.
 *
 * @param name writes an IRI for people
 * @throws {ShapesError} naming each shape and construct that is malformed, unknown or not supported
 */
export function planShapes(quads: readonly Quad[], name: (iri: string) => string = (iri) => `<${iri}>`): Plan {
  const notes: string[] = [];
  for (const q of quads) {
    if (q.predicate.value !== OWL_IMPORTS) continue;
    notes.push(`owl:imports <${q.object.value}> is ignored: nothing is fetched; give that file with --shapes too`);
  }
  const graph = new ShapesGraph(quads, name);
  checkShapes(graph);
  notes.push(...missingShapes(graph));
  const roots: Root[] = [];
  const used = new Set<string>();
  for (const shape of graph.subjects()) {
    const targets = targetsOf(graph, shape);
    if (targets === undefined) continue;
    for (const key of graph.reachable([shape])) used.add(key);
    const label = graph.describe(shape);
    if (graph.isDeactivated(shape)) notes.push(`${label} is deactivated, and not checked`);
    else if (graph.about(shape).some(isConstraint)) roots.push({ shape, label, targets, needs: needsOf(graph, shape) });
    else notes.push(`${label} has targets and checks nothing`);
  }
  for (const shape of graph.subjects()) {
    if (used.has(nodeKey(shape)) || !graph.about(shape).some(isConstraint)) continue;
    notes.push(`${graph.describe(shape)} is not checked: it has no target, and no shape with a target refers to it`);
  }
  if (roots.length === 0) {
    throw new ShapesError(["no shape has a target (sh:targetClass, …) and something to check"]);
  }
  const isWhole = (root: Root): boolean => root.needs.beyond !== undefined || root.targets.objectsOf.size > 0;
  return { graph, notes, local: roots.filter((root) => !isWhole(root)), whole: roots.filter(isWhole) };
}

/** Why a shape needs the whole of the data, in words. */
export function whyWhole(root: Root): string {
  return root.needs.beyond ?? `${root.label}: sh:targetObjectsOf`;
}

function isConstraint({ predicate }: Quad): boolean {
  return CONSTRAINTS.has(predicate.value);
}
