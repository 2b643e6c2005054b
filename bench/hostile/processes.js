/** Servers in processes of their own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Starts one, and waits for the URL that it prints. @param {string} script @param {string[]} words */
export async function startServer(script, ...words) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...words], { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  for await (const text of child.stdout) {
    said += String(text);
    const url = /(http:\/\/127\.0\.0\.1:\d+\/) serves/.exec(said)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`${script} ended before it listened`);
}

/** Megabytes that a process holds. @param {import("node:child_process").ChildProcess} child */
export function residentMb({ pid }) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1000;
}
