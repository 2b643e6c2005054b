/** Graphs that remember what nothing else tells: what is gone, and what things were called before. */
import type { Publication } from "../archive/publication.js";

/**
 * The current file of such a graph, as of {@link Publication.currentFile}.
 *
 * @throws {Error} when it was lost or cut short: going on without it would forget what it told
 */
export function rememberedFile(publication: Publication, path: string): string | undefined {
  const file = publication.currentFile(path);
  if (publication.isLost(path)) {
    throw new Error(`${file} is missing or cut short, and nothing can make it again; restore it from a backup`);
  }
  return file;
}
