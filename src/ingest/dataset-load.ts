/** Loading one dataset: rows → clean records → statements of its graph, and the findings on the way. */
import type { GraphFile, GraphWriter } from "../archive/graph-writer.js";
import type { Publication } from "../archive/publication.js";
import type { CompiledMapping, Report, Say } from "../mapping/compile.js";
import { RecordCleaner } from "../records/clean.js";
import { Expander } from "../records/expand.js";
import type { Family } from "../records/families.js";
import type { CleanRecord, Finding } from "../records/record.js";
import { statisticsRules } from "../records/row-rules.js";
import { StatisticsHeaders } from "../records/statistics-headers.js";
import type { RaggedRow } from "../sources/files/csv.js";
import type { RawRecord } from "../sources/raw-record.js";
import { SourceError } from "../sources/source-error.js";
import type { SourceTables } from "./source-tables.js";
import { FindingsWriter } from "./findings.js";
import type { RecordsFile } from "./records-file.js";

/** Where rows come from. */
export interface RowTable {
  /** The rows in blocks. @throws {SourceError} when the file turns out to be broken */
  rows(ragged: (row: RaggedRow) => void): AsyncGenerator<readonly RawRecord[]>;
}

export interface DatasetJob {
  readonly publication: Publication;
  readonly tables: SourceTables;
  readonly family: Family;
  /** Slug of the dataset, as in the IRIs of its findings. */
  readonly dataset: string;
  /** Path of the dataset: `/id/dataset/…`. */
  readonly described: string;
  /** Of a statistic: the slug without its years, and those. */
  readonly bare?: string;
  readonly years?: string;
  /** How messages call the file. */
  readonly name: string;
  readonly table: RowTable;
  /** Path of the graph. */
  readonly graph: string;
  /** Whether a dataset without rows is one, or the sign of a wrong file. */
  readonly mayBeEmpty?: boolean;
  /** Where clean records are written too, when asked for. */
  readonly records?: RecordsFile;
  /** Called now and then with the number of rows read so far. */
  readonly onRows?: (rows: number) => void;
}

export interface DatasetLoad {
  readonly file: GraphFile;
  readonly findings: GraphFile;
  /** `kind: field` → number. */
  readonly counts: ReadonlyMap<string, number>;
  readonly rows: number;
  /** Records made of them: one of a row of a register, observations of a statistic. */
  readonly records: number;
  /** Peildatum that the rows name, `yyyy-mm-dd`. */
  readonly peildatum?: string;
}

/** @throws {SourceError} when the file turns out to be broken, or holds no rows */
export async function loadDataset(job: DatasetJob): Promise<DatasetLoad> {
  const mappings = await Promise.all(job.family.mappings.map((file) => job.tables.mapping(file)));
  return new Loader(job, mappings).run();
}

class Loader {
  readonly #job: DatasetJob;
  readonly #mappings: readonly { readonly mapping: CompiledMapping; readonly paths: readonly string[] }[];
  readonly #writer: GraphWriter;
  readonly #findings: FindingsWriter;
  readonly #cleaner: RecordCleaner;
  /** Makes observations of the rows of a statistic. */
  readonly #expander: Expander | undefined;
  /** Findings of the block at hand. */
  readonly #found: Finding[] = [];
  /** Set while the writer asks to be waited for. */
  #waiting: Promise<void> | undefined;
  #line = 0;
  #rows = 0;
  #records = 0;
  #peildatum: string | undefined;
  /** Path of the thing that the row at hand is about. */
  #about: string | undefined;

  constructor(job: DatasetJob, mappings: readonly CompiledMapping[]) {
    const { publication, tables, family, dataset, years } = job;
    this.#job = job;
    this.#mappings = mappings.map((mapping) => ({ mapping, paths: [...new Set(mapping.sources.map((s) => s.path))] }));
    this.#writer = publication.graphWriter(job.graph);
    this.#findings = new FindingsWriter(publication, job.described);
    const { fields: table, unpivot, book } = tables;
    const onFinding = (finding: Finding): void => void this.#found.push(finding);
    const common = { dataset, book, onFinding };
    if (family.kind === "register") {
      this.#cleaner = new RecordCleaner({ ...common, table, family });
    } else {
      const headers = new StatisticsHeaders({ table, unpivot, family, bare: job.bare ?? dataset, book });
      this.#cleaner = new RecordCleaner({ ...common, table, family, rules: statisticsRules(headers, family) });
      this.#expander = new Expander({ ...common, family, headers, ...(years === undefined ? {} : { years }) });
    }
  }

  async run(): Promise<DatasetLoad> {
    const { table, records, onRows } = this.#job;
    for await (const block of table.rows((row) => this.#lose(row))) {
      for (const raw of block) {
        for (const record of this.#take(raw)) if (records !== undefined) await records.write(record);
        if (this.#waiting !== undefined) await this.#room();
      }
      await this.#tell();
      onRows?.(this.#rows);
    }
    this.#cleaner.finish();
    this.#expander?.finish();
    await this.#tell();
    this.#mustHaveRecords();
    await records?.close();
    return {
      file: await this.#writer.close(),
      findings: await this.#findings.close(),
      counts: this.#findings.counts,
      rows: this.#rows,
      records: this.#records,
      ...(this.#peildatum === undefined ? {} : { peildatum: this.#peildatum }),
    };
  }

  readonly #say: Say = (subject, statements) => {
    this.#waiting = this.#writer.add(subject, statements) ?? this.#waiting;
  };

  /** Cleans and maps one row; gives the records it became, none when it is lost. */
  #take(raw: RawRecord): readonly CleanRecord[] {
    this.#rows += 1;
    this.#line = raw.line;
    this.#about = undefined;
    const before = this.#found.length;
    const record = this.#cleaner.clean(raw);
    if (record === undefined) return [];
    this.#saySubject(record, before);
    const { peildatum } = record;
    if (typeof peildatum === "string" && peildatum > (this.#peildatum ?? "")) this.#peildatum = peildatum;
    const records = this.#expander === undefined ? [record] : this.#expander.expand(record, raw);
    this.#records += records.length;
    for (const { mapping, paths } of this.#mappings) {
      for (const path of paths) {
        for (const each of records) mapping.describe(path, each, this.#say, this.#unmapped);
      }
    }
    return records;
  }

  /** Says of the findings of a row, those from the place `from` on, which thing they are about. */
  #saySubject({ uri }: CleanRecord, from: number): void {
    if (typeof uri !== "string" || !uri.startsWith("/id/")) return;
    this.#about = uri;
    for (const [i, finding] of this.#found.slice(from).entries()) this.#found[from + i] = { ...finding, about: uri };
  }

  readonly #unmapped: Report = ({ term, value, reason }) => {
    this.#find({ line: this.#line, field: term, kind: "geen-iri", value, reason, severity: "Warning" });
  };

  #lose(row: RaggedRow): void {
    this.#rows += 1;
    this.#about = undefined;
    const reason = `de rij heeft ${row.fields} velden, een ander aantal dan de kop; de hele rij vervalt`;
    this.#find({ line: row.line, field: "rij", kind: "aantal-velden", value: row.text, reason, severity: "Violation" });
  }

  #find(finding: Omit<Finding, "dataset">): void {
    const about = this.#about === undefined ? {} : { about: this.#about };
    this.#found.push({ dataset: this.#job.dataset, ...finding, ...about, value: finding.value.slice(0, 200) });
  }

  async #room(): Promise<void> {
    await this.#waiting;
    this.#waiting = undefined;
  }

  async #tell(): Promise<void> {
    for (const finding of this.#found.splice(0)) await this.#findings.write(finding);
  }

  #mustHaveRecords(): void {
    const { name, family, mayBeEmpty } = this.#job;
    if (this.#rows === 0 && mayBeEmpty === true) return;
    if (this.#rows === 0) throw new SourceError(`${name}: holds no rows`);
    // Of a statistic that nobody has seen, the findings tell which headers are missing from the tables.
    if (this.#records > 0 || (family.kind === "statistics" && family.unverified)) return;
    const lacking = this.#expander?.lacking ?? [];
    const why =
      lacking.length > 0
        ? `no column is known for ${lacking.join(", ")}${this.#cleaner.unknownHeaders()}`
        : `the key of family ${family.name} is ${family.key.join(", ")}`;
    throw new SourceError(`${name}: none of its ${this.#rows} rows can be used (${why}); is it this dataset?`);
  }
}
