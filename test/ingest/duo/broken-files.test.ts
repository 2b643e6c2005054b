import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { ingest, LOCATIONS, typed } from "../run.js";
import { file, locations, numbers, register } from "./schools.js";

const NAME = "03-alle-vestigingen-basisonderwijs-2026.csv";
const SCHOOLS = numbers(300).map((number) => ({ number, name: `School, ${number}` }));
const TEXT = locations(SCHOOLS);

/** Every file of an archive but the run log, which tells of refusals too: path → hash of its bytes. */
async function contents(dir: string): Promise<Map<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashed = paths.sort().map(async (path): Promise<[string, string]> => {
    return [
      relative(dir, path),
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    ];
  });
  return new Map((await Promise.all(hashed)).filter(([path]) => path !== "runs.jsonl"));
}

describe("a broken file is refused in one line, and leaves the archive byte for byte as it was", () => {
  const packed = gzipSync(TEXT);
  test.each<[string, string, string | Uint8Array, RegExp]>([
    [
      "gzip that is cut off",
      `${NAME}.gz`,
      packed.subarray(0, packed.length - 20),
      /: the gzip stream ends early; .*fetch it again$/,
    ],
    ["binary", NAME, Buffer.from([1, 2, 0, 4]), /: this is a binary file/],
    ["an error page", NAME, "<!DOCTYPE html>\n<title>502</title>", /: this is an HTML page \("502"\)/],
    ["nothing", NAME, "", /: the file is empty$/],
    ["bars between values", NAME, TEXT.replaceAll(";", "|"), /: the values are separated by \|; save the file/],
    ["tabs between values", NAME, TEXT.replaceAll(";", "\t"), /: the values are separated by a tab; save the file/],
    ["commas that were semicolons", NAME, TEXT.replaceAll(";", ","), /: 300 of 300 rows have another number of fields/],
    [
      "a quote left open",
      NAME,
      TEXT.replace("School, 00AB00", '"School'),
      /: line 3: a quote is opened and not closed/,
    ],
    ["headers and no rows", NAME, "INSTELLINGSCODE;VESTIGINGSCODE\r\n", /: holds no rows$/],
    [
      "rows without a usable key",
      NAME,
      "INSTELLINGSCODE;VESTIGINGSCODE\r\nX;Y\r\n",
      /: none of its 1 rows can be used .*is it this dataset\?$/,
    ],
    ["another table", NAME, "id;name\r\n1;a\r\n", /: none of the headers is known/],
    [
      "JSON that is cut off",
      "03-alle-vestigingen-basisonderwijs-2026.json",
      '{"results":[{"BRIN NUMMER":"16SW"',
      /: the document is cut off/,
    ],
    [
      "JSON without results",
      "03-alle-vestigingen-basisonderwijs-2026.json",
      '{"error":"x"}',
      /: the document holds no array "results"/,
    ],
    [
      "a name that says nothing",
      "scholen.csv",
      TEXT,
      /: "scholen" is no dataset of DUO that is known here \(.*\); say which it is with --dataset NAME$/,
    ],
  ])("%s", async (_what, name, bytes, message) => {
    const dir = await folder();
    await ingest(dir, await register(await folder(), 2025, SCHOOLS.slice(0, 5)));
    const before = await contents(dir);
    const { files, published } = await ingest(dir, await file(await folder(), name, bytes));
    expect(published).toBe(false);
    expect(files).toMatchObject([{ outcome: "refused" }]);
    expect(files[0]?.message).toMatch(message);
    expect(files[0]?.message).not.toContain("\n");
    expect(files[0]?.message?.startsWith(`${name}: `)).toBe(true);
    expect(await contents(dir)).toEqual(before);
  });
});

test("a broken file in a folder does not keep the others from being published", async () => {
  const [dir, from] = [await folder(), await folder()];
  await register(from, 2025, SCHOOLS.slice(0, 2));
  await register(from, 2026, SCHOOLS.slice(0, 3));
  await file(from, "01-hoofdvestigingen-vo.csv", "<html>");
  const { files, published } = await ingest(dir, from);
  expect(published).toBe(true);
  expect(files.map((each) => each.outcome)).toEqual(["refused", "current", "current"]);
  expect(await typed(dir, LOCATIONS, "onderwijs#Vestiging")).toHaveLength(3);
});

test("a file named as a statistic that it is not is refused, and nothing is published for it", async () => {
  const [dir, from] = [await folder(), await file(await folder(), "06-examenkandidaten-en-geslaagden.csv", TEXT)];
  const { published, files } = await ingest(dir, from);
  expect([published, files[0]?.outcome]).toEqual([false, "refused"]);
  expect(files[0]?.message).toContain("no column is known for aantal_examenkandidaten");
});

test("a row of another width is lost with a finding, and the others are published", async () => {
  const rows = TEXT.replace(";School, 00AC00", ";te;veel");
  const [dir, from] = [await folder(), await file(await folder(), NAME, rows)];
  const { files } = await ingest(dir, from);
  expect(files).toMatchObject([{ outcome: "current", rows: 300, records: 299 }]);
  expect([...(files[0]?.findings ?? [])]).toEqual([["aantal-velden: rij", 1]]);
});
