/** Where `--out` writes. */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { WrongWords } from "./exit.js";

/** The path, when a file can be there. @throws {WrongWords} */
export function outFile(path: string): string {
  if (path === "") throw new WrongWords("--out: give the path of a file; it is empty here");
  if (!existsSync(dirname(path)))
    throw new WrongWords(`--out ${path}: there is no folder ${dirname(path)}; make it first`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new WrongWords(`--out ${path}: that is a folder; give the path of a file`);
  return path;
}
