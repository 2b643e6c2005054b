/**
 * Brings the feed up to a publish: compares the union of all graphs with what the feed's members add up to, and appends a
 * member for each subject that differs. A feed that missed some publishes catches up in one step.
 */
import { createReadStream } from "node:fs";
import { appendFile, mkdir, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byteLines } from "../../archive/byte-lines.js";
import { currentGraphs } from "../../archive/current-graphs.js";
import { replaceFile, sync } from "../../archive/durable.js";
import { ifThere } from "../../archive/if-there.js";
import { writeLines } from "../../archive/line-file.js";
import { takeLock } from "../../archive/lock.js";
import type { Manifest } from "../../archive/manifest.js";
import { mergedStatements } from "../../archive/merge-triples.js";
import { FeedFiles, type FeedIndex, type Member } from "./feed-files.js";
import { subjectChanges } from "./subject-changes.js";

/** Members of a full page. */
const MOST_MEMBERS = 250;
/** Characters of a page above which it is full too. */
const LONGEST = 512 * 1024;

/** Graphs that tell of the service and its loads: what changes in them at each publish is no news about a thing. */
function isNews(path: string): boolean {
  return path !== "/graph/meta" && !path.startsWith("/graph/meta/");
}

/**
 * @param dataDir the data folder
 * @param manifest the publish that the feed is to go up to
 * @throws {Error} when another process is at it, or the folder cannot be written
 */
export async function updateFeed(dataDir: string, manifest: Manifest): Promise<void> {
  const files = new FeedFiles(join(dataDir, "changes"));
  await makeFolder(files.folder);
  const release = await takeLock(join(files.folder, "lock"));
  try {
    const index = await files.readIndex();
    if (index?.version !== manifest.version) await bringUp(files, dataDir, manifest, index);
  } finally {
    await release();
  }
}

/** Not `recursive`: where nothing may be written that says that there is no such folder, and not why. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

async function bringUp(
  files: FeedFiles,
  dataDir: string,
  manifest: Manifest,
  index: FeedIndex | undefined,
): Promise<void> {
  await sweep(files, index);
  const state = files.state(manifest.version);
  // The union is written once, and then compared: reading it twice costs less than keeping two readers of it in step.
  const graphs = currentGraphs(manifest, isNews);
  await writeLines(state, mergedStatements(dataDir, graphs, { scratch: files.folder }), "\n");
  const before = index === undefined ? none() : byteLines(createReadStream(files.state(index.version)));
  const pages = new Pages(files, index, manifest.version);
  const gone = new Set<string>();
  for await (const { of, says } of subjectChanges(before, byteLines(createReadStream(state)))) {
    if (says === undefined) gone.add(of);
    await pages.add({ of, at: manifest.version, ...(says === undefined ? {} : { says }) });
  }
  const next = await pages.close();
  const written = { ...next, bytes: await files.bytesOf(next.pages, next) };
  // What its source withdrew is not told on in what it once said (MODEL §1.6): not of any thing that is gone.
  const erased = gone.size > 0 ? await erase(files, written, gone) : [];
  const final = { ...written, erased, bytes: await files.bytesOf(next.pages, { ...written, erased }) };
  await sync(state);
  await replaceFile(files.index, JSON.stringify(final));
  await sweep(files, final);
}

async function* none(): AsyncGenerator<readonly string[]> {}

/** Appends members to the last page, and begins others. */
class Pages {
  #number: number;
  #members = 0;
  #length = 0;
  #text = "";
  readonly #ends: string[];

  constructor(
    readonly files: FeedFiles,
    readonly index: FeedIndex | undefined,
    readonly version: string,
  ) {
    this.#number = index?.pages ?? 1;
    this.#ends = [...(index?.ends ?? [])];
  }

  async add(member: Member): Promise<void> {
    if (this.#members === 0) await this.#resume();
    const line = `${JSON.stringify(member)}\n`;
    this.#text += line;
    this.#length += line.length;
    this.#members += 1;
    if (this.#members < MOST_MEMBERS && this.#length < LONGEST) return;
    await this.#flush();
    this.#ends.push(this.version);
    this.#number += 1;
    this.#members = 0;
    this.#length = 0;
    await writeFile(this.files.page(this.#number), "");
  }

  async close(): Promise<FeedIndex> {
    await this.#flush();
    return { format: 1, version: this.version, pages: this.#number, bytes: 0, ends: this.#ends };
  }

  /** How full the page is that is gone on with. */
  async #resume(): Promise<void> {
    if (this.index === undefined || this.#number !== this.index.pages) return;
    const members = await this.files.readPage(this.#number, this.index);
    this.#members = members.length;
    this.#length = this.index.bytes;
  }

  async #flush(): Promise<void> {
    await appendFile(this.files.page(this.#number), this.#text);
    await sync(this.files.page(this.#number));
    this.#text = "";
  }
}

/**
 * Takes what was said of things that are gone out of all pages; that there was a version stays. The pages without it are
 * written beside those with it, which they replace together with the index.
 *
 * @returns the numbers of the pages that had any
 */
async function erase(files: FeedFiles, index: FeedIndex, gone: ReadonlySet<string>): Promise<number[]> {
  const erased: number[] = [];
  for (let number = 1; number <= index.pages; number += 1) {
    const members = await files.readPage(number, index);
    if (!members.some(({ of, says }) => says !== undefined && gone.has(of))) continue;
    const without = members.map(({ of, at, says }) =>
      gone.has(of) || says === undefined ? { of, at } : { of, at, says },
    );
    const path = files.erasedPage(number, index.version);
    await writeFile(path, without.map((member) => `${JSON.stringify(member)}\n`).join(""));
    await sync(path);
    erased.push(number);
  }
  return erased;
}

/** Finishes an update that the index tells of; removes what another left that was broken off, and states that are no longer the last. */
async function sweep(files: FeedFiles, index: FeedIndex | undefined): Promise<void> {
  if (index !== undefined) await files.settle(index);
  for (const name of await readdir(files.folder)) {
    const page = Number(/^page-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0);
    const isOld =
      name.startsWith("state-") && (index === undefined || join(files.folder, name) !== files.state(index.version));
    if (isOld || page > (index?.pages ?? 0) || /\.new$|^merge-/.test(name))
      await rm(join(files.folder, name), { recursive: true, force: true });
  }
  if (index !== undefined) await ifThere(truncate(files.page(index.pages), index.bytes));
}
