/** What a shape applies to (SHACL §2.1.3). */
import { RDF_TYPE, type Term } from "../rdf/terms.js";
import { RDFS, sh, SUB_CLASS_OF } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

export interface Targets {
  /** Instances of these. */
  readonly classes: ReadonlySet<string>;
  readonly nodes: readonly Term[];
  /** Subjects of statements with these predicates. */
  readonly subjectsOf: ReadonlySet<string>;
  /** Objects of statements with these predicates. */
  readonly objectsOf: ReadonlySet<string>;
}

/** The targets of a node; undefined when it has none. A shape that is a class is a target for its own instances (§2.1.3.3). */
export function targetsOf(graph: ShapesGraph, node: Term): Targets | undefined {
  const values = (word: string): Set<string> => new Set(graph.values(node, sh(word)).map(({ value }) => value));
  const targets: Targets = {
    classes: values("targetClass"),
    nodes: graph.values(node, sh("targetNode")),
    subjectsOf: values("targetSubjectsOf"),
    objectsOf: values("targetObjectsOf"),
  };
  if (node.termType === "NamedNode" && isClass(graph, node)) (targets.classes as Set<string>).add(node.value);
  const { classes, nodes, subjectsOf, objectsOf } = targets;
  return classes.size + nodes.length + subjectsOf.size + objectsOf.size === 0 ? undefined : targets;
}

/** Whether a node is an instance of rdfs:Class, or of a subclass of it, in the shapes graph. */
function isClass(graph: ShapesGraph, node: Term): boolean {
  const seen = new Set<string>();
  const open = graph.values(node, RDF_TYPE);
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.value === `${RDFS}Class`) return true;
    if (seen.has(type.value)) continue;
    seen.add(type.value);
    open.push(...graph.values(type, SUB_CLASS_OF));
  }
  return false;
}
