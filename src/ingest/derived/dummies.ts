/**
 * Dummy locations (MODEL §1.3): a location number that only an administration system knows (Edu-V's V_ID), and none of
 * DUO's registers of locations. It follows from graphs of two sources, so it has a graph of its own.
 */
import { fileBytes } from "../../archive/graph-file.js";
import type { Publication } from "../../archive/publication.js";
import { subjectGroups } from "../../archive/subject-groups.js";
import type { DerivedGraph } from "./derived-graph.js";
import { RANKS } from "../ranks.js";
import { Statements } from "../statements.js";

const DUMMIES_GRAPH = "/graph/afgeleid/dummyvestigingen";

const REGISTER = /^\/graph\/duo\/\d{2}-alle-vestigingen-/;
const ORGANISATIONS = /^\/graph\/edu-v\/[^/]+\/organisations$/;

export const DUMMIES: DerivedGraph = {
  path: DUMMIES_GRAPH,
  follows: (path) => REGISTER.test(path) || ORGANISATIONS.test(path),
  publish,
};

/** While no register of locations is there, nothing can be said. */
async function publish(publication: Publication, run: string): Promise<void> {
  const { base } = publication.before;
  const paths = [...publication.graphs.keys()];
  const registers = paths.filter((path) => REGISTER.test(path));
  const start = `${base}/id/vestiging/`;
  const dummies = new Set<string>();
  for (const path of paths.filter((each) => ORGANISATIONS.test(each))) {
    for await (const subject of subjectsOf(publication, path)) {
      // `…#id-V_ID-99XX00`: the identifier as the administration system gave it.
      const number = /#id-V_ID-([0-9]{2}[A-Z]{2}[0-9]{2})$/i.exec(subject)?.[1];
      if (number !== undefined) dummies.add(start + number.toUpperCase());
    }
  }
  for (const path of registers) {
    if (dummies.size === 0) break;
    for await (const subject of subjectsOf(publication, path)) dummies.delete(subject);
  }
  const writer = publication.graphWriter(DUMMIES_GRAPH);
  const s = new Statements(base);
  if (registers.length > 0) {
    for (const subject of dummies) {
      await writer.write(s.line(subject, `${s.ond}dummyVestiging`, s.boolean(true)));
    }
  }
  const file = await writer.close();
  if (file.quads === 0 && !publication.graphs.has(DUMMIES_GRAPH)) return;
  const provenance = { source: "lds", run };
  const description = { title: "Dummyvestigingen", rank: RANKS.service, keepsHistory: false, provenance };
  publication.setGraph(DUMMIES_GRAPH, description, file, { asCurrent: true });
}

async function* subjectsOf(publication: Publication, path: string): AsyncGenerator<string> {
  const file = publication.currentFile(path);
  if (file === undefined) return;
  for await (const { subject } of subjectGroups(fileBytes(file))) yield subject;
}
