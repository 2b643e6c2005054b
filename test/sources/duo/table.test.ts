import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { type DuoTable, duoTable, listingOf } from "#src/sources/duo/table.js";
import { receive, type Received } from "#src/sources/files/receive.js";
import type { RawRecord } from "#src/sources/raw-record.js";
import { folder } from "../../folder.js";

const isHeader = (header: string): boolean => ["BRIN NUMMER", "PLAATSNAAM"].includes(header);

async function received(text: string): Promise<Received> {
  return receive(Readable.from([Buffer.from(text)]), join(await folder(), "x"), "x.json");
}

const table = async (text: string): Promise<DuoTable> => duoTable(await received(text), "x.json", isHeader);

async function rows(text: string): Promise<RawRecord[]> {
  const found: RawRecord[] = [];
  for await (const block of (await table(text)).rows(() => {})) found.push(...block);
  return found;
}

describe("the form of a file is found in it", () => {
  test.each([
    ["csv", "BRIN NUMMER;PLAATSNAAM\n"],
    ["csv", "\ufeffBRIN NUMMER;PLAATSNAAM\n"],
    ["json", '{"results":[]}'],
    ["json", "\ufeff \n[]"],
  ])("%s", async (form, text) => {
    expect((await table(text)).form).toBe(form);
  });

  test("an answer of the API names its dataset in its @id", async () => {
    const id = "https://api.duo.nl/v0/datasets/06.-speciaal-%28basis%29onderwijs/search?brin=18BR";
    expect((await table(JSON.stringify({ "@id": id, results: [] }))).dataset).toBe("06.-speciaal-(basis)onderwijs");
    expect((await table('{"@id":"https://api.duo.nl/v0/search","results":[]}')).dataset).toBeUndefined();
  });
});

describe("rows of JSON", () => {
  test("are numbered from 1, and share the headers of their shape", async () => {
    const found = await rows('{"results":[{"A":1,"B":2},{"A":3,"B":4},{"B":5}]}');
    expect(found.map(({ line, headers, cells }) => [line, headers, cells])).toEqual([
      [1, ["A", "B"], [1, 2]],
      [2, ["A", "B"], [3, 4]],
      [3, ["B"], [5]],
    ]);
    expect(found[1]?.headers).toBe(found[0]?.headers);
  });

  test("that are no objects have no headers, so that they are told as lost", async () => {
    expect(await rows('{"results":[{"A":1},["A"]]}')).toContainEqual({ line: 2, headers: [], cells: [["A"]] });
  });

  test("may be one record alone, as the API gives it", async () => {
    expect(await rows('{"BRIN NUMMER":"16SW","PLAATSNAAM":"BOXMEER"}')).toEqual([
      { line: 1, headers: ["BRIN NUMMER", "PLAATSNAAM"], cells: ["16SW", "BOXMEER"] },
    ]);
  });

  test.each([
    ["of anything else", '{"error":"no such dataset"}', 'holds no array "results", nor is it a record'],
    ["cut off", '{"results":[{"A":1}', "the document is cut off"],
  ])("%s are refused", async (_what, text, reason) => {
    await expect(rows(text)).rejects.toThrow(`x.json: `);
    await expect(rows(text)).rejects.toThrow(reason);
  });
});

describe("a listing", () => {
  test("is told by its first entry", async () => {
    const text = '{"results":[{"dataset_name":"01.-vo","dataset_url":"https://x/1"},{"dataset_name":"02.-vo"}]}';
    expect(await listingOf(await received(text), "x")).toEqual([
      { dataset_name: "01.-vo", dataset_url: "https://x/1" },
      { dataset_name: "02.-vo" },
    ]);
  });

  test.each(['{"results":[{"BRIN NUMMER":"16SW"}]}', '{"results":[]}', '{"BRIN NUMMER":"16SW"}', "BRIN NUMMER;X\n"])(
    "is not %s",
    async (text) => {
      expect(await listingOf(await received(text), "x")).toBeUndefined();
    },
  );

  test("with an entry that is none is refused", async () => {
    const text = '{"results":[{"dataset_name":"01.-vo"},{"naam":"02.-vo"}]}';
    await expect(listingOf(await received(text), "x")).rejects.toThrow("x: entry 2 of the listing has no dataset_name");
  });
});
