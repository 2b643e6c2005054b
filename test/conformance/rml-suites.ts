/** Where the RML test suites are, how a case is run, and how its result is compared. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Parser } from "n3";

/** `ONDERWIJSGRAAF_SHARED` names the folder that holds `suites/`; the default is `../shared` beside the checkout. */
export const shared = resolve(process.env["ONDERWIJSGRAAF_SHARED"] ?? "../shared");

const SUITES = [
  { name: "rml-core", base: "http://example.com/" },
  { name: "rml-fnml", base: "http://example.com/" },
  { name: "rml-core-csv-json-2025", base: "http://example.com/base/" },
];

/** Absent suites are a visible skip, but a failure where CI is true. */
export const absent = !existsSync(join(shared, "suites")) && process.env["CI"] !== "true";

export const suites = SUITES.map(({ name, base }) => {
  const folder = join(shared, "suites", name, "test-cases");
  const all = existsSync(folder) ? readdirSync(folder) : [];
  const cases = all
    .filter((id) => existsSync(join(folder, id, "mapping.ttl")))
    .map((id) => ({ id, folder: join(folder, id) }));
  return { name, base, cases };
});

/** N-Quads as quads. The expected output of RMLTC0027b has a space in an IRI, which no parser takes: both sides get `%20`. */
export function quads(text: string) {
  const mended = text.replace(/<[^<>"\n]*>/g, (iri) => iri.replaceAll(" ", "%20"));
  return new Parser({ format: "N-Quads" }).parse(mended);
}
