/** What is said between a publication and the thread that writes its graph files. */
import type { Pack } from "./group-pack.js";
import type { Sorted, SortTask } from "./group-sorter.js";

/** About the file with a number. */
export type WriterRequest = { readonly id: number } & (
  | { readonly kind: "begin"; readonly task: SortTask }
  | { readonly kind: "take"; readonly pack: Pack }
  | { readonly kind: "run"; readonly path: string }
  | { readonly kind: "finish" }
);

/** Each `take` is answered once it was taken, and each `finish`; what fails is told by the answer to `finish`. */
export type WriterAnswer = { readonly id: number } & (
  | { readonly kind: "taken" }
  | { readonly kind: "finished"; readonly sorted: Sorted }
  | { readonly kind: "failed"; readonly error: unknown }
);
