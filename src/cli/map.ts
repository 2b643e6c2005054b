/** `onderwijsgraaf map`: any YARRRML or RML file over any CSV or JSON, to N-Quads. Needs no project configuration. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { Command, Option } from "commander";
import { findingText, type MapFinding } from "../mapping/compile.js";
import type { PlanEntry } from "../mapping/explain.js";
import type { RaggedRow } from "../mapping/input.js";
import type { MappingModel } from "../mapping/model.js";
import { didYouMean } from "../mapping/nearest.js";
import { readMapping } from "../mapping/read.js";
import { type MapSummary, runMapping } from "../mapping/run.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { DEFAULT_BASE, withBase } from "../rdf/base.js";
import { EXIT, WrongWords } from "./exit.js";
import { outFile } from "./out-file.js";

interface Words {
  readonly input: Readonly<Record<string, string>>;
  readonly baseIri?: string;
  readonly out?: string;
  readonly explain?: boolean;
  readonly emit?: "rml" | "rml-old";
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "no such file; check the path",
  EISDIR: "is a folder; name the mapping in it",
};

/** Findings that are shown one by one; the rest is counted. */
const SHOWN = 20;

export function mapCommand(): Command {
  return new Command("map")
    .description(
      "Map CSV or JSON to N-Quads with any YARRRML or RML file. A general tool: it needs no configuration and no archive.",
    )
    .argument("<mapping>", "YARRRML (.yml), or RML in Turtle (.ttl), in the new vocabulary or the old")
    .addOption(
      new Option(
        "--input <NAME=FILE>",
        "reads a source of the mapping from FILE; NAME is its YARRRML key or its path (repeatable)",
      )
        .argParser(input)
        .default({}, "the paths in the mapping, seen from its folder"),
    )
    .addOption(
      new Option(
        "--base-iri <iri>",
        "what relative IRIs are put behind, as it stands (default: the mapping's own, else http://localhost:3000)",
      ).env("ONDERWIJSGRAAF_BASE_IRI"),
    )
    .option("--out <file>", "write there instead of to standard output", outFile)
    .option(
      "--explain",
      "print the plan instead of statements: per mapping its source, subject and predicates, and how often each made nothing",
    )
    .addOption(
      new Option("--emit <vocabulary>", "print the mapping as RML Turtle instead of running it").choices([
        "rml",
        "rml-old",
      ]),
    )
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  onderwijsgraaf map mapping.yml --input people=people.csv > people.nq\n" +
        "  onderwijsgraaf map mapping.ttl --base-iri http://example.com/ --out people.nq\n" +
        "  onderwijsgraaf map mapping.yml --emit rml > mapping.rml.ttl   # for RMLMapper, Morph-KGC, RMLStreamer\n" +
        "\nStatements go to stdout, messages to stderr; exit code 3 when some term could not be made.\n",
    )
    .action(async (file: string, words: Words) => {
      process.exitCode = await map(file, words);
    });
}

function input(text: string, all: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.lastIndexOf("=");
  if (at < 1 || at === text.length - 1) throw new WrongWords(`--input ${text}: write NAME=FILE`);
  return { ...all, [text.slice(0, at)]: text.slice(at + 1) };
}

async function map(file: string, words: Words): Promise<number> {
  const base = words.baseIri;
  if (base !== undefined && !isAbsoluteIri(base))
    throw new WrongWords(`--base-iri ${base}: give an absolute IRI, such as https://data.example.nl`);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new Error(`${file}: ${WHY[(error as NodeJS.ErrnoException).code ?? ""] ?? (error as Error).message}`, {
      cause: error,
    });
  }
  const model = readMapping(withBase(text, base ?? DEFAULT_BASE), { path: file });
  for (const name of Object.keys(words.input)) tellUnknown(name, model);
  for (const note of model.notes ?? []) process.stderr.write(`${note}\n`);
  if (words.emit !== undefined) {
    const { emitMapping } = await import("../mapping/emit.js");
    await put(words.out, emitMapping(model, words.emit, base === undefined ? {} : { base }));
    return EXIT.done;
  }
  const told: string[] = [];
  const tell = (line: string): void => {
    if (told.length < SHOWN) told.push(line);
  };
  const options = {
    inputs: words.input,
    base: base ?? model.base ?? DEFAULT_BASE,
    report: (finding: MapFinding) => tell(findingText(finding)),
    onRagged: ({ file: path, row, fields, columns }: RaggedRow) =>
      tell(`${path}: row ${row} has ${fields} fields, and its header ${columns}; what it has is mapped`),
  };
  const summary =
    words.explain === true ? await explained(model, options, words.out) : await mapped(model, options, words.out);
  for (const line of told) process.stderr.write(`${line}\n`);
  const found = summary.findings + summary.ragged;
  if (found > told.length) process.stderr.write(`and ${found - told.length} more\n`);
  for (const entry of summary.plan.filter(({ records }) => records === 0)) {
    const where = entry.iterator === undefined ? "" : ` at ${entry.iterator}`;
    process.stderr.write(`${file}: "${entry.triplesMap}" had no record: ${entry.path} holds none${where}\n`);
  }
  for (const line of summary.neverFound) process.stderr.write(`${file}: ${line}\n`);
  // In old RML a reference that no record has is a mistake (RMLTC0002c); in the new it is a value that is absent.
  const isOld = model.triplesMaps.some(({ source }) => !source.natural);
  return found > 0 || (isOld && summary.neverFound.length > 0) ? EXIT.findings : EXIT.done;
}

/** An input that no source asks for is most likely misspelt; another mapping may want it, so it is no error. */
function tellUnknown(name: string, model: MappingModel): void {
  const known = [...new Set(model.triplesMaps.flatMap(({ source }) => [source.name, source.path]))];
  if (known.includes(name)) return;
  const hint = didYouMean(name, known);
  process.stderr.write(`--input ${name}: the mapping has no such source${hint === undefined ? "" : `; ${hint}`}\n`);
}

type Options = Omit<Parameters<typeof runMapping>[1], "out">;

/** To a file: under another name until it is whole, so that a run that fails leaves nothing half done. */
async function mapped(model: MappingModel, options: Options, path: string | undefined): Promise<MapSummary> {
  if (path === undefined) return runMapping(model, { ...options, out: process.stdout });
  const part = `${path}.part`;
  const out = createWriteStream(part);
  try {
    const broken = once(out, "error").then(([error]: Error[]) => Promise.reject(error));
    const summary = await Promise.race([runMapping(model, { ...options, out }), broken]);
    out.end();
    await finished(out);
    await rename(part, path);
    return summary;
  } catch (error) {
    out.destroy();
    await rm(part, { force: true });
    throw error;
  }
}

async function explained(model: MappingModel, options: Options, path: string | undefined): Promise<MapSummary> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const summary = await runMapping(model, { ...options, out: nowhere });
  await put(path, summary.plan.map(planText).join("\n"));
  return summary;
}

function planText(entry: PlanEntry): string {
  const iterator = entry.iterator === undefined ? "" : ` at ${entry.iterator}`;
  const lines = [
    entry.triplesMap,
    `  source   ${entry.source}: ${entry.path}${iterator}, ${entry.records} records`,
    `  subject  ${entry.subject}${entry.withoutSubject === 0 ? "" : `   made nothing for ${entry.withoutSubject}`}`,
    ...entry.predicates.map(({ predicate, object, nothing }) => {
      const rest =
        nothing === 0
          ? ""
          : nothing === entry.records && nothing > 0
            ? "   never made anything"
            : `   made nothing for ${nothing}`;
      return `  ${predicate}  ${object}${rest}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

async function put(path: string | undefined, text: string): Promise<void> {
  if (path === undefined) process.stdout.write(text);
  else await writeFile(path, text);
}
