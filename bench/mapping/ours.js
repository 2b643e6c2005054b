/** One run of ours: KIND FILE OUT. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readMapping } from "../../dist/mapping/read.js";
import { runMapping } from "../../dist/mapping/run.js";
import { BASE, mappingFor, report } from "./work.js";

const [kind = "json", file = "", target = ""] = process.argv.slice(2);
const started = performance.now();
const out = createWriteStream(target);
const model = readMapping(mappingFor(kind), { path: "bench.yml" });
const summary = await runMapping(model, { inputs: { scholen: file }, base: BASE, out });
out.end();
await once(out, "finish");
report(started, summary.triples);
