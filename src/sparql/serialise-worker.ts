/** Writes N-Triples as another form, in a thread of its own; see `serialise-large.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { UnserialisableError } from "../rdf/xml-names.js";
import { parseLines } from "../rdf/nquads-lines.js";
import { serialise } from "../rdf/serialise.js";
import type { SerialiseAnswer, SerialiseTask } from "./serialise-large.js";

const { triples, format, vocabulary } = workerData as SerialiseTask;
let answer: SerialiseAnswer;
try {
  const bytes = new TextEncoder().encode(serialise(parseLines(new TextDecoder().decode(triples)), format, vocabulary));
  answer = { bytes };
} catch (error) {
  if (!(error instanceof UnserialisableError)) throw error;
  answer = { unserialisable: error.message };
}
parentPort?.postMessage(answer, "bytes" in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
