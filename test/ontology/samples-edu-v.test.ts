/** The samples of Edu-V: of the form that its specification prescribes, and fictional but for the school it prints. */
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readBron } from "#src/sources/edu-v/bron.js";
import { requestOf } from "#src/sources/edu-v/request.js";
import { shared, sharedIsMissing } from "../shared.js";

const BRON = "fictieve-bron";
const ROOT = new URL(`../../samples/edu-v/${BRON}/`, import.meta.url);
const SCHEMAS = { organisations: "Organisation", studyofferings: "StudyOffering", subjectofferings: "SubjectOffering" };

type Schema = Parameters<typeof z.fromJSONSchema>[0];

/** A schema of the specification, its references filled in, that allows no property which it does not name. */
async function schemaOf(name: string): Promise<z.ZodType> {
  const path = shared("sources", "edu-v", "education-1.1.1.openapi.yaml");
  const { components } = parse(await readFile(path, "utf8")) as { components: { schemas: Record<string, unknown> } };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    if ("$ref" in value) return filled(components.schemas[String(value.$ref).split("/").at(-1) ?? ""]);
    const schema = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
    return "properties" in value ? { ...schema, additionalProperties: false } : schema;
  };
  return z.fromJSONSchema(filled(components.schemas[name]) as Schema);
}

async function answer(folder: string, file: string): Promise<unknown[]> {
  return JSON.parse(await readFile(new URL(`${folder}/${file}`, ROOT), "utf8")) as unknown[];
}

describe.each(Object.entries(SCHEMAS))("%s", (folder, schema) => {
  test.skipIf(sharedIsMissing)(`are arrays of ${schema}, in files named for what was asked`, async () => {
    const element = await schemaOf(schema);
    expect(element.safeParse({ name: "no required properties" }).success).toBe(false);
    for (const file of await readdir(new URL(folder, ROOT))) {
      expect(requestOf(`${BRON}/${folder}`, file.replace(/\.json$/, ""), { sector: "vo" }).waarde).not.toBe("");
      const records = await answer(folder, file);
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) expect([file, element.safeParse(record).error?.issues]).toEqual([file, undefined]);
    }
  });
});

test("the Bron is fictional, and has consent", async () => {
  const yaml = await readFile(new URL("bron.yaml", ROOT), "utf8");
  const unknown: string[] = [];
  expect(readBron(yaml, BRON, "bron.yaml", (key) => unknown.push(key))).toMatchObject({
    consent: true,
    name: "Fictieve Bron",
    filterByOrgId: true,
  });
  expect(unknown).toEqual([]);
});

test.skipIf(sharedIsMissing)("the one real school is the one that the specification prints", async () => {
  const printed = shared("sources", "edu-v", "examples", "organisation.assembled-from-spec-examples.json");
  expect(await answer("organisations", "OIE_CODE-09QQ.json")).toEqual([JSON.parse(await readFile(printed, "utf8"))]);
});

test("all other organisations and offerings are called fictional", async () => {
  for (const folder of Object.keys(SCHEMAS)) {
    for (const file of await readdir(new URL(folder, ROOT))) {
      if (file === "OIE_CODE-09QQ.json") continue;
      for (const record of await answer(folder, file)) {
        const names =
          JSON.stringify(record).match(/(?<="(?:name|studyOfferingName|subjectOfferingName)":)"[^"]*"/g) ?? [];
        expect(names.length).toBeGreaterThan(0);
        for (const name of names) expect(name).toMatch(/fictie[fv]/i);
      }
    }
  }
});
