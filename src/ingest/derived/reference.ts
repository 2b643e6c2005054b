/** The graphs made of files of the package: ontology, concept schemes, municipalities, provinces. */
import type { GraphFile } from "../../archive/graph-writer.js";
import type { Publication } from "../../archive/publication.js";
import { CC0 } from "../licences.js";
import { RANKS } from "../ranks.js";
import { isPublishedOf, type PackageGraph, type Vocabulary } from "../vocabulary.js";

/** Publishes them anew; one that is the same, or is made of the same files, stays as it is. */
export async function publishReference(publication: Publication, vocabulary: Vocabulary, run: string): Promise<void> {
  for (const graph of vocabulary.graphs) {
    const { path, title, files, digest } = graph;
    const current = publication.graphs.get(path)?.current;
    const isHeld = current !== undefined && isPublishedOf(publication, path, digest);
    const origin = files.length === 1 ? (files[0] ?? "") : "ontology/";
    const provenance = { source: "lds", origin, rawSha256: digest, run };
    const description = { title, rank: RANKS.reference, licence: CC0, provenance };
    const file = isHeld ? current : await written(publication, graph);
    publication.setGraph(path, description, file, { asCurrent: true });
  }
}

async function written(publication: Publication, { path, lines }: PackageGraph): Promise<GraphFile> {
  const writer = publication.graphWriter(path);
  for (const line of lines.split(" .\n")) if (line !== "") await writer.write(line);
  return writer.close();
}
