/** For operators: what Prometheus and its like ask of the service (text format of its client library). */
import type { Context, Middleware } from "koa";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Manifest } from "../archive/manifest.js";
import { NEVER_PUBLISHED } from "../archive/manifest-file.js";
import { lastRuns } from "../archive/run-log.js";
import { momentOf } from "../archive/stamp.js";

/** First steps of paths that are told apart; a step that a client made up would be one more time series each. */
const ROOMS: ReadonlySet<string> = new Set([
  "id",
  "doc",
  "def",
  "graph",
  "download",
  "sparql",
  "catalog",
  "changes",
  "search",
  "reconcile",
  "assets",
  "health",
  "metrics",
]);
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
/** Seconds that an answer takes: most are made in milliseconds, a query may take half a minute. */
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30];
/** How far back a source is looked for in the run log. */
const RUNS = 100;

export interface Measured {
  /** The manifest that is served. */
  readonly manifest: () => Manifest;
  readonly dataDir: string;
  /** Whether processor, memory and event loop of the process are told too. */
  readonly ofProcess: boolean;
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #seconds: Histogram<"room" | "method">;
  readonly #answers: Counter<"room" | "status">;

  constructor({ manifest, dataDir, ofProcess }: Measured) {
    const registers = [this.#registry];
    if (ofProcess) collectDefaultMetrics({ register: this.#registry });
    this.#answers = new Counter({
      name: "onderwijsgraaf_http_answers_total",
      help: "Answers by the first step of the path, and status",
      labelNames: ["room", "status"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "onderwijsgraaf_http_answer_seconds",
      help: "Seconds until an answer could be sent",
      labelNames: ["room", "method"],
      buckets: BUCKETS,
      registers,
    });
    gauge(registers, "archive_published_timestamp_seconds", "When the version that is served was published", (set) => {
      const { version } = manifest();
      set(version === NEVER_PUBLISHED ? 0 : momentOf(version).getTime() / 1000);
    });
    gauge(registers, "archive_statements", "Statements in the current versions of all graphs", (set) => {
      let statements = 0;
      for (const { current } of Object.values(manifest().graphs)) statements += current?.quads ?? 0;
      set(statements);
    });
    // An ingest is another process: what it leaves in the data folder tells how it went.
    gauge(registers, "last_run_timestamp_seconds", "When the last ingest of a source began", async (set) => {
      for (const { source, at } of await runsOf(dataDir)) set(at, source);
    });
    gauge(
      registers,
      "last_run_failed",
      "1 where the last ingest of a source failed, or refused a file",
      async (set) => {
        for (const { source, failed } of await runsOf(dataDir)) set(failed ? 1 : 0, source);
      },
    );
  }

  /** Counts and times the answers of all that comes after it. */
  readonly middleware: Middleware = async (ctx, next) => {
    const begun = performance.now();
    await next();
    const room = roomOf(ctx.path);
    const method = METHODS.has(ctx.method) ? ctx.method : "other";
    this.#answers.inc({ room, status: ctx.status });
    this.#seconds.observe({ room, method }, (performance.now() - begun) / 1000);
  };

  /** `/metrics`. */
  readonly route = async (ctx: Context): Promise<void> => {
    ctx.set("Cache-Control", "no-store");
    ctx.type = this.#registry.contentType;
    ctx.body = await this.#registry.metrics();
  };
}

function roomOf(path: string): string {
  const step = /^\/([^/.]*)/.exec(path)?.[1] ?? "";
  if (step === "") return path === "/" ? "home" : "other";
  return ROOMS.has(step) ? step : "other";
}

type Setter = (value: number, source?: string) => void;

function gauge(registers: Registry[], name: string, help: string, tell: (set: Setter) => void | Promise<void>): void {
  const made: Gauge<"source"> = new Gauge({
    name: `onderwijsgraaf_${name}`,
    help,
    labelNames: ["source"],
    registers,
    async collect() {
      made.reset();
      await tell((value, source) => (source === undefined ? made.set(value) : made.set({ source }, value)));
    },
  });
}

interface LastRun {
  readonly source: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly failed: boolean;
}

/** The last run of each source, or of several that were named together. */
async function runsOf(dataDir: string): Promise<readonly LastRun[]> {
  const runs = new Map<string, LastRun>();
  for (const run of await lastRuns(dataDir, RUNS)) {
    const source = String(run["source"]);
    const at = Date.parse(run.at) / 1000;
    if (runs.has(source) || Number.isNaN(at)) continue;
    runs.set(source, { source, at, failed: run["failed"] !== undefined || hasRefused(run["files"]) });
  }
  return [...runs.values()];
}

function hasRefused(files: unknown): boolean {
  return Array.isArray(files) && files.some((file: { outcome?: unknown } | null) => file?.outcome === "refused");
}
