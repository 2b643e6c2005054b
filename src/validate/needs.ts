/**
 * Which statements a shape asks for. Most look at their focus node alone, and at the classes of its values: those can be
 * checked a batch of nodes at a time. What looks further needs the whole of the data.
 */
import type { Term } from "../rdf/terms.js";
import { isOneStep, pathText, predicatesOf, readPath } from "./path.js";
import { COMPARED_WORDS, sh } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

export interface Needs {
  /** The classes that values are asked to belong to. */
  readonly classes: Set<string>;
  /** The predicates that are asked for, wherever. */
  readonly predicates: Set<string>;
  /** Those of them that are followed backwards. */
  readonly backwards: Set<string>;
  /** All statements of a node are asked for (sh:closed). */
  everything: boolean;
  /** What looks beyond a focus node and the classes of its values, in words; undefined when nothing does. */
  beyond: string | undefined;
}

/** Where a shape is applied: to a focus node, or to a value of one. */
type Place = "focus" | "value";

/** What a shape and the shapes that it refers to need. The graph must have been checked: no recursion, no bad list. */
export function needsOf(graph: ShapesGraph, shape: Term): Needs {
  const needs: Needs = {
    classes: new Set(),
    predicates: new Set(),
    backwards: new Set(),
    everything: false,
    beyond: undefined,
  };
  visit(graph, shape, "focus", needs);
  return needs;
}

function visit(graph: ShapesGraph, shape: Term, place: Place, needs: Needs): void {
  if (graph.isDeactivated(shape)) return;
  const goesBeyond = (what: string): void => {
    needs.beyond ??= `${graph.describe(shape)}: ${what}`;
  };
  const [pathNode] = graph.values(shape, sh("path"));
  let values: Place = place;
  if (pathNode !== undefined) {
    const path = readPath(graph, pathNode);
    for (const { iri, backwards } of predicatesOf(path)) {
      needs.predicates.add(iri);
      if (backwards) needs.backwards.add(iri);
    }
    if (!isOneStep(path)) goesBeyond(`the path ${pathText(path, graph.name)}`);
    else if (place === "value") goesBeyond("what is said of a value");
    values = "value";
  }
  for (const { value } of graph.values(shape, sh("class"))) needs.classes.add(value);
  for (const word of COMPARED_WORDS) {
    for (const { value } of graph.values(shape, sh(word))) {
      needs.predicates.add(value);
      if (place === "value") goesBeyond(`sh:${word} of a value`);
    }
  }
  if (graph.values(shape, sh("closed")).some(({ value }) => value === "true")) {
    needs.everything = true;
    // Of a property shape, what is closed is its values.
    if (values === "value") goesBeyond("sh:closed of a value");
  }
  for (const { shape: other } of graph.links(shape)) visit(graph, other, values, needs);
  // A value that counts for one qualified shape must not be one of its siblings', of whichever parent (SHACL §4.7.3).
  if (graph.values(shape, sh("qualifiedValueShapesDisjoint")).some(({ value }) => value === "true")) {
    for (const sibling of graph.siblings(shape)) {
      for (const other of graph.values(sibling, sh("qualifiedValueShape"))) visit(graph, other, values, needs);
    }
  }
}
