/** The RML test suites, case by case. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isomorphic } from "rdf-isomorphic";
import { describe, expect, test } from "vitest";
import { InputError } from "#src/mapping/input.js";
import { MappingError } from "#src/mapping/problem.js";
import { readMapping } from "#src/mapping/read.js";
import { mapText } from "#src/mapping/run.js";
import { absent, quads, shared, suites } from "./rml-suites.js";

/** Cases that cannot pass, and why. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  "rml-core-csv-json-2025/RMLTC0024f-CSV":
    'its mapping is no Turtle: "{N\\\\\\ame}" has the escape \\a; the newer rml-core has the same text as 0023e, an error',
  ...Object.fromEntries(
    ["0002a", "0007c", "0007d", "0007e", "0007f", "0008a", "0008b", "0011b", "0012a"].map((id) => [
      `rml-core-csv-json-2025/RMLTC${id}-JSON`,
      "it expects a JSON number as plain text; the newer rml-core has the same case with xsd:integer, as the text of RML says",
    ]),
  ),
};

interface Outcome {
  readonly text: string;
  readonly error: boolean;
}

async function run(folder: string, base: string): Promise<Outcome> {
  let text = "";
  let findings = 0;
  try {
    const path = join(folder, "mapping.ttl");
    const model = readMapping(readFileSync(path, "utf8"), { path });
    for await (const piece of mapText(model, { base, report: () => findings++ })) text += piece;
  } catch (error) {
    if (error instanceof MappingError || error instanceof InputError) return { text: "", error: true };
    throw error;
  }
  return { text, error: findings > 0 };
}

describe.skipIf(absent)(`RML test suites of ${shared}`, () => {
  for (const { name, base, cases } of suites) {
    test(`${name} is there`, () => expect(cases.length).toBeGreaterThan(0));
    describe(`cases of ${name}`, () => {
      for (const { id, folder } of cases) {
        const reason = IMPOSSIBLE[`${name}/${id}`];
        test.skipIf(reason !== undefined)(`${id}${reason === undefined ? "" : `: ${reason}`}`, async () => {
          const expectedFile = join(folder, "output.nq");
          const outcome = await run(folder, base);
          expect(outcome.error).toBe(!existsSync(expectedFile));
          if (outcome.error) return;
          const expected = quads(readFileSync(expectedFile, "utf8"));
          expect(isomorphic(quads(outcome.text), expected), `made:\n${outcome.text}`).toBe(true);
        });
      }
    });
  }
});
