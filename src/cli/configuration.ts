/**
 * Where a command gets its settings: the words given, else the environment, else `onderwijsgraaf.config.yaml` in the
 * working folder, else the default. Secrets come from the environment alone.
 */
import { existsSync, readFileSync } from "node:fs";
import { Option } from "commander";
import { parse } from "yaml";
import { z } from "zod";
import { persoonsgegevens } from "../sources/tweedekamer/personal-data.js";
import { checkedBase, DEFAULT_BASE } from "../rdf/base.js";
import { WrongWords } from "./exit.js";

export const CONFIG_FILE = "onderwijsgraaf.config.yaml";

const source = z.strictObject({
  /** A file, a folder or a URL. */
  from: z.string().optional(),
  /** IRI of the licence of its data. */
  licence: z.url().optional(),
});
/** How each Bron is reached is checked by the client, which can say of which Bron a setting is wrong. */
const eduV = source.extend({ bronnen: z.record(z.string(), z.unknown()).optional() });
const kamer = source.extend({
  /** Parliamentary years, `2025-2026`. */
  vergaderjaren: z.array(z.string().regex(/^\d{4}-\d{4}$/, "write a parliamentary year like 2025-2026")).optional(),
  persoonsgegevens: persoonsgegevens.optional(),
});
const loket = source.extend({ vendors: z.array(z.string()).optional() });
/** `all`: the whole register, not education alone. */
const donl = source.extend({ all: z.boolean().optional() });

const configuration = z.strictObject({
  baseIri: z.string().optional(),
  data: z.string().optional(),
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().optional(),
  /** A CSS file with design tokens. */
  theme: z.string().optional(),
  sources: z
    .strictObject({
      duo: source.optional(),
      "edu-v": eduV.optional(),
      onderwijsloket: loket.optional(),
      donl: donl.optional(),
      tweedekamer: kamer.optional(),
    })
    .optional(),
});

export type Configuration = z.infer<typeof configuration>;

/** @throws {WrongWords} naming the file and the setting that is wrong */
export function readConfiguration(path = CONFIG_FILE): Configuration {
  if (!existsSync(path)) return {};
  let value: unknown;
  try {
    value = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new WrongWords(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = configuration.safeParse(value ?? {});
  if (!checked.success) throw new WrongWords(`${path}:\n${z.prettifyError(checked.error)}`);
  return checked.data;
}

export function dataOption(): Option {
  return new Option("--data <dir>", "the data folder: archive, raw files, run log").env("ONDERWIJSGRAAF_DATA");
}

export function baseOption(): Option {
  return new Option("--base-iri <iri>", "what IRIs of this service begin with").env("ONDERWIJSGRAAF_BASE_IRI");
}

/** The data folder that is meant. */
export function dataDir(given: string | undefined, config: Configuration): string {
  return given ?? config.data ?? "data";
}

/** The base IRI that is meant, checked. @throws {WrongWords} when it is none */
export function baseIri(given: string | undefined, config: Configuration): string {
  try {
    return checkedBase(given ?? config.baseIri ?? DEFAULT_BASE);
  } catch (error) {
    throw new WrongWords((error as Error).message);
  }
}
