/** The samples of DUO: real rows in the bytes of their files, and what is made up, which says so. */
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { duoFile, sharedIsMissing } from "../shared.js";

const ROOT = new URL("../../samples/duo/", import.meta.url);
const names = await readdir(ROOT);

/** Node 20 decodes windows-1252 in one go as if it were ISO 8859-1, and gets 0x91 wrong; as a stream it is right. */
function windows1252(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes, { stream: true });
}

interface Answer {
  readonly "@id": string;
  readonly "@context": Record<string, string>;
  readonly results: Record<string, string>[];
}

async function answer(name: string): Promise<Answer> {
  return JSON.parse(await readFile(new URL(name, ROOT), "utf8")) as Answer;
}

const ADDRESSES = ["02-alle-schoolvestigingen-basisonderwijs-2026.csv", "03-alle-vestigingen-basisonderwijs-2013.csv"];

describe.each(ADDRESSES)("the address file %s", (name) => {
  test("is windows-1252 with CRLF and no blank field that is empty", async () => {
    const bytes = await readFile(new URL(name, ROOT));
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow(TypeError);
    const text = windows1252(bytes);
    expect(text.endsWith("\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n"]/);
    expect(text).not.toMatch(/;;/);
    const widths = text
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(";").length);
    expect(new Set(widths).size).toBe(1);
    expect(text).toContain("Fryslân");
  });
});

test("the file of 2026 has six rows of board 41645 and the quirks that its readers must know", async () => {
  const bytes = await readFile(new URL("02-alle-schoolvestigingen-basisonderwijs-2026.csv", ROOT));
  const lines = windows1252(bytes).trimEnd().split("\r\n");
  expect(lines).toHaveLength(16);
  expect(lines.filter((line) => line.split(";")[1] === "41645")).toHaveLength(6);
  const text = lines.join("\n");
  for (const quirk of [
    "‘t Ienster",
    ";27-A 29;",
    ";Postbus;",
    "'S-GRAVENHAGE;0518;S GRAVENHAGE",
    ";1979;EEMSDELTA;",
    "/drielinden;",
  ]) {
    expect(text).toContain(quirk);
  }
  expect(text).toContain(";Gereformeerd vrijgemaakt / Eva;");
  expect(text).toContain(";Samenwerking PC, RK, Alg. Bijz; ;");
  expect(text).not.toMatch(/ {2}/);
});

test("the file of 2013 has a header that ends in a space, and blanks as wide as their column", async () => {
  const bytes = await readFile(new URL("03-alle-vestigingen-basisonderwijs-2013.csv", ROOT));
  const [header, ...rows] = windows1252(bytes).trimEnd().split("\r\n");
  expect(header).toContain(";VESTIGINGSNAAM ;");
  expect(header).toContain(";VESTIGINGSNUMMER;");
  expect(rows).toHaveLength(4);
  expect(rows.join("\n")).toMatch(/; {80};/);
});

/** Files of statistics with rows of a real one: its name, and how many. */
const STATISTICS = [
  [
    "06-historisch-overzicht-leerlingen-per-schoolvestiging.csv",
    "06-historisch-overzicht-leerlingen-per-schoolvestiging.csv",
    5,
  ],
  ["06.-examenkandidaten-en-geslaagden-2019-2024.csv", "examenkandidaten-geslaagden-vo-2019-2024.csv", 5],
  ["leerlingen-woongebied-leeftijd-2024.csv", "leerlingen-woongebied-leeftijd-Goes.csv", 5],
] as const;

/** The lines of a file, as bytes written one by one, its line breaks with them. */
function byteLines(bytes: Buffer): string[] {
  return bytes.toString("latin1").split(/(?<=\n)/);
}

describe.each(STATISTICS)("the statistics file %s", (name, real, rows) => {
  test.skipIf(sharedIsMissing)("has the header and rows of DUO's file, byte for byte and in its order", async () => {
    const lines = byteLines(await readFile(new URL(name, ROOT)));
    const wanted = new Set(lines);
    expect(byteLines(await readFile(duoFile(real))).filter((line) => wanted.has(line))).toEqual(lines);
    expect(lines).toHaveLength(rows + 1);
  });
});

test("the statistics show what their readers must know", async () => {
  const [history, exams, pupils] = await Promise.all(STATISTICS.map(([name]) => readFile(new URL(name, ROOT), "utf8")));
  expect(history).toMatch(/^\ufeffINSTELLINGSCODE;.*;"BS """"De Maasparel"""";?/s);
  expect(history).toContain(";0;<5;25;36\r\n");
  expect(exams).toMatch(/^"INSTELLINGSCODE";.*;"<5";"<5";"100";"0";"0";"0";/s);
  expect(pupils).toMatch(/^\ufeff"PEILDATUM";.*"40";"Onbekend";.*;"<5";/s);
  expect(pupils).not.toContain("\r");
});

test("the other CSV files hold nothing but the fictional school", async () => {
  const facts = new Set<string>([...ADDRESSES, ...STATISTICS.map(([name]) => name)]);
  const others = names.filter((name) => name.endsWith(".csv") && !facts.has(name));
  expect(others).toHaveLength(8);
  for (const name of others) {
    const [, ...rows] = windows1252(await readFile(new URL(name, ROOT)))
      .trimEnd()
      .split(/\r?\n/);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const codes = row.match(/\b\d{2}[A-Z]{2}(?:\d{2})?\b|\b[PV]O\d{4}\b|\b\d{5}\b/g) ?? [];
      expect([name, codes]).toEqual([name, codes.filter((code) => /^(?:99XX(?:0[01])?|PO999[89]|99999)$/.test(code))]);
      expect(codes.length).toBeGreaterThan(0);
      expect(row).toMatch(/^"99XX"|Ficti(?:ef|eve) S/);
    }
  }
});

describe("the answers of the API", () => {
  test("are listed by search.json, address and all", async () => {
    const listed = (await answer("search.json")).results;
    const addresses = listed.map((entry) => decodeURIComponent(entry["dataset_url"] ?? ""));
    for (const name of names.filter((each) => /^\d.*\.json$/.test(each))) {
      const id = decodeURIComponent((await answer(name))["@id"]);
      expect(addresses).toContain(id.replace(/\/search\?.*$/, ""));
    }
    for (const entry of listed)
      expect(entry["dataset_url"]).toMatch(/^https:\/\/api\.duo\.nl\/v0\/datasets\/[\w.%-]+$/);
  });

  test("keep DUO's slip: the context of Assen does not know the field that its row has", async () => {
    const { "@context": context, results } = await answer("01.-hoofdvestigingen-vo-2016.json");
    expect(results.map((row) => row["BRIN NUMMER"])).toEqual(["18BR", "99XX"]);
    expect(results[0]).toMatchObject({ "BRIN NUMMER": "18BR", "ONDERWIJSGEBIED NAAM": "Assen-Hoogeveen-Emmen" });
    expect(Object.keys(context)).toContain("ONDERWIJSGBIED NAAM");
    expect(Object.keys(context)).not.toContain("ONDERWIJSGEBIED NAAM");
  });

  test("hold the three boards that DUO prints", async () => {
    const { results } = await answer("06.-bevoegde-gezagen-speciaal-basis-onderwijs-2016.json");
    expect(results.map((row) => row["BEVOEGD GEZAG NUMMER"])).toEqual(["20233", "21657", "21679"]);
    expect(results[0]?.["TELEFOONNUMMER"]).toBe(" ");
  });

  test("say of what is made up that it is made up", async () => {
    const [real, school, second] = (await answer("02.-alle-vestigingen-vo-2016.json")).results;
    expect(real?.["VESTIGINGSNUMMER"]).toBe("16SW03");
    expect(school?.["VESTIGINGSNUMMER"]).toBe("99XX00");
    expect(school?.["VESTIGINGSNAAM"]).toMatch(/^Fictieve School/);
    expect(school?.["INTERNETADRES"]).toMatch(/\.example$/);
    expect(second?.["VESTIGINGSNUMMER"]).toBe("99XX01");
    expect(second?.["VESTIGINGSNAAM"]).toMatch(/^Fictieve School/);
    const [, institution] = (await answer("01.-hoofdvestigingen-vo-2016.json")).results;
    expect(institution?.["INSTELLINGSNAAM"]).toMatch(/^Fictieve School/);
    expect(institution?.["BEVOEGD GEZAG NUMMER"]).toBe(school?.["BEVOEGD GEZAG NUMMER"]);
    const [board] = (await answer("03.-bevoegde-gezagen-vo-2016.json")).results;
    expect(board?.["BEVOEGD GEZAG NUMMER"]).toBe(school?.["BEVOEGD GEZAG NUMMER"]);
    expect(board?.["BEVOEGD GEZAG NAAM"]).toMatch(/^Fictief Schoolbestuur/);
  });
});
