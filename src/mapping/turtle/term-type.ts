/** The term type of a term map: given, or from where it stands and what it is made of (RML-Core §7.1). */
import type { Term } from "../../rdf/terms.js";
import type { Expression, TermType } from "../model.js";
import { didYouMean } from "../nearest.js";
import type { Position, ProblemList } from "../problem.js";
import { RML } from "../vocabulary.js";
import type { MappingGraph } from "./graph.js";

const TERM_TYPES: Readonly<Record<string, TermType>> = Object.fromEntries(
  (["IRI", "URI", "UnsafeIRI", "UnsafeURI", "BlankNode", "Literal"] as const).map((type) => [RML + type, type]),
);

/** Where a term stands in a triple: it decides the term type when the mapping does not. */
export type Role = "subject" | "predicate" | "object" | "graph" | "value";

/** What else decides: a language or datatype makes an object a literal. */
interface Circumstances {
  readonly expression: Expression;
  readonly role: Role;
  readonly typed: boolean;
}

export function termTypeOf(
  graph: MappingGraph,
  node: Term,
  { expression, role, typed }: Circumstances,
  problems: ProblemList,
): TermType {
  const given = graph.object(node, `${RML}termType`);
  if (given !== undefined) {
    const termType = TERM_TYPES[given.term.value];
    if (termType !== undefined) {
      checkConstant(expression, termType, given.at, problems);
      return termType;
    }
    const hint = didYouMean(given.term.value, Object.keys(TERM_TYPES));
    problems.add(given.at, `<${given.term.value}> is no term type`, hint);
  }
  if (expression.kind === "constant") {
    if (role !== "object" && role !== "value") checkConstant(expression, "IRI", graph.at(node), problems);
    const { termType } = expression.term;
    return termType === "NamedNode" ? "IRI" : termType;
  }
  if (role === "value") return "Literal";
  if (role !== "object") return "IRI";
  return typed || expression.kind === "reference" || expression.kind === "function" ? "Literal" : "IRI";
}

/** A constant is a term already; the term type must be its own. */
function checkConstant(
  expression: Expression,
  termType: TermType,
  at: Position | undefined,
  problems: ProblemList,
): void {
  if (expression.kind !== "constant" || termType === "Literal") return;
  const { term } = expression;
  if (term.termType !== "Literal" && (termType === "BlankNode") === (term.termType === "BlankNode")) return;
  const message = `the constant "${term.value}" is a ${term.termType}, not of the term type ${termType}`;
  problems.add(at, message, "change either");
}
