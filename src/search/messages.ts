/** What the index's thread is started with, and what it says. */
import type { Manifest } from "../archive/manifest.js";
import type { Answers, Question } from "./questions.js";
import type { Detail } from "./read-things.js";

export interface IndexTask {
  /** The data folder. */
  readonly dir: string;
  readonly manifest: Manifest;
  readonly detail: Detail;
}

export interface Asked {
  readonly number: number;
  readonly question: Question;
}

/** What an index is once it is built. */
export interface Built {
  readonly things: number;
  /** Things for which there was no room. */
  readonly leftOut: number;
  /** Milliseconds that building took. */
  readonly ms: number;
  /** Bytes of the heap of its thread afterwards. */
  readonly heapBytes: number;
  /** Bytes of its buffers, which are beside that heap: texts, things by word, columns. */
  readonly bufferBytes: number;
}

export type IndexMessage =
  | { readonly kind: "built"; readonly built: Built }
  | { readonly kind: "answer"; readonly number: number; readonly answer: Answers[Question["kind"]] }
  | { readonly kind: "failure"; readonly number: number; readonly message: string };
