/** One validation of an archive, in a process of its own. */
import { fileURLToPath } from "node:url";
import { readManifest } from "#src/archive/manifest-file.js";
import { readShapes } from "#src/validate/shapes-files.js";
import { validateArchive } from "#src/validate/validate.js";

const [dir = ""] = process.argv.slice(2);
const manifest = await readManifest(dir);
if (manifest === undefined) throw new Error("nothing was published");
const shapes = await readShapes([fileURLToPath(new URL("observations.ttl", import.meta.url))], manifest.base);
const started = performance.now();
const report = await validateArchive({ dir, manifest }, shapes);
const ms = performance.now() - started;
if (!report.conforms) throw new Error("the generated data do not conform");
const focusNodes = report.checked.reduce((sum, shape) => sum + shape.focusNodes, 0);
console.log(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024, focusNodes }));
