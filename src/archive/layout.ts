/**
 * Where things are in a data folder. Graph paths and names of raw files come from outside: each is checked or made
 * harmless here before it becomes part of a file name.
 */
import { join } from "node:path";

export const MANIFEST = "manifest.json";
export const LOCK = "lock";
export const GRAPHS = "graphs";
export const RAW = "raw";
export const STAGING = "staging";
export const RUNS = "runs.jsonl";

// Segments of a graph path become folders. None may start with a dot (`..`), nor look like a version file.
const GRAPH_PATH = /^\/graph(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199})+$/;
const VERSION_LIKE = /\.(?:nq|gz)(?:\/|$)/;
const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/;

/** @throws {Error} when `path` cannot name a graph */
export function checkedGraphPath(path: string): string {
  if (!GRAPH_PATH.test(path) || VERSION_LIKE.test(path) || path.length > 500) {
    throw new Error(
      `"${path}" cannot name a graph; give /graph/ followed by segments of letters, digits and . _ ~ -, ` +
        `none of which starts with a dot or ends in .nq or .gz`,
    );
  }
  return path;
}

/** @throws {Error} when `slug` cannot name a source or dataset */
export function checkedSlug(slug: string): string {
  if (!SLUG.test(slug)) {
    throw new Error(`"${slug}" is not a slug; give lower-case letters, digits and hyphens, 200 at most`);
  }
  return slug;
}

/** Path of a version's file inside the data folder: `graphs/duo/…/{stamp}.nq`, `.nq.gz` when it is not current. */
export function versionFile(graphPath: string, stamp: string, state: "current" | "older"): string {
  const folder = checkedGraphPath(graphPath).slice("/graph/".length);
  return `${GRAPHS}/${folder}/${stamp}.nq${state === "older" ? ".gz" : ""}`;
}

/**
 * Path of a dated version out of which statements were taken by the publication of that stamp: a file of its own, so that the
 * one that it replaces is whole until the manifest names this one.
 */
export function rewrittenFile(graphPath: string, stamp: string, publication: string): string {
  return versionFile(graphPath, `${stamp}-${publication}`, "older");
}

/** Whether a path inside the data folder is that of a version's file. */
export function isVersionFile(path: string): boolean {
  return /\/\d{8}T\d{6}Z(?:-\d{8}T\d{6}Z)?\.nq(?:\.gz)?$/.test(path);
}

/** Path of a raw file inside the data folder; what cannot stand in a file name becomes a hyphen. */
export function rawFile(source: string, dataset: string, sha256: string, name: string): string {
  const harmless = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(-100);
  return `${RAW}/${checkedSlug(source)}/${checkedSlug(dataset)}/${sha256.slice(0, 16)}-${harmless || "bestand"}.gz`;
}

/** The absolute place of a path inside the data folder. @throws {Error} when it would leave the folder */
export function inside(dir: string, file: string): string {
  if (file.startsWith("/") || file.includes("\\") || file.split("/").includes("..")) {
    throw new Error(`"${file}" in ${join(dir, MANIFEST)} points outside the data folder; restore it, or ingest anew`);
  }
  return join(dir, file);
}
