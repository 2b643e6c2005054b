/** The manifest as it will be: versions are set, superseded and removed here, and their files placed. */
import { isDeepStrictEqual } from "node:util";
import { seemsWhole } from "./damage.js";
import type { GraphFile } from "./graph-writer.js";
import { checkedGraphPath, checkedSlug, inside, rewrittenFile, versionFile } from "./layout.js";
import type { DatasetEntry, GraphEntry, GraphVersion, Manifest, Provenance } from "./manifest.js";
import { NEVER_PUBLISHED } from "./manifest-file.js";
import type { StagedFiles } from "./staged-files.js";
import { momentOf, stampAfter } from "./stamp.js";

/** What the manifest tells of a graph, beside its files. */
export interface GraphDescription {
  readonly title: string;
  readonly rank: number;
  readonly licence?: string;
  readonly provenance: Provenance;
  /** `false` for a graph that can be made again from others: its superseded version is not kept. */
  readonly keepsHistory?: boolean;
}

/**
 * What came of setting a graph: `unchanged`, nothing was different; `described`, the same statements with another
 * title, rank, licence or edition; `current`, a new current version; `older`, a new dated version.
 */
export type Outcome = "unchanged" | "described" | "current" | "older";

export class ManifestDraft {
  readonly #graphs: Map<string, GraphEntry>;
  readonly #datasets: Map<string, Readonly<Record<string, DatasetEntry>>>;
  /** `yyyymmddThhmmssZ`: names the versions of this publication. */
  readonly stamp: string;
  #version: string;
  #changed = false;

  constructor(
    readonly before: Manifest,
    now: Date,
    readonly files: StagedFiles,
  ) {
    this.#graphs = new Map(Object.entries(before.graphs));
    this.#datasets = new Map(Object.entries(before.datasets));
    this.stamp = stampAfter(lastStamp(before), now);
    this.#version = this.stamp;
  }

  get changed(): boolean {
    return this.#changed;
  }

  get graphs(): ReadonlyMap<string, GraphEntry> {
    return this.#graphs;
  }

  /** The manifest in force once this is published. */
  manifest(): Manifest {
    if (!this.#changed) return this.before;
    return {
      format: 1,
      base: this.before.base,
      version: this.#version,
      graphs: sorted(this.#graphs),
      datasets: sorted(this.#datasets),
    };
  }

  /** Takes a closed file as a version of a graph; `asCurrent` is false for an edition older than the current one. */
  setGraph(path: string, about: GraphDescription, file: GraphFile, asCurrent: boolean): Outcome {
    checkedGraphPath(path);
    const known = this.#graphs.get(path);
    if (asCurrent && known?.current?.sha256 === file.sha256) {
      // A file that was lost or cut short is put back.
      if (!seemsWhole(this.files.dir, known.current))
        this.files.place(known.current.file, inside(this.files.dir, file.file), false);
      return this.#describe(known, known.current, about);
    }
    const older = known?.older ?? [];
    const held = known?.current === undefined ? older : [known.current, ...older];
    if (!asCurrent && held.some((version) => version.sha256 === file.sha256)) return "unchanged";

    const stamp = stampAfter(newestFirst(held)[0]?.stamp, momentOf(this.stamp));
    const { quads, bytes, sha256 } = file;
    const placed = versionFile(path, stamp, asCurrent ? "current" : "older");
    const version: GraphVersion = { stamp, file: placed, quads, bytes, sha256, provenance: about.provenance };
    this.files.place(placed, inside(this.files.dir, file.file), !asCurrent);
    const entry: GraphEntry = asCurrent
      ? { ...described(path, about), current: version, older: this.#superseded(path, known, about) }
      : { ...(known ?? described(path, about)), older: newestFirst([version, ...older]) };
    this.#graphs.set(path, entry);
    this.#change(stamp);
    return asCurrent ? "current" : "older";
  }

  /** Replaces the file of a dated version; its stamp stays. */
  rewriteOlder(path: string, version: GraphVersion, file: GraphFile): void {
    const known = this.#graphs.get(path);
    if (known === undefined) return;
    const { quads, bytes, sha256 } = file;
    const placed = rewrittenFile(path, version.stamp, this.stamp);
    this.files.place(placed, inside(this.files.dir, file.file), true);
    if (version.file !== placed) this.files.drop(version.file);
    const rewritten = { ...version, file: placed, quads, bytes, sha256 };
    const older = known.older.map((other) => (other.stamp === version.stamp ? rewritten : other));
    this.#graphs.set(path, { ...known, older });
    this.#change(this.stamp);
  }

  /** Removes the dated versions of a graph. */
  removeOlder(path: string): void {
    const known = this.#graphs.get(path);
    if (known === undefined || known.older.length === 0) return;
    for (const version of known.older) this.files.drop(version.file);
    this.#graphs.set(path, { ...known, older: [] });
    this.#change(this.stamp);
  }

  /** Removes a graph with all its versions. */
  removeGraph(path: string): void {
    const known = this.#graphs.get(path);
    if (known === undefined) return;
    for (const version of [known.current, ...known.older]) if (version !== undefined) this.files.drop(version.file);
    this.#graphs.delete(path);
    this.#change(this.stamp);
  }

  /** The sources that have datasets, in order. */
  datasetSources(): string[] {
    return [...this.#datasets.keys()].sort();
  }

  /** The datasets of a source, as they will be. */
  datasets(source: string): Readonly<Record<string, DatasetEntry>> {
    return this.#datasets.get(source) ?? {};
  }

  /** Says which datasets a source has: slug → entry. */
  setDatasets(source: string, datasets: Readonly<Record<string, DatasetEntry>>): void {
    if (isDeepStrictEqual(this.#datasets.get(checkedSlug(source)), datasets)) return;
    this.#datasets.set(source, sorted(Object.entries(datasets)));
    this.#change(this.stamp);
  }

  #describe(known: GraphEntry, current: GraphVersion, about: GraphDescription): Outcome {
    // Only what readers see of it: another run that found the same statements is not a change.
    const sameEdition = current.provenance.edition === about.provenance.edition;
    const entry: GraphEntry = {
      ...described(known.path, about),
      current: sameEdition ? current : { ...current, provenance: about.provenance },
      older: known.older,
    };
    if (isDeepStrictEqual(entry, known)) return "unchanged";
    this.#graphs.set(known.path, entry);
    this.#change(this.stamp);
    return "described";
  }

  #superseded(path: string, known: GraphEntry | undefined, about: GraphDescription): readonly GraphVersion[] {
    if (known?.current === undefined) return known?.older ?? [];
    if (about.keepsHistory === false) {
      this.files.drop(known.current.file);
      return known.older;
    }
    const file = versionFile(path, known.current.stamp, "older");
    this.files.replaceCompressed(known.current.file, file);
    return newestFirst([{ ...known.current, file }, ...known.older]);
  }

  #change(stamp: string): void {
    this.#changed = true;
    if (stamp > this.#version) this.#version = stamp;
  }
}

function described(path: string, about: GraphDescription): Omit<GraphEntry, "older"> {
  const { title, rank, licence } = about;
  return licence === undefined ? { path, title, rank } : { path, title, rank, licence };
}

/** The latest stamp in a manifest. */
function lastStamp(manifest: Manifest): string | undefined {
  const stamps = Object.values(manifest.graphs).flatMap(({ current, older }) =>
    [current, ...older].map((v) => v?.stamp),
  );
  const last = [manifest.version, ...stamps]
    .filter((stamp) => stamp !== undefined)
    .sort()
    .at(-1);
  return last === NEVER_PUBLISHED ? undefined : last;
}

function newestFirst(versions: readonly GraphVersion[]): GraphVersion[] {
  return versions.toSorted((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

/** A record with its keys in order: the same content is the same text. */
function sorted<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
