/** `onderwijsgraaf query`: one question to the archive, without a service. */
import { readFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { readManifest } from "../archive/manifest-file.js";
import { packageVocabulary } from "../package/vocabulary.js";
import { withBase } from "../rdf/base.js";
import { isDocumentFormat, RDF_FORMATS, type RdfFormat } from "../rdf/media-types.js";
import { parseLines } from "../rdf/nquads-lines.js";
import { prefixesFor } from "../rdf/prefixes.js";
import { serialise } from "../rdf/serialise.js";
import { isGraphForm } from "../sparql/result-formats.js";
import { withPrefixes } from "../sparql/example-queries.js";
import { withAdvice } from "../sparql/missing-prefix.js";
import { queryForm } from "../sparql/query-form.js";
import { parseResults } from "../sparql/results-json.js";
import { QuerySyntaxError } from "../store/graph-store.js";
import { openOxigraphStore } from "../store/oxigraph/store.js";
import { dataDir, dataOption, readConfiguration } from "./configuration.js";
import { NoArchive, WrongWords } from "./exit.js";
import { resultTable } from "./result-table.js";

const TABLE_FORMATS = ["table", "json", "xml", "csv", "tsv"] as const;
type TableFormat = (typeof TABLE_FORMATS)[number];

interface Words {
  readonly format?: string;
  readonly data?: string;
  readonly timeout: string;
}

export function queryCommand(): Command {
  return new Command("query")
    .description("Ask the archive a SPARQL 1.1 query, without a service.")
    .argument("<query>", "the query, or @FILE to read it from a file (@- from standard input)")
    .addOption(
      new Option("--format <format>", "form of the answer; table and ttl without it").choices([
        ...TABLE_FORMATS,
        ...RDF_FORMATS,
      ]),
    )
    .option("--timeout <seconds>", "when to give up", "60")
    .addOption(dataOption())
    .addHelpText(
      "after",
      "\nThe prefixes of the project (ond:, schema:, skos:, …) need no PREFIX line.\n" +
        "\nExamples:\n" +
        "  onderwijsgraaf query 'SELECT ?v ?naam { ?v a ond:Vestiging ; rdfs:label ?naam } LIMIT 10'\n" +
        "  onderwijsgraaf query @queries/11-praktijkscholen-per-provincie.rq --format csv\n",
    )
    .action(query);
}

async function query(text: string, words: Words): Promise<void> {
  const dir = dataDir(words.data, readConfiguration());
  const manifest = await readManifest(dir);
  if (manifest === undefined) throw new NoArchive(dir);
  const seconds = Number(words.timeout);
  // A timer counts 2^31 milliseconds at most, and goes off at once when asked for more.
  if (!(seconds > 0 && seconds <= 86_400))
    throw new WrongWords(`--timeout ${words.timeout}: give a number of seconds, 86400 at most`);
  const given = withBase(await queryText(text), manifest.base);
  const prefixes = prefixesFor(manifest.base);
  const sparql = withPrefixes(given, prefixes, true);
  const form = queryForm(sparql);
  if (form === "UPDATE") throw new WrongWords("this is an update; data is changed by ingest");
  const graph = form !== undefined && isGraphForm(form);
  const format = checkedFormat(words.format, graph);
  const store = await openOxigraphStore({ manifest, dir }, { timeoutMs: seconds * 1000 });
  try {
    if (graph) {
      const quads = parseLines(await store.query(sparql, { syntax: "nt", baseIri: `${manifest.base}/` }));
      process.stdout.write(serialise(quads, format as RdfFormat, await packageVocabulary(manifest.base)));
      return;
    }
    const table = format as TableFormat;
    const answer = await store.query(sparql, {
      syntax: table === "table" ? "json" : table,
      baseIri: `${manifest.base}/`,
    });
    process.stdout.write(
      table === "table" ? resultTable(parseResults(answer), prefixes) : answer.replace(/\n?$/, "\n"),
    );
  } catch (error) {
    throw asGiven(withAdvice(error, sparql, prefixes), sparql.length - given.length);
  } finally {
    await store.close();
  }
}

/** The error with its place in the query as it was given, to which declarations were added in front. */
function asGiven(error: unknown, added: number): unknown {
  if (!(error instanceof QuerySyntaxError)) return error;
  const place = (_: string, column: string): string => `1:${Number(column) - added}`;
  return new Error(`the query cannot be answered: ${error.message.replace(/(?<=^error at )1:(\d+)/, place)}`, {
    cause: error,
  });
}

async function queryText(words: string): Promise<string> {
  if (!words.startsWith("@")) return words;
  const path = words.slice(1);
  try {
    return await readFile(path === "-" ? "/dev/stdin" : path, "utf8");
  } catch {
    throw new WrongWords(`${path}: no such file to read a query from`);
  }
}

function checkedFormat(given: string | undefined, graph: boolean): RdfFormat | TableFormat {
  const format = given ?? (graph ? "ttl" : "table");
  const forGraphs = isDocumentFormat(format) && format !== "html";
  if (graph !== forGraphs) {
    const fit = graph ? RDF_FORMATS : TABLE_FORMATS;
    throw new WrongWords(`--format ${format} does not fit this kind of query; these do: ${fit.join(", ")}`);
  }
  return format as RdfFormat | TableFormat;
}
