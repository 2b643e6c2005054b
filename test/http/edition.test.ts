/** A page that was kept is asked for anew when the service is set up otherwise, though the data is as it was. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder } from "../folder.js";
import { GRAPH, startRig } from "../server/rig.js";

const PAGES = ["/", "/doc/vestiging/16SW03", "/def/onderwijs", GRAPH, "/catalog", "/changes", "/sparql"];

async function tags(server: Parameters<typeof startRig>[0]): Promise<(string | null)[]> {
  const rig = await startRig(server);
  const found: (string | null)[] = [];
  for (const path of PAGES) found.push((await rig.get(path, { accept: "text/html" })).headers.get("etag"));
  await rig.close();
  return found;
}

it("another publisher or another style gives every page another tag, and the same setting the same", async () => {
  const theme = join(await folder(), "stijl.css");
  await writeFile(theme, ":root { --x: 1px }");
  const plain = await tags({});
  expect(plain).not.toContain(null);
  expect(await tags({})).toEqual(plain);
  for (const server of [{ publisher: { name: "Gemeente" } }, { theme }]) {
    const others = await tags({ server });
    for (const [place, tag] of others.entries()) expect([PAGES[place], tag]).not.toEqual([PAGES[place], plain[place]]);
  }
});
