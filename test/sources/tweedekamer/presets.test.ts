import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "#src/sources/http.js";
import { queryUrl } from "#src/sources/odata/query.js";
import type { ODataRecord } from "#src/sources/odata/record.js";
import { presetLoad } from "#src/sources/tweedekamer/client.js";
import { PRESETS, readPreset } from "#src/sources/tweedekamer/presets.js";
import { TK_ROOTS, tkService } from "#src/sources/tweedekamer/service.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { collected } from "../odata/collected.js";
import { guid, kamer } from "../odata/kamer.js";
import { odataServer } from "../odata/server.js";
import { tkTables } from "./tables.js";

/** What the Kamer's page prints, by the words before it. */
const PRINTED: Readonly<Record<string, string>> = {
  commissieleden: "Opvragen commissieleden",
  fractiemedewerkers: "Opvragen medewerkers van een fractie",
  "actieve-kamerleden": "Kamerleden: alle actieve",
  "activiteiten-per-vergaderjaar": "Activiteiten: per vergaderjaar",
  moties: "Parlementaire documenten: moties",
  "activiteiten-per-maand": "Activiteiten opvragen van een bepaalde maand",
  verslagen: "Geef de vergaderingen met links naar de verslagen",
};

test("each query of the page has a preset, and there is no other", () => {
  expect(PRESETS.map((preset) => preset.name)).toEqual(Object.keys(PRINTED));
});

test.skipIf(sharedIsMissing).each(Object.entries(PRINTED))("%s is in v3 what the page prints", (name, words) => {
  const seed = readFileSync(shared("sources", "seeds", "tweedekamer-odata-api.md"), "utf8");
  const from = seed.indexOf(words);
  const printed = /\/\w+\?\$.*/.exec(seed.slice(from))?.[0].trim().replace("<<afkorting hier invullen>>", "VVD");
  const { preset, value } = readPreset(name);
  const url = queryUrl({ ...preset.query("v3", value), ...tkService(undefined, "v3") });
  expect(decodeURIComponent(url.href)).toBe(`${TK_ROOTS.v3}${printed?.slice(1)}`);
  expect(url.href).not.toMatch(/\s/);
});

describe("a preset is read with what it is asked for", () => {
  test.each([
    ["commissieleden", "FIN"],
    ["commissieleden:OCW", "OCW"],
    ["moties:passend onderwijs: nu", "passend onderwijs: nu"],
    ["activiteiten-per-maand:2024-12", "2024-12"],
    ["actieve-kamerleden", ""],
  ])("%s", (text, value) => {
    expect(readPreset(text)).toMatchObject({ preset: { name: text.split(":")[0] }, value });
  });

  test.each([
    ["leden", /there is no query "leden"; there are commissieleden:FIN, fractiemedewerkers:VVD, actieve-kamerleden,/],
    ["actieve-kamerleden:VVD", /takes nothing/],
    ["verslagen:2017", /no parliamentary year/],
    ["activiteiten-per-maand:2017-13", /no month/],
    ["moties:", /is no woord/],
  ])("%s is refused", (text, message) => {
    expect(() => readPreset(text)).toThrow(message);
  });

  test("a quote in a word is no end of it", () => {
    const { preset, value } = readPreset("moties:d'66' or true");
    expect(preset.query("v4", value).filter).toBe("Soort eq 'Motie' and contains(Onderwerp,'d''66'' or true')");
  });
});

/** The numbers at the end of a field, in order. */
function numbers(records: readonly ODataRecord[], field = "Nummer"): number[] {
  return records.map((record) => Number(/\d+$/.exec(String(record[field]))?.[0])).sort((a, b) => a - b);
}

function upTo(size: number, isIn: (i: number) => boolean): number[] {
  return Array.from({ length: size }, (_, i) => i).filter(isIn);
}

describe.each(["v3", "v4"] as const)("against a %s service", (version) => {
  const document = version === "v3" ? "ParlementairDocument" : "Document";
  const tables = kamer(version, 60);

  async function asked(text: string, chosen = {}): Promise<{ records: ODataRecord[]; kind: string; asked: string[] }> {
    const server = await odataServer({ version, tables, pageSize: 7 });
    const http = new HttpClient({ retryAfterMs: 5, retries: 0 });
    onTestFinished(() => http.close());
    const load = presetLoad(readPreset(text), { service: server }, tkTables(chosen), http);
    const blocks = await collected(load.blocks());
    expect(load.origin.startsWith(server.root.href)).toBe(true);
    return { records: blocks.flatMap((block) => block.records), kind: load.entity.kind, asked: server.asked };
  }
  test("members of a committee, by its abbreviation", async () => {
    const { records, kind } = await asked("commissieleden:OCW");
    expect(kind).toBe("persoon");
    expect(numbers(records)).toEqual(upTo(60, (i) => i % 2 === 1 && i % 3 !== 0));
    const seats = records[0]?.[version === "v3" ? "CommissieVastPersoon" : "CommissieZetelVastPersoon"];
    expect(seats).toMatchObject([{ CommissieZetel: { Commissie: { Afkorting: "OCW" } } }]);
    expect(records.every((record) => record["Geboortedatum"] === "1976")).toBe(true);
  });

  test("people of a party", async () => {
    const { records } = await asked("fractiemedewerkers:O'H");
    expect(numbers(records)).toEqual(upTo(60, (i) => i % 3 === 2 && i % 4 !== 0));
    const seats = records[0]?.[version === "v3" ? "Fractielid" : "FractieZetelPersoon"];
    expect(JSON.stringify(seats)).toContain('"Afkorting":"O\'H"');
  });

  test("all active members, without their contact details unless these are kept", async () => {
    const { records } = await asked("actieve-kamerleden");
    expect(numbers(records)).toEqual(upTo(60, (i) => i % 4 !== 0));
    expect(JSON.stringify(records)).not.toContain("example.nl");
    const kept = await asked("actieve-kamerleden", { PersoonContactinformatie: "keep" });
    expect(JSON.stringify(kept.records)).toContain("lid1@example.nl");
  });

  test("activities of a parliamentary year, with what hangs on them", async () => {
    const { records, kind } = await asked("activiteiten-per-vergaderjaar:2016-2017");
    expect(kind).toBe("activiteit");
    expect(numbers(records)).toEqual(upTo(60, (i) => i % 3 === 1));
    const actors = records[0]?.[version === "v3" ? "Deelnemer" : "ActiviteitActor"];
    expect(actors).toMatchObject([{ Relatie: "Deelnemer" }]);
    expect(records[0]).toMatchObject({
      [document]: { length: 3 },
      Zaak: { length: 3 },
      Voortouwcommissie: { Afkorting: "FIN" },
    });
  });

  test("motions with a word in their subject, in the order of the page", async () => {
    const { records, kind } = await asked("moties");
    expect(kind).toBe("document");
    expect(numbers(records, "Onderwerp")).toEqual(upTo(60, (i) => i % 10 === 0));
    const dates = records.map((record) => String(record["Datum"]));
    expect(dates).toEqual(dates.toSorted().reverse());
    expect(records[0]).toMatchObject({ Activiteit: { length: 2 }, Agendapunt: [] });
  });

  test("activities of a month", async () => {
    const { records } = await asked("activiteiten-per-maand:2017-05");
    expect(numbers(records)).toEqual(upTo(60, (i) => i % 9 === 4));
  });

  test("meetings of a year with links to their reports", async () => {
    const { records, asked: targets } = await asked("verslagen");
    expect(numbers(records, "Titel")).toEqual(upTo(60, (i) => i % 3 === 2));
    const id = guid(11, 2);
    const links = records.flatMap((record) => (record["Verslag"] as ODataRecord[]).map((each) => each["@media"]));
    const path = version === "v3" ? `Verslag(guid'${id}')/$value` : `Verslag(${id})/resource`;
    expect(links.map((link) => new URL(String(link)).pathname.split("/").slice(4).join("/"))).toContain(path);
    expect(targets[0]?.includes("$format=json")).toBe(version === "v3");
  });
});
