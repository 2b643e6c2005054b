/** `onderwijsgraaf status`: what the archive holds. */
import { Command } from "commander";
import type { GraphEntry } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import { lastRuns } from "../archive/run-log.js";
import { dataDir, dataOption, readConfiguration } from "./configuration.js";

export function statusCommand(): Command {
  return new Command("status")
    .description("Show graphs, versions, sizes and the last runs.")
    .addOption(dataOption())
    .option("--json", "the manifest and the last runs as JSON")
    .action(async (words: { data?: string; json?: boolean }) => {
      const dir = dataDir(words.data, readConfiguration());
      const manifest = await readManifest(dir);
      const runs = await lastRuns(dir, 5);
      if (words.json === true) {
        process.stdout.write(`${JSON.stringify({ manifest: manifest ?? null, runs }, null, 2)}\n`);
        return;
      }
      if (manifest === undefined) {
        process.stdout.write(
          `${dir} holds no archive yet; begin with: onderwijsgraaf ingest duo --from samples/duo --data ${dir}\n`,
        );
        return;
      }
      process.stdout.write(`archive ${dir}, version ${manifest.version}, base ${manifest.base}\n\n`);
      const rows = Object.values(manifest.graphs).map(rowOf);
      process.stdout.write(table([["graph", "edition", "quads", "MB", "version", "older"], ...rows]));
      for (const run of runs) process.stdout.write(`\n${run.at}  ${String(run["source"])}  ${outcome(run)}`);
      process.stdout.write("\n");
    });
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
  const published = run["published"] === true ? `published ${String(run["version"])}` : "nothing changed";
  return `${published}, ${String(run["findings"])} findings, ${(Number(run["took_ms"]) / 1000).toFixed(1)} s`;
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
