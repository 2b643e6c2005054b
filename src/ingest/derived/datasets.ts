/** The catalogue of a source: its datasets, through the mapping `datasets.yml` (MODEL §2.1). */
import type { Publication } from "../../archive/publication.js";
import type { CleanRecord } from "../../records/record.js";
import { decodedName } from "../../sources/duo/listing.js";
import { UNKNOWN_LICENCE } from "../licences.js";
import { rankOf } from "../ranks.js";
import { sourceName } from "../source-names.js";
import { accessRight, publisherOf, themeOf } from "../source-publishers.js";
import { compiledMapping, type SourceTables } from "../source-tables.js";

/** Publishes `/graph/{source}/datasets` anew. */
export async function publishDatasets(
  publication: Publication,
  source: string,
  tables: SourceTables,
  run: string,
): Promise<void> {
  const path = `/graph/${source}/datasets`;
  const datasets = Object.entries(publication.datasets(source));
  if (datasets.length === 0) {
    publication.removeGraph(path);
    return;
  }
  const writer = publication.graphWriter(path);
  const mapping = await compiledMapping(publication.before.base, "datasets.yml");
  const licences = licencesOf(publication, source);
  const publisher = publisherOf(source);
  const said: [subject: string, statements: string][] = [];
  for (const [slug, entry] of datasets) {
    const family = tables.families.named(entry.family ?? entry.name).family;
    const record: CleanRecord = {
      bron: source,
      brontitel: sourceName(source),
      uitgever: publisher.iri,
      uitgever_naam: publisher.name,
      thema: themeOf(source),
      toegang: accessRight(source),
      slug,
      naam: entry.name,
      titel: entry.title ?? titleOf(decodedName(entry.name)),
    };
    if (family !== undefined && entry.title === undefined) {
      record["reeks"] = family.name;
      record["reekstitel"] = family.title;
    }
    if (publisher.page !== undefined) record["pagina"] = publisher.page;
    if (entry.download !== undefined || entry.api !== undefined) {
      record["licentie"] = licences.get(entry.name) ?? entry.licence ?? UNKNOWN_LICENCE;
    }
    if (entry.documentation !== undefined) record["documentatie"] = entry.documentation;
    if (entry.download !== undefined) record["download"] = entry.download;
    if (entry.api !== undefined) record["api"] = entry.api;
    mapping.describe(
      "datasets.json",
      record,
      (subject, statements) => said.push([subject, statements]),
      (problem) => {
        throw new Error(`mappings/datasets.yml: dataset ${slug}: ${problem.term}: ${problem.reason}: ${problem.value}`);
      },
    );
  }
  for (const [subject, statements] of said) await writer.add(subject, statements);
  const provenance = { source, run };
  const description = { title: `Datasets: ${sourceName(source)}`, rank: rankOf(source), provenance };
  publication.setGraph(path, description, await writer.close(), { asCurrent: true });
}

/** Licences of a source's datasets, by their names, as far as the graphs made of them have one. */
function licencesOf(publication: Publication, source: string): ReadonlyMap<string, string> {
  const licences = new Map<string, string>();
  for (const { current, licence } of publication.graphs.values()) {
    const dataset = current?.provenance.source === source ? current.provenance.dataset : undefined;
    if (dataset !== undefined && licence !== undefined) licences.set(dataset, licence);
  }
  return licences;
}

/** The name without its number, its dashes as spaces: `03.-alle-vestigingen-vo` → `Alle vestigingen vo`. */
function titleOf(name: string): string {
  const words = name
    .replace(/^\d+\.?-?/, "")
    .replace(/-(?=\d{4})/g, " ")
    .replaceAll("-", " ")
    .replace(/(\d{4}) (\d{4})/, "$1-$2")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
