/** Running the command line as a user does: the built program, in a process of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { packagePath } from "#src/package/package-files.js";
import { onTestFinished } from "vitest";

export const SAMPLES = packagePath("samples", "duo");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  /** The working folder; one without a configuration file by default. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options for Node itself. */
  readonly node?: readonly string[];
}

/** Starts `onderwijsgraaf` with these words. Settings of the machine do not reach it. */
export function start(words: readonly string[], options: RunOptions = {}): Running {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("ONDERWIJSGRAAF_"));
  const child = spawn(process.execPath, [...(options.node ?? []), packagePath("dist", "cli", "main.js"), ...words], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...Object.fromEntries(own), ...options.env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close").then(([code]: (number | null)[]) => ({ code: code ?? null, stdout, stderr }));
  return { process: child, ended };
}

/** Runs it to its end. */
export function run(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return start(words, options).ended;
}

/** As {@link start}, ended with the test at the latest. */
export function startForTest(words: readonly string[], options: RunOptions = {}): Running {
  const running = start(words, options);
  onTestFinished(() => void running.process.kill("SIGKILL"));
  return running;
}

/** Waits until a service that was started says where it listens: its URL, which ends in a slash. */
export async function listening({ process: child, ended }: Running): Promise<string> {
  let said = "";
  for await (const text of child.stdout) {
    said += String(text);
    const url = /(http:\/\/127\.0\.0\.1:\d+\/) serves/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the service ended before it listened: ${(await ended).stderr}`);
}
