/** The RDF of a mapping, with the line each statement is on, and with old words replaced by new ones. */
import { createRequire } from "node:module";
import { plainQuad } from "../../rdf/nquads.js";
import type { Subject, Term } from "../../rdf/terms.js";
import type { Position, ProblemList } from "../problem.js";
import { newWord } from "./old-words.js";

// Loaded when there is Turtle: most mappings are YARRRML, and start sooner without.
const require = createRequire(import.meta.url);

/** A term in object place, and where it stands. */
export interface Placed {
  readonly term: Term;
  readonly at: Position;
}

type ForeignQuad = Parameters<typeof plainQuad>[0];
type ForeignTerm = ForeignQuad["subject"];

interface Statement {
  readonly predicate: string;
  readonly object: Term;
  readonly at: Position;
  /** Whether it was written in the old vocabulary. */
  readonly old: boolean;
}

export class MappingGraph {
  readonly prefixes: Record<string, string> = {};
  /** The last `@base` of the document. */
  base: string | undefined;
  readonly #bySubject = new Map<string, Statement[]>();
  readonly #subjects = new Map<string, Subject>();

  /** Reads Turtle; a syntax error is added to `problems`. */
  static parse(text: string, problems: ProblemList): MappingGraph {
    const graph = new MappingGraph();
    graph.base = /^\s*(?:@base|BASE)\s+<([^>]*)>/im.exec(text)?.[1];
    // The line of the token before the one that ends a statement is the line of its object.
    let line = 1;
    let previous = 1;
    const observers = {
      onPrefix: (prefix: string, iri: { value: string }) => {
        graph.prefixes[prefix] = iri.value;
      },
      onToken: (token: { line?: number }) => {
        previous = line;
        line = token.line ?? line;
      },
    };
    const { DataFactory, Parser } = require("n3") as typeof import("n3");
    const factory = {
      ...DataFactory,
      quad: (subject: ForeignTerm, predicate: ForeignTerm, object: ForeignTerm) => {
        const found = { subject, predicate, object, graph: { termType: "DefaultGraph", value: "" } };
        graph.#add(found, previous);
        return found;
      },
    };
    try {
      // Without a callback for quads, parsing is synchronous; the published types do not know the observer of tokens.
      new Parser({ format: "Turtle", factory: factory as never }).parse(text, observers as never);
    } catch (error) {
      const { message } = error as Error;
      const at = Number(/line (\d+)/.exec(message)?.[1] ?? line);
      problems.add(
        { line: at, column: 1 },
        `not valid Turtle: ${message.replace(/\s+/g, " ")}`,
        "mend the syntax first",
      );
    }
    return graph;
  }

  #add(found: ForeignQuad, line: number): void {
    const { subject, predicate, object } = plainQuad(found);
    const word = newWord(predicate.value);
    const key = keyOf(subject);
    const statements = this.#bySubject.get(key) ?? [];
    this.#bySubject.set(key, statements);
    this.#subjects.set(key, subject);
    const meant = object.termType === "NamedNode" ? { ...object, value: newWord(object.value) } : object;
    statements.push({ predicate: word, object: meant, at: { line, column: 1 }, old: word !== predicate.value });
  }

  /** All subjects that have a statement with this predicate, in the order of the text. */
  subjectsWith(predicate: string): Subject[] {
    return [...this.#subjects].filter(([key]) => this.#of(key, predicate).length > 0).map(([, subject]) => subject);
  }

  objects(subject: Term, predicate: string): Placed[] {
    return this.#of(keyOf(subject), predicate).map(({ object, at }) => ({ term: object, at }));
  }

  object(subject: Term, predicate: string): Placed | undefined {
    return this.objects(subject, predicate)[0];
  }

  /** All predicates of a subject, with their place. */
  predicates(subject: Term): { readonly predicate: string; readonly at: Position }[] {
    return this.#bySubject.get(keyOf(subject)) ?? [];
  }

  /** All predicates in a namespace, without it, with their places; not those of triples maps, which are known better. */
  words(namespace: string): { readonly word: string; readonly at: Position }[] {
    return [...this.#bySubject.values()]
      .filter((statements) => !statements.some(({ predicate }) => predicate === `${namespace}logicalSource`))
      .flat()
      .filter(({ predicate }) => predicate.startsWith(namespace))
      .map(({ predicate, at }) => ({ word: predicate.slice(namespace.length), at }));
  }

  /** Whether a statement was written in the old vocabulary. */
  isOld(subject: Term, predicate: string): boolean {
    return this.#of(keyOf(subject), predicate).some((statement) => statement.old);
  }

  /** The first line on which something is said of `subject`. */
  at(subject: Term): Position | undefined {
    const lines = (this.#bySubject.get(keyOf(subject)) ?? []).map((statement) => statement.at.line);
    return lines.length === 0 ? undefined : { line: Math.min(...lines), column: 1 };
  }

  #of(key: string, predicate: string): Statement[] {
    return (this.#bySubject.get(key) ?? []).filter((statement) => statement.predicate === predicate);
  }
}

function keyOf(term: Term): string {
  return `${term.termType} ${term.value}`;
}
