/** The graphs made of files of the package: ontology, concept schemes, municipalities, provinces. */
import type { Publication } from "../archive/publication.js";
import { tripleText } from "../rdf/nquads.js";
import { RANKS } from "./ranks.js";
import type { Vocabulary } from "./vocabulary.js";

const CC0 = "https://creativecommons.org/publicdomain/zero/1.0/";

/** Publishes them anew; one that is the same stays as it is. */
export async function publishReference(publication: Publication, vocabulary: Vocabulary, run: string): Promise<void> {
  for (const { path, title, files, quads } of vocabulary.graphs) {
    const writer = publication.graphWriter(path);
    for (const q of quads) await writer.write(tripleText(q.subject, q.predicate, q.object));
    const provenance = { source: "lds", origin: files.length === 1 ? (files[0] ?? "") : "ontology/", run };
    const description = { title, rank: RANKS.reference, licence: CC0, provenance };
    publication.setGraph(path, description, await writer.close(), { asCurrent: true });
  }
}
