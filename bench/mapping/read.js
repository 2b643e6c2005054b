/** One reading of all mappings of the project, in a fresh process; `triples` is their number. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileMapping } from "../../dist/mapping/compile.js";
import { allFunctions } from "../../dist/mapping/functions.js";
import { readMapping } from "../../dist/mapping/read.js";
import { BASE } from "./work.js";

const folder = fileURLToPath(new URL("../../mappings", import.meta.url));
const started = performance.now();
const functions = allFunctions(BASE);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yml"));
for (const file of files) {
  const path = join(folder, file);
  compileMapping(readMapping(readFileSync(path, "utf8"), { path }), { base: BASE, functions });
}
console.log(`\n${JSON.stringify({ ms: performance.now() - started, triples: files.length, peakMb: 0 })}`);
