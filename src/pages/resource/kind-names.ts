/** What things of a kind are called, "Vestigingen", by where their URIs begin: ontology/kind-names.csv, read when first asked for. */
import { readFileSync } from "node:fs";
import type { Language } from "../../http/documents.js";
import { packagePath } from "../../package/package-files.js";
import { asWritten, type NameTable, readNames } from "../foreign-names.js";

let names: NameTable | undefined;

/** The kind of a thing in the plural; undefined when the table does not have it, as of what is of elsewhere. */
export function kindName(base: string, iri: string, language: Language): string | undefined {
  names ??= readNames("kind-names.csv", readFileSync(packagePath("ontology", "kind-names.csv"), "utf8"));
  const [concept = "", kind = ""] = iri.startsWith(`${base}/id/`) ? iri.slice(`${base}/id/`.length).split("/") : [];
  const known =
    names.get(asWritten(base, `${base}/id/${concept}/${kind}`)) ?? names.get(asWritten(base, `${base}/id/${concept}`));
  return known?.[language];
}
