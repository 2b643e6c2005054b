/** Reads a mapping, whichever of the known syntaxes it is in. */
import type { MappingModel } from "./model.js";
import { readTurtle } from "./turtle/read.js";
import { readYarrrml } from "./yarrrml/read.js";

/**
 * Reads a mapping: RML in Turtle (new vocabulary or old) or YARRRML. The end of the path decides (`.ttl`, `.nt`, `.rml`;
 * `.yml`, `.yaml`), and otherwise how the text starts.
 *
 * @param options.path where the text comes from, for messages
 * @throws {MappingError} that lists every mistake with its line, and in YARRRML its column
 */
export function readMapping(text: string, options: { readonly path: string }): MappingModel {
  const clean = text.replace(/^\uFEFF/, "");
  return isTurtle(clean, options.path) ? readTurtle(clean, options.path) : readYarrrml(clean, options.path);
}

function isTurtle(text: string, path: string): boolean {
  if (/\.(?:ttl|turtle|nt|rml|n3)$/i.test(path)) return true;
  if (/\.ya?ml$/i.test(path)) return false;
  const firstLine = text.split("\n").find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "";
  return /^\s*(?:@prefix|@base|PREFIX\s|BASE\s|<|_:|[\w-]*:[\w-]+\s+a\s)/i.test(firstLine);
}
