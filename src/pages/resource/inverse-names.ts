/** What things are to the one that they point to, by property: ontology/inverse-names.csv, read when first asked for. */
import { readFileSync } from "node:fs";
import type { Language } from "../../http/documents.js";
import { packagePath } from "../../package/package-files.js";
import { asWritten, type NameTable, readNames } from "../foreign-names.js";

let names: NameTable | undefined;

/** The heading of those who point somewhere by a property, "Vestigingen"; undefined when the table does not have it. */
export function inverseName(base: string, property: string, language: Language): string | undefined {
  names ??= readNames("inverse-names.csv", readFileSync(packagePath("ontology", "inverse-names.csv"), "utf8"));
  return names.get(asWritten(base, property))?.[language];
}
