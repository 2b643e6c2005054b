/** All that a triples map says of one subject, in the order of a graph file, so that whoever writes one need not sort it. */
import { sortedByBytes } from "../../rdf/byte-order.js";
import { asList, type Emitter } from "./emitter.js";
import type { Report } from "./finding.js";
import type { Terms } from "./term.js";

/**
 * Takes what is said of a subject: the subject as a term of N-Quads, and for each statement a newline and predicate and
 * object with a space between them, sorted by their UTF-8 bytes, each once.
 */
export type Say = (subject: string, statements: string) => void;

/** Gives the statements that {@link Say} takes; an empty text when there are none. */
export type Statements = (record: unknown, report: Report) => string;

export function compileStatements(emitters: readonly Emitter[]): Statements {
  const byPredicate = new Map<string, Emitter[]>();
  for (const one of emitters) {
    const { constant } = one.predicates;
    // Where predicates differ per record, so does their order.
    if (constant === undefined) return (record, report) => sorted(emitters, record, report);
    byPredicate.set(constant, [...(byPredicate.get(constant) ?? []), one]);
  }
  const parts = sortedByBytes(byPredicate.keys()).map((predicate) =>
    part(`\n${predicate} `, byPredicate.get(predicate) ?? []),
  );
  return (record, report) => {
    let text = "";
    for (const each of parts) text += each(record, report);
    return text;
  };
}

function part(start: string, emitters: readonly Emitter[]): Statements {
  const constants = emitters.map(({ objects }) => objects.constant);
  if (constants.every((constant) => constant !== undefined)) {
    const text = joined(start, sortedByBytes(constants));
    return () => text;
  }
  const terms = emitters.length === 1 ? emitters[0]?.objects.terms : gathered(emitters);
  return (record, report) => {
    const found = terms?.(record, report);
    if (typeof found === "string") return start + found;
    return found === undefined || found.length === 0 ? "" : joined(start, sortedByBytes(found));
  };
}

function joined(start: string, objects: readonly string[]): string {
  return start + objects.join(start);
}

/** Objects of several emitters; mostly there is one. */
function gathered(emitters: readonly Emitter[]): Terms {
  return (record, report) => {
    let all: string | readonly string[] | undefined;
    for (const { objects } of emitters) {
      const found = objects.terms(record, report);
      if (found === undefined) continue;
      all = all === undefined ? found : [...asList(all), ...asList(found)];
    }
    return all;
  };
}

function sorted(emitters: readonly Emitter[], record: unknown, report: Report): string {
  const statements: string[] = [];
  for (const one of emitters) {
    const found = asList(one.objects.terms(record, report));
    if (found.length === 0) continue;
    const named = asList(one.predicates.terms(record, report));
    if (named.length === 0) one.nothing++;
    for (const p of named) for (const o of found) statements.push(`\n${p} ${o}`);
  }
  return sortedByBytes(statements).join("");
}
