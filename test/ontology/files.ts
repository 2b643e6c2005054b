/** The Turtle files of ontology/, as the tests read them: pairs of path inside ontology/ and text, in order of path. */
import { readdir, readFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../ontology/", import.meta.url);

type TurtleFile = [path: string, turtle: string];

async function turtleFiles(wanted: (path: string) => boolean): Promise<TurtleFile[]> {
  const entries = await readdir(ROOT, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ttl"))
    .map((entry) => relative(fileURLToPath(ROOT), `${entry.parentPath}/${entry.name}`).replaceAll("\\", "/"))
    .filter(wanted)
    .toSorted();
  return Promise.all(
    paths.map(async (path): Promise<TurtleFile> => [path, await readFile(new URL(path, ROOT), "utf8")]),
  );
}

/** Vocabularies, concept schemes and reference data: what is published. */
export function ontologyFiles(): Promise<TurtleFile[]> {
  return turtleFiles((path) => !path.startsWith("shapes/"));
}

/** The SHACL shapes. */
export function shapesFiles(): Promise<TurtleFile[]> {
  return turtleFiles((path) => path.startsWith("shapes/"));
}
