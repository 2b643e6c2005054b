/** What `raw/` keeps, as deliveries: a changed mapping is run again without fetching. */
import { byCodeUnit } from "../rdf/byte-order.js";
import type { Archive } from "../archive/archive.js";
import type { RawFile } from "../archive/raw.js";
import type { Delivery } from "../sources/delivery.js";
import { SourceError } from "../sources/source-error.js";
import type { Run } from "./run.js";

/** Under what name the listing of a source is kept in `raw/`. */
export const LISTING = "search";

/**
 * The newest raw file of each dataset and edition, oldest edition first.
 *
 * @throws {SourceError} when nothing of the source is kept
 */
export async function keptFiles(archive: Archive, source: string): Promise<Delivery[]> {
  const files = await archive.rawFiles(source);
  if (files.length === 0)
    throw new SourceError(`${archive.dir}/raw holds nothing of ${source} yet; ingest it with --from first`);
  const sorted = files.toSorted((a, b) => byCodeUnit(a.edition ?? "", b.edition ?? "") || byCodeUnit(a.file, b.file));
  return sorted.map((raw) => deliveryOf(raw, archive, source));
}

/** Says that a source is mapped again of which nothing is kept. */
export function reportNothingKept(source: string, { archive, reports }: Pick<Run, "archive" | "reports">): void {
  reports.push({ file: source, outcome: "left-out", message: `${archive.dir}/raw holds nothing of it` });
}

/** A raw file as a delivery. */
export function deliveryOf(raw: RawFile, archive: Archive, source: string): Delivery {
  const { name: fileName, origin, contentType, lastModified, edition, part, context } = raw;
  const dataset = archive.manifest.datasets[source]?.[raw.dataset]?.name ?? raw.datasetName ?? raw.dataset;
  return {
    fileName,
    origin,
    ...(raw.dataset === LISTING ? {} : { dataset }),
    ...(edition === undefined ? {} : { edition }),
    ...(part === undefined ? {} : { part }),
    ...(context === undefined ? {} : { context }),
    open: () =>
      Promise.resolve({
        body: archive.openRaw(raw),
        ...(contentType === undefined ? {} : { contentType }),
        ...(lastModified === undefined ? {} : { lastModified: new Date(lastModified) }),
      }),
  };
}
