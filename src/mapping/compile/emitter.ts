/** Writes the statements of one predicate with one object. */
import type { Report } from "./finding.js";
import type { CompiledTerm } from "./term.js";

/** Writes one N-Quads line, newline included; for a loader, the statement alone. */
export type Write = (line: string) => void;

/** One predicate and object of a triples map, and how often it gave nothing. */
export interface Emitter {
  /** The predicate, as an IRI or as the template it is. */
  readonly predicate: string;
  /** The object, likewise. */
  readonly object: string;
  /** Records for which it made no triple. */
  nothing: number;
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
  predicate: CompiledTerm,
  object: CompiledTerm,
  tails: Tails,
  condition: ((record: unknown, report: Report) => boolean) | undefined,
): Emitter {
  const self: Emitter = { ...names, nothing: 0, emit: condition === undefined ? plain() : guardedBy(condition) };
  return self;

  function guardedBy(holds: (record: unknown, report: Report) => boolean): Emitter["emit"] {
    const emit = plain();
    return (subject, record, write, report) => {
      if (holds(record, report)) emit(subject, record, write, report);
      else self.nothing++;
    };
  }

  // The first two shapes are nearly all of what mappings hold, and where the time goes.
  function plain(): Emitter["emit"] {
    if (predicate.constant !== undefined && typeof tails === "string") {
      const middle = ` ${predicate.constant} `;
      if (object.constant !== undefined) {
        const rest = middle + object.constant + tails;
        return (subject, _record, write) => write(subject + rest);
      }
      const { terms } = object;
      return (subject, record, write, report) => {
        const objects = terms(record, report);
        if (typeof objects === "string") write(subject + middle + objects + tails);
        else if (objects === undefined || objects.length === 0) self.nothing++;
        else for (const o of objects) write(subject + middle + o + tails);
      };
    }
    return (subject, record, write, report) => {
      const predicates = asList(predicate.terms(record, report));
      const objects = asList(object.terms(record, report));
      const ends = typeof tails === "string" ? [tails] : tails(record, report);
      if (predicates.length === 0 || objects.length === 0 || ends.length === 0) self.nothing++;
      for (const p of predicates) for (const o of objects) for (const end of ends) write(`${subject} ${p} ${o}${end}`);
    };
  }
}

function asList(terms: string | readonly string[] | undefined): readonly string[] {
  if (terms === undefined) return [];
  return typeof terms === "string" ? [terms] : terms;
}
