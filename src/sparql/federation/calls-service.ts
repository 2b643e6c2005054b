/** Whether a query calls a SERVICE (SPARQL 1.1 Federated Query). One linear pass over tokens; comments and strings are skipped. */
import { tokens } from "../../store/query-check/query-head.js";

/** A number or a full stop may touch the word: `?s ?p 1.SERVICE <…>`. A name with a colon is no keyword. */
const SERVICE = /^(?:[^:?$]*[^\p{L}_:?$])?service$/iu;

export function callsService(sparql: string): boolean {
  for (const token of tokens(sparql)) if (SERVICE.test(token)) return true;
  return false;
}
