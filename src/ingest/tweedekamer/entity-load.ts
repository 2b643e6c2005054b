/**
 * Loading records of an OData entity into its graph: all of them anew, or those that changed beside those that stay. A
 * record that its source took back is not mapped, and gets a tombstone.
 */
import type { GraphFile } from "../../archive/graph-writer.js";
import type { CompiledMapping } from "../../mapping/compile.js";
import { RecordCleaner } from "../../records/clean.js";
import type { RegisterFamily } from "../../records/families.js";
import { type DeclaredColumn, openRules } from "../../records/generic-columns.js";
import type { Finding } from "../../records/record.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import type { Entity } from "../../sources/tweedekamer/entity-table.js";
import { type EntitySink, PatchSink, WholeSink } from "./entity-sinks.js";
import { FindingsWriter } from "../findings.js";
import { publishedMoment } from "./published-moment.js";
import type { Run } from "../run.js";
import type { SourceTables } from "../source-tables.js";
import type { Withdrawn } from "../derived/tombstones.js";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface EntityJob {
  readonly run: Run;
  readonly tables: SourceTables;
  readonly entity: Entity;
  readonly family: RegisterFamily;
  /** Path of the graph. */
  readonly graph: string;
  /** Slug of the dataset in IRIs of findings. */
  readonly dataset: string;
  /** Path of the dataset: `/id/dataset/…`. */
  readonly described: string;
  /** Address of a record at the source. */
  readonly addressOf: (id: string) => string;
  /** Headers and cells that every record gets beside its own. */
  readonly context: Readonly<Record<string, string>>;
  /** What the source declares of columns that the tables do not have. */
  readonly declared?: (column: string) => DeclaredColumn | undefined;
}

export interface EntityLoad {
  readonly file: GraphFile;
  /** Whether the file is the graph with some subjects replaced. */
  readonly isPatch: boolean;
  readonly findings: GraphFile;
  readonly counts: ReadonlyMap<string, number>;
  /** Subjects that the source took back. */
  readonly withdrawn: ReadonlyMap<string, Withdrawn>;
  readonly rows: number;
  readonly records: number;
}

/** Takes the records of one load, block by block. */
export class EntityLoader {
  readonly #job: EntityJob;
  readonly #mappings: readonly { readonly mapping: CompiledMapping; readonly paths: readonly string[] }[];
  readonly #cleaner: RecordCleaner;
  readonly #findings: FindingsWriter;
  readonly #found: Finding[] = [];
  readonly #sink: EntitySink;
  readonly #shapes = new Map<string, readonly string[]>();
  #shape: readonly string[] = [];
  readonly #extra: { readonly headers: readonly string[]; readonly cells: readonly string[] };
  readonly #withdrawn = new Map<string, Withdrawn>();
  #rows = 0;
  #records = 0;

  private constructor(job: EntityJob, mappings: readonly CompiledMapping[], sink: EntitySink) {
    const { run, tables, family, dataset, context, declared } = job;
    this.#job = job;
    this.#sink = sink;
    this.#mappings = mappings.map((mapping) => ({ mapping, paths: [...new Set(mapping.sources.map((s) => s.path))] }));
    this.#findings = new FindingsWriter(run.publication, job.described);
    this.#extra = { headers: Object.keys(context), cells: Object.values(context) };
    this.#cleaner = new RecordCleaner({
      table: tables.fields,
      family,
      dataset,
      book: run.book,
      rules: openRules(tables.fields, family, "/id/tk", declared),
      onFinding: (finding) => this.#found.push(finding),
    });
  }

  /** @param isWhole whether what is not taken is gone from the graph */
  static async begin(job: EntityJob, isWhole: boolean): Promise<EntityLoader> {
    const mappings = await Promise.all(job.family.mappings.map((file) => job.tables.mapping(file)));
    const { publication } = job.run;
    const hasGraph = publication.graphs.get(job.graph)?.current !== undefined;
    const sink = isWhole || !hasGraph ? new WholeSink(job) : new PatchSink(job);
    return new EntityLoader(job, mappings, sink);
  }

  /** Cleans and maps a block of records. */
  async take(records: readonly ODataRecord[]): Promise<void> {
    for (const record of records) this.#takeOne(record);
    await this.#sink.room();
    for (const finding of this.#found.splice(0)) await this.#findings.write(finding);
  }

  #takeOne(record: ODataRecord): void {
    const { run, entity } = this.#job;
    this.#rows += 1;
    const id = String(record["Id"] ?? "").toLowerCase();
    const subject = `${run.base}/id/tk/${entity.kind}/${id}`;
    if (record["Verwijderd"] === true) return this.#takeBack(record, id, subject);
    this.#sink.begin(subject, () => (GUID.test(id) ? this.#fileOf(id) : subject));
    const cells = Object.values(record);
    for (const cell of this.#extra.cells) cells.push(cell);
    const requested = this.#extra.headers.length;
    const clean = this.#cleaner.clean({ line: this.#rows, headers: this.#headersOf(record), cells, requested });
    if (clean === undefined) return;
    this.#records += 1;
    for (const { mapping, paths } of this.#mappings) {
      for (const path of paths) mapping.describe(path, clean, this.#sink.say, this.#unmapped);
    }
  }

  /** A record that its source took back. */
  #takeBack(record: ODataRecord, id: string, subject: string): void {
    const { run, entity, graph, addressOf } = this.#job;
    if (!GUID.test(id)) {
      return this.#tell("id", "sleutel-ontbreekt", id, "een verwijderd record zonder geldig Id wijst niets aan");
    }
    const at = String(record["ApiGewijzigdOp"] ?? record["GewijzigdOp"] ?? "");
    this.#sink.gone(subject, this.#fileOf(id));
    this.#withdrawn.set(subject, {
      types: [`${run.base}/def/parlement#${entity.name}`],
      at: utcMoment(at) ?? run.now.toISOString(),
      record: addressOf(id),
      graph,
    });
  }

  /** Address of the file that a record describes. */
  #fileOf(id: string): string {
    return `${this.#job.addressOf(id)}/resource`;
  }

  /** The same array for records of the same shape: mostly that of the one before. */
  #headersOf(record: ODataRecord): readonly string[] {
    let at = 0;
    for (const name in record) if (this.#shape[at++] !== name) at = Number.POSITIVE_INFINITY;
    if (at === this.#shape.length - this.#extra.headers.length) return this.#shape;
    const names = [...Object.keys(record), ...this.#extra.headers];
    const key = names.join("\u0000");
    this.#shape = this.#shapes.get(key) ?? names;
    if (this.#shapes.size < 1_000) this.#shapes.set(key, this.#shape);
    return this.#shape;
  }

  readonly #unmapped = ({ term, value, reason }: { term: string; value: string; reason: string }): void =>
    this.#tell(term, "geen-iri", value, reason);

  #tell(field: string, kind: string, value: string, reason: string): void {
    const { dataset } = this.#job;
    this.#found.push({
      dataset,
      line: this.#rows,
      field,
      kind,
      value: value.slice(0, 200),
      reason,
      severity: "Warning",
    });
  }

  async end(): Promise<EntityLoad> {
    this.#cleaner.finish();
    for (const finding of this.#found.splice(0)) await this.#findings.write(finding);
    return {
      ...(await this.#sink.end()),
      findings: await this.#findings.close(),
      counts: this.#findings.counts,
      withdrawn: this.#withdrawn,
      rows: this.#rows,
      records: this.#records,
    };
  }
}

/** A moment as UTC with all its decimals, of which a Date keeps three; undefined when it is none. */
function utcMoment(text: string): string | undefined {
  const moment = new Date(publishedMoment(text));
  if (Number.isNaN(moment.getTime())) return undefined;
  // A zone is whole minutes away, so that seconds and their decimals stay.
  return moment.toISOString().replace(/\.\d+Z$/, `${/:\d\d(\.\d+)/.exec(text)?.[1] ?? ""}Z`);
}
