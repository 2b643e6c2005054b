/** The URLs of dated versions: `/download/{graph path with / → -}/{stamp}.nq.gz` (MODEL §1.6). */
import type { GraphEntry, GraphVersion, Manifest } from "./manifest.js";

/** `/graph/duo/x/y` → `duo-x-y`. */
export function downloadSlug(graphPath: string): string {
  return graphPath.replace(/^\/graph\//, "").replaceAll("/", "-");
}

/** Path of a dated version. */
export function downloadPath(graphPath: string, version: GraphVersion): string {
  return `/download/${downloadSlug(graphPath)}/${version.stamp}.nq.gz`;
}

/** The graph and version that a download slug and stamp name. */
export function findVersion(
  manifest: Manifest,
  slug: string,
  stamp: string,
): { readonly entry: GraphEntry; readonly version: GraphVersion } | undefined {
  for (const [path, entry] of Object.entries(manifest.graphs)) {
    // Two paths may have one slug (`a/b-c`, `a-b/c`): the stamp decides.
    if (downloadSlug(path) !== slug) continue;
    const versions = entry.current === undefined ? entry.older : [entry.current, ...entry.older];
    const version = versions.find((candidate) => candidate.stamp === stamp);
    if (version !== undefined) return { entry, version };
  }
  return undefined;
}
