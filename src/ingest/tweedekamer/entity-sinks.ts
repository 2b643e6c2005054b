/** Where the statements of a load of entities go: a graph that is written anew, or what changed of one. */
import type { GraphFile } from "../../archive/graph-writer.js";
import { linesAbout } from "../../archive/lines-about.js";
import type { Say } from "../../mapping/compile.js";
import type { Run } from "../run.js";

/** Subjects replaced up to this many, two for each record, are patched; beyond, the graph is written anew around them. */
const PATCHED = 40_000;

interface SinkOf {
  readonly run: Run;
  /** Path of the graph. */
  readonly graph: string;
}

/** Where statements go. */
export interface EntitySink {
  /** The statements that follow come of the record that names this subject, and the address of its file. */
  begin(subject: string, file: () => string): void;
  gone(subject: string, file: string): void;
  readonly say: Say;
  /** Waits until there is room for more. */
  room(): Promise<void>;
  end(): Promise<{ file: GraphFile; isPatch: boolean }>;
}

/** The graph anew. */
export class WholeSink implements EntitySink {
  readonly #writer;
  #waiting: Promise<void> | undefined;

  constructor({ run, graph }: SinkOf) {
    this.#writer = run.publication.graphWriter(graph);
  }

  begin(): void {}
  gone(): void {}

  readonly say: Say = (subject, statements) => {
    this.#waiting = this.#writer.add(subject, statements) ?? this.#waiting;
  };

  async room(): Promise<void> {
    await this.#waiting;
    this.#waiting = undefined;
  }

  async end(): Promise<{ file: GraphFile; isPatch: boolean }> {
    return { file: await this.#writer.close(), isPatch: false };
  }
}

/** What changed, beside what stays. */
export class PatchSink implements EntitySink {
  readonly #job: SinkOf;
  readonly #ending: string;
  /** Subject → its statements; of a record all that was said is replaced. */
  readonly #replaced = new Map<string, Set<string>>();
  /** Statements about other things, such as a concept that is new: what was said of them stays. */
  readonly #added = new Map<string, Set<string>>();
  #begun = "";
  #begunFile = "";

  constructor(job: SinkOf) {
    this.#job = job;
    this.#ending = ` <${job.run.base}${job.graph}> .`;
  }

  begin(subject: string, file: () => string): void {
    this.#begun = subject;
    this.#begunFile = file();
    this.gone(subject, this.#begunFile);
  }

  gone(subject: string, file: string): void {
    this.#replaced.set(subject, new Set());
    this.#replaced.set(file, new Set());
  }

  readonly say: Say = (term, statements) => {
    const subject = term.slice(1, -1).replace(/#.*$/s, "");
    const into = subject === this.#begun || subject === this.#begunFile ? this.#replaced : this.#added;
    const lines = into.get(subject) ?? new Set();
    for (const rest of statements.split("\n").slice(1)) lines.add(`${term} ${rest}${this.#ending}`);
    into.set(subject, lines);
  };

  room(): Promise<void> {
    return Promise.resolve();
  }

  async end(): Promise<{ file: GraphFile; isPatch: boolean }> {
    const { run, graph } = this.#job;
    const { publication } = run;
    if (this.#replaced.size > PATCHED) return this.#anew();
    const current = publication.currentFile(graph);
    const others = linesAbout(current === undefined ? [] : [current], this.#added.keys());
    const subjects = new Map([...this.#replaced].map(([subject, lines]) => [subject, [...lines]]));
    for (const [subject, lines] of this.#added) {
      if (subjects.has(subject)) {
        subjects.get(subject)?.push(...lines);
        continue;
      }
      const held = (others.get(subject) ?? "").split("\n").filter((line) => line !== "");
      if ([...lines].every((line) => held.includes(line))) continue;
      subjects.set(subject, [...held, ...lines]);
    }
    return { file: await publication.patchedGraph(graph, subjects), isPatch: true };
  }

  async #anew(): Promise<{ file: GraphFile; isPatch: boolean }> {
    const { run, graph } = this.#job;
    const writer = run.publication.graphWriter(graph);
    const isReplaced = (subject: string): boolean => this.#replaced.has(subject.replace(/#.*$/s, ""));
    await run.publication.copyGraph(graph, writer, (subject) => !isReplaced(subject));
    for (const lines of [...this.#replaced.values(), ...this.#added.values()]) {
      for (const line of lines) await writer.write(line.slice(0, -this.#ending.length));
    }
    return { file: await writer.close(), isPatch: false };
  }
}
