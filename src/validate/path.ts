/** Property paths (SHACL §2.3.1): read from a shapes graph, and written as SPARQL writes them. */
import type { Term } from "../rdf/terms.js";
import { sh } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

export type Path =
  | { readonly kind: "predicate"; readonly iri: string }
  | { readonly kind: "sequence" | "alternative"; readonly parts: readonly Path[] }
  | { readonly kind: "inverse" | "zeroOrMore" | "oneOrMore" | "zeroOrOne"; readonly of: Path };

/** A path that the specification forbids, or that cannot be followed here; the message says what it is. */
export class PathProblem extends Error {
  override readonly name = "PathProblem";
}

const MODIFIERS = {
  inverse: "inversePath",
  zeroOrMore: "zeroOrMorePath",
  oneOrMore: "oneOrMorePath",
  zeroOrOne: "zeroOrOnePath",
} as const;

/** Reads the path at a node. @throws {PathProblem} */
export function readPath(graph: ShapesGraph, node: Term, within = 0): Path {
  if (within > 100) throw new PathProblem("a path that contains itself");
  if (node.termType === "NamedNode") return { kind: "predicate", iri: node.value };
  if (node.termType === "Literal") throw new PathProblem(`a literal, "${node.value}", as a path`);
  if (graph.isList(node)) return { kind: "sequence", parts: parts(graph, node, within) };
  const [alternatives] = graph.values(node, sh("alternativePath"));
  if (alternatives !== undefined) return { kind: "alternative", parts: parts(graph, alternatives, within) };
  for (const [kind, word] of Object.entries(MODIFIERS)) {
    const [inner] = graph.values(node, sh(word));
    if (inner === undefined) continue;
    const of = readPath(graph, inner, within + 1);
    if (kind === "inverse" && of.kind !== "predicate") {
      throw new PathProblem(
        "sh:inversePath of a path that is more than one predicate; write the inverse of each of its parts",
      );
    }
    return { kind: kind as keyof typeof MODIFIERS, of };
  }
  throw new PathProblem("a path that is neither an IRI, nor a list, nor one of sh:inversePath, sh:alternativePath, …");
}

function parts(graph: ShapesGraph, list: Term, within: number): Path[] {
  const items = graph.list(list);
  if (items === undefined || items.length < 2) throw new PathProblem("a path with a list of less than two parts");
  return items.map((item) => readPath(graph, item, within + 1));
}

const SIGNS = { zeroOrMore: "*", oneOrMore: "+", zeroOrOne: "?" } as const;

/** As SPARQL writes it (SPARQL 1.1, §9.1); `name` writes an IRI. */
export function pathText(path: Path, name: (iri: string) => string): string {
  switch (path.kind) {
    case "predicate":
      return name(path.iri);
    case "sequence":
      return path.parts.map((part) => inner(part, name)).join("/");
    case "alternative":
      return path.parts.map((part) => inner(part, name)).join("|");
    case "inverse":
      return `^${inner(path.of, name)}`;
    default:
      return `${inner(path.of, name)}${SIGNS[path.kind]}`;
  }
}

function inner(path: Path, name: (iri: string) => string): string {
  return path.kind === "predicate" ? name(path.iri) : `(${pathText(path, name)})`;
}

/** Whether following it asks for statements of the start node alone. */
export function isOneStep(path: Path): boolean {
  switch (path.kind) {
    case "predicate":
      return true;
    case "alternative":
      return path.parts.every(isOneStep);
    case "zeroOrOne":
      return isOneStep(path.of);
    default:
      return false;
  }
}

/** Its predicates, and whether each is followed backwards. */
export function* predicatesOf(path: Path, backwards = false): Generator<{ iri: string; backwards: boolean }> {
  if (path.kind === "predicate") yield { iri: path.iri, backwards };
  else if ("parts" in path) for (const part of path.parts) yield* predicatesOf(part, backwards);
  else yield* predicatesOf(path.of, path.kind === "inverse");
}
