/**
 * Publishes a hundred graphs, and never ends; run as a process of its own, which a test kills. Arguments: the data
 * folder; `staged` to stop before the commit, or `commit` to stop in the middle of it.
 */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { openArchive } from "#src/archive/archive.js";

const [dir = "", stage = ""] = process.argv.slice(2);
const base = "http://localhost:3000";
const archive = await openArchive(dir, { base });
const publication = await archive.begin(new Date("2026-03-02T00:00:00Z"));
for (let i = 0; i < 100; i += 1) {
  const path = `/graph/duo/${i}`;
  const writer = publication.graphWriter(path);
  await writer.write(`<http://x/new> <http://p> "${i}"`);
  const file = await writer.close();
  const about = { title: path, rank: 1, provenance: { source: "duo", run: `${base}/id/lading/duo/1` } };
  if (stage === "commit" && i === 50) {
    // A pipe that nobody writes to: whoever opens it waits.
    rmSync(publication.pathOf(file));
    execFileSync("mkfifo", [publication.pathOf(file)]);
  }
  publication.setGraph(path, about, file, { asCurrent: true });
}
process.stdout.write("staged\n");
if (stage === "commit") await publication.commit();
setInterval(() => undefined, 1000);
