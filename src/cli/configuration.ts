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
import { endpointFault } from "../sparql/federation/allow-list.js";
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

/** An engine elsewhere; who may change it is said in the environment. */
const store = z.strictObject({
  query: z.url(),
  update: z.url().optional(),
  graphStore: z.url().optional(),
  push: z.enum(["gsp", "update", "none"]).optional(),
  /** Queries of visitors that it gets at once. */
  atOnce: z.int().min(1).optional(),
  /** Bytes of one answer. */
  maxResultBytes: z.int().min(1).optional(),
});

/** What the service gives at once, and to how many. Sizes in MB (10^6 bytes), times in seconds. */
const limits = z.strictObject({
  /** Engines that answer visitors. */
  engines: z.int().min(1).max(64).optional(),
  /** Queries that may wait for one. */
  waiting: z.int().min(0).max(100_000).optional(),
  querySeconds: z.number().positive().max(3600).optional(),
  rows: z.int().positive().max(100_000_000).optional(),
  answerMb: z.int().positive().max(500).optional(),
  /** Memory that one query may take beside the data. */
  memoryMb: z.int().min(16).max(4096).optional(),
  /** Memory for answers that are kept until the next publish. */
  keptMb: z.int().min(1).max(16_384).optional(),
  connections: z.int().positive().optional(),
  /** How long a reader may take nothing of an answer. */
  stallSeconds: z.number().positive().max(3600).optional(),
});
/** A URL, or one with `private: true` for an endpoint in the operator's own network. */
const endpoint = z
  .union([
    z.string().transform((url) => ({ url })),
    z.strictObject({ url: z.string(), private: z.boolean().optional() }),
  ])
  .superRefine((value, context) => {
    const fault = endpointFault(value);
    if (fault !== undefined) context.addIssue({ code: "custom", message: `${value.url}: ${fault}` });
  });
const amount = z.int().min(1).optional();
/** Which endpoints a query may call by SERVICE, and how much of them one query may ask. */
const federation = z.strictObject({
  endpoints: z.array(endpoint).min(1, "name an endpoint, or leave out `federation`"),
  limits: z.strictObject({ rows: amount, bytes: amount, ms: amount, requests: amount }).optional(),
});

const configuration = z.strictObject({
  baseIri: z.string().optional(),
  data: z.string().optional(),
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().optional(),
  /** Who publishes the data, as the catalogue says from the next publish on. */
  operator: z
    .strictObject({
      name: z.string().min(1),
      iri: z.url().optional(),
      email: z.email().optional(),
      url: z.url().optional(),
    })
    .optional(),
  store: z.union([z.literal("oxigraph"), store]).optional(),
  limits: limits.optional(),
  federation: federation.optional(),
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

/** Limits as they hold, defaults filled in; sizes in bytes, times in milliseconds. */
export interface Limits {
  readonly engines: number;
  readonly waiting: number;
  readonly queryMs: number;
  readonly answer: { readonly rows: number; readonly bytes: number; readonly memory: number };
  readonly kept: { readonly bytes: number; readonly largest: number };
  readonly connections: number;
  readonly stallMs: number;
}

/** The limits of a configuration; the defaults are explained in docs/operate.md. */
export function limitsOf({ limits: given = {} }: Configuration): Limits {
  return {
    engines: given.engines ?? 2,
    waiting: given.waiting ?? 64,
    queryMs: (given.querySeconds ?? 30) * 1000,
    answer: {
      rows: given.rows ?? 1_000_000,
      bytes: (given.answerMb ?? 256) * 1e6,
      memory: (given.memoryMb ?? 1024) * 1e6,
    },
    // An answer takes a sixteenth of it at most, so that one does not push out all others.
    kept: { bytes: (given.keptMb ?? 64) * 1e6, largest: ((given.keptMb ?? 64) * 1e6) / 16 },
    connections: given.connections ?? 1000,
    stallMs: (given.stallSeconds ?? 60) * 1000,
  };
}

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

/** The data folder that is meant. @throws {WrongWords} when it has no name */
export function dataDir(given: string | undefined, config: Configuration): string {
  const dir = given ?? config.data ?? "data";
  if (dir === "") throw new WrongWords("--data: give the path of a folder; it is empty here");
  return dir;
}

/** The base IRI that is meant, checked. @throws {WrongWords} when it is none */
export function baseIri(given: string | undefined, config: Configuration): string {
  try {
    return checkedBase(given ?? config.baseIri ?? DEFAULT_BASE);
  } catch (error) {
    throw new WrongWords((error as Error).message);
  }
}
