/** Loading a collection: its records → statements of its graph, and the findings on the way. */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { RawRecord } from "../../sources/raw-record.js";
import { jsonRecords } from "../../sources/files/json-records.js";
import { loadDataset, type RowTable } from "../dataset-load.js";
import { rankOf } from "../ranks.js";
import { RecordsFile } from "../records-file.js";
import { reportRefused } from "../refused.js";
import { type Run, runIri } from "../run.js";
import type { StagedCollection } from "./staged-collections.js";

/** Cleans, maps and publishes a collection. A broken one is reported, and leaves its graph as it was. */
export async function loadCollection(staged: StagedCollection, run: Run): Promise<void> {
  try {
    await load(staged, run);
  } catch (error) {
    reportRefused(error, staged.name, run);
  }
}

/** Slug of a collection in the IRIs of findings: other sources may have a dataset of its name. */
export function findingsSlug({ of, slug }: Pick<StagedCollection, "of" | "slug">): string {
  return `${of.source}-${slug}`;
}

async function load(staged: StagedCollection, run: Run): Promise<void> {
  const { of, tables, name, slug, family, graph, parts, licence, mark } = staged;
  const { publication, recordsDir, progress, signal } = run;
  const findings = findingsSlug(staged);
  const records = recordsDir === undefined ? undefined : await RecordsFile.create(recordsDir, findings);
  const described = of.catalogue ?? `/id/dataset/${of.source}/${slug}`;
  const load = await loadDataset({
    publication,
    tables,
    family,
    dataset: findings,
    described,
    name,
    table: rowsOf(staged),
    graph,
    mayBeEmpty: true,
    ...(records === undefined ? {} : { records }),
    onRows: (rows) => {
      signal?.throwIfAborted();
      progress.rows(rows);
    },
  }).finally(() => records?.discard());
  if (parts.some(({ isPartial }) => isPartial)) run.partial.add(graph);
  const origin = originOf(staged);
  const title = `${family.title}${name.includes("/") ? ` (${name.slice(0, name.lastIndexOf("/"))})` : ""}`;
  const outcome = publication.setGraph(
    graph,
    {
      title,
      rank: rankOf(of.source),
      ...(licence === undefined ? {} : { licence }),
      provenance: {
        source: of.source,
        ...(of.catalogue === undefined ? { dataset: name } : {}),
        origin,
        rows: load.rows,
        run: runIri(run, of.source),
      },
    },
    load.file,
    { asCurrent: true },
  );
  await run.quality.replace({ dataset: findings, described, graph }, load.findings);
  const entry: DatasetEntry = { name, title, family: family.name, ...(mark === undefined ? {} : { mark }) };
  publication.setDatasets(of.source, { ...publication.datasets(of.source), [slug]: entry });
  run.reports.push({
    file: parts.length === 1 ? (parts[0]?.delivery.fileName ?? name) : name,
    outcome,
    graph,
    rows: load.rows,
    records: load.records,
    quads: load.file.quads,
    findings: load.counts,
  });
}

/** The records of all parts, one after the other. */
export function rowsOf({ of, tables, parts }: StagedCollection): RowTable {
  const isHeader = (header: string): boolean => tables.fields.knows(header);
  return {
    async *rows(): AsyncGenerator<readonly RawRecord[]> {
      let before = 0;
      for (const { received, delivery } of parts) {
        const context = delivery.context;
        const records = jsonRecords(received, delivery.origin, {
          key: of.key,
          isHeader,
          before,
          ...(context === undefined ? {} : { context }),
        });
        for await (const block of records) {
          before += block.length;
          yield block;
        }
      }
    },
  };
}

/** Where a collection comes from: the origin of its part, or what the origins of its parts have in common. */
function originOf({ parts, name }: StagedCollection): string {
  const origins = parts.map((part) => part.delivery.origin);
  const [first = name, ...rest] = origins;
  let length = first.length;
  for (const other of rest) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return rest.length === 0 ? first : first.slice(0, first.lastIndexOf("/", length) + 1) || name;
}
