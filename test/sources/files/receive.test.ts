import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { receive, type Received } from "#src/sources/files/receive.js";
import { SourceError } from "#src/sources/source-error.js";
import { folder } from "../../folder.js";
import { chunksOf } from "./pieces.js";

const CSV = Buffer.from("BRIN NUMMER;PLAATSNAAM\n16SW;Sneek (Fryslân)\n");

async function received(bytes: Uint8Array, chunk = 65_536): Promise<Received> {
  return receive(Readable.from(chunksOf(bytes, chunk)), join(await folder(), "received"), "scholen.csv");
}

function refusal(bytes: Uint8Array): Promise<string> {
  return received(bytes).then(
    () => "received",
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe("a received file is kept as it came", () => {
  test("its bytes, size and SHA-256 are those of the source", async () => {
    const file = await received(CSV);
    expect(await readFile(file.path)).toEqual(CSV);
    expect(file.bytes).toBe(CSV.length);
    expect(file.sha256).toBe(createHash("sha256").update(CSV).digest("hex"));
  });

  test("gzip is undone, and size and SHA-256 are those of what was in it", async () => {
    const [plain, packed] = [await received(CSV), await received(gzipSync(CSV))];
    expect(await readFile(packed.path)).toEqual(CSV);
    expect(packed).toMatchObject({ bytes: plain.bytes, sha256: plain.sha256 });
  });

  test("gzip is known by its first bytes, also when they come one by one", async () => {
    expect(await readFile((await received(gzipSync(CSV), 1)).path)).toEqual(CSV);
  });

  test("only the head of a large file is held in memory", async () => {
    const file = await received(Buffer.alloc(1_000_000, "a"));
    expect(file.head.length).toBe(65_536);
    expect(file.bytes).toBe(1_000_000);
  });
});

describe("the encoding is found in the bytes", () => {
  test("UTF-8, also when a character is cut by a chunk border", async () => {
    for (const size of [1, 2, 3, 5]) expect((await received(CSV, size)).encoding).toBe("utf-8");
  });

  test("windows-1252 when the bytes are no UTF-8", async () => {
    expect((await received(Buffer.from([0x91, 0x74, 0x92, 0x0a]))).encoding).toBe("windows-1252");
  });

  test("windows-1252 when the last character is cut off", async () => {
    expect((await received(Buffer.from([0x61, 0xc3]))).encoding).toBe("windows-1252");
  });
});

describe("what is no table is refused by name", () => {
  test.each<[string, Uint8Array, string]>([
    ["an empty file", Buffer.alloc(0), "the file is empty"],
    ["white space alone", Buffer.from(" \r\n\t\n"), "only white space"],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "a PDF document"],
    ["a ZIP or spreadsheet", Buffer.from("PK\u0003\u0004\u0014"), "a ZIP archive or spreadsheet"],
    ["an old spreadsheet", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "an old Office document"],
    ["UTF-16", Buffer.from([0xff, 0xfe, 0x42, 0x00]), "UTF-16 text"],
    ["a binary file", Buffer.from([0x42, 0x52, 0x00, 0x49]), "a binary file (a NUL byte at offset 2)"],
    ["an XML error", Buffer.from('<?xml version="1.0"?><error/>'), "this is XML (<error>)"],
  ])("%s", async (_what, bytes, reason) => {
    expect(await refusal(bytes)).toMatch(/^SourceError: scholen\.csv: /);
    expect(await refusal(bytes)).toContain(reason);
  });

  test("a NUL byte far into the file", async () => {
    const bytes = Buffer.concat([Buffer.alloc(200_000, "a"), Buffer.from([0])]);
    expect(await refusal(bytes)).toContain("a NUL byte at offset 200000");
  });

  test("an error page, by its title, in one line", async () => {
    const page = Buffer.from("\ufeff\n<!DOCTYPE html><html><title>\n  503\n Onderhoud\n</title>");
    expect(await refusal(page)).toBe(
      'SourceError: scholen.csv: this is an HTML page ("503 Onderhoud"), not CSV or JSON; the server may have sent an error page',
    );
  });
});

test("a small gzip file that holds a disk full is refused before the disk is", async () => {
  const bomb = Readable.from([gzipSync(Buffer.alloc(20_000_000, "BRIN;"))]);
  const path = join(await folder(), "received");
  await expect(receive(bomb, path, "scholen.csv.gz", { largest: 2_000_000 })).rejects.toThrow(
    "scholen.csv.gz: larger than 2 MB, which no file of this source is",
  );
  expect((await stat(path)).size).toBeLessThan(2_100_000);
});

test("what is put together from several answers names the one that failed, and it alone", async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("[");
      throw new SourceError("http://localhost/items?page=2: the server answered 503");
    })(),
    { objectMode: false },
  );
  await expect(receive(broken, join(await folder(), "received"), "http://localhost/items")).rejects.toThrow(
    /^http:\/\/localhost\/items\?page=2: the server answered 503$/,
  );
});

describe("a file that is cut off is refused", () => {
  test("gzip that ends early", async () => {
    const packed = gzipSync(CSV);
    expect(await refusal(packed.subarray(0, packed.length - 9))).toContain("the gzip stream ends early");
  });

  test("gzip with a damaged middle", async () => {
    const packed = gzipSync(Buffer.alloc(20_000, "BRIN;"));
    packed.fill(0xff, 20, 30);
    expect(await refusal(packed)).toMatch(/not a sound gzip file \(Z_/);
  });

  test("a stream that breaks off says why", async () => {
    const broken = Readable.from(
      (async function* () {
        yield CSV;
        throw new Error("de lijn is weg");
      })(),
    );
    await expect(receive(broken, join(await folder(), "x"), "scholen.csv")).rejects.toThrow(
      "scholen.csv: reading broke off: de lijn is weg",
    );
  });
});
