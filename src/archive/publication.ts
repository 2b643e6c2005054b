/**
 * A publication: new versions of graphs, made in staging and published together by one rename of the manifest. Until
 * then, and after `abort()` or a crash, the archive is as it was.
 */
import { graphIri } from "./graph-name.js";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { byteLines, fromByteText, subjectOf } from "./byte-lines.js";
import { seemsWhole } from "./damage.js";
import { fileBytes } from "./graph-file.js";
import { type Patched, patchGraph } from "./graph-patch.js";
import { type GraphFile, type GraphWriter, sortedWriter } from "./graph-writer.js";
import { checkedGraphPath, inside, STAGING } from "./layout.js";
import type { DatasetEntry, GraphEntry, Manifest } from "./manifest.js";
import { type GraphDescription, ManifestDraft, type Outcome } from "./manifest-draft.js";
import { writeManifest } from "./manifest-file.js";
import type { RawFile, RawMeta } from "./raw.js";
import { RawKeeper } from "./raw-keeper.js";
import { StagedFiles, sweep } from "./staged-files.js";
import { WriterThread } from "./writer-thread.js";

export interface PublicationOptions {
  /** Bytes of text a graph writer holds before it spills. */
  readonly spillBytes?: number;
  /** Path of a graph → predicates (IRIs) whose lines are also wanted apart, until this publication ends. */
  readonly excerpt?: (path: string) => readonly string[];
}

/** What a publication builds on. */
export interface Ground {
  /** The data folder, its lock held. */
  readonly dir: string;
  readonly manifest: Manifest;
  readonly now: Date;
  /** Gives the lock back. */
  readonly release: () => Promise<void>;
}

export class Publication {
  readonly #dir: string;
  readonly #files: StagedFiles;
  readonly #draft: ManifestDraft;
  readonly #raw: RawKeeper;
  readonly #release: () => Promise<void>;
  /** Path of a graph → the last file that was made of it by patching, and all subjects that are other ones in it. */
  readonly #patched = new Map<string, { readonly file: string; readonly subjects: ReadonlySet<string> }>();
  readonly #excerpts = new Map<string, string | undefined>();
  readonly #thread = new WriterThread();
  #ended = false;

  private constructor(
    ground: Ground,
    readonly options: PublicationOptions,
  ) {
    this.#dir = ground.dir;
    this.#files = new StagedFiles(ground.dir);
    this.#draft = new ManifestDraft(ground.manifest, ground.now, this.#files);
    this.#raw = new RawKeeper(this.#files);
    this.#release = ground.release;
  }

  /** Begins a publication; `Archive.begin` does so with the lock held. */
  static async begin(ground: Ground, options: PublicationOptions): Promise<Publication> {
    const publication = new Publication(ground, options);
    await publication.#files.clear();
    await sweep(ground.dir, ground.manifest);
    return publication;
  }

  /** `yyyymmddThhmmssZ`, later than every stamp so far: names the versions of this publication, and its load runs. */
  get stamp(): string {
    return this.#draft.stamp;
  }

  /** The manifest this publication builds on. */
  get before(): Manifest {
    return this.#draft.before;
  }

  /** Whether anything is different from {@link before}. */
  get changed(): boolean {
    return this.#draft.changed;
  }

  /** Graphs as they will be: path → entry. */
  get graphs(): ReadonlyMap<string, GraphEntry> {
    return this.#draft.graphs;
  }

  /** Absolute path of the current file of a graph as it will be, for diffs; `undefined` when there is none. */
  currentFile(path: string): string | undefined {
    const version = this.graphs.get(path)?.current;
    return version === undefined ? undefined : this.#files.now(version.file);
  }

  /** Whether the file that a graph had before this publication was lost or cut short. */
  isLost(path: string): boolean {
    const current = this.before.graphs[path]?.current;
    return current !== undefined && !seemsWhole(this.#dir, current);
  }

  /** As {@link currentFile}; a smaller file, where one holds the lines whose predicates were wanted apart. */
  excerptFile(path: string): string | undefined {
    return this.#excerpts.get(path) ?? this.currentFile(path);
  }

  /** Absolute path of a file that a graph writer closed. */
  pathOf(file: GraphFile): string {
    return inside(this.#dir, file.file);
  }

  /** Starts a file of the graph at `path` (`/graph/…`); it is published only when {@link setGraph} takes it. */
  graphWriter(path: string): GraphWriter {
    this.#mustBeOpen();
    const graph = graphIri(this.before.base, checkedGraphPath(path));
    const onWritten = (file: string): void => this.#files.flush(file);
    return sortedWriter(this.#files.fresh(`${basename(path)}.nq`), {
      graph,
      onWritten,
      sorter: (task) => this.#thread.sorter(task),
      ...this.options,
      excerpt: this.options.excerpt?.(path) ?? [],
    });
  }

  /**
   * Copies the current statements of a graph, as it will be, into a writer of the same graph; for graphs of which parts
   * are replaced. A graph without current version has none.
   *
   * @param keep whether the statements about a subject (its IRI) are copied
   */
  async copyGraph(path: string, writer: GraphWriter, keep: (subject: string) => boolean = () => true): Promise<void> {
    const file = this.currentFile(path);
    if (file !== undefined) await writer.addSorted(linesOf(file, keep));
  }

  /**
   * Makes a file of a graph in which what is said of some subjects is replaced, for {@link setGraph} to take.
   *
   * @param subjects subject (IRI without `#`) → lines of N-Quads without newline, in any order; none: it is gone
   * @throws {Error} when the graph has no current version
   */
  async patchedGraph(path: string, subjects: ReadonlyMap<string, readonly string[]>): Promise<Patched> {
    this.#mustBeOpen();
    const current = this.graphs.get(path)?.current;
    if (current === undefined) throw new Error(`${path} has no current version to patch`);
    const to = this.#files.fresh(`${basename(path)}.nq`);
    const file = `${STAGING}/${basename(to)}`;
    const patched = await patchGraph({ from: this.#files.now(current.file), quads: current.quads, to, file, subjects });
    this.#files.flush(to);
    const earlier = this.#patched.get(path)?.subjects ?? [];
    // What was replaced whole in this publication is no patch of the version before it, whatever is patched in it then.
    const isPatch = this.#patched.has(path) || this.before.graphs[path]?.current?.sha256 === current.sha256;
    if (isPatch) this.#patched.set(path, { file, subjects: new Set([...earlier, ...subjects.keys()]) });
    return patched;
  }

  /** The subjects that were replaced in a graph, where its version of this publication is a patch of the one before. */
  patchOf(path: string): ReadonlySet<string> | undefined {
    return this.#patched.get(path)?.subjects;
  }

  /**
   * Takes a closed file as a version of a graph.
   *
   * @param options.asCurrent `false` for an edition older than the current one: it becomes a dated version
   */
  setGraph(path: string, about: GraphDescription, file: GraphFile, options: { asCurrent: boolean }): Outcome {
    this.#mustBeOpen();
    if (options.asCurrent) this.#excerpts.set(path, file.excerpt);
    if (options.asCurrent && this.#patched.get(path)?.file !== file.file) this.#patched.delete(path);
    return this.#draft.setGraph(path, about, file, options.asCurrent);
  }

  /**
   * Rewrites the dated versions of a graph without the statements about some subjects (DESIGN §8.12: what its source
   * withdrew, and persons, are removed there too). Stamps stay.
   *
   * @returns how many versions were rewritten
   */
  async eraseFromOlder(path: string, keep: (subject: string) => boolean): Promise<number> {
    let rewritten = 0;
    for (const version of this.graphs.get(path)?.older ?? []) {
      const writer = this.graphWriter(path);
      await writer.addSorted(linesOf(this.#files.now(version.file), keep));
      const file = await writer.close();
      if (file.sha256 === version.sha256) continue;
      this.#draft.rewriteOlder(path, version, file);
      rewritten += 1;
    }
    return rewritten;
  }

  /** Removes the dated versions of a graph. */
  removeOlder(path: string): void {
    this.#mustBeOpen();
    this.#draft.removeOlder(path);
  }

  /** Removes a graph with all its versions. */
  removeGraph(path: string): void {
    this.#mustBeOpen();
    this.#draft.removeGraph(path);
  }

  /** The sources that have datasets, in order. */
  datasetSources(): string[] {
    return this.#draft.datasetSources();
  }

  /** The datasets of a source, as they will be: slug → entry. */
  datasets(source: string): Readonly<Record<string, DatasetEntry>> {
    return this.#draft.datasets(source);
  }

  /** Says which datasets a source has: slug → entry. */
  setDatasets(source: string, datasets: Readonly<Record<string, DatasetEntry>>): void {
    this.#mustBeOpen();
    this.#draft.setDatasets(source, datasets);
  }

  /** The staging folder (absolute), which the next publication empties when this one is cut off. */
  get scratch(): string {
    return inside(this.#dir, STAGING);
  }

  /** A new absolute path in the staging folder, to download to. */
  stagingPath(name: string): string {
    this.#mustBeOpen();
    return this.#files.fresh(name);
  }

  /**
   * Keeps a staged file as raw file; the same bytes of a dataset are kept once. It is compressed here, and moved when
   * this publication is committed, whether or not a graph changed.
   */
  keepRaw(stagedPath: string, source: string, meta: RawMeta): Promise<RawFile> {
    this.#mustBeOpen();
    return this.#raw.keep(stagedPath, source, meta);
  }

  /** All raw files of a dataset as they will be, also those that newer ones replaced, newest first. */
  rawFiles(source: string, dataset: string): Promise<RawFile[]> {
    return this.#raw.kept(source, dataset);
  }

  /** The bytes of one of {@link rawFiles}, as they came. */
  openRaw(raw: RawFile): Readable {
    return this.#raw.open(raw);
  }

  /** Removes a raw file when this publication is committed, whether or not a graph changed. */
  removeRaw(raw: RawFile): void {
    this.#mustBeOpen();
    this.#raw.remove(raw);
  }

  /**
   * Publishes. When nothing changed the manifest stays as it is, byte for byte.
   *
   * @returns the manifest in force
   */
  async commit(): Promise<Manifest> {
    this.#mustBeOpen();
    this.#ended = true;
    try {
      await this.#thread.stop();
      await this.#files.settle();
      const manifest = this.#draft.manifest();
      if (this.changed) await writeManifest(this.#dir, manifest);
      await this.#files.tidy();
      return manifest;
    } finally {
      await this.#release();
    }
  }

  /** Gives up: the archive is as it was. Does nothing after `commit()` or another `abort()`. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    try {
      await this.#thread.stop();
      await this.#files.remove();
    } finally {
      await this.#release();
    }
  }

  #mustBeOpen(): void {
    if (this.#ended) throw new Error(`the publication ${this.stamp} has ended; begin another to change the archive`);
  }
}

async function* linesOf(path: string, keep: (subject: string) => boolean): AsyncGenerator<string[]> {
  let subject: string | undefined;
  let kept = false;
  for await (const lines of byteLines(fileBytes(path))) {
    yield lines.filter((line) => {
      const own = subjectOf(line);
      if (own !== subject) {
        subject = own;
        kept = keep(fromByteText(own.startsWith("<") ? own.slice(1, -1) : own));
      }
      return kept;
    });
  }
}
