/**
 * Records that came inside others: they wait, a file for each entity, until all that was asked for itself is loaded, and
 * are then loaded as records of their own entity.
 */
import { type FileHandle, open } from "node:fs/promises";
import { FreshRecords } from "../../sources/odata/entities.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import type { TkTables } from "../../sources/tweedekamer/client.js";
import type { Entity } from "../../sources/tweedekamer/entity-table.js";
import type { EntityRecord } from "../../sources/tweedekamer/expanded.js";
import type { Run } from "../run.js";
import type { Coming, ComingBlock } from "./comings.js";

/** Records that are written, and read, at a time. */
const BLOCK = 500;

interface Waiting {
  readonly entity: Entity;
  /** Address of the first answer that held such records. */
  readonly origin: string;
  readonly path: string;
  readonly handle: FileHandle;
  /** Repeats are dropped by their Id. */
  readonly fresh: FreshRecords;
  buffer: string[];
}

export class ExpandedRecords {
  readonly #tables: TkTables;
  readonly #run: Run;
  readonly #waiting = new Map<string, Waiting>();

  constructor(tables: TkTables, run: Run) {
    this.#tables = tables;
    this.#run = run;
  }

  /** @param origin address of the answer that they came in, published as provenance */
  async add(records: readonly EntityRecord[], origin: string): Promise<void> {
    for (const { entity, record: given } of records) {
      // What was taken back is told by its own list.
      if (this.#tables.personal.isLeftOut(entity.kind) || given["Verwijderd"] === true) continue;
      const record: ODataRecord = { ...given } as ODataRecord;
      this.#tables.personal.minimise([record], entity.kind);
      const waiting = this.#waiting.get(entity.kind) ?? (await this.#begin(entity, origin));
      if (waiting.fresh.meet(record) !== "new") continue;
      waiting.buffer.push(JSON.stringify(record));
      if (waiting.buffer.length >= BLOCK) await flush(waiting);
    }
  }

  /** What waits, each entity in its turn. */
  async *comings(): AsyncGenerator<Coming> {
    for (const waiting of this.#waiting.values()) await flush(waiting);
    for (const { entity, origin, path } of this.#waiting.values()) {
      const keptAs = `${this.#run.publication.stamp}-uitgevouwen`;
      yield {
        entity,
        origin,
        isWhole: false,
        way: "inside",
        keptAs,
        blocks: () => blocksOf(path),
      };
    }
  }

  async close(): Promise<void> {
    for (const { handle } of this.#waiting.values()) await handle.close();
  }

  async #begin(entity: Entity, origin: string): Promise<Waiting> {
    const path = this.#run.publication.stagingPath(`${entity.kind}.ndjson`);
    const waiting = { entity, origin, path, handle: await open(path, "wx"), fresh: new FreshRecords({}), buffer: [] };
    this.#waiting.set(entity.kind, waiting);
    return waiting;
  }
}

async function flush(waiting: Waiting): Promise<void> {
  if (waiting.buffer.length > 0) await waiting.handle.write(`${waiting.buffer.join("\n")}\n`);
  waiting.buffer = [];
}

async function* blocksOf(path: string): AsyncGenerator<ComingBlock, void> {
  const handle = await open(path);
  let records: ODataRecord[] = [];
  for await (const line of handle.readLines()) {
    records.push(JSON.parse(line) as ODataRecord);
    if (records.length < BLOCK) continue;
    yield { records };
    records = [];
  }
  if (records.length > 0) yield { records };
}
