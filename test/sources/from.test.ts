import { mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { asUrl, filesOf, plainName } from "#src/sources/from.js";
import { folder } from "../folder.js";

async function tree(...paths: string[]): Promise<string> {
  const dir = await folder();
  for (const path of paths) {
    await mkdir(join(dir, path, ".."), { recursive: true });
    await writeFile(join(dir, path), path);
  }
  return dir;
}

describe("--from names", () => {
  test("a file, called by its name alone: a path of this machine is not published", async () => {
    const dir = await tree("02-scholen-2026.csv.gz");
    const [file, ...others] = await filesOf(join(dir, "02-scholen-2026.csv.gz"));
    expect(others).toEqual([]);
    expect(file).toMatchObject({ fileName: "02-scholen-2026.csv", origin: "02-scholen-2026.csv.gz" });
  });

  test("a folder: all files below it, in the order of their paths", async () => {
    const dir = await tree("b.csv", "a/2.csv", "a/1.csv", "Z.csv");
    expect((await filesOf(dir)).map((file) => file.origin)).toEqual(["Z.csv", "a/1.csv", "a/2.csv", "b.csv"]);
  });

  test("no hidden file, nor one in a hidden folder", async () => {
    const dir = await tree(".DS_Store", ".git/config", "a/.cache/x.csv", "a/b.csv");
    expect((await filesOf(dir)).map((file) => file.origin)).toEqual(["a/b.csv"]);
  });

  test("the files of a folder that is hidden itself, when it is the one that is named", async () => {
    const dir = await tree(".verborgen/a.csv");
    expect((await filesOf(join(dir, ".verborgen"))).map((file) => file.origin)).toEqual(["a.csv"]);
  });

  test("no file outside the folder, though a link leads there", async () => {
    const [dir, other] = [await tree("a.csv"), await tree("geheim.csv")];
    await symlink(join(other, "geheim.csv"), join(dir, "link.csv"));
    await symlink(other, join(dir, "map"));
    expect((await filesOf(dir)).map((file) => file.origin)).toEqual(["a.csv"]);
  });

  test("nothing: a sentence says so", async () => {
    const dir = await folder();
    await expect(filesOf(join(dir, "weg.csv"))).rejects.toThrow(/weg\.csv: no such file or folder$/);
    await expect(filesOf(dir)).rejects.toThrow(/: the folder holds no files$/);
  });
});

test("a file is as old as its time of change says", async () => {
  const dir = await tree("a.csv");
  const saved = new Date("2025-10-01T08:00:00Z");
  await utimes(join(dir, "a.csv"), saved, saved);
  const [file] = await filesOf(dir);
  const opened = await file?.open();
  opened?.body.destroy();
  expect(opened?.lastModified).toEqual(saved);
});

test.each([
  ["https://api.duo.nl/v0", "https://api.duo.nl/v0"],
  ["HTTP://LOCALHOST:1/x", "http://localhost:1/x"],
  ["data/http/x.csv", undefined],
  ["ftp://x/y", undefined],
])("%s is the URL %s", (from, url) => {
  expect(asUrl(from)?.href).toBe(url);
});

test("half a URL is refused", () => {
  expect(() => asUrl("http://")).toThrow("http://: is no web address");
});

test.each([
  ["x.csv.gz", "x.csv"],
  ["x.csv", "x.csv"],
  ["x.GZ", "x"],
])("%s is called %s", (given, plain) => {
  expect(plainName(given)).toBe(plain);
});
