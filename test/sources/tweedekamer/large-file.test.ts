import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { tkFiles } from "#src/sources/tweedekamer/files.js";
import type { Note } from "#src/sources/tweedekamer/note.js";
import { folder } from "../../folder.js";
import { tkTables } from "./tables.js";

interface Read {
  readonly dataset?: string;
  readonly records?: unknown;
  readonly error?: string;
}

/** What a file gives when files up to `whole` bytes are read whole. */
async function read(path: string, whole: number): Promise<{ files: Read[]; notes: Note[] }> {
  const notes: Note[] = [];
  const files: Read[] = [];
  for await (const { dataset, open } of tkFiles(path, tkTables({}), (note) => notes.push(note), { whole })) {
    try {
      const records: unknown = JSON.parse(await text((await open()).body));
      files.push(dataset === undefined ? { records } : { dataset, records });
    } catch (error) {
      files.push({ error: (error as Error).message });
    }
  }
  return { files, notes };
}

async function saved(name: string, content: string | Buffer): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, content);
  return path;
}

const LARGE = 0;
const SMALL = 1_000_000;

const people = Array.from({ length: 40 }, (_, i) => ({
  Id: `p${i}`,
  Achternaam: `Naam ${i} "é" \u{1f600}`,
  Geboortedatum: "1976-09-16T00:00:00+02:00",
  Gewicht: 6.4,
}));
const verbose = people.map((each) => ({
  ...each,
  __metadata: { uri: `https://kamer.example/OData/v3/Persoon(guid'${each.Id}')`, type: "TK.Persoon" },
}));
const context = "https://kamer.example/$metadata#Persoon";

describe("a saved answer that is not held gives what one that is held does", () => {
  test.each([
    ["version 4", "x.json", { "@odata.context": context, "@odata.count": 40, value: people }],
    ["with its context behind it", "x.json", { value: people, "@odata.context": context }],
    ["that goes on elsewhere", "x.json", { "@odata.context": context, value: people, "@odata.nextLink": "?next" }],
    [
      "of which a list goes on",
      "Persoon.json",
      { value: [{ ...people[0], "Zetel@odata.nextLink": "?next", Zetel: [] }] },
    ],
    ["version 3, light", "x.json", { "odata.metadata": context, value: people }],
    ["version 3, verbose", "x.json", { d: { __count: "40", results: verbose, __next: "https://kamer.example/next" } }],
    ["version 2", "x.json", { d: verbose }],
    ["without envelope", "Persoon.json", people],
    ["of one record", "x.json", { "@odata.context": `${context}/$entity`, ...people[0] }],
    ["several by name", "x.json", { Persoon: { value: people }, Zaak: { value: [{ Id: "1" }] } }],
    ["of nothing", "Persoon.json", { value: [] }],
    ["that is an error", "x.json", { error: { code: "400", message: "Bad" } }],
  ])("%s", async (_, name, document) => {
    const path = await saved(name, JSON.stringify(document, undefined, 1));
    const held = await read(path, SMALL);
    expect(await read(path, LARGE)).toEqual(held);
    expect(held.files.length).toBeGreaterThan(0);
  });

  test("with decimals as they are written, and no personal data that are not kept", async () => {
    const { files } = await read(
      await saved("Persoon.json", '{"value":[{"Id":"1","Geboortedatum":"1976-09-16","X":6.40}]}'),
      LARGE,
    );
    expect(files).toEqual([
      { dataset: "persoon", records: { value: [{ Id: "1", Geboortedatum: "1976", X: "6.40" }] } },
    ]);
  });

  test("zipped", async () => {
    const path = await saved("Persoon.json.gz", gzipSync(JSON.stringify({ value: people })));
    expect(await read(path, LARGE)).toEqual(await read(path, SMALL));
  });
});

test.each([
  ["cut off", '{"value":[{"Id":"1"},{"Id":', /^Persoon\.json: .*cut off, after element 1/],
  ["broken", '{"value":[{"Id":"1"},{"Id":x}]}', /^Persoon\.json: element 2 of "value" is not JSON/],
  ["of other things", '{"value":[{"Id":"1"},2]}', /^Persoon\.json: is JSON, but its list holds more than entities/],
])("of a large file that is %s nothing is delivered, and it is said where", async (_, content, message) => {
  const { files } = await read(await saved("Persoon.json", content), LARGE);
  expect(files).toEqual([{ error: expect.stringMatching(message) }]);
});
