/** `onderwijsgraaf ingest`: a source into the archive. */
import { Command, Option } from "commander";
import { ingest as ingestSources } from "../ingest/ingest.js";
import { RDF_SOURCE } from "../ingest/rdf-graph.js";
import type { FileReport, IngestReport } from "../ingest/report.js";
import { SOURCES } from "../ingest/source-requests.js";
import { PRESETS } from "../sources/tweedekamer/presets.js";
import { baseIri, baseOption, dataDir, dataOption, readConfiguration } from "./configuration.js";
import { EXIT } from "./exit.js";
import { untilStopped } from "./interrupt.js";
import { printable } from "./printable.js";
import { withProgress } from "./progress.js";
import { noRdfWords, rdfRequest } from "./rdf-words.js";
import { requestsOf } from "./source-words.js";

interface Words {
  readonly from?: string;
  readonly graph?: string;
  readonly title?: string;
  readonly licence?: string;
  readonly remove?: boolean;
  readonly dataset?: string;
  readonly all?: boolean;
  readonly full?: boolean;
  readonly query?: string;
  readonly again?: boolean;
  readonly records?: string;
  readonly data?: string;
  readonly baseIri?: string;
}

export function ingestCommand(): Command {
  return new Command("ingest")
    .description("Take a source in: fetch or read it, clean and map it, publish the new version of its graphs.")
    .argument(
      "[source...]",
      `which source: ${SOURCES.join(", ")}; or rdf, for a file as it is; all configured ones without it`,
    )
    .addOption(
      new Option("--from <where>", "a file (also .gz), a folder, or the URL of a file or an API's root").env(
        "ONDERWIJSGRAAF_FROM",
      ),
    )
    .option("--graph <iri>", "of rdf: the graph that the file becomes, in place of what that was")
    .option("--title <text>", "of rdf: what people call that graph")
    .option("--licence <iri>", "of rdf: the licence of its data")
    .option("--remove", "of rdf: take that graph out, with all its versions")
    .option("--dataset <name>", "which dataset the file is, or which of the listing to take")
    .option(
      "--all",
      "everything of the source, beyond its default scope (DUO: statistics beside registers; donl: the whole register; tweedekamer: all years)",
    )
    .option("--full", "everything anew, not what changed since the last time (donl, tweedekamer)")
    .option("--query <preset>", "of the Tweede Kamer: one of its example queries (below), such as moties:beveiliging")
    .option("--again", "map what raw/ keeps once more, without fetching (after a mapping changed)")
    .option("--records <dir>", "write the clean records there too, as JSON, one array per dataset")
    .addOption(baseOption())
    .addOption(dataOption())
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  onderwijsgraaf ingest duo --from 02-alle-schoolvestigingen-basisonderwijs-2026.csv\n" +
        "  onderwijsgraaf ingest duo --from downloads/            # every file of the folder\n" +
        "  onderwijsgraaf ingest duo --from https://api.duo.nl/v0 # listing, then each register\n" +
        "  onderwijsgraaf ingest duo --from https://onderwijsdata.duo.nl  # the portal of today, likewise\n" +
        "  onderwijsgraaf ingest edu-v --from downloads/edu-v/    # a folder for each Bron, with its bron.yaml\n" +
        "  onderwijsgraaf ingest onderwijsloket                   # token in ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN\n" +
        "  onderwijsgraaf ingest donl                             # data.overheid.nl: education, what changed since last time\n" +
        "  onderwijsgraaf ingest rdf --from extra.ttl --graph http://example.org/extra  # any RDF as a graph of its own\n" +
        "  onderwijsgraaf ingest rdf --remove --graph http://example.org/extra  # and out again\n" +
        "  onderwijsgraaf ingest                                  # all that the configuration names\n" +
        `\nQueries of the Tweede Kamer (--query); what stands behind ":" is what is taken without it:\n${presetLines()}`,
    )
    .action(async (sources: readonly string[], words: Words) => {
      process.exitCode = await ingest(sources, words);
    });
}

function presetLines(): string {
  const names = PRESETS.map(({ name, parameter }) => (parameter === undefined ? name : `${name}:${parameter.example}`));
  const width = Math.max(...names.map((name) => name.length));
  return PRESETS.map(({ description }, i) => `  ${(names[i] ?? "").padEnd(width)}  ${description}\n`).join("");
}

async function ingest(sources: readonly string[], words: Words): Promise<number> {
  const config = readConfiguration();
  const base = baseIri(words.baseIri, config);
  const graphs = sources.includes(RDF_SOURCE) ? [rdfRequest(sources, words, base)] : [];
  if (graphs.length === 0) noRdfWords(words);
  const requests = graphs.length > 0 ? [] : requestsOf(sources, words, config);
  const report = await untilStopped((signal) =>
    withProgress(process.stderr, (progress) =>
      ingestSources({
        base,
        dataDir: dataDir(words.data, config),
        sources: requests,
        ...(config.operator === undefined ? {} : { operator: config.operator }),
        graphs,
        ...(words.again === undefined ? {} : { again: words.again }),
        ...(words.records === undefined ? {} : { recordsDir: words.records }),
        now: new Date(),
        progress,
        signal,
      }),
    ),
  );
  return print(report);
}

const numbers = new Intl.NumberFormat("en");

/** Results to stdout, refusals to stderr; gives the exit code. */
export function print(report: IngestReport): number {
  for (const file of report.files) {
    if (file.outcome === "refused") process.stderr.write(`onderwijsgraaf: ${printable(file.message ?? file.file)}\n`);
    else process.stdout.write(`${lineOf(file)}\n`);
  }
  for (const [what, n] of report.counts) process.stdout.write(`  ${what}: ${numbers.format(n)}\n`);
  if (report.tombstones > 0) process.stdout.write(`${numbers.format(report.tombstones)} tombstones for what is gone\n`);
  const seconds = (report.took / 1000).toFixed(1);
  process.stdout.write(
    report.published
      ? `published as version ${report.version} in ${seconds} s\n`
      : `nothing changed: the archive is at version ${report.version}, ${seconds} s\n`,
  );
  if (report.files.some((file) => file.outcome === "refused")) return EXIT.failed;
  return report.findings > 0 ? EXIT.findings : EXIT.done;
}

function lineOf(file: FileReport): string {
  const name = printable(file.file);
  if (file.outcome === "left-out") return `${name}: left out: ${printable(file.message ?? "")}`;
  if (file.outcome === "withdrawn") return `${name}: removed, with its graph ${file.graph} and all that was kept of it`;
  if (file.outcome === "listing") return `${name}: a listing of ${numbers.format(file.rows ?? 0)} datasets`;
  const { superseded = 0 } = file;
  const elsewhere =
    superseded > 0 ? [`  ${numbers.format(superseded)} of its observations are taken from newer files`] : [];
  if (file.records === undefined) {
    const what = file.outcome === "current" ? "has a new current version" : "is the same as before";
    return [`${name}: ${numbers.format(file.quads ?? 0)} statements`, `  ${file.graph} ${what}`, ...elsewhere].join(
      "\n",
    );
  }
  const head = `${name}: ${numbers.format(file.records ?? 0)} records of ${numbers.format(file.rows ?? 0)} rows, ${numbers.format(file.quads ?? 0)} quads`;
  const edition = file.edition === undefined ? "" : ` (edition ${file.edition})`;
  const what = {
    current: `${file.graph} has a new current version${edition}`,
    older: `a dated version of ${file.graph} (edition ${file.edition}; ${file.currentEdition} is current)`,
    unchanged: `${file.graph} is the same as before`,
    described: `${file.graph} is the same as before${edition}`,
  }[file.outcome as "current" | "older" | "unchanged" | "described"];
  const findings = [...(file.findings ?? [])].sort(([, a], [, b]) => b - a);
  const lines = findings.map(([kind, n]) => `  ${numbers.format(n)} × ${printable(kind)}`);
  return [head, `  ${what}`, ...elsewhere, ...lines].join("\n");
}
