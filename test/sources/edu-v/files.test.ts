import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type BronFiles, eduVFiles } from "#src/sources/edu-v/files.js";
import type { Note } from "#src/sources/edu-v/note.js";
import { folder } from "../../folder.js";

const YES = "consent: true\nsector: po\n";

async function tree(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const dir = await folder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}

async function read(path: string): Promise<{ found: BronFiles[]; notes: Note[] }> {
  const notes: Note[] = [];
  return { found: await eduVFiles(path, (note) => notes.push(note)), notes };
}

/** `dataset part origin` of each delivery. */
function shown(found: readonly BronFiles[]): string[] {
  return found.flatMap(({ deliveries }) =>
    deliveries.map(({ dataset, part, origin }) => `${dataset} ${part} ${origin}`),
  );
}

const TWO = {
  "a/bron.yaml": YES,
  "a/organisations/OIE_CODE-99XX.json": '{"name":"x"}',
  "a/studyofferings/V_ID-99XX00.json": "[]",
  "b-2/bron.yaml": "consent: true\n",
  "b-2/subjectofferings/MASTER-999A001.json": "[]",
  "b-2/subjectofferings/AS_ID-las%2F7.json": "[]",
};

describe("--from names", () => {
  test("a folder with a folder for each Bron", async () => {
    const { found, notes } = await read(await tree(TWO));
    expect(found.map(({ bron, settings }) => [bron, settings.sector])).toEqual([
      ["a", "po"],
      ["b-2", undefined],
    ]);
    expect(shown(found)).toEqual([
      "a/organisations OIE_CODE-99XX a/organisations/OIE_CODE-99XX.json",
      "a/studyofferings V_ID-99XX00 a/studyofferings/V_ID-99XX00.json",
      "b-2/subjectofferings AS_ID-las%2F7 b-2/subjectofferings/AS_ID-las%2F7.json",
      "b-2/subjectofferings MASTER-999A001 b-2/subjectofferings/MASTER-999A001.json",
    ]);
    expect(notes).toEqual([]);
    const [first] = found[0]?.deliveries ?? [];
    expect(first?.fileName).toBe("OIE_CODE-99XX.json");
    expect(await text((await first?.open())?.body ?? Readable.from([]))).toBe('{"name":"x"}');
  });

  test("the folder of one Bron", async () => {
    const { found } = await read(join(await tree(TWO), "a/"));
    expect(shown(found)).toHaveLength(2);
    expect(found[0]?.settings).toMatchObject({ bron: "a", consent: true });
  });

  test("a single file, whose bron.yaml is two levels up", async () => {
    const { found } = await read(join(await tree(TWO), "a/studyofferings/V_ID-99XX00.json"));
    expect(shown(found)).toEqual(["a/studyofferings V_ID-99XX00 a/studyofferings/V_ID-99XX00.json"]);
    expect(found[0]?.settings.sector).toBe("po");
  });

  test("a file that is compressed, too", async () => {
    const dir = await tree({ "a/bron.yaml": YES, "a/organisations/ALL.json.gz": gzipSync("[1]") });
    const { found } = await read(dir);
    expect(found[0]?.deliveries[0]).toMatchObject({ part: "ALL", fileName: "ALL.json" });
    const opened = await found[0]?.deliveries[0]?.open();
    expect(gunzipSync(await buffer(opened?.body ?? Readable.from([]))).toString()).toBe("[1]");
  });

  test("nothing: a sentence says so", async () => {
    const dir = await tree({ "scholen.csv": "x" });
    await expect(read(join(dir, "weg"))).rejects.toThrow(/weg: no such file or folder$/);
    await expect(read(dir)).rejects.toThrow(/holds no Bron: a folder \{bron\}\/ with bron\.yaml and organisations\//);
    await expect(read(join(dir, "scholen.csv"))).rejects.toThrow(/is no file of Edu-V; it must be \{bron\}\//);
  });
});

describe("bron.yaml", () => {
  test("that is missing is asked for, with what it must hold", async () => {
    const dir = await tree({ "a/organisations/ALL.json": "[]" });
    for (const from of [dir, join(dir, "a"), join(dir, "a/organisations/ALL.json")]) {
      await expect(read(from)).rejects.toThrow(/a\/bron\.yaml: is missing; it must say `consent: true`/);
    }
  });

  test("without consent: nothing is delivered of that Bron, and it is said", async () => {
    const dir = await tree({ ...TWO, "a/bron.yaml": "consent: false" });
    const { found, notes } = await read(dir);
    expect(found.map(({ bron, deliveries }) => [bron, deliveries.length])).toEqual([
      ["a", 0],
      ["b-2", 2],
    ]);
    expect(notes).toEqual([{ kind: "no-consent", message: "a: left out, for its bron.yaml says consent: false" }]);
    const single = await read(join(dir, "a/organisations/OIE_CODE-99XX.json"));
    expect(single.found[0]?.deliveries).toEqual([]);
  });

  test("that is wrong is refused by its name", async () => {
    const dir = await tree({ ...TWO, "a/bron.yaml": "consent: misschien" });
    await expect(read(dir)).rejects.toThrow(/^a\/bron\.yaml: it must say/);
  });

  test("with a key that means nothing is read, and that is said", async () => {
    const { notes } = await read(await tree({ ...TWO, "a/bron.yaml": `${YES}filter: true\n` }));
    expect(notes).toEqual([{ kind: "passed-over", message: 'a/bron.yaml: "filter" means nothing here' }]);
  });

  test("in a folder that cannot name a Bron is refused", async () => {
    await expect(read(await tree({ "Mijn Bron/bron.yaml": YES }))).rejects.toThrow("Mijn Bron: names a Bron, so use");
  });
});

test("what is not in the form is passed over, and that is said; hidden files in silence", async () => {
  const dir = await tree({
    ...TWO,
    "leesmij.txt": "",
    "docs/x.txt": "",
    "a/teachers/ALL.json": "[]",
    "a/organisations/leesmij.txt": "",
    "a/organisations/oud/ALL.json": "[]",
    "a/organisations/.DS_Store": "",
  });
  const { found, notes } = await read(dir);
  expect(shown(found)).toHaveLength(4);
  expect(notes.map((note) => note.message.split(":", 1)[0])).toEqual([
    "a/organisations/leesmij.txt",
    "a/organisations/oud",
    "a/teachers",
    "docs",
    "leesmij.txt",
  ]);
});

test("a file whose name does not say its request fails when it is opened; the others go on", async () => {
  const { found } = await read(await tree({ ...TWO, "a/studyofferings/school.json": "[]" }));
  expect(shown(found)).toHaveLength(5);
  const odd = found[0]?.deliveries.find((each) => each.part === "school");
  await expect(odd?.open()).rejects.toThrow("a/studyofferings/school: the name does not say which request it answers");
});

test("a part that is there twice is not read twice", async () => {
  const { found } = await read(await tree({ ...TWO, "a/studyofferings/V_ID-99XX00.json.gz": gzipSync("[]") }));
  const twice = found[0]?.deliveries.filter((each) => each.part === "V_ID-99XX00") ?? [];
  const [first, second, ...more] = twice;
  expect(more).toEqual([]);
  (await first?.open())?.body.destroy();
  await expect(second?.open()).rejects.toThrow("is the same part as a/studyofferings/V_ID-99XX00.json; keep one");
});

test("links are not followed", async () => {
  const other = await tree({
    "ALL.json": "[]",
    "bron.yaml": YES,
    "b/bron.yaml": YES,
    "b/organisations/ALL.json": "[]",
  });
  const dir = await tree(TWO);
  await symlink(join(other, "ALL.json"), join(dir, "a/organisations/ALL.json"));
  await symlink(join(other, "b"), join(dir, "c"));
  await symlink(join(other, "b/organisations"), join(dir, "b-2/organisations"));
  const { found, notes } = await read(dir);
  expect(shown(found)).toHaveLength(4);
  expect(notes.map((note) => note.message.split(":", 1)[0])).toEqual([
    "a/organisations/ALL.json",
    "b-2/organisations",
    "c",
  ]);
  const linked = await tree({ "a/organisations/ALL.json": "[]" });
  await symlink(join(other, "bron.yaml"), join(linked, "a/bron.yaml"));
  await expect(read(linked)).rejects.toThrow("a/bron.yaml: is no file (links are not followed)");
});
