import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packagePath } from "#src/package/package-files.js";
import { recordsIn } from "#src/sources/tweedekamer/expanded.js";
import { shared, sharedIsMissing } from "../shared.js";
import { published, type Row, TABLE } from "./tweedekamer.js";

const FOLDER = packagePath("samples", "tweedekamer");
const FICTIONAL = /^f1c71e00-0000-4000-8000-/;

interface Answer {
  readonly "@odata.context": string;
  readonly value: readonly Row[];
}

const samples = readdirSync(FOLDER).map((name) => {
  const answer = JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Answer;
  return { set: name.replace(/\.json$/, ""), answer };
});

describe.each(samples)("the sample of $set", ({ set, answer }) => {
  test("is an answer of the service about that set", () => {
    expect(answer["@odata.context"]).toBe(`https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/$metadata#${set}`);
  });

  test("goes through without a finding", async () => {
    const entity = TABLE.named(set);
    if (entity === undefined) throw new Error(`no entity ${set}`);
    const found = answer.value.flatMap((row) => recordsIn(TABLE, entity, row));
    for (const {
      entity: { name },
      record,
    } of found) {
      expect((await published(name, [record])).findings).toEqual([]);
    }
  });

  test.skipIf(sharedIsMissing)("holds facts where it is not fictional", () => {
    const real = readFileSync(shared("sources", "tweedekamer", "odata-v4-samples.json"), "utf8");
    const facts = JSON.parse(real) as Readonly<Record<string, { readonly value?: readonly Row[] }>>;
    const of = Object.values(facts).flatMap((each) => (Array.isArray(each) ? (each as Row[]) : (each.value ?? [])));
    for (const row of answer.value.filter(({ Id }) => !FICTIONAL.test(String(Id)))) {
      expect(of).toContainEqual(row);
    }
  });

  test("calls what is fictional so, where it has a name", () => {
    const names = ["Achternaam", "NaamNL", "Onderwerp", "Titel"];
    const named = answer.value
      .filter(({ Id }) => FICTIONAL.test(String(Id)))
      .map((row) => names.flatMap((name) => row[name] ?? []).join(" "))
      .filter((text) => text !== "");
    expect(named.filter((text) => !/fictie|verzonnen/i.test(text))).toEqual([]);
  });
});

test("no reference of a fictional record leads to a record that is not there, or is real", () => {
  const ids = new Set(samples.flatMap(({ answer }) => answer.value.map(({ Id }) => String(Id))));
  for (const { answer } of samples) {
    for (const row of answer.value.filter(({ Id }) => FICTIONAL.test(String(Id)))) {
      const text = JSON.stringify(row);
      const others = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
      expect(others.filter((id) => !FICTIONAL.test(id) || !ids.has(id))).toEqual([]);
    }
  }
});
