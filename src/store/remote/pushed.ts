/** What an engine holds of the archive, remembered in a graph of the engine itself, so that it holds when we stop. */
import { parseLines } from "../../rdf/nquads-lines.js";
import type { Engine } from "./engine.js";

/** How far a graph got. */
export interface Pushed {
  /** SHA-256 of the graph file; of the union, of all of them. */
  readonly sha256: string;
  /** Statements that are surely there. */
  readonly statements: number;
  /** All of them, and counted. */
  readonly complete: boolean;
}

const WORD = "urn:onderwijsgraaf:store:";

export function markerOf(base: string): string {
  return `${base}/graph/meta/store`;
}

/** Graph IRI → how far it got; empty when nothing was pushed to this engine yet. */
export async function readPushed(engine: Engine, base: string): Promise<Map<string, Pushed>> {
  const sparql = `CONSTRUCT { ?g ?p ?o } WHERE { GRAPH <${markerOf(base)}> { ?g ?p ?o } }`;
  let text = "";
  for await (const chunk of await engine.ask({ sparql, syntax: "nt", base })) text += Buffer.from(chunk).toString();
  const found = new Map<string, Pushed>();
  for (const { subject, predicate, object } of parseLines(text)) {
    const before = found.get(subject.value) ?? { sha256: "", statements: 0, complete: false };
    const word = predicate.value.slice(WORD.length);
    if (word === "sha256") found.set(subject.value, { ...before, sha256: object.value });
    if (word === "statements") found.set(subject.value, { ...before, statements: Number(object.value) });
    if (word === "complete") found.set(subject.value, { ...before, complete: true });
  }
  return found;
}

/** Replaces what is remembered. Interrupted in between, all is pushed again. */
export async function writePushed(engine: Engine, base: string, pushed: ReadonlyMap<string, Pushed>): Promise<void> {
  const lines = [...pushed].flatMap(([graph, { sha256, statements, complete }]) => [
    `<${graph}> <${WORD}sha256> "${sha256}" .\n`,
    `<${graph}> <${WORD}statements> "${statements}" .\n`,
    ...(complete ? [`<${graph}> <${WORD}complete> "yes" .\n`] : []),
  ]);
  await engine.drop(markerOf(base));
  if (lines.length > 0) await engine.add(markerOf(base), lines.join(""));
}
