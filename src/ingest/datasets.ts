/** The catalogue of a source: its datasets, through the mapping `datasets.yml` (MODEL §2.1). */
import type { Publication } from "../archive/publication.js";
import type { CleanRecord } from "../records/record.js";
import { decodedName } from "../sources/duo/listing.js";
import type { DuoTables } from "./duo-tables.js";
import { RANKS } from "./ranks.js";

export async function publishDuoDatasets(publication: Publication, tables: DuoTables, run: string): Promise<void> {
  const datasets = publication.datasets("duo");
  if (Object.keys(datasets).length === 0) return;
  const path = "/graph/duo/datasets";
  const writer = publication.graphWriter(path);
  const mapping = await tables.mapping("datasets.yml");
  const lines: string[] = [];
  for (const [slug, entry] of Object.entries(datasets)) {
    const family = tables.families.named(entry.family ?? entry.name).family;
    const record: CleanRecord = { slug, naam: entry.name, titel: titleOf(decodedName(entry.name)) };
    if (family !== undefined) {
      record["reeks"] = family.name;
      record["reekstitel"] = family.title;
    }
    if (entry.documentation !== undefined) record["documentatie"] = entry.documentation;
    if (entry.download !== undefined) record["download"] = entry.download;
    if (entry.api !== undefined) record["api"] = entry.api;
    mapping.mapRecord(
      "datasets.json",
      record,
      (line) => lines.push(line),
      (problem) => {
        throw new Error(
          `mappings/duo/datasets.yml: dataset ${slug}: ${problem.term}: ${problem.reason}: ${problem.value}`,
        );
      },
    );
  }
  for (const line of lines) await writer.write(line);
  const description = { title: "Datasets van DUO", rank: RANKS.duo, provenance: { source: "duo", run } };
  publication.setGraph(path, description, await writer.close(), { asCurrent: true });
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
