/** Small files of statistics in the forms of DUO's, and what their graphs say. */
import type { FileReport } from "#src/ingest/report.js";
import { folder } from "../../folder.js";
import { BASE, ingest, linesOf } from "../run.js";
import { file } from "./schools.js";

export const HISTORY = "06-historisch-overzicht-leerlingen-per-schoolvestiging";

/** IRIs and literals as lines have them. */
export const ond = (name: string): string => `<${BASE}/def/onderwijs#${name}>`;
export const iri = (path: string): string => `<${BASE}${path}>`;
export const integer = (n: number): string => `"${n}"^^<http://www.w3.org/2001/XMLSchema#integer>`;

/** Text of a table, `;` and CRLF as in old files. */
export function wide(...rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join(";")}\r\n`).join("");
}

/** Text of a narrow table of the portal: commas, everything in quotes. */
export function narrow(...rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => `"${cell}"`).join(",")}\n`).join("");
}

/** A file ingested alone into a folder of its own. */
export async function load(
  name: string,
  text: string | Uint8Array,
): Promise<{ dir: string; report: FileReport | undefined }> {
  const dir = await folder();
  const { files } = await ingest(dir, await file(await folder(), name, text));
  return { dir, report: files[0] };
}

/** Paths of the observations in a graph, in the order of the file. */
export async function keys(dir: string, graph: string): Promise<string[]> {
  const lines = await linesOf(dir, graph);
  const is = "#type> <http://purl.org/linked-data/cube#Observation>";
  return lines.filter((line) => line.includes(is)).map((line) => line.slice(line.indexOf("/id/"), line.indexOf(">")));
}
