/** What is wrong with a mapping file, said so that whoever wrote it can mend it. */

/** A place in a text; both numbers count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mistake in a mapping: what, where, and what to do. */
export interface MappingProblem {
  readonly message: string;
  /** Path of the mapping as it was given to the reader. */
  readonly file: string;
  /** From 1; 0 when the place is not known. */
  readonly line: number;
  /** From 1; 0 when the place is not known. */
  readonly column: number;
  /** The likely fix. */
  readonly hint?: string;
}

/** A mapping that cannot be used; `problems` holds everything found, in the order of the file. */
export class MappingError extends Error {
  override readonly name = "MappingError";
  readonly problems: readonly MappingProblem[];

  constructor(problems: readonly MappingProblem[]) {
    super(problems.map(problemText).join("\n"));
    this.problems = problems;
  }
}

/** `file:line:column: message; hint`, as compilers print it and editors understand it. */
function problemText(problem: MappingProblem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  return `${place}: ${problem.message}${problem.hint === undefined ? "" : `; ${problem.hint}`}`;
}

/** Gathers the problems of one file, so that a reader can go on and name them all at once. */
export class ProblemList {
  readonly file: string;
  readonly #problems: MappingProblem[] = [];
  readonly #notes: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(at: Position | undefined, message: string, hint?: string): void {
    this.#problems.push({
      message,
      file: this.file,
      line: at?.line ?? 0,
      column: at?.column ?? 0,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** As {@link add}, of what is passed over and leaves the rest of the mapping as it is. */
  note(at: Position | undefined, message: string, hint: string): void {
    this.#notes.push(problemText({ message, file: this.file, line: at?.line ?? 0, column: at?.column ?? 0, hint }));
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  get size(): number {
    return this.#problems.length;
  }

  /** @throws {MappingError} when any problem was added */
  throwIfAny(): void {
    if (this.#problems.length === 0) return;
    throw new MappingError(this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column));
  }
}
