/** `onderwijsgraaf status`: what the archive holds, and whether all of it is still there. */
import { Command } from "commander";
import { damageOf } from "../archive/damage.js";
import type { GraphEntry, Manifest } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import { lastRuns } from "../archive/run-log.js";
import type { FileReport } from "../ingest/report.js";
import { dataDir, dataOption, readConfiguration } from "./configuration.js";
import { EXIT, NoArchive } from "./exit.js";
import { printable } from "./printable.js";

interface Words {
  readonly data?: string;
  readonly json?: boolean;
  readonly check?: boolean;
}

export function statusCommand(): Command {
  return new Command("status")
    .description("Show graphs, versions, sizes and the last runs.")
    .addOption(dataOption())
    .option("--json", "the manifest and the last runs as JSON")
    .option("--check", "read every file that is kept, and compare it with its checksum (after a restore, say)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done; 1 there is no archive, or with --check: files are missing or damaged; 2 wrong words.\n" +
        "\nExamples:\n" +
        "  onderwijsgraaf status --data /var/lib/onderwijsgraaf\n" +
        "  onderwijsgraaf status --check && echo sound\n" +
        "  onderwijsgraaf status --json | jq '.runs[0]'\n",
    )
    .action(async (words: Words) => {
      process.exitCode = await status(words);
    });
}

async function status(words: Words): Promise<number> {
  const dir = dataDir(words.data, readConfiguration());
  const manifest = await readManifest(dir);
  const runs = await lastRuns(dir, 5);
  const damage = words.check === true && manifest !== undefined ? await damageOf(dir, manifest) : undefined;
  if (words.json === true) {
    const checked = damage === undefined ? {} : { damage };
    process.stdout.write(`${JSON.stringify({ manifest: manifest ?? null, runs, ...checked }, null, 2)}\n`);
  } else {
    if (manifest !== undefined) process.stdout.write(tellArchive(dir, manifest));
    for (const run of runs) process.stdout.write(`${run.at}  ${printable(String(run["source"]))}  ${outcome(run)}\n`);
  }
  if (manifest === undefined) throw new NoArchive(dir);
  if (damage === undefined) return EXIT.done;
  for (const { file, fault } of damage) process.stderr.write(`onderwijsgraaf: ${printable(file)}: ${fault}\n`);
  if (damage.length > 0) return EXIT.failed;
  process.stderr.write("every file is there and as it was written\n");
  return EXIT.done;
}

function tellArchive(dir: string, manifest: Manifest): string {
  const rows = Object.values(manifest.graphs).map(rowOf);
  const graphs = table([["graph", "edition", "quads", "MB", "version", "older"], ...rows]);
  return `archive ${dir}, version ${manifest.version}, base ${manifest.base}\n\n${graphs}\n`;
}

const numbers = new Intl.NumberFormat("en");

function rowOf({ path, current, older }: GraphEntry): string[] {
  return [
    path,
    current?.provenance.edition ?? "",
    numbers.format(current?.quads ?? 0),
    ((current?.bytes ?? 0) / 1e6).toFixed(1),
    current?.stamp ?? "none",
    older.length === 0
      ? ""
      : older
          .map((v) => v.provenance.edition ?? v.stamp)
          .slice(0, 3)
          .join(" ") + (older.length > 3 ? ` +${older.length - 3}` : ""),
  ];
}

function outcome(run: Readonly<Record<string, unknown>>): string {
  const took = `${(Number(run["took_ms"]) / 1000).toFixed(1)} s`;
  if (typeof run["failed"] === "string") return `failed: ${printable(run["failed"])}, ${took}`;
  const published = run["published"] === true ? `published ${String(run["version"])}` : "nothing changed";
  const files = Array.isArray(run["files"]) ? (run["files"] as readonly Partial<FileReport>[]) : [];
  const refused = files.filter((file) => file.outcome === "refused").length;
  return [
    published,
    ...(refused === 0 ? [] : [`${refused} refused`]),
    `${String(run["findings"])} findings`,
    took,
  ].join(", ");
}

/** Columns as wide as their widest cell; numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => (i === 2 || i === 3 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
