/** Reading shapes: those of the package, or files of somebody's own. */
import { readFile } from "node:fs/promises";
import { Parser } from "n3";
import { packageNames, packagePath } from "../package/package-files.js";
import { withBase } from "../rdf/base.js";
import { plainQuad } from "../rdf/nquads.js";
import type { Quad } from "../rdf/terms.js";

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "no such file; check the path",
  EISDIR: "is a folder; name the files in it",
};

/** The files of shapes that the package brings, in order. */
export async function packageShapes(): Promise<string[]> {
  return (await packageNames(".ttl", "ontology", "shapes")).map((name) => packagePath("ontology", "shapes", name));
}

/**
 * Reads files of Turtle (or TriG, N-Triples, N-Quads) as one shapes graph; the token for the base IRI is replaced.
 *
 * @throws {Error} naming the file, and on bad Turtle the line
 */
export async function readShapes(files: readonly string[], base: string): Promise<Quad[]> {
  const quads: Quad[] = [];
  for (const file of files) {
    try {
      const text = withBase(await readFile(file, "utf8"), base);
      for (const quad of new Parser({ baseIRI: `${base}/` }).parse(text)) quads.push(plainQuad(quad));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`${file}: ${WHY[code ?? ""] ?? message}`, { cause: error });
    }
  }
  return quads;
}
