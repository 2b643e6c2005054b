import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { jsonRecords } from "#src/sources/files/json-records.js";
import { receive } from "#src/sources/files/receive.js";
import { entities } from "#src/sources/odata/entities.js";
import { HttpClient } from "#src/sources/http.js";
import { RECORDS_KEY, tkFiles } from "#src/sources/tweedekamer/files.js";
import type { Note } from "#src/sources/tweedekamer/note.js";
import { folder } from "../../folder.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { collected } from "../odata/collected.js";
import { kamer } from "../odata/kamer.js";
import { odataServer } from "../odata/server.js";
import { tkTables } from "./tables.js";

interface Read {
  readonly dataset?: string;
  readonly part?: string;
  readonly origin: string;
  readonly fileName: string;
  readonly records?: Record<string, unknown>[];
  readonly error?: string;
}

async function read(from: string, chosen = {}): Promise<{ files: Read[]; notes: Note[] }> {
  const notes: Note[] = [];
  const files: Read[] = [];
  for await (const { open, ...about } of tkFiles(from, tkTables(chosen), (note) => notes.push(note))) {
    try {
      const body = JSON.parse(await text((await open()).body)) as Record<string, Record<string, unknown>[]>;
      files.push({ ...about, records: body[RECORDS_KEY] ?? [] });
    } catch (error) {
      files.push({ ...about, error: (error as Error).message });
    }
  }
  return { files, notes };
}

async function saved(name: string, content: string | Buffer): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, content);
  return path;
}

describe.skipIf(sharedIsMissing)("the real answers of the Kamer go through unchanged", () => {
  const samples = shared("sources", "tweedekamer", "odata-v4-samples.json");

  test("all of them, in the file that collects them", async () => {
    const given = JSON.parse(await readFile(samples, "utf8")) as Record<string, { value?: Record<string, unknown>[] }>;
    const { files, notes } = await read(samples);
    expect(files.map((file) => [file.dataset, file.part, file.error])).toEqual(
      [
        ["persoon", "Persoon"],
        ["fractie-zetel-persoon", "FractieZetelPersoon"],
        ["fractie-zetel", "FractieZetel"],
        ["fractie", "Fractie"],
        ["verslag", "Verslag_empty"],
        ["verslag", "Verslag"],
        ["besluit", "Besluit_expanded"],
      ].map(([kind, name]) => [kind, `odata-v4-samples/${name}`, undefined]),
    );
    const records = new Map(files.map((file) => [file.part?.split("/")[1], file.records]));
    for (const [name, answer] of Object.entries(given)) {
      if (name === "Persoon" || name === "error" || name === "_note") continue;
      expect([name, records.get(name)]).toEqual([name, answer.value ?? answer]);
    }
    const [person] = given["Persoon"]?.value ?? [];
    expect(records.get("Persoon")).toEqual([{ ...person, Geboortedatum: "1976" }]);
    expect((await read(samples, { "Persoon.Geboortedatum": "keep" })).files[0]?.records).toEqual([person]);
    expect(notes).toEqual([
      {
        kind: "passed-over",
        message: expect.stringMatching(
          /^odata-v4-samples\.json#error: passed over, for it is an error: The query specified/,
        ),
      },
    ]);
  });

  test("each in a file of its own, named by the answer or by the file", async () => {
    const given = JSON.parse(await readFile(samples, "utf8")) as Record<string, unknown>;
    const dir = await folder();
    await writeFile(join(dir, "een.json"), JSON.stringify(given["Fractie"]));
    await writeFile(join(dir, "Besluit_expanded.json"), JSON.stringify(given["Besluit_expanded"]));
    await writeFile(join(dir, "error.json"), JSON.stringify(given["error"]));
    const { files } = await read(dir);
    expect(files.map(({ dataset, error }) => [dataset, error])).toEqual([
      ["besluit", undefined],
      ["fractie", undefined],
      [undefined, expect.stringMatching(/^error\.json: is an error: The query specified in the URI is not valid/)],
    ]);
    expect(files[0]?.records).toEqual(given["Besluit_expanded"]);
  });

  test("its service document is no entity", async () => {
    const { files, notes } = await read(shared("sources", "tweedekamer", "v4-service-document.json"));
    expect(files).toEqual([]);
    expect(notes[0]?.message).toMatch(/it is a service document/);
  });

  test("the answer that the page prints leads on, though it is printed over lines", async () => {
    const seed = await readFile(shared("sources", "seeds", "tweedekamer-odata-api.md"), "utf8");
    const link = /<link rel="next"[^]*?\/>/.exec(seed)?.[0] ?? "";
    const path = await saved(
      "Activiteit.xml",
      // The page prints "&" as it is read, not as XML has it.
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Activiteit</title>${link.replace(/&(?!\w+;)/g, "&amp;")}</feed>`,
    );
    const { files, notes } = await read(path);
    expect(files).toMatchObject([{ dataset: "activiteit", records: [] }]);
    expect(notes).toEqual([
      {
        kind: "incomplete",
        message: "Activiteit.xml: is not the whole answer: a list of it goes on at another address",
      },
    ]);
  });
});

describe.each([
  ["v4", undefined, "json"],
  ["v3", "json", "json"],
  ["v3", "verbose", "json"],
  ["v3", "atom", "xml"],
] as const)("an answer of %s %s", (version, format, ending) => {
  test("is read from a file as from the service, whatever the file is called", async () => {
    const set = version === "v4" ? "Document" : "ParlementairDocument";
    const server = await odataServer({ version, tables: kamer(version, 5) });
    const http = new HttpClient();
    const form = format === undefined ? {} : { format };
    const query = { ...server, ...form, set, expand: "Zaak" };
    const blocks = await collected(entities(query, http));
    const accept = {
      json: "application/json",
      verbose: "application/json;odata=verbose",
      atom: "application/atom+xml",
    };
    const url = new URL(server.asked[0] ?? "", server.root);
    const { body } = await http.get(url, accept[format ?? "json"]);
    const path = await saved(`antwoord.${ending}`, await text(body));
    await http.close();
    const { files } = await read(path);
    expect(files).toMatchObject([{ dataset: "document", part: "antwoord", fileName: "antwoord.json" }]);
    expect(files[0]?.records).toEqual(blocks.flatMap((block) => block.records));
    expect(files[0]?.records).toHaveLength(5);
  });
});

test("what is delivered is read by the reader of all JSON files", async () => {
  const path = await saved("Zaak.json", JSON.stringify([{ Id: "a", Bedrag: "1.50" }, { Id: "b" }]));
  for await (const delivery of tkFiles(path, tkTables(), () => {})) {
    const { body } = await delivery.open();
    const received = await receive(body, `${path}.kept`, delivery.origin);
    const rows = await collected(jsonRecords(received, delivery.origin, { key: RECORDS_KEY, isHeader: () => true }));
    expect(rows.flat().map((row) => row.cells)).toEqual([["a", "1.50"], ["b"]]);
  }
});

describe("a folder", () => {
  test("gives its answers in the order of names, each a part of its entity", async () => {
    const dir = await folder();
    await mkdir(join(dir, "zaken"));
    await writeFile(
      join(dir, "zaken", "2.json.gz"),
      gzipSync('{"@odata.context":"x$metadata#Zaak","value":[{"Id":"2"}]}'),
    );
    await writeFile(join(dir, "zaken", "1.json"), '{"@odata.context":"x$metadata#Zaak","value":[{"Id":"1"}]}');
    await writeFile(join(dir, "fractie-zetel-persoon-2025.json"), '[{"Id":"3"}]');
    await writeFile(join(dir, "README.md"), "# Antwoorden");
    await symlink("/etc/passwd", join(dir, "Persoon.json"));
    const { files, notes } = await read(dir);
    expect(files.map(({ dataset, part, origin, records }) => [dataset, part, origin, records])).toEqual([
      ["fractie-zetel-persoon", "fractie-zetel-persoon-2025", "fractie-zetel-persoon-2025.json", [{ Id: "3" }]],
      ["zaak", "zaken/1", "zaken/1.json", [{ Id: "1" }]],
      ["zaak", "zaken/2", "zaken/2.json.gz", [{ Id: "2" }]],
    ]);
    expect(notes.map((note) => note.message)).toEqual(["README.md: passed over, for it is no .json, .xml or .atom"]);
  });

  test("goes on after what is broken, of which nothing is delivered", async () => {
    const dir = await folder();
    await writeFile(join(dir, "Zaak-1.json"), '{"value":[{"Id":"1"},{"Id":');
    await writeFile(join(dir, "Zaak-2.json"), '{"value":[{"Id":"2"}]}');
    await writeFile(join(dir, "Zaak-3.xml"), "<!DOCTYPE html><html><title>Storing</title></html>");
    await writeFile(join(dir, "Onbekend.json"), '{"value":[{"Id":"4"}]}');
    await writeFile(join(dir, "ander.json"), '{"@odata.context":"x$metadata#school","value":[{"Id":"5"}]}');
    await writeFile(join(dir, "half.json.gz"), gzipSync("x".repeat(1000)).subarray(0, 20));
    const { files } = await read(dir);
    expect(files.map((file) => file.error ?? file.records)).toEqual([
      expect.stringMatching(/^Onbekend\.json: does not say of which entity it is, nor does its name/),
      expect.stringMatching(/^Zaak-1\.json: the JSON is cut off after 27 characters/),
      [{ Id: "2" }],
      expect.stringMatching(/^Zaak-3\.xml: is an HTML page \("Storing"\)/),
      expect.stringMatching(/^ander\.json: is of school, which is no entity of the Tweede Kamer/),
      expect.stringMatching(/^half\.json\.gz: reading broke off/),
    ]);
  });
});

test("an answer that names a set which nobody has described is of that set, and it is said", async () => {
  const path = await saved("x.json", '{"@odata.context":"x$metadata#NieuweSet","value":[{"Id":"1"}]}');
  const { files, notes } = await read(path);
  expect(files.map((each) => [each.dataset, each.records])).toEqual([["nieuwe-set", [{ Id: "1" }]]]);
  expect(notes).toEqual([{ kind: "unknown-set", message: expect.stringMatching(/^x\.json: NieuweSet is not in/) }]);
});

test("what may not be kept is not delivered, and said", async () => {
  const path = await saved("PersoonContactinformatie.json", '{"value":[{"Id":"1","Waarde":"a@b.nl"}]}');
  const { files, notes } = await read(path);
  expect(files).toEqual([]);
  expect(notes).toEqual([
    {
      kind: "left-out",
      message: "PersoonContactinformatie.json: left out, for it holds personal data that are not kept",
    },
  ]);
  expect((await read(path, { PersoonContactinformatie: "keep" })).files[0]?.records).toHaveLength(1);
});

test("an expanded list that goes on elsewhere is told", async () => {
  const record = {
    Id: "1",
    Stemming: [{ Id: "2" }],
    "Stemming@odata.nextLink": "https://kamer.example/Besluit(1)/Stemming?$skip=1",
  };
  const { files, notes } = await read(await saved("Besluit.json", JSON.stringify({ value: [record] })));
  expect(files[0]?.records).toEqual([{ Id: "1", Stemming: [{ Id: "2" }] }]);
  expect(notes[0]).toMatchObject({ kind: "incomplete" });
});
