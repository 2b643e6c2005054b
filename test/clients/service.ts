/** The service that the clients of these tests talk to, and what they ask it. */
import { afterAll, beforeAll } from "vitest";
import { BASE, type Rig, SCHOOL, startRig } from "../server/rig.js";

const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
export const LABELS = `${BASE}/graph/afgeleid/labels`;
export const SELECT = `SELECT ?naam WHERE { <${SCHOOL}> ${LABEL} ?naam }`;
export const NAME = "De Wilg";
export const CONSTRUCT = `CONSTRUCT WHERE { <${SCHOOL}> ${LABEL} ?naam }`;
export const ASK = `ASK { <${SCHOOL}> ${LABEL} "${NAME}" }`;
/** In which graphs the school has a board: two of them say so. */
export const GRAPHS = `SELECT ?g WHERE { GRAPH ?g { <${SCHOOL}> <${BASE}/def/onderwijs#bevoegdGezag> ?b } } ORDER BY ?g`;

/** Starts it for the tests of a file; the address is known once they run. */
export function serviceOfFile(): { readonly endpoint: string } {
  let rig: Rig | undefined;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(() => rig?.close());
  return {
    get endpoint() {
      return `${rig?.url ?? ""}/sparql`;
    },
  };
}
