/** One run of another engine over the JSON work: NAME FOLDER FILE; it is installed in FOLDER. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { emitMapping } from "../../dist/mapping/emit.js";
import { readMapping } from "../../dist/mapping/read.js";
import { mappingFor, report } from "./work.js";

const [name = "", folder = "", file = ""] = process.argv.slice(2);
const rml = emitMapping(readMapping(mappingFor("json"), { path: "bench.yml" }), "rml-old");
const engine = createRequire(join(folder, "index.js"))(name);
const inputs = { "scholen.json": readFileSync(file, "utf8") };
const started = performance.now();
const quads = engine.parseFileLive
  ? await engine.parseFileLive(rml, inputs, { toRDF: true })
  : await engine.parseTurtle(rml, inputs, { toRDF: true });
const triples =
  typeof quads === "string" ? quads.split("\n").filter((line) => line.trim() !== "").length : quads.length;
if (!(triples > 0)) throw new Error(`it made no triples: ${JSON.stringify(quads).slice(0, 200)}`);
report(started, triples);
