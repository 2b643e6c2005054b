import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArchive } from "#src/archive/archive.js";
import type { GraphWriter } from "#src/archive/graph-writer.js";
import type { Publication } from "#src/archive/publication.js";
import { BASE, folder, line, NOW, reference, triple } from "./folder.js";

const PATH = "/graph/duo/x";
/** Bytes of a pack: what is more is written by the thread. */
const SMALL = 2_000;

async function begun(excerpt: readonly string[] = []): Promise<{ publication: Publication; dir: string }> {
  const archive = await openArchive(await folder(), { base: BASE });
  const publication = await archive.begin(NOW, { spillBytes: SMALL, excerpt: () => excerpt });
  return { publication, dir: archive.dir };
}

const LINES = Array.from({ length: 500 }, (_, i) => line(PATH, `s${(i * 7919) % 400}`, `é${i}`));

async function fill(writer: GraphWriter, lines: readonly string[] = LINES): Promise<void> {
  for (const each of lines) await writer.write(triple(each));
}

describe("a graph of many packs is written by a thread", () => {
  test("byte for byte as it is without one", async () => {
    const { publication, dir } = await begun();
    const [one, other] = [publication.graphWriter(PATH), publication.graphWriter(PATH)];
    // Two at a time, as findings are written while a graph is.
    await Promise.all([fill(one), fill(other, LINES.toReversed())]);
    const files = await Promise.all([one.close(), other.close()]);
    for (const file of files) expect(await readFile(join(dir, file.file), "utf8")).toBe(reference(LINES));
    expect(files[0]?.sha256).toBe(files[1]?.sha256);
    expect(files[0]?.quads).toBe(new Set(LINES).size);
    expect((await readdir(join(dir, "staging"))).length).toBe(2);
    await publication.abort();
  });

  test("with what is there already of an earlier version", async () => {
    const { publication, dir } = await begun();
    const writer = publication.graphWriter(PATH);
    await fill(writer, LINES.slice(250));
    const [half] = [reference(LINES.slice(0, 250)).trimEnd().split("\n")];
    await writer.addSorted(
      (async function* () {
        yield half.map((each) => Buffer.from(each).toString("latin1"));
      })(),
    );
    const file = await writer.close();
    expect(await readFile(join(dir, file.file), "utf8")).toBe(reference(LINES));
    await publication.abort();
  });

  test("and its lines with some predicates stand in a file beside it, until the publication ends", async () => {
    const named = (i: number): string => `<http://x/s${i}> <http://name> "${i}" <${BASE}${PATH}> .\n`;
    const names = LINES.map((_, i) => named(i));
    const { publication, dir } = await begun(["http://name"]);
    const writer = publication.graphWriter(PATH);
    await fill(writer, [...LINES, ...names]);
    const file = await writer.close();
    expect(await readFile(file.excerpt ?? "", "utf8")).toBe(reference(names));
    expect(await readFile(join(dir, file.file), "utf8")).toBe(reference([...LINES, ...names]));
    const provenance = { source: "duo", run: `${BASE}/id/lading/duo/1` };
    publication.setGraph(PATH, { title: PATH, rank: 1, provenance }, file, { asCurrent: true });
    expect(publication.excerptFile(PATH)).toBe(file.excerpt);
    await publication.commit();
    expect((await readdir(dir)).sort()).toEqual(["graphs", "manifest.json"]);
  });

  test("and what goes wrong there is told on close", async () => {
    const { publication, dir } = await begun();
    const writer = publication.graphWriter(PATH);
    await rm(join(dir, "staging"), { recursive: true });
    await fill(writer);
    await expect(writer.close()).rejects.toThrow(/ENOENT/);
    await publication.abort();
  });

  test("and ends with the publication, whatever it was doing", async () => {
    const { publication, dir } = await begun();
    const writer = publication.graphWriter(PATH);
    await fill(writer);
    const [closed] = await Promise.allSettled([writer.close(), publication.abort()]);
    expect(closed).toMatchObject({ reason: { message: expect.stringContaining("ended before its work was done") } });
    expect(await readdir(dir)).toEqual([]);
  });
});
