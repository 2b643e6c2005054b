/** Which properties are about the record of a thing, not the thing: ontology/administrative.csv, read when first asked for. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { packagePath } from "../package/package-files.js";
import { asWritten, termIri } from "./foreign-names.js";

let terms: ReadonlySet<string> | undefined;

/** Whether a page tells a property apart, at its end. */
export function isAdministrative(base: string, property: string): boolean {
  terms ??= readAdministrative(readFileSync(packagePath("ontology", "administrative.csv"), "utf8"));
  return terms.has(asWritten(base, property));
}

/** Reads the table: `term`, a property by a prefix of ours or as a whole IRI. @throws {Error} that names the line of another */
export function readAdministrative(text: string): ReadonlySet<string> {
  const { data } = Papa.parse<{ term?: string }>(text, { header: true, skipEmptyLines: true });
  const read = new Set<string>();
  for (const [place, { term = "" }] of data.entries()) {
    const iri = termIri(term);
    if (iri === undefined || read.has(iri)) {
      throw new Error(`administrative.csv, line ${place + 2}: "${term}" is there twice, or lacks a known prefix`);
    }
    read.add(iri);
  }
  return read;
}
