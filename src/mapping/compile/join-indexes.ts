/** The parents' sides of all joins of a mapping: subjects by join values, filled before the first record is mapped. */
import type { FunctionRegistry } from "../function-registry.js";
import type { TermMap, TriplesMap } from "../model.js";
import type { Position } from "../problem.js";
import type { Context, Values } from "./context.js";
import type { Report } from "./finding.js";
import { compileKeys, joinKeys, type JoinIndex } from "./parent.js";
import { compileTerm, type Terms } from "./term.js";

interface Filled extends JoinIndex {
  readonly map: TriplesMap;
  readonly keys: readonly Values[];
  readonly subject: Terms;
}

interface Surroundings {
  readonly base: string;
  readonly functions: FunctionRegistry;
  readonly problem: Context["problem"];
}

export class JoinIndexes {
  readonly #surroundings: Surroundings;
  readonly #indexes: Filled[] = [];
  readonly #references = new Map<TriplesMap, Map<string, Position | undefined>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The triples maps whose records must be handed to {@link add} first. */
  get parents(): readonly TriplesMap[] {
    return [...new Set(this.#indexes.map((index) => index.map))];
  }

  /** The references that are read of a parent's records, with where they stand. */
  references(parent: TriplesMap): ReadonlyMap<string, Position | undefined> {
    return this.#references.get(parent) ?? new Map();
  }

  /** The index of `parent` on some expressions, made when it is asked for first. */
  index(parent: TriplesMap, on: readonly TermMap[]): JoinIndex {
    const same = this.#indexes.find((index) => {
      return index.map === parent && expressions(index.on) === expressions(on);
    });
    if (same !== undefined) return same;
    const { base, functions, problem } = this.#surroundings;
    const references = this.#references.get(parent) ?? new Map<string, Position | undefined>();
    this.#references.set(parent, references);
    const context = {
      source: parent.source,
      functions,
      place: { triplesMap: parent.name, term: "subject" },
      problem,
      seen: (reference: string, _get: unknown, at: Position | undefined) => {
        if (!references.has(reference)) references.set(reference, at);
      },
      base: parent.baseIri ?? base,
      freshLabel: () => "",
    };
    const made: Filled = {
      parent: parent.id,
      map: parent,
      on,
      keys: compileKeys(on, context),
      subject: compileTerm(parent.subject, context).terms,
      subjects: new Map(),
    };
    this.#indexes.push(made);
    return made;
  }

  /** Indexes one record of a parent. */
  add(parent: TriplesMap, record: unknown, report: Report): void {
    for (const index of this.#indexes) {
      if (index.map !== parent) continue;
      const subjects = index.subject(record, report);
      if (subjects === undefined) continue;
      for (const key of joinKeys(index.keys, record, report)) {
        const known = index.subjects.get(key) ?? new Set();
        index.subjects.set(key, known);
        for (const subject of typeof subjects === "string" ? [subjects] : subjects) known.add(subject);
      }
    }
  }
}

function expressions(maps: readonly TermMap[]): string {
  return JSON.stringify(maps.map((map) => map.expression));
}
