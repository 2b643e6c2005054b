/** Writes the statements of one predicate with one object. */
import type { Report } from "./finding.js";
import type { CompiledTerm, Terms } from "./term.js";

/** Writes one N-Quads line, newline included. */
export type Write = (line: string) => void;

/** One predicate and object of a triples map, and how often it gave nothing. */
export interface Emitter {
  /** The predicate, as an IRI or as the template it is. */
  readonly predicate: string;
  /** The object, likewise. */
  readonly object: string;
  /** Records for which it made no triple. */
  nothing: number;
  readonly predicates: CompiledTerm;
  /** The objects, where the condition holds; that there are none is counted. `constant` is the one of every record. */
  readonly objects: CompiledTerm;
  readonly emit: (subject: string, record: unknown, write: Write, report: Report) => void;
}

/** The ends of lines, ` <graph> .\n`: one text, or what differs per record. */
export type Tails = string | ((record: unknown, report: Report) => readonly string[]);

function tail(graph: string): string {
  return graph === "" ? " .\n" : ` ${graph} .\n`;
}

/** The ends of lines for some graphs; without any, `fallback` or the default graph. */
export function compileTails(graphs: readonly CompiledTerm[], fallback: string | undefined): Tails {
  if (graphs.length === 0) return tail(fallback === undefined ? "" : `<${fallback}>`);
  const [only] = graphs;
  if (graphs.length === 1 && only?.constant !== undefined) return tail(only.constant);
  return (record, report) => {
    const all = graphs.flatMap((graph) => graph.terms(record, report) ?? []);
    return [...new Set(all)].map(tail);
  };
}

/** Compiles one predicate with one object. */
export function emitter(
  names: { readonly predicate: string; readonly object: string },
  predicates: CompiledTerm,
  object: CompiledTerm,
  tails: Tails,
  condition: ((record: unknown, report: Report) => boolean) | undefined,
): Emitter {
  const terms: Terms = (record, report) => {
    const found = condition?.(record, report) === false ? undefined : object.terms(record, report);
    if (found === undefined || found.length === 0) self.nothing++;
    return found;
  };
  const objects = condition === undefined && object.constant !== undefined ? object : { terms };
  const self: Emitter = { ...names, nothing: 0, predicates, objects, emit: emit() };
  return self;

  // The first two shapes are nearly all of what mappings hold, and where the time goes.
  function emit(): Emitter["emit"] {
    if (predicates.constant !== undefined && typeof tails === "string") {
      const middle = ` ${predicates.constant} `;
      if (objects.constant !== undefined) {
        const rest = middle + objects.constant + tails;
        return (subject, _record, write) => write(subject + rest);
      }
      return (subject, record, write, report) => {
        const found = terms(record, report);
        if (typeof found === "string") write(subject + middle + found + tails);
        else if (found !== undefined) for (const o of found) write(subject + middle + o + tails);
      };
    }
    return (subject, record, write, report) => {
      const found = asList(objects.terms(record, report));
      if (found.length === 0) return;
      const named = asList(predicates.terms(record, report));
      const ends = typeof tails === "string" ? [tails] : tails(record, report);
      if (named.length === 0 || ends.length === 0) self.nothing++;
      for (const p of named) for (const o of found) for (const end of ends) write(`${subject} ${p} ${o}${end}`);
    };
  }
}

/** Terms as a list, whatever their number. */
export function asList(terms: string | readonly string[] | undefined): readonly string[] {
  if (terms === undefined) return [];
  return typeof terms === "string" ? [terms] : terms;
}
