/**
 * What the service says of its own graphs and load runs (MODEL §1.5): made anew from the manifest, so that it changes
 * only together with a data graph.
 */
import type { GraphEntry, GraphVersion } from "../../archive/manifest.js";
import { graphIri } from "../../archive/graph-name.js";
import type { Publication } from "../../archive/publication.js";
import { isStamp, momentOf } from "../../archive/stamp.js";
import { catalogueLines, datasetLines, type Operator } from "./catalogue.js";
import { versionLines } from "./catalogue-versions.js";
import { RANKS } from "../ranks.js";
import { slug } from "../../records/slug.js";
import { sourceName } from "../source-names.js";
import { DCAT, DCT, PROV, RDFS, SD, Statements, VOID } from "../statements.js";

const META_GRAPH = "/graph/meta";

/** Load runs, and the versions that they made, that are described per graph. */
const RUNS = 20;

/** Publishes the description of all graphs as they will be. */
export async function publishMeta(publication: Publication, run: string, operator: Operator): Promise<void> {
  const { base } = publication.before;
  const s = new Statements(base);
  const writer = publication.graphWriter(META_GRAPH);
  const agent = "/id/agent/onderwijsgraaf";
  const lines = [s.type(agent, `${PROV}SoftwareAgent`), s.line(agent, `${DCT}title`, s.text("Onderwijsgraaf", "nl"))];
  // This graph cannot tell its own size.
  const others = [...publication.graphs.values()].filter(({ path }) => path !== META_GRAPH);
  lines.push(...catalogueLines(s, operator, others));
  for (const entry of others) {
    const { path, current } = entry;
    const older = entry.older.slice(0, RUNS - 1);
    if (current !== undefined) {
      lines.push(
        ...graphLines(s, graphIri(base, path), entry, current),
        ...datasetLines(s, operator, entry, current),
        ...older.flatMap((version) => versionLines(s, operator, entry, version)),
        ...runLines(s, current, agent),
      );
    }
    lines.push(...older.flatMap((version) => runLines(s, version, agent)));
  }
  for (const line of lines) await writer.write(line);
  const description = {
    title: "Over deze grafen: herkomst en versies",
    rank: RANKS.service,
    keepsHistory: false,
    provenance: { source: "lds", run },
  };
  publication.setGraph(META_GRAPH, description, await writer.close(), { asCurrent: true });
}

function graphLines(
  s: Statements,
  graph: string,
  { title, rank, licence }: GraphEntry,
  current: GraphVersion,
): string[] {
  const { source, edition, origin, dataset, run } = current.provenance;
  const lines = [
    ...[`${VOID}Dataset`, `${DCAT}Dataset`, `${SD}NamedGraph`].map((type) => s.type(graph, type)),
    s.line(graph, `${DCT}title`, s.text(title, "nl")),
    s.line(graph, `${DCT}modified`, s.dateTime(momentOf(current.stamp).toISOString())),
    s.line(graph, `${DCAT}version`, s.text(current.stamp)),
    s.line(graph, `${VOID}triples`, s.integer(current.quads)),
    s.line(graph, `${s.lds}rang`, s.integer(rank)),
    s.line(graph, `${PROV}wasGeneratedBy`, s.node(run)),
  ];
  if (licence !== undefined) lines.push(s.line(graph, `${DCT}license`, s.node(licence)));
  if (edition !== undefined) lines.push(s.line(graph, `${s.lds}peildatum`, s.day(edition)));
  if (dataset !== undefined)
    lines.push(s.line(graph, `${PROV}wasDerivedFrom`, s.node(`/id/dataset/${source}/${slug(dataset)}`)));
  if (origin === undefined) return lines;
  if (/^https?:\/\//.test(origin)) lines.push(s.line(graph, `${PROV}wasDerivedFrom`, s.node(origin)));
  else lines.push(s.line(graph, `${RDFS}comment`, s.text(`Gelezen uit ${origin}.`, "nl")));
  return lines;
}

function runLines(s: Statements, { stamp, provenance }: GraphVersion, agent: string): string[] {
  const { run, source, origin } = provenance;
  const ended = endOf(run, stamp).toISOString();
  const lines = [
    s.type(run, `${s.lds}Lading`),
    s.type(run, `${PROV}Activity`),
    s.line(run, `${DCT}title`, s.text(`Lading van ${sourceName(source)}, ${ended.slice(0, 10)}`, "nl")),
    s.line(run, `${PROV}endedAtTime`, s.dateTime(ended)),
    s.line(run, `${PROV}wasAssociatedWith`, s.node(agent)),
    s.line(run, `${PROV}used`, s.node(`/id/bron/${source}`)),
    s.type(`/id/bron/${source}`, `${PROV}Entity`),
    s.line(`/id/bron/${source}`, `${DCT}title`, s.text(sourceName(source), "nl")),
  ];
  if (origin !== undefined && /^https?:\/\//.test(origin)) lines.push(s.line(run, `${PROV}used`, s.node(origin)));
  return lines;
}

/** When a load run ended: its IRI says it. Of two versions that it made of one graph, the second has a later stamp. */
function endOf(run: string, version: string): Date {
  const stamp = run.slice(run.lastIndexOf("/") + 1);
  return momentOf(isStamp(stamp) ? stamp : version);
}
