/** Where the statements of each graph come from: its title, licence and load, for pages and TriG (DESIGN §8.20). */
import { graphIri } from "../archive/graph-name.js";
import { stampDate } from "../http/headers.js";
import type { Site } from "../http/site.js";
import { select } from "../sparql/select.js";
import { perVersion } from "./per-version.js";

export interface GraphOrigin {
  /** IRI of the graph. */
  readonly graph: string;
  readonly title: string;
  readonly licence?: string;
  /** Source slug, such as `duo`. */
  readonly source?: string;
  /** IRI of the load, `prov:wasGeneratedBy`. */
  readonly run?: string;
  /** When that load ended. */
  readonly loaded?: Date;
}

interface Asked {
  origins?: Promise<ReadonlyMap<string, GraphOrigin>> | undefined;
}

const asked = perVersion((): Asked => ({}));

/** IRI of a graph → where it comes from; asked once per archive version. */
export function graphOrigins(site: Site): Promise<ReadonlyMap<string, GraphOrigin>> {
  const known = asked(site);
  if (known.origins === undefined) {
    known.origins = readOrigins(site);
    // A failure is not remembered: the next who asks tries again.
    known.origins.catch(() => (known.origins = undefined));
  }
  return known.origins;
}

async function readOrigins(site: Site): Promise<ReadonlyMap<string, GraphOrigin>> {
  const rows = await select(
    site.store,
    `SELECT ?graph ?run ?ended WHERE { GRAPH <${site.base}/graph/meta> {
      ?graph <http://www.w3.org/ns/prov#wasGeneratedBy> ?run
      OPTIONAL { ?run <http://www.w3.org/ns/prov#endedAtTime> ?ended } } }`,
    site.queryTimeoutMs,
  );
  const origins = new Map<string, GraphOrigin>();
  for (const [path, entry] of Object.entries(site.manifest().graphs)) {
    const graph = graphIri(site.base, path);
    const loaded = entry.current === undefined ? undefined : stampDate(entry.current.stamp);
    origins.set(graph, {
      graph,
      title: entry.title,
      ...(entry.licence === undefined ? {} : { licence: entry.licence }),
      ...(entry.current === undefined
        ? {}
        : { source: entry.current.provenance.source, run: entry.current.provenance.run }),
      ...(loaded === undefined ? {} : { loaded }),
    });
  }
  for (const row of rows) {
    const graph = row["graph"]?.value ?? "";
    const ended = row["ended"] === undefined ? undefined : new Date(row["ended"].value);
    const run = row["run"]?.value;
    // The newest of several loads is the one that the graph is from.
    const known = origins.get(graph) ?? { graph, title: graph.slice(site.base.length) };
    if (known.loaded !== undefined && (ended === undefined || !(ended > known.loaded))) {
      if (run === known.run && ended !== undefined) origins.set(graph, { ...known, loaded: ended });
      continue;
    }
    origins.set(graph, {
      ...known,
      ...(run === undefined ? {} : { run }),
      ...(ended === undefined || Number.isNaN(ended.getTime()) ? {} : { loaded: ended }),
    });
  }
  return origins;
}
