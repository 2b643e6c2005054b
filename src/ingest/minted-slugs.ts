/** Slugs minted in a run are remembered in the data folder, never in the package (DESIGN §8.8). */
import { join } from "node:path";
import { replaceFile } from "../archive/durable.js";
import { textIfThere } from "../archive/if-there.js";
import { readSlugs, type ReferenceBook, type SlugRow, writeSlugs } from "../records/reference-book.js";
import { MINTED_SLUGS } from "./source-tables.js";

/** Adds what was minted, in order, so that the table does not tell which source came first. */
export async function rememberSlugs(dataDir: string, book: ReferenceBook): Promise<void> {
  const minted = book.newSlugs();
  if (minted.length === 0) return;
  const path = join(dataDir, MINTED_SLUGS);
  const text = await textIfThere(path);
  const known = text === undefined ? [] : readSlugs(text, path);
  await replaceFile(path, writeSlugs([...known, ...minted].sort(inOrder)));
}

function inOrder(a: SlugRow, b: SlugRow): number {
  const [x, y] = [`${a.scheme}\n${a.raw}`, `${b.scheme}\n${b.raw}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
