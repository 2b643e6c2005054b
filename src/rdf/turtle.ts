/** Turtle (RDF 1.1 Turtle): prefixed, grouped by subject, `a` first. */
import type { Prefixes } from "./prefixes.js";
import { bySubject, type SubjectGroup } from "./subjects.js";
import { type Quad, RDF_TYPE } from "./terms.js";
import { TurtleTerms } from "./turtle-terms.js";

export interface TurtleOptions {
  readonly prefixes: Prefixes;
  /** IRI of the thing that is described: it comes first, and its `#` children after it. */
  readonly described?: string;
}

/** Quads as one Turtle document: the union of their graphs, with only the prefixes that it uses. */
export function writeTurtle(quads: readonly Quad[], options: TurtleOptions): string {
  const terms = new TurtleTerms(options.prefixes);
  let body = "";
  for (const group of bySubject(quads, options.described)) body += `\n${subjectBlock(group, terms, "")}`;
  const declarations = terms.takeDeclarations();
  return declarations === "" ? body.slice(1) : declarations + body;
}

/**
 * One subject with its predicates and objects, ending in a full stop and a line break. Predicates and objects stay in
 * the order in which they come, types first.
 */
export function subjectBlock(group: SubjectGroup, terms: TurtleTerms, indent: string): string {
  const first = group.quads[0];
  if (first === undefined) return "";
  const head = indent + terms.term(group.subject);
  // Sorted input, which is what we mostly get, has its predicates together: then no grouping is needed.
  const byPredicate = new Map<string, string>();
  let types = "";
  for (const quad of group.quads) {
    const object = terms.term(quad.object);
    if (quad.predicate.value === RDF_TYPE) {
      types = types === "" ? ` a ${object}` : `${types}, ${object}`;
      continue;
    }
    const known = byPredicate.get(quad.predicate.value);
    if (known === undefined) byPredicate.set(quad.predicate.value, `${terms.iri(quad.predicate.value)} ${object}`);
    else byPredicate.set(quad.predicate.value, `${known}, ${object}`);
  }
  let text = head + types;
  let separator = types === "" ? " " : ` ;\n${indent}    `;
  for (const statement of byPredicate.values()) {
    text += separator + statement;
    separator = ` ;\n${indent}    `;
  }
  return `${text} .\n`;
}
