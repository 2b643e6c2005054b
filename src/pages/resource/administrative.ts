/** Which properties are about the record of a thing, not the thing: ontology/administrative.csv, read when first asked for. */
import { readFileSync } from "node:fs";
import { packagePath } from "../../package/package-files.js";
import { cellError, tableRows } from "../../package/steward-table.js";
import { asWritten, termIri } from "../foreign-names.js";

let terms: ReadonlySet<string> | undefined;

/** Whether a page tells a property apart, at its end. */
export function isAdministrative(base: string, property: string): boolean {
  terms ??= readAdministrative(readFileSync(packagePath("ontology", "administrative.csv"), "utf8"));
  return terms.has(asWritten(base, property));
}

/** Reads the table: `term`, a property by a prefix of ours or as a whole IRI. @throws {Error} that names the line of another */
export function readAdministrative(text: string): ReadonlySet<string> {
  const read = new Set<string>();
  for (const row of tableRows(text, "administrative.csv", "term")) {
    const iri = termIri(row.term);
    if (iri === undefined || read.has(iri))
      throw cellError(row, "term", `"${row.term}" is there twice, or lacks a known prefix`);
    read.add(iri);
  }
  return read;
}
