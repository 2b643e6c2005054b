/** `onderwijsgraaf validate`: SHACL over what the archive holds, without a service. */
import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import type { Manifest } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import { prefixesFor } from "../rdf/prefixes.js";
import { writeTurtle } from "../rdf/turtle.js";
import { graphIri, UnknownGraph } from "../validate/graph-names.js";
import { hasFindings, type ValidationReport } from "../validate/report.js";
import { reportJson } from "../validate/report-json.js";
import { reportQuads } from "../validate/report-rdf.js";
import { reportText } from "../validate/report-text.js";
import { packageShapes, readShapes } from "../validate/shapes-files.js";
import { DEFAULT_EXAMPLES, DEFAULT_IN_MEMORY, validateArchive } from "../validate/validate.js";
import { dataDir, dataOption, readConfiguration } from "./configuration.js";
import { EXIT, NoArchive, WrongWords } from "./exit.js";
import { printable } from "./printable.js";
import { withProgress } from "./progress.js";

const FORMATS = ["text", "json", "ttl"] as const;
/** Findings of a group that people see without asking for more. */
const SHOWN = 3;

interface Words {
  readonly shapes?: readonly string[];
  readonly data?: string;
  readonly format: (typeof FORMATS)[number];
  readonly lang: string;
  readonly examples?: string;
  readonly inMemory: string;
}

export function validateCommand(): Command {
  return new Command("validate")
    .description("Check what the archive holds against SHACL shapes, over the union of its graphs.")
    .argument(
      "[graph...]",
      "check only what is a target in these graphs (duo/…, /graph/duo/…, or an IRI); values are looked up in all",
    )
    .option("--shapes <file...>", "shapes in Turtle, instead of those that the package brings")
    .addOption(dataOption())
    .addOption(new Option("--format <format>", "form of the report").choices(FORMATS).default("text"))
    .option("--lang <tag>", "language of the messages, where shapes have it", "nl")
    .option(
      "--examples <number>",
      `results that are listed of each kind (default ${SHOWN} as text, ${DEFAULT_EXAMPLES} in json and ttl)`,
    )
    .option(
      "--in-memory <number>",
      "statements that may be held for shapes that look beyond a node and the classes of its values",
      String(DEFAULT_IN_MEMORY),
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing found, or sh:Info only; 3 violations, warnings or severities of your own;\n" +
        "1 failed (no archive, shapes that cannot be used); 2 wrong words.\n" +
        "\nExamples:\n" +
        "  onderwijsgraaf validate\n" +
        "  onderwijsgraaf validate duo/03-alle-vestigingen-basisonderwijs --format json\n" +
        "  onderwijsgraaf validate --shapes a.ttl b.ttl --data data\n",
    )
    .action(async (graphs: readonly string[], words: Words) => {
      process.exitCode = await validate(graphs, words);
    });
}

async function validate(names: readonly string[], words: Words): Promise<number> {
  const dir = dataDir(words.data, readConfiguration());
  const examples = wholeNumber("--examples", words.examples) ?? (words.format === "text" ? SHOWN : DEFAULT_EXAMPLES);
  const inMemory = wholeNumber("--in-memory", words.inMemory) ?? DEFAULT_IN_MEMORY;
  const manifest = await readManifest(dir);
  if (manifest === undefined) throw new NoArchive(dir);
  const { files, graphs } = sortedWords(names, words.shapes, manifest);
  const shapes = await readShapes(files ?? (await packageShapes()), manifest.base);
  const prefixes = prefixesFor(manifest.base);
  const report = await withProgress(process.stderr, (progress) =>
    validateArchive({ dir, manifest }, shapes, {
      prefixes,
      examples,
      inMemory,
      progress,
      ...(graphs.length === 0 ? {} : { graphs: new Set(graphs) }),
    }),
  );
  process.stdout.write(written(report, { format: words.format, language: words.lang, examples, prefixes }));
  return hasFindings(report) ? EXIT.findings : EXIT.done;
}

interface Form {
  readonly format: Words["format"];
  readonly language: string;
  readonly examples: number;
  readonly prefixes: Readonly<Record<string, string>>;
}

function written(report: ValidationReport, { format, language, examples, prefixes }: Form): string {
  if (format === "json") return reportJson(report);
  if (format === "ttl") return writeTurtle(reportQuads(report), { prefixes });
  const text = reportText(report, { language, examples });
  return text
    .split("\n")
    .map((line) => printable(line))
    .join("\n");
}

/** `--shapes a.ttl duo/…` takes the graph for a file too: what is no file and is the name of a graph is meant as one. */
function sortedWords(
  names: readonly string[],
  shapes: readonly string[] | undefined,
  manifest: Manifest,
): { files: readonly string[] | undefined; graphs: readonly string[] } {
  const isMeantAsGraph = (word: string): boolean => {
    if (existsSync(word)) return false;
    try {
      return graphIri(word, manifest) !== "";
    } catch {
      return false;
    }
  };
  const files = shapes?.filter((word, at) => at === 0 || !isMeantAsGraph(word));
  const more = shapes?.filter((word, at) => at > 0 && isMeantAsGraph(word)) ?? [];
  const remote = files?.find((file) => /^https?:/.test(file));
  if (remote !== undefined)
    throw new WrongWords(`--shapes ${remote}: nothing is fetched; download it, and name the file`);
  try {
    return { files, graphs: [...names, ...more].map((name) => graphIri(name, manifest)) };
  } catch (error) {
    if (error instanceof UnknownGraph) throw new WrongWords(error.message);
    throw error;
  }
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new WrongWords(`${option} ${text}: give a whole number from 1`);
  return Number(text);
}
