import { createHash } from "node:crypto";
import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Archive, openArchive } from "#src/archive/archive.js";
import { openVersion } from "#src/archive/graph-file.js";
import type { Publication } from "#src/archive/publication.js";
import { cutOffAfter } from "./cut-off.js";
import { BASE, folder, line, NOW, put, textOf } from "./folder.js";

const SCHOOLS = "/graph/edu-v/scholen";
const GONE = "/graph/edu-v/weg";
const PERSON = `${BASE}/id/persoon`;

async function keepRaw(publication: Publication, text: string): Promise<void> {
  const staged = publication.stagingPath("download");
  await writeFile(staged, text);
  const meta = { dataset: "scholen", name: "scholen.json", origin: "https://x/", fetchedAt: NOW.toISOString() };
  await publication.keepRaw(staged, "edu-v", meta);
}

/** An archive with a person in a current version, in an older one and in `raw/`. */
async function withPerson(): Promise<string> {
  const dir = await folder();
  const archive = await openArchive(dir, { base: BASE });
  for (const name of ["a", "b"]) {
    const publication = await archive.begin(NOW);
    await put(publication, SCHOOLS, [line(SCHOOLS, "persoon"), line(SCHOOLS, "school", name)]);
    await put(publication, GONE, [line(GONE, "school")]);
    if (name === "a") await keepRaw(publication, "persoon");
    await publication.commit();
  }
  return dir;
}

/** What a source that takes a person back comes to. */
async function takeBack(archive: Archive): Promise<void> {
  const publication = await archive.begin(NOW);
  try {
    for (const raw of await publication.rawFiles("edu-v", "scholen")) publication.removeRaw(raw);
    await keepRaw(publication, "school");
    await put(publication, SCHOOLS, [line(SCHOOLS, "school", "c")]);
    await publication.eraseFromOlder(SCHOOLS, (subject) => subject !== PERSON);
    publication.removeGraph(GONE);
    await publication.commit();
  } catch (error) {
    // Gives the lock up in memory, which a process that ends does too.
    await publication.abort();
    throw error;
  }
}

/** Each version that the manifest names, in words; whether its bytes are those that the manifest tells of. */
async function versionsOf(archive: Archive): Promise<string[]> {
  const found: string[] = [];
  for (const path of Object.keys(archive.manifest.graphs)) {
    for (const version of archive.versions(path)) {
      const text = await textOf(openVersion(archive.dir, version));
      const isWhole = createHash("sha256").update(text).digest("hex") === version.sha256;
      found.push(`${path} ${version.stamp} ${isWhole ? text : "is not what the manifest says"}`);
    }
  }
  return found;
}

/** What is in `raw/`. */
async function rawTexts(archive: Archive): Promise<string[]> {
  const files = await archive.allRawFiles("edu-v");
  return Promise.all(files.map((raw) => textOf(archive.openRaw(raw))));
}

/** A copy of a data folder, as it is when what is done to it is cut off. */
async function cutOff(start: string, changes: number): Promise<{ archive: Archive; isWhole: boolean }> {
  const dir = await folder();
  await cp(start, dir, { recursive: true });
  const archive = await openArchive(dir, { base: BASE });
  const isWhole = await cutOffAfter(changes, () => takeBack(archive));
  return { archive: await openArchive(dir, { base: BASE }), isWhole };
}

describe("a publication that is cut off at any change of the file system", () => {
  test("is there as a whole, or not at all", async () => {
    const start = await withPerson();
    const before = await versionsOf(await openArchive(start, { base: BASE }));
    const { archive: uncut } = await cutOff(start, Number.POSITIVE_INFINITY);
    const done = await versionsOf(uncut);
    expect(done.join("\n")).not.toMatch(/persoon|is not what/);
    for (let changes = 0; ; changes += 1) {
      const { archive, isWhole } = await cutOff(start, changes);
      const isPublished = archive.manifest.version === uncut.manifest.version;
      expect([changes, await versionsOf(archive)]).toEqual([changes, isPublished ? done : before]);
      if (isWhole) break;
    }
  });

  test("leaves nothing in raw/ of what was taken back, once it is published", async () => {
    const start = await withPerson();
    const { version } = (await openArchive(start, { base: BASE })).manifest;
    for (let changes = 0; ; changes += 1) {
      const { archive, isWhole } = await cutOff(start, changes);
      const kept = archive.manifest.version === version ? [] : await rawTexts(archive);
      expect([changes, kept]).not.toEqual([changes, expect.arrayContaining(["persoon"])]);
      if (isWhole) break;
    }
  });

  test("leaves nothing that the next does not tidy up", async () => {
    const start = await withPerson();
    for (let changes = 0; ; changes += 1) {
      const { archive, isWhole } = await cutOff(start, changes);
      await takeBack(archive);
      const graphs = await readdir(join(archive.dir, "graphs"), { recursive: true });
      const versions = graphs.filter((name) => name.includes(".nq"));
      expect([changes, versions.length]).toEqual([changes, archive.versions(SCHOOLS).length]);
      expect((await readdir(archive.dir)).sort()).toEqual(["graphs", "manifest.json", "raw"]);
      expect(await rawTexts(archive)).toEqual(["school"]);
      if (isWhole) break;
    }
  });
});
