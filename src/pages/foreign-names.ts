/** Dutch and English names of terms of other vocabularies that the graph uses: ontology/names.csv, read when first asked for. */
import { readFileSync } from "node:fs";
import type { Language } from "../http/documents.js";
import { packagePath } from "../package/package-files.js";
import { BASE_TOKEN } from "../rdf/base.js";
import { prefixesFor } from "../rdf/prefixes.js";
import { cellError, tableRows } from "../package/steward-table.js";

/** Term → its names; our own terms under the token for the base IRI. */
export type NameTable = ReadonlyMap<string, Readonly<Record<Language, string>>>;

let names: NameTable | undefined;

/** The name of a term in a language; undefined when the table does not have it. */
export function foreignName(iri: string, language: Language): string | undefined {
  names ??= readNames("names.csv", readFileSync(packagePath("ontology", "names.csv"), "utf8"));
  return names.get(iri)?.[language];
}

/**
 * Reads a table of names, `file`: `term,nl,en`, a term by a prefix of ours or as a whole IRI.
 *
 * @throws {Error} that names the line of a term that is there twice, or has no name
 */
export function readNames(file: string, text: string): NameTable {
  const read = new Map<string, Record<Language, string>>();
  for (const row of tableRows(text, file, "term,nl,en")) {
    const { term, nl, en } = row;
    const iri = termIri(term);
    if (iri === undefined || nl === "" || en === "" || read.has(iri)) {
      throw cellError(row, "term", `"${term}" is there twice, or lacks a known prefix or a name`);
    }
    read.set(iri, { nl, en });
  }
  return read;
}

const PREFIXES = prefixesFor(BASE_TOKEN);

/** A term as a table writes it, by a prefix of ours or as a whole IRI; undefined when it is neither. */
export function termIri(term: string): string | undefined {
  const [, prefix = "", local = ""] = /^([a-z-]+):(?!\/\/)(.+)$/.exec(term) ?? [];
  const iri = Object.hasOwn(PREFIXES, prefix) ? `${PREFIXES[prefix]}${local}` : term;
  return iri.includes("://") ? iri : undefined;
}

/** A term as {@link termIri} gives it: ours under the token for the base IRI. */
export function asWritten(base: string, iri: string): string {
  return iri.startsWith(`${base}/`) ? BASE_TOKEN + iri.slice(base.length) : iri;
}
