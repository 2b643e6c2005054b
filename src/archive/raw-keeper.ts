/** Taking raw files into a publication: each is compressed in staging, and placed only when its bytes are new. */
import { writeFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { openFile } from "./graph-file.js";
import { rawFile } from "./layout.js";
import { allRawFiles, compressHashed, isSamePiece, type RawFile, type RawMeta, sidecarOf, sidecarText } from "./raw.js";
import type { StagedFiles } from "./staged-files.js";

export class RawKeeper {
  /** What is kept of a dataset, this publication included, newest first; read once, as a dataset may have many parts. */
  readonly #held = new Map<string, Promise<RawFile[]>>();

  readonly #removed = new Set<string>();

  constructor(readonly files: StagedFiles) {}

  /** Keeps the file at `stagedPath` (absolute), which itself stays where it is. */
  async keep(stagedPath: string, source: string, meta: RawMeta): Promise<RawFile> {
    const packed = this.files.fresh("raw.gz");
    const sha256 = await compressHashed(stagedPath, packed);
    const held = await this.#heldOf(source, meta.dataset);
    const alike = held.filter((file) => isSamePiece(file, meta) && !this.#removed.has(file.file));
    const same = alike.find((file) => file.sha256 === sha256);
    // Sidecars of earlier versions lack the name.
    if (same !== undefined && same === alike[0] && same.datasetName === meta.datasetName) return same;
    // A source that went back to earlier bytes: their sidecar gets the new time, so that they count as the newest.
    const raw: RawFile = { ...meta, sha256, file: same?.file ?? freshFile(held, source, sha256, meta) };
    const sidecar = this.files.fresh("raw.json");
    await writeFile(sidecar, sidecarText(raw));
    if (same === undefined) this.files.place(raw.file, packed, false);
    else held.splice(held.indexOf(same), 1);
    this.files.place(sidecarOf(raw.file), sidecar, false);
    this.#removed.delete(raw.file);
    held.unshift(raw);
    return raw;
  }

  /** Will remove a raw file and its sidecar. */
  remove(raw: RawFile): void {
    this.files.withdraw(raw.file);
    this.files.withdraw(sidecarOf(raw.file));
    this.#removed.add(raw.file);
  }

  /** All that will be kept of a dataset, also what newer files replaced, newest first. */
  async kept(source: string, dataset: string): Promise<RawFile[]> {
    return (await this.#heldOf(source, dataset)).filter((raw) => !this.#removed.has(raw.file));
  }

  /** The bytes of a raw file that is kept, or will be, as they came. */
  open(raw: RawFile): Readable {
    return openFile(this.files.now(raw.file));
  }

  #heldOf(source: string, dataset: string): Promise<RawFile[]> {
    const key = `${source}/${dataset}`;
    const held = this.#held.get(key) ?? allRawFiles(this.files.dir, source, dataset);
    this.#held.set(key, held);
    return held;
  }
}

/** Two parts of a dataset may have the same bytes, such as an empty page: each has a file, under a name of its own. */
function freshFile(held: readonly RawFile[], source: string, sha256: string, meta: RawMeta): string {
  const { dataset, name, edition, part } = meta;
  const file = rawFile(source, dataset, sha256, name);
  if (!held.some((other) => other.file === file)) return file;
  return rawFile(source, dataset, sha256, [edition, part, name].filter((word) => word !== undefined).join("-"));
}
