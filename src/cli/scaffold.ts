/** `onderwijsgraaf scaffold`: a first mapping from a CSV file or a schema, for a person to finish. */
import { open, writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { scaffold, SCAFFOLD_KINDS, type ScaffoldKind } from "../mapping/scaffold.js";
import { outFile } from "./out-file.js";

interface Words {
  readonly out?: string;
}

/** Of a table the first rows are enough to draft from; bytes. */
const TABLE_BYTES = 4 * 1024 * 1024;
/** A schema is read whole; bytes. */
const SCHEMA_BYTES = 64 * 1024 * 1024;

export function scaffoldCommand(): Command {
  return new Command("scaffold")
    .description(
      "Draft a YARRRML mapping from a CSV file or a schema: typed properties, links, and TODO for decisions.",
    )
    .addArgument(new Argument("<kind>", "what FILE is").choices(SCAFFOLD_KINDS))
    .argument(
      "<file>",
      "a CSV file, an OData $metadata document (XML), a Directus /schema/snapshot or /fields answer, or an OpenAPI document",
    )
    .option("--out <file>", "write there instead of to standard output", outFile)
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  onderwijsgraaf scaffold csv schools.csv --out schools.yml\n" +
        "  onderwijsgraaf map schools.yml > schools.nq          # the draft runs as it is\n" +
        "  onderwijsgraaf scaffold odata metadata.xml           # then: map … --input Persoon=Persoon.json\n",
    )
    .action(async (kind: ScaffoldKind, file: string, words: Words) => {
      const draft = scaffold(kind, await textOf(file, kind), file);
      if (words.out === undefined) process.stdout.write(draft);
      else await writeFile(words.out, draft);
    });
}

/** The file as text: of a table its first whole lines. @throws {Error} on a file that is not there or too large */
async function textOf(path: string, kind: ScaffoldKind): Promise<string> {
  const limit = kind === "csv" ? TABLE_BYTES : SCHEMA_BYTES;
  const bytes = await firstBytes(path, limit + 1);
  const whole = bytes.length <= limit;
  if (!whole && kind !== "csv") throw new Error(`${path}: larger than 64 MB; give the schema, not the data`);
  const end = whole ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end));
  } catch (error) {
    throw new Error(`${path}: not UTF-8; save it as UTF-8 first (iconv -f windows-1252 -t utf-8)`, { cause: error });
  }
}

async function firstBytes(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of file.createReadStream({ end: most - 1 })) {
        pieces.push(piece as Buffer);
        size += (piece as Buffer).length;
      }
      return Buffer.concat(pieces, size);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "no such file; check the path" : code === "EISDIR" ? "is a folder" : message;
    throw new Error(`${path}: ${why}`, { cause: error });
  }
}
