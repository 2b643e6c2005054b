/** Something that takes long to start, for all tests of a file that only ask it: started by the first, ended with the file. */
import { afterAll } from "vitest";

/** @param start is given what to call for each thing that is to be ended; the last is ended first */
export function sharedInFile<T>(start: (ended: (end: () => unknown) => void) => Promise<T>): () => Promise<T> {
  const ends: (() => unknown)[] = [];
  let started: Promise<T> | undefined;
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return () => (started ??= start((end) => ends.push(end)));
}
