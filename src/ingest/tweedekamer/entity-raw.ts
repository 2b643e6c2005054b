/**
 * What is kept of an OData entity: its records as they came, less the personal data that are not kept, in documents of
 * some ten thousand. A record that its source took back leaves them too (DESIGN §8.12).
 */
import { type FileHandle, open, writeFile } from "node:fs/promises";
import { newestOf, type RawFile } from "../../archive/raw.js";
import { jsonElements } from "../../sources/files/json-elements.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import type { Entity } from "../../sources/tweedekamer/entity-table.js";
import { RECORDS_KEY } from "../../sources/tweedekamer/files.js";
import type { PersonalData } from "../../sources/tweedekamer/personal-data.js";
import type { Run } from "../run.js";

/** Records of a document. */
const RECORDS = 20_000;
export const SOURCE = "tweedekamer";

/** Keeps the records of one load. */
export class EntityRaw {
  readonly #run: Run;
  readonly #entity: Entity;
  readonly #origin: string;
  readonly #prefix: string;
  #handle: FileHandle | undefined;
  #path = "";
  #held = 0;
  #parts = 0;
  readonly #keeping: Promise<RawFile>[] = [];

  /** @param prefix what names of parts begin with; they come in the order of their names */
  constructor(run: Run, entity: Entity, origin: string, prefix: string) {
    this.#run = run;
    this.#entity = entity;
    this.#origin = origin;
    this.#prefix = prefix;
  }

  async add(records: readonly ODataRecord[]): Promise<void> {
    const kept = records.filter((record) => record["Verwijderd"] !== true);
    if (kept.length === 0) return;
    if (this.#handle === undefined) {
      this.#path = this.#run.publication.stagingPath(`${this.#entity.kind}.json`);
      this.#handle = await open(this.#path, "wx");
      await this.#handle.write(`{"${RECORDS_KEY}":[\n`);
    }
    const text = kept.map((record) => JSON.stringify(record)).join(",\n");
    await this.#handle.write(this.#held === 0 ? text : `,\n${text}`);
    this.#held += kept.length;
    if (this.#held >= RECORDS) await this.#finish();
  }

  /** All documents are kept. */
  async end(): Promise<void> {
    await this.#finish();
    await Promise.all(this.#keeping);
  }

  /** Keeps none of them: the load that they are of came to nothing. Only for parts that {@link end} has kept. */
  async discard(): Promise<void> {
    for (const part of await Promise.all(this.#keeping)) this.#run.publication.removeRaw(part);
  }

  /** Lets go of the document that is being written: the run is given up. */
  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #finish(): Promise<void> {
    if (this.#handle === undefined) return;
    await this.#handle.write("\n]}\n");
    await this.#handle.close();
    this.#handle = undefined;
    this.#held = 0;
    this.#parts += 1;
    const part = `${this.#prefix}-${String(this.#parts).padStart(6, "0")}`;
    const { publication, now } = this.#run;
    const { kind, name: datasetName } = this.#entity;
    const about = { dataset: kind, datasetName, name: `${kind}.json`, origin: this.#origin, part };
    // Compressed by threads of their own while the next records are mapped.
    this.#keeping.push(publication.keepRaw(this.#path, SOURCE, { ...about, fetchedAt: now.toISOString() }));
  }
}

/** What is kept of a kind, this run included, in the order in which it came. */
export async function keptParts({ publication }: Pick<Run, "publication">, kind: string): Promise<RawFile[]> {
  const parts = newestOf(await publication.rawFiles(SOURCE, kind));
  return parts.sort((a, b) => ((a.part ?? "") < (b.part ?? "") ? -1 : 1));
}

/** The records of a kept document. */
export async function* recordsOf({ publication }: Run, raw: RawFile): AsyncGenerator<ODataRecord[]> {
  const text = publication.openRaw(raw).setEncoding("utf8") as AsyncIterable<string>;
  for await (const block of jsonElements(text, RECORDS_KEY)) yield block as ODataRecord[];
}

/**
 * Changes what is kept; a document in which nothing is another stays as it is.
 *
 * @param changed gives a record in its new form, itself where it stays as it is, or undefined where it is not kept
 */
export async function rewriteParts(
  run: Run,
  parts: readonly RawFile[],
  changed: (record: ODataRecord) => ODataRecord | undefined,
): Promise<void> {
  for (const raw of parts) {
    const kept: ODataRecord[] = [];
    let isTouched = false;
    for await (const block of recordsOf(run, raw)) {
      for (const record of block) {
        const now = changed(record);
        isTouched ||= now !== record;
        if (now !== undefined) kept.push(now);
      }
    }
    if (!isTouched) continue;
    run.publication.removeRaw(raw);
    if (kept.length === 0) continue;
    const path = run.publication.stagingPath(raw.name);
    await writeFile(path, `${JSON.stringify({ [RECORDS_KEY]: kept })}\n`);
    const { file: _file, sha256: _hash, ...about } = raw;
    await run.publication.keepRaw(path, SOURCE, about);
  }
}

/** Takes off what is kept of a kind what is not to be kept of persons. */
export async function minimiseParts(run: Run, kind: string, personal: PersonalData): Promise<void> {
  await rewriteParts(run, (await run.publication.rawFiles(SOURCE, kind)).toReversed(), (record) => {
    const reduced: ODataRecord = structuredClone(record);
    personal.minimise([reduced], kind);
    return JSON.stringify(reduced) === JSON.stringify(record) ? record : reduced;
  });
}
