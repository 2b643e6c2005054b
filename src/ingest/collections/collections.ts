/** The sources that deliver collections, in two passes: which names are aliases, then the records themselves. */
import type { IdentityIndex } from "../../records/identity.js";
import { findingsSlug, loadCollection } from "./collection-load.js";
import { DONL, donlDelivered } from "./donl.js";
import { EDU_V, eduVDelivered } from "./edu-v.js";
import { identityOf, publishedAliases, publishIdentity } from "./identity.js";
import { LOKET, loketDelivered } from "./onderwijsloket.js";
import { reportRefused } from "../refused.js";
import type { Run } from "../run.js";
import type { DonlRequest, EduVRequest, LoketRequest, SourceRequest } from "../source-requests.js";
import { readSourceTables } from "../source-tables.js";
import { type Delivered, keptCollections, type StagedCollection, stageCollections } from "./staged-collections.js";

type CollectionRequest = EduVRequest | LoketRequest | DonlRequest;

/**
 * Loads what the requests ask of these sources; when an alias changed, also what earlier runs kept of them. Of several
 * sources, one that cannot be reached is reported, and the others go on.
 *
 * @param onIndex given the identity index before the second pass
 * @throws {SourceError} when the only source that is asked cannot be reached
 */
export async function loadCollections(
  requests: readonly SourceRequest[],
  run: Run,
  onIndex: (index: IdentityIndex) => void,
): Promise<void> {
  const asked = requests.filter(
    (request): request is CollectionRequest => request.source !== "duo" && request.source !== "tweedekamer",
  );
  if (asked.length === 0) return;
  const staged: StagedCollection[] = [];
  const kept: StagedCollection[] = [];
  for (const of of [EDU_V, LOKET, DONL]) {
    const tables = await readSourceTables(of.source, run.base, run.book);
    const request = asked.find((each) => each.source === of.source);
    let fresh: StagedCollection[] = [];
    if (request !== undefined && !run.again) {
      const brought = await delivered(request, run).catch((error: unknown) => {
        if (requests.length === 1) throw error;
        reportRefused(error, of.source, run);
      });
      if (brought !== undefined) {
        fresh = await stageCollections(brought, tables, run);
        await removeWithdrawn(brought, run);
      }
    }
    const again = request !== undefined && run.again;
    const earlier = await keptCollections(of, tables, run, { except: new Set(fresh.map((each) => each.slug)), again });
    staged.push(...fresh);
    if (again) staged.push(...earlier);
    else kept.push(...earlier);
  }
  const earlier = await publishedAliases(run.publication);
  const index = await identityOf([...staged, ...kept], earlier, run);
  onIndex(index);
  const changed = !index.isSame(earlier);
  for (const each of staged) await loadCollection(each, run);
  // What nobody asked for is told only where it became another.
  const told = run.reports.length;
  for (const each of changed ? kept : []) await loadCollection(each, run);
  const others = run.reports.splice(told).filter(({ outcome }) => outcome !== "unchanged");
  run.reports.push(...others);
  await publishIdentity(index, run);
}

function delivered(request: CollectionRequest, run: Run): Promise<Delivered> {
  switch (request.source) {
    case "edu-v":
      return eduVDelivered(request, run);
    case "onderwijsloket":
      return loketDelivered(request, run);
    case "donl":
      return donlDelivered(request, run);
  }
}

/** Removes the graphs, raw files and findings of datasets that may no longer be published. */
async function removeWithdrawn({ of, isWithdrawn }: Delivered, run: Run): Promise<void> {
  const { publication, archive, quality, reports } = run;
  for (const [slug, { name }] of Object.entries(publication.datasets(of.source))) {
    if (!isWithdrawn(name)) continue;
    const graph = `/graph/${of.source}/${name}`;
    publication.removeGraph(graph);
    for (const raw of await archive.allRawFiles(of.source, slug)) publication.removeRaw(raw);
    quality.remove(findingsSlug({ of, slug }));
    const { [slug]: _, ...others } = publication.datasets(of.source);
    publication.setDatasets(of.source, others);
    reports.push({ file: name, outcome: "withdrawn", graph });
  }
}
