/** `onderwijsgraaf serve`: the service, until it is told to stop. */
import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { join } from "node:path";
import { Command, Option } from "commander";
import type Koa from "koa";
import { type DestinationStream, type Logger, pino } from "pino";
import { openArchive } from "../archive/archive.js";
import type { Manifest } from "../archive/manifest.js";
import { readManifest } from "../archive/manifest-file.js";
import { Forms } from "../catalog/forms.js";
import { httpServer } from "../http/http-server.js";
import { answerStarting } from "../http/starting.js";
import { packagePath } from "../package/package-files.js";
import { loadOntology } from "../resources/ontology.js";
import { Searcher } from "../search/searcher.js";
import { createServer } from "../server.js";
import { openQueryCheck } from "../store/query-check/query-check.js";
import { openReloadingStore } from "../store/reloading-store.js";
import {
  baseIri,
  baseOption,
  type Configuration,
  dataDir,
  dataOption,
  limitsOf,
  readConfiguration,
} from "./configuration.js";
import { WrongWords } from "./exit.js";
import { storeOpener, storeOption } from "./store-words.js";
import { softwareVersion } from "./version.js";

/** Milliseconds that answers under way get when the service is told to stop. */
const GRACE_MS = 5_000;
/** Milliseconds in which headers, and a whole request, must have come; and that a connection is kept without one. */
const SLOW_CLIENTS = { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 10_000 };

interface Words {
  readonly port?: string;
  readonly host?: string;
  readonly baseIri?: string;
  readonly data?: string;
  readonly store?: string;
  readonly samples?: boolean;
}

export function serveCommand(): Command {
  return new Command("serve")
    .description("Serve pages, RDF, SPARQL and downloads of what the archive holds.")
    .addOption(
      new Option("--port <port>", "port to listen on (default 3000; 0: any that is free)").env("ONDERWIJSGRAAF_PORT"),
    )
    .addOption(new Option("--host <host>", "address to listen on (default 127.0.0.1)").env("ONDERWIJSGRAAF_HOST"))
    .addOption(baseOption())
    .addOption(dataOption())
    .addOption(storeOption())
    .option("--samples", "ingest the samples first, when nothing was published yet")
    .addHelpText(
      "after",
      "\nLogs go to stderr, a line of JSON each; ONDERWIJSGRAAF_LOG=warn tells less (debug, info, warn, error, silent).\n" +
        "\nExamples:\n" +
        "  onderwijsgraaf serve --samples\n" +
        "  onderwijsgraaf serve --data /var/lib/onderwijsgraaf --base-iri https://data.example.nl --port 8080\n" +
        "  onderwijsgraaf serve --store http://127.0.0.1:8890/sparql      # another engine; see docs/operate.md\n",
    )
    .action(serve);
}

async function serve(words: Words): Promise<void> {
  const config = readConfiguration();
  const port = portOf(words, config);
  const host = words.host ?? config.host ?? "127.0.0.1";
  const base = baseIri(words.baseIri, config);
  const limits = limitsOf(config);
  const log = logOn(pino.destination(2));
  let answer: RequestListener = answerStarting;
  const server = httpServer(SLOW_CLIENTS, (request, response) => void answer(request, response));
  server.maxConnections = limits.connections;
  // A reader that takes nothing of an answer is cut off; one that waits for an answer is given the time of a query.
  server.setTimeout(Math.max(limits.stallMs, limits.queryMs + GRACE_MS));
  // First of all: a port that is taken is told at once, and who watches the service sees that it lives.
  await listen(server, port, host);
  const open: Open[] = [];
  try {
    answer = (await load(words, config, base, log, open)).callback();
    const address = server.address() as AddressInfo;
    process.stdout.write(
      `http://${isIPv6(host) ? `[${host}]` : host}:${address.port}/ serves ${base}; Ctrl-C stops it\n`,
    );
    await stopSignal();
    log.info("stopping");
  } finally {
    await stop(server);
    await Promise.all(open.map((each) => each.close()));
  }
}

/** What is to be closed at the end. */
interface Open {
  close(): Promise<void>;
}

/** The service, with its data loaded. @param open takes what was opened, also when loading fails */
async function load(words: Words, config: Configuration, base: string, log: Logger, open: Open[]): Promise<Koa> {
  const dir = dataDir(words.data, config);
  const limits = limitsOf(config);
  const check = openQueryCheck();
  open.push(check);
  const openStore = storeOpener(words.store, config, {
    timeoutMs: limits.queryMs,
    visitors: { engines: limits.engines, maxWaiting: limits.waiting, answer: limits.answer, check },
    keepImage: true,
    onProblem: (problem) => log.warn(problem),
  });
  if (words.samples === true && (await readManifest(dir)) === undefined) {
    // Only here, as the engines elsewhere below: a start is there sooner without what it does not need.
    const { ingestSamples } = await import("./samples.js");
    await ingestSamples(base, dir, config);
  }

  // Opening it checks that the archive was made with this base.
  let manifest: Manifest = (await openArchive(dir, { base })).manifest;
  let loading = manifest;
  const searcher = new Searcher({ dir, manifest: () => manifest, log });
  open.push(searcher);
  if (Object.keys(manifest.graphs).length === 0)
    log.warn({ dir }, "nothing was published in this folder yet; is it the one that is meant?");
  log.info({ version: manifest.version, dir }, "loading");
  const started = performance.now();
  const opening = openReloadingStore(dir, {
    whenEmpty: manifest,
    open: (fresh) => {
      loading = fresh;
      return openStore({ manifest: fresh, dir });
    },
    onReloaded: (version) => {
      manifest = loading;
      log.info({ version }, "serving a new version of the archive");
      searcher.follow();
    },
    onFailed: (error) =>
      log.error({ err: error }, "a new version of the archive could not be loaded; the old one is served on"),
  });
  open.push({ close: () => opening.then((store) => store.close()).catch(() => undefined) });
  // The engine loads in a thread of its own; what else takes time is done meanwhile.
  const ontology = loadOntology(packagePath("ontology"), base);
  const own = await opening;
  const { federation } = config;
  const store =
    federation === undefined
      ? own
      : (await import("../sparql/federation/federating-store.js")).federating(own, {
          ...federation,
          timeoutMs: limits.queryMs,
          userAgent: `onderwijsgraaf/${softwareVersion()} (${base})`,
        });
  if (store !== own) open.push(store);
  manifest = loading;
  searcher.follow();
  const forms = new Forms(join(dir, "forms"));
  open.push(forms);
  const app = createServer(
    {
      store,
      searcher,
      ontology,
      manifest: () => manifest,
      dataDir: dir,
      forms,
      queriesDir: packagePath("queries"),
      log,
    },
    {
      base,
      softwareVersion: softwareVersion(),
      queryTimeoutMs: limits.queryMs,
      answerCache: limits.kept,
      asksAhead: true,
      measuresProcess: true,
      federates: federation !== undefined,
      ...(config.operator === undefined ? {} : { publisher: config.operator }),
      ...(config.theme === undefined ? {} : { theme: config.theme }),
    },
  );
  log.info({ version: manifest.version, base, dir, loaded_ms: Math.round(performance.now() - started) }, "serving");
  return app;
}

function portOf(words: Words, config: Configuration): number {
  if (words.port === undefined) return config.port ?? 3000;
  const port = /^\d{1,5}$/.test(words.port) ? Number(words.port) : Number.NaN;
  if (!(port <= 65_535)) throw new WrongWords(`--port ${words.port}: give a number up to 65535`);
  return port;
}

const LEVELS = [...Object.keys(pino.levels.values), "silent"];

/** @throws {WrongWords} when the environment names another level than there is */
function logOn(stream: DestinationStream): Logger {
  const level = process.env["ONDERWIJSGRAAF_LOG"] ?? "info";
  if (!LEVELS.includes(level)) throw new WrongWords(`ONDERWIJSGRAAF_LOG=${level}: give one of ${LEVELS.join(", ")}`);
  return pino({ level, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE")
      throw new Error(`port ${port} is in use; stop what listens there, or give another with --port`, { cause: error });
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
      throw new Error(`--host ${host} is no address of this machine; give 127.0.0.1, or 0.0.0.0 for all it has`, {
        cause: error,
      });
    if (code === "EACCES")
      throw new Error(`port ${port} needs more rights; give one above 1023 with --port`, { cause: error });
    throw error;
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, as usual. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
  });
}

async function stop(server: Server): Promise<void> {
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  server.close();
  await once(server, "close");
  clearTimeout(late);
}
